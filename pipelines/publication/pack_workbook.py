"""The pack's workbook: a notes sheet, then every published table of the half-year, typed and filterable."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import python_calamine
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipelines.publication.exports import escaped
from pipelines.publication.pack_tables import MARK, PublishedTable

NOTES, COLUMNS = "说明 notes", "栏目 columns"
TOTAL = "合计 total"
MOST_ROWS = 1_000_000  # a sheet ends at 1,048,576
WIDEST, NARROWEST = 46, 9
# sums of what is counted in one unit only: a sum over months, levels or overlapping bodies would mislead
TOTALLED: Mapping[str, Sequence[str]] = {
    "check_runs": ("findings",),
    "files": ("rows_seen", "rows_accepted", "rows_quarantined", "rows_excluded"),
    "finding_counts": ("findings",),
    "funds": ("months_due", "months_paid_in_full", "amount_due_yuan", "amount_paid_yuan"),
    "inspections": (
        "inspections",
        "sampled_pages",
        "missed_households",
        "missed_persons",
        "wrong_cells",
    ),
    "quarantine_counts": ("rows_quarantined",),
}
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "head": {"bold": True, "bottom": 1, "valign": "top"},
    "integer": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.00##"},
    "share": {"num_format": "0.00%"},
    # a text keeps apart from the number that ends beside it
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "time": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "text": {"align": "left", "indent": 1},
    "hidden": {"align": "right", "italic": True},
    "wrapped": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "counted": {"num_format": "#,##0", "valign": "top"},
    "link": {"font_color": "#174f7c", "underline": 1, "valign": "top"},
    "sum": {"num_format": "#,##0.##", "bold": True, "top": 1},
    "part": {"num_format": '"≥"#,##0.##', "bold": True, "top": 1},
}
BLANK = ("空格 blank", "不适用或没有 · not applicable, or none")
A4, ONE_PAGE_WIDE = 9, 1
NOTES_WIDTH, MEANING_WIDTH, LINE_HEIGHT = 110, 100, 16
SIDES, ENDS, GRID_ON_PAPER = 0.4, 0.7, 0  # margins in inches; lines between cells are printed too


def write_pack_workbook(
    tables: Sequence[PublishedTable],
    facts: Mapping[str, str],
    marks: Mapping[str, str],
    as_of: date,
    path: Path,
) -> None:
    """Write the workbook; `marks` says what the marks in its cells mean.

    The same tables, facts and marks give the same bytes.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(path, options) as book:
        # the time of writing would make equal workbooks differ
        book.set_properties({"created": datetime(as_of.year, as_of.month, as_of.day)})
        formats = {name: book.add_format(how) for name, how in FORMATS.items()}
        notes, columns = book.add_worksheet(NOTES), book.add_worksheet(COLUMNS)
        _write_notes(notes, formats, tables, facts, marks)
        _write_columns(columns, formats, tables)
        for table in tables:
            for number, start in enumerate(range(0, max(table.frame.height, 1), MOST_ROWS), 1):
                name = table.name if number == 1 else f"{table.name} {number}"
                _write_table(book.add_worksheet(name[:31]), formats, table, start)


def workbook_rows(path: Path) -> dict[str, list[list[Any]]]:
    """The cells of every sheet of a workbook as they read back; ValueError where it is none."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except python_calamine.CalamineError as error:
        raise ValueError(f"{path.name} is no workbook that can be read") from error


def _write_notes(
    sheet: Worksheet,
    formats: Mapping[str, Any],
    tables: Sequence[PublishedTable],
    facts: Mapping[str, str],
    marks: Mapping[str, str],
) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, NOTES_WIDTH)
    row = 0
    for name, fact in [*facts.items(), *marks.items(), BLANK]:
        sheet.write_string(row, 0, _plain(name), formats["head"] if name in facts else formats["text"])
        _write_wrapped(sheet, formats, row, (2, NOTES_WIDTH), fact)
        row += 1
    for place, title in enumerate(("表 table", "行数 rows", "内容 what it holds")):
        sheet.write_string(row + 1, place, title, formats["head"])
    for number, table in enumerate(tables, row + 2):
        sheet.write_url(number, 0, f"internal:'{table.name[:31]}'!A1", formats["link"], table.name)
        sheet.write_number(number, 1, table.frame.height, formats["counted"])
        _write_wrapped(sheet, formats, number, (2, NOTES_WIDTH), table.meaning)
    _lay_out(sheet, NOTES, has_head=False)


def _write_columns(sheet: Worksheet, formats: Mapping[str, Any], tables: Sequence[PublishedTable]) -> None:
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 12)
    sheet.set_column(3, 3, MEANING_WIDTH)
    sheet.write_row(0, 0, ("表 table", "栏目 column", "类型 type", "含义 what it means"), formats["head"])
    described = [
        (table.name, column, str(table.frame.schema[column]), meaning)
        for table in tables
        for column, meaning in table.columns.items()
    ]
    for number, cells in enumerate(described, 1):
        sheet.write_row(number, 0, cells[:3], formats["wrapped"])
        _write_wrapped(sheet, formats, number, (3, MEANING_WIDTH), cells[3])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(described), 1), 3)
    _lay_out(sheet, COLUMNS)


def _write_wrapped(
    sheet: Worksheet, formats: Mapping[str, Any], row: int, column: tuple[int, int], text: str
) -> None:
    """A text in a column of a place and width, its row as high as its lines: LibreOffice cuts it else."""
    place, width = column
    sheet.write_string(row, place, _plain(text), formats["wrapped"])
    places = (max(len(line), len(line.encode()) * 2 // 3, 1) for line in text.splitlines() or [""])
    sheet.set_row(row, LINE_HEIGHT * sum(-(-taken // (width - 4)) for taken in places))


def _write_table(sheet: Worksheet, formats: Mapping[str, Any], table: PublishedTable, start: int) -> None:
    frame = escaped(table.frame.slice(start, MOST_ROWS))
    sheet.write_row(0, 0, frame.columns, formats["head"])
    for place, column in enumerate(frame.iter_columns()):
        kind = _kind(column)
        hidden = table.withheld.get(column.name, pl.Series([], dtype=pl.Boolean)).slice(start, MOST_ROWS)
        sheet.set_column(place, place, _width(column), formats[kind])
        sheet.write_column(1, place, column.to_list(), formats[kind])
        for row in hidden.arg_true():
            sheet.write_string(row + 1, place, MARK, formats["hidden"])
        if column.name in TOTALLED.get(table.name, ()) and frame.height:
            _write_total(sheet, formats["part" if hidden.any() else "sum"], place, column)
    if TOTALLED.get(table.name) and frame.height:
        sheet.write_string(frame.height + 2, 0, TOTAL, formats["head"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(frame.height, 1), max(frame.width - 1, 0))
    _lay_out(sheet, table.name)


def _write_total(sheet: Worksheet, style: Any, place: int, column: pl.Series) -> None:  # noqa: ANN401 - untyped library
    """A sum of the rows that a filter leaves in sight, a blank row below them so that no filter takes it."""
    name = xl_col_to_name(place)
    formula = f"=SUBTOTAL(109,{name}2:{name}{column.len() + 1})"
    sheet.write_formula(column.len() + 2, place, formula, style, column.sum())


def _kind(column: pl.Series) -> str:
    if column.dtype.is_integer() or (column.dtype.is_float() and _is_whole(column)):
        return "integer"
    if column.dtype.is_float():
        is_share = column.name == "share" or column.name.endswith("_share")
        return "share" if is_share or column.name.startswith("share_") else "number"
    if column.dtype == pl.Date:
        return "day"
    return "time" if column.dtype == pl.Datetime else "text"


def _is_whole(column: pl.Series) -> bool:
    """Whether it counts: sums of counts come as floating numbers."""
    return column.len() > column.null_count() and bool((column.drop_nulls() % 1 == 0).all())


def _width(column: pl.Series) -> int:
    """Wide enough for nearly all cells: a Chinese character takes the place of two."""
    written = pl.col(column.name).cast(pl.String)
    places = pl.max_horizontal(written.str.len_chars(), written.str.len_bytes() * 2 // 3).max()
    longest: int = column.to_frame().select(places).item() or 0
    return max(NARROWEST, min(WIDEST, max(longest, len(column.name)) + 2))


def _plain(text: str) -> str:
    return str(escaped(pl.DataFrame({"text": [text]})).item())


def _lay_out(sheet: Worksheet, title: str, *, has_head: bool = True) -> None:
    sheet.set_landscape()
    sheet.set_margins(SIDES, SIDES, ENDS, ENDS)
    sheet.hide_gridlines(GRID_ON_PAPER)
    sheet.set_paper(A4)
    sheet.fit_to_pages(ONE_PAGE_WIDE, 0)
    if has_head:
        sheet.repeat_rows(0)
    sheet.set_header(f"&L{title}")
    sheet.set_footer("&C&P / &N")
