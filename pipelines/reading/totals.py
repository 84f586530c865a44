"""Holds the 合计, 小计 and 总计 rows of a sheet against the sums of the rows above them."""

import polars as pl

from pipelines.contracts import catalog

LEVELS = {"小": 1, "合": 2, "总": 3}


def find_wrong_totals(typed: pl.DataFrame, firsts: pl.Series, kinds: pl.Series, table: str) -> pl.DataFrame:
    """`position` (row) and `column` of every total that disagrees.

    `typed` are data and total rows, `kinds` says 'total' of the latter, `firsts` holds their first cells.
    A 小计 sums the rows since any total line; a 合计 those since the last 合计 or 总计, or all; a 总计 all.
    """
    columns = [
        column.canonical
        for column in catalog.sheets()[table].columns
        if column.kind in ("int", "decimal") and not column.is_key and column.canonical in typed.columns
    ]
    if not columns:
        return pl.DataFrame(schema={"position": pl.Int64, "column": pl.String})
    rows = typed.select(columns).with_columns(
        level=pl.when(kinds == "total")
        .then(firsts.str.extract(r"(小|合|总)计").replace_strict(LEVELS, return_dtype=pl.Int64))
        .fill_null(0),
        position=pl.int_range(typed.height),
    )
    wrong = [rows.filter(_is_wrong(name)).select("position", column=pl.lit(name)) for name in columns]
    return pl.concat(wrong)


def _is_wrong(name: str) -> pl.Expr:
    level, value = pl.col("level"), pl.col(name)
    above = pl.when(level == 0).then(value).fill_null(0).cum_sum()
    expected = [above - _before(above, level >= rank) for rank in (1, 2, 3)]
    is_other = pl.all_horizontal(
        (value != expected[0]) | (level != 1), (value != expected[1]) | (level != 2), value != expected[2]
    )
    is_agreed_sum = (level > 1) & (value == above)
    return (level > 0) & value.is_not_null() & is_other & ~is_agreed_sum


def _before(above: pl.Expr, is_line: pl.Expr) -> pl.Expr:
    return pl.when(is_line).then(above).forward_fill().shift(1).fill_null(0)
