"""Holds the 合计, 共计, 小计 and 总计 rows of each sheet against the sums of the rows above them."""

import polars as pl

from pipelines.contracts import catalog

LEVELS = {"小": 1, "合": 2, "共": 2, "总": 3}


def counted_columns(table: str) -> list[str]:
    """The columns of a table that totals add up."""
    columns = catalog.sheets()[table].columns
    return [column.canonical for column in columns if column.kind in ("int", "decimal") and not column.is_key]


def find_wrong_totals(typed: pl.DataFrame, firsts: pl.Series, marks: pl.DataFrame) -> pl.DataFrame:
    """`position` (row) and `column` of every total that disagrees.

    `typed` are the counted columns of data and total rows, `firsts` holds their first cells, `marks` their
    `part`, and their `kind`, which is 'total' of the latter.
    A 小计 sums the rows since any total line; a 合计 or 共计 those since the last of them or 总计, or all;
    a 总计 all.
    """
    rows = typed.with_columns(
        level=pl.when(marks["kind"] == "total")
        .then(firsts.str.extract(f"({'|'.join(LEVELS)})计").replace_strict(LEVELS, return_dtype=pl.Int64))
        .fill_null(0),
        part=marks["part"],
    )
    is_wrong = rows.select(_is_wrong(name).fill_null(False).alias(name) for name in typed.columns)
    wrong = [
        pl.DataFrame({"position": flags.arg_true()}).with_columns(column=pl.lit(flags.name))
        for flags in is_wrong.get_columns()
        if flags.any()
    ]
    return pl.concat(wrong) if wrong else pl.DataFrame(schema={"position": pl.UInt32, "column": pl.String})


def _is_wrong(name: str) -> pl.Expr:
    level, value = pl.col("level"), pl.col(name)
    above = pl.when(level == 0).then(value).fill_null(0).cum_sum().over("part")
    expected = [above - _before(above, level >= rank) for rank in (1, 2, 3)]
    is_other = pl.all_horizontal(
        (value != expected[0]) | (level != 1), (value != expected[1]) | (level != 2), value != expected[2]
    )
    is_agreed_sum = (level > 1) & (value == above)
    return (level > 0) & value.is_not_null() & is_other & ~is_agreed_sum


def _before(above: pl.Expr, is_line: pl.Expr) -> pl.Expr:
    return pl.when(is_line).then(above).forward_fill().shift(1).over("part").fill_null(0)
