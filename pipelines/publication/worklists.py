"""The worklists that go back: each night a workbook for every body that has something to mend."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.contracts.catalog import sheets
from pipelines.home import PRIVATE_MODE
from pipelines.publication.exports import escaped

# a worklist that comes back is read by the contract that names its columns
RETURNED = "worklist_returns"
WIDTHS = {
    "line_check": 24,
    "line_severity": 9,
    "line_file": 30,
    "line_sheet": 9,
    "line_row": 6,
    "line_column": 12,
    "line_subject": 16,
    "line_amount": 6,
    "line_remedy": 52,
    "line_points": 7,
    "line_first_found_on": 10,
    "is_false_alarm": 6,
    "marked_finding_id": 17,
    "returned_by_code": 13,
}
WRAPPED = {"line_check", "line_file", "line_remedy"}
A4, LANDSCAPE_WIDTH_IN_PAGES = 9, 1
MARKS = ["是"]


def write_worklists(connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """Write tonight's workbook of every body with lines as `<body code>/<as_of>.xlsx`; how many there are.

    All are finished beside before the first takes its place, and equal lines give equal bytes. A body without
    lines gets none: its last one, by its date, stays.
    """
    ((as_of,),) = connection.execute("select as_of_date from rules.run").fetchall()
    names = list(columns())
    lines = connection.sql(
        f"select {', '.join(names)} from quality.worklist_lines order by returned_by_code, line_place"
    ).pl()
    drafts = folder / ".drafts"
    _make_empty(drafts)
    by_body = escaped(lines).partition_by("returned_by_code", as_dict=True, maintain_order=True)
    worklists = {str(code): frame for (code,), frame in by_body.items()}
    for body_code, frame in worklists.items():
        _write(drafts / f"{body_code}.xlsx", frame, body_code, as_of)
    _put_in_place(drafts, folder, worklists, as_of)
    return len(worklists)


def columns() -> dict[str, str]:
    """Every column of a worklist, in order, with its Chinese header."""
    return {
        column.canonical.replace("written_", "line_"): column.names_zh[0]
        for column in sheets()[RETURNED].columns
    }


def _make_empty(drafts: Path) -> None:
    drafts.mkdir(mode=PRIVATE_MODE, exist_ok=True)
    for leftover in drafts.iterdir():
        leftover.unlink()


def _put_in_place(drafts: Path, folder: Path, worklists: Mapping[str, pl.DataFrame], as_of: date) -> None:
    for body_code in worklists:
        place = folder / body_code
        place.mkdir(mode=PRIVATE_MODE, exist_ok=True)
        (drafts / f"{body_code}.xlsx").replace(place / f"{as_of}.xlsx")
    for outdated in folder.glob(f"*/{as_of}.xlsx"):
        if outdated.parent.name not in worklists:
            outdated.unlink()
    drafts.rmdir()


def _write(path: Path, frame: pl.DataFrame, body_code: str, as_of: date) -> None:
    contract = sheets()[RETURNED]
    options = {
        "in_memory": True,  # else ten temporary files for each workbook
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(path, options) as workbook:
        # the time of writing would make equal worklists differ
        workbook.set_properties({"created": datetime(as_of.year, as_of.month, as_of.day)})
        sheet = workbook.add_worksheet(contract.name_zh)
        _lay_out(workbook, sheet, len(frame))
        sheet.set_header(f"&L{contract.name_zh}&R{body_code}  {as_of}")
        for place, cells in enumerate(frame.iter_columns()):
            sheet.write_column(1, place, cells.to_list())


def _lay_out(workbook: xlsxwriter.Workbook, sheet: Worksheet, lines: int) -> None:
    top = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    plain = workbook.add_format({"valign": "top"})
    names = list(columns())
    for place, name in enumerate(names):
        sheet.set_column(place, place, WIDTHS[name], wrapped if name in WRAPPED else plain)
    mark = names.index("is_false_alarm")
    sheet.data_validation(1, mark, lines, mark, {"validate": "list", "source": MARKS})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, lines, len(names) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(LANDSCAPE_WIDTH_IN_PAGES, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")
    sheet.write_row(0, 0, list(columns().values()), top)
