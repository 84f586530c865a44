"""Types the cells of a contract sheet: one expression a column, by its `kind` in `columns.csv`."""

from datetime import date
from functools import cache

import polars as pl

from pipelines.contracts import catalog
from pipelines.contracts.catalog import Column
from pipelines.reading import codes, dates, numbers
from pipelines.reading.cells import fold_width

# A number cell 2006.1 may have been 2006.10 before the spreadsheet dropped its zero.
DROPPED_ZERO = r"^\d{4}\.1$"
# A number cell keeps 15 digits; of a longer code the rest is lost.
LOST_DIGITS = r"^[0-9]{16,}|^[0-9.]+[eE]"
TWO_STAGED = (
    "date",
    "end_date",
    "int",
    "code",
    "code_list",
    "month",
    "half_year",
    "yes_no_4",
    "unit_code",
    "subject_code",
)


def is_free_text(column: Column) -> bool:
    """Whether a column holds prose: names, places and remarks that keep their raw form."""
    is_label = column.is_key or column.canonical.endswith(("_code", "_no", "_id"))
    return column.kind == "text" and not is_label


def fold_columns(texts: pl.DataFrame, unusual: set[str], table: str) -> pl.DataFrame:
    """The cleaned cells with full-width forms folded in the `unusual` columns that are not free text."""
    columns = catalog.sheets()[table].columns
    return fold_width(texts, [c.canonical for c in columns if c.canonical in unusual and not is_free_text(c)])


def type_columns(
    texts: pl.DataFrame, table: str, numeric: pl.DataFrame, epoch: date | None, sheet: pl.Series
) -> pl.DataFrame:
    """Every contract column, typed, from folded cells; `citizen_id` is left as text.

    `numeric` holds, by canonical name, which cells were numbers, `sheet` which sheet each row is of.
    What cannot be read is null. But for ticks, a cell's value depends on that cell alone.
    """
    columns = [c for c in catalog.sheets()[table].columns if c.canonical in texts.columns]
    typed = texts.select(_usual(table, tuple(texts.columns)))
    nulls = texts.null_count().row(0, named=True)
    left = [c for c in columns if typed[c.canonical].null_count() > nulls[c.canonical]]
    thorough = [
        _completed(c, typed[c.canonical], texts[c.canonical], epoch) for c in left if c.kind in TWO_STAGED
    ]
    yes_no = [_yes_no(texts[c.canonical], sheet) for c in columns if c.kind == "yes_no"]
    typed = typed.with_columns(*thorough, *yes_no)
    for name in {c.canonical for c in columns if c.kind == "month"} & set(numeric.columns):
        is_doubtful = numeric[name] & texts[name].str.contains(DROPPED_ZERO)
        typed = typed.with_columns(pl.when(~is_doubtful).then(pl.col(name)).alias(name))
    may_be_lost = [c.canonical for c in columns if c.canonical in numeric.columns and _is_label(c)]
    return typed.with_columns(
        pl.when(~(numeric[name] & texts[name].str.contains(LOST_DIGITS)).fill_null(False)).then(pl.col(name))
        for name in may_be_lost
    )


def _is_label(column: Column) -> bool:
    return column.kind in ("unit_code", "subject_code") or (
        column.kind == "text" and not is_free_text(column)
    )


def _completed(column: Column, typed: pl.Series, text: pl.Series, epoch: date | None) -> pl.Series:
    """The typed cells with those that the quick reading left null read thoroughly, each spelling once."""
    is_left = typed.is_null() & text.is_not_null()
    cells = text.filter(is_left)
    spellings = cells.unique().to_frame()
    values = spellings.select(_thorough(column, spellings, epoch)).to_series()
    return typed.scatter(is_left.arg_true(), cells.replace_strict(spellings.to_series(), values))


def _yes_no(text: pl.Series, sheet: pl.Series) -> pl.Series:
    cells = pl.DataFrame({"text": text, "sheet": sheet})
    is_yes = codes.read_yes_no(pl.col("text"), pl.col("sheet")).alias(text.name)
    return cells.select(is_yes).to_series()


@cache
def _usual(table: str, names: tuple[str, ...]) -> list[pl.Expr]:
    columns = [column for column in catalog.sheets()[table].columns if column.canonical in names]
    return [_usual_style(column).alias(column.canonical) for column in columns]


def _usual_style(column: Column) -> pl.Expr:
    """The quick reading of the style that most cells have; what it leaves null is read thoroughly."""
    text = pl.col(column.canonical)
    match column.kind:
        case "date" | "end_date":
            return dates.read_iso_dates(text)
        case "int":
            return numbers.read_usual_whole_numbers(text)
        case "code":
            return codes.read_usual_codes(text, column.codes)
        case "decimal":
            return numbers.read_amounts(text)
        case "yes_no":
            return pl.lit(None, pl.Boolean)
        case "division_code":
            return codes.read_division_codes(text, _longest(column))
        case "unit_code" | "subject_code":
            return codes.read_usual_unit_codes(text)
        case "text_list":
            return codes.read_text_lists(text)
        case "text" | "citizen_id":
            return text
        case "month":
            return dates.read_usual_months(text)
        case "half_year":
            return dates.read_usual_half_years(text)
        case _:
            return pl.lit(None, pl.String)


def _thorough(column: Column, texts: pl.DataFrame, epoch: date | None) -> pl.Expr:
    text = pl.col(column.canonical)
    match column.kind:
        case "date" | "end_date":
            return dates.read_dates(text, epoch)
        case "int":
            return numbers.read_whole_numbers(text)
        case "code":
            return codes.read_codes(text, column.codes, _distinct(texts, column))
        case "code_list":
            return codes.read_code_lists(text, column.codes, _distinct(texts, column))
        case "month":
            return dates.read_months(text, epoch)
        case "half_year":
            return dates.read_half_years(text)
        case "yes_no_4":
            return codes.read_four_flags(text)
        case "unit_code" | "subject_code":
            return codes.read_unit_codes(text, or_division=column.kind == "subject_code")
        case _:
            return _usual_style(column)


def _distinct(texts: pl.DataFrame, column: Column) -> list[str]:
    return texts[column.canonical].drop_nulls().unique().to_list()


def _longest(column: Column) -> int:
    return max((int(width) for width in column.widths if width.isdigit()), default=12)
