"""How an office words a sheet: its headers, dates, yes and no, codes, titles, totals and notes."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

import polars as pl
from opencc import OpenCC

from pipelines.contracts.catalog import Column, code_lists, sheets

DATE_KINDS = ("date", "end_date")
NUMBER_KINDS = ("int", "decimal")
SERIAL = "serial"
EXCEL_EPOCH = date(1899, 12, 30)
TOTALLED = ("_count", "_population", "household_expected", "visit_weeks_done")
TOTAL = "合计"
WRONG_BY = 3


@dataclass(frozen=True)
class Dress:
    """The habits of one office."""

    dates: str = "%Y-%m-%d"
    months: str = "%Y-%m"
    yes_no: tuple[str, str] = ("是", "否")
    codes: str = "code"
    headers: str = "plain"
    title: str = ""
    has_total: bool = False
    note: str = ""
    is_merged: bool = False
    encoding: str = "utf-8"
    delimiter: str = ","


@dataclass
class Sheet:
    """One sheet of a delivery: `rows` as the district knows them, `text` as the office writes them.

    `wrong_total` names the column whose total the office adds up wrongly.
    """

    table: str
    rows: pl.DataFrame
    text: pl.DataFrame
    dress: Dress
    wrong_total: str = ""
    added_headers: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The tab's name."""
        return str(sheets()[self.table].name_zh)

    @property
    def header(self) -> list[str]:
        """The column names in this office's wording; in plain words where two would be alike."""
        columns = [sheets()[self.table].column(name) for name in self.text.columns if name in self.known]
        worded = [word_header(column, self.dress.headers) for column in columns]
        if len(set(worded)) < len(worded):
            worded = [column.names_zh[0] for column in columns]
        return worded + self.added_headers

    @property
    def known(self) -> list[str]:
        """The contract's columns of the sheet."""
        return [column.canonical for column in sheets()[self.table].columns]

    @property
    def first_row_no(self) -> int:
        """The row number of the first data row as a clerk counts, from 1."""
        return 1 + bool(self.dress.title) + (2 if self.dress.is_merged else 1)

    @property
    def kinds(self) -> list[str]:
        """The kind of each column, text for those no contract knows."""
        by_name = {column.canonical: column.kind for column in sheets()[self.table].columns}
        return [by_name.get(name, "text") for name in self.text.columns]

    def tail(self) -> list[list[str | None]]:
        """The rows below the data: the total and the note, as wide as the sheet."""
        width = len(self.text.columns)
        lines: list[list[str | None]] = []
        if self.dress.has_total:
            totals = [self._total(name) for name in self.text.columns]
            lines.append([TOTAL, *totals[1:]])
        if self.dress.note:
            lines.append([self.dress.note, *[None] * (width - 1)])
        return lines

    def _total(self, name: str) -> str | None:
        if not name.endswith(TOTALLED):
            return None
        total = int(self.text[name].cast(pl.Int64, strict=False).sum())
        return str(total + WRONG_BY if name == self.wrong_total else total)


def dress_sheet(table: str, rows: pl.DataFrame, dress: Dress) -> Sheet:
    """The rows worded as text; a contract column that `rows` lacks is there and blank."""
    columns = sheets()[table].columns
    present = [c for c in columns if c.canonical in rows.columns or c.is_required or c.required_when]
    text = rows.select(_worded(column, rows, dress).alias(column.canonical) for column in present)
    return Sheet(table, rows, text, dress)


def word_header(column: Column, habit: str) -> str:
    """A column's header: its own name, its first alias, with a space inside, or in Traditional characters."""
    name = column.names_zh[0]
    if habit == "alias":
        return column.names_zh[min(1, len(column.names_zh) - 1)]
    if habit == "spaced":
        return " ".join(name) if len(name) == 2 else name
    if habit == "traditional":
        return str(_traditional().convert(name))
    if habit == "fullwidth":
        return name.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789()"})
    return name


def _worded(column: Column, rows: pl.DataFrame, dress: Dress) -> pl.Expr:
    name = column.canonical
    if name not in rows.columns:
        return pl.lit(None, dtype=pl.String)
    cell, dtype = pl.col(name), rows.schema[name]
    if dtype == pl.Boolean:
        yes, no = dress.yes_no
        return pl.when(cell).then(pl.lit(yes)).when(~cell).then(pl.lit(no))
    if dtype == pl.Date:
        return _worded_date(cell, dress.months if column.kind == "month" else dress.dates)
    if column.kind == "code" and dress.codes != "code":
        return cell.replace(_labels(column.codes, dress.codes))
    return cell.cast(pl.String).str.strip_suffix(".0") if dtype == pl.Float64 else cell.cast(pl.String)


def _worded_date(cell: pl.Expr, habit: str) -> pl.Expr:
    if habit == SERIAL:
        return (cell - pl.lit(EXCEL_EPOCH)).dt.total_days().cast(pl.String)
    return cell.dt.strftime(habit)


@cache
def _labels(codes: str, habit: str) -> dict[str, str]:
    labels = {row["code"]: row["label_zh"] for row in code_lists()[codes]}
    if habit == "short":
        return {code: label.removesuffix("类") for code, label in labels.items()}
    return labels


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")
