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
    "line_first_found_on": 10,
    "is_false_alarm": 8,
    "marked_finding_id": 17,
    "returned_by_code": 13,
}
WRAPPED = ("line_check", "line_file", "line_sheet", "line_column", "line_subject", "line_remedy")
CENTRED = {"line_severity", "line_row", "line_amount", "line_first_found_on", "is_false_alarm"}
SIDES, ENDS, GRID_ON_PAPER = 0.4, 0.6, 0  # margins in inches; lines between cells are printed too
A4, LANDSCAPE_WIDTH_IN_PAGES = 9, 1
MARKS = ["是"]
# told of a line in lists of earlier years, and read when one of these comes back
NO_LONGER_TOLD = {"written_points"}
TITLE = "{name}（{code}）问题清单　截至 {as_of}"
# one long cell a line; none of them is the name of a column, so that a list that comes back has one header
HEAD = (
    "怎么办：请按“文件名、工作表、行号、栏目”打开本单位自己的文件，对照“处理办法”改正那一行，再把改好的文件重新报送区里。"
    "改对了，下一期清单就不再列出。",
    "有误报：如果所列情况属实、并没有错，请在“误报”一栏的下拉框中选“是”，其他各栏不要改动，保存后把本清单送回区里。"
    "以后送回的清单上不再选“是”，即撤回误报。",
    "本清单只写出错的位置，不写任何人的姓名和证号；请勿另行添写。文件名和表名中可能指人的字以 # 代替，"
    "方括号内是该文件最后存盘的时间，可据此查找。",
)
PRICES = (
    "成绩：改正下列各项，本单位或所在街道最近一个半年的成绩最多可挽回：{prices}。涉及个人的问题不标分数。"
)
TITLE_HEIGHT, LINE_HEIGHT, CHARACTERS_IN_A_LINE = 26, 16, 84


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
    heads = _heads(connection, as_of)
    for body_code, frame in worklists.items():
        _write(drafts / f"{body_code}.xlsx", frame, heads[body_code], as_of)
    _put_in_place(drafts, folder, worklists, as_of)
    return len(worklists)


def columns() -> dict[str, str]:
    """Every column of a worklist, in order, with its Chinese header."""
    return {
        column.canonical.replace("written_", "line_"): column.names_zh[0]
        for column in sheets()[RETURNED].columns
        if column.canonical not in NO_LONGER_TOLD
    }


def _heads(connection: duckdb.DuckDBPyConnection, as_of: date) -> dict[str, tuple[str, ...]]:
    """The lines above each body's list: whose it is and of which date, what to do, and what it may win."""
    query = "select returned_by_code, body_name, prices_zh from quality.worklist_heads"
    return {
        code: (
            TITLE.format(name=name or "", code=code, as_of=as_of),
            *HEAD,
            *([PRICES.format(prices=prices)] if prices else []),
        )
        for code, name, prices in connection.execute(query).fetchall()
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


def _write(path: Path, frame: pl.DataFrame, head: tuple[str, ...], as_of: date) -> None:
    contract = sheets()[RETURNED]
    options = {
        "in_memory": True,  # else ten temporary files for each workbook
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(path, options) as workbook:
        # the time of writing would make equal worklists differ
        workbook.set_properties({"created": datetime(as_of.year, as_of.month, as_of.day)})
        sheet = workbook.add_worksheet(contract.name_zh)
        _lay_out(workbook, sheet, len(head), len(frame))
        _write_head(workbook, sheet, head)
        # a row that names no height is as high as one line in LibreOffice, and cuts what to do
        heights = frame.select((LINE_HEIGHT * _lines()).alias("height")).get_column("height")
        for row, height in enumerate(heights, len(head) + 1):
            sheet.set_row(row, height)
        day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "center"})
        for place, cells in enumerate(frame.iter_columns()):
            how = day if cells.dtype == pl.Date else None
            sheet.write_column(len(head) + 1, place, cells.to_list(), how)


def _lines() -> pl.Expr:
    """How many lines the longest wrapped cell of a row takes: a Chinese character has the place of two."""
    places = {
        name: pl.max_horizontal(pl.col(name).str.len_chars(), pl.col(name).str.len_bytes() * 2 // 3)
        for name in WRAPPED
    }
    needed = [(taken + WIDTHS[name] - 2) // (WIDTHS[name] - 1) for name, taken in places.items()]
    return pl.max_horizontal(*needed, pl.lit(1))


def _write_head(workbook: xlsxwriter.Workbook, sheet: Worksheet, head: tuple[str, ...]) -> None:
    title = workbook.add_format({"bold": True, "font_size": 15, "valign": "vcenter"})
    told = workbook.add_format({"text_wrap": True, "valign": "top"})
    last = len(columns()) - 1
    for row, text in enumerate(head):
        sheet.merge_range(row, 0, row, last, "", told if row else title)
        sheet.write_string(row, 0, text, told if row else title)
        lines = -(-len(text) // CHARACTERS_IN_A_LINE)
        sheet.set_row(row, LINE_HEIGHT * lines if row else TITLE_HEIGHT)


def _lay_out(workbook: xlsxwriter.Workbook, sheet: Worksheet, header: int, lines: int) -> None:
    """Columns, names of columns in row `header`, and how it prints."""
    top = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EEF4"}
    )
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    plain = workbook.add_format({"valign": "top"})
    centred = workbook.add_format({"valign": "top", "align": "center"})
    names = list(columns())
    for place, name in enumerate(names):
        how = wrapped if name in WRAPPED else centred if name in CENTRED else plain
        sheet.set_column(place, place, WIDTHS[name], how)
    mark = names.index("is_false_alarm")
    offered = {
        "validate": "list",
        "source": MARKS,
        "input_title": "误报",
        "input_message": "没有错的，选“是”",
    }
    sheet.data_validation(header + 1, mark, header + lines, mark, offered)
    sheet.freeze_panes(header + 1, 0)
    sheet.autofilter(header, 0, header + lines, len(names) - 1)
    sheet.print_area(0, 0, header + lines, len(names) - 1)
    sheet.set_landscape()
    sheet.set_margins(SIDES, SIDES, ENDS, ENDS)
    sheet.hide_gridlines(GRID_ON_PAPER)
    sheet.set_paper(A4)
    sheet.fit_to_pages(LANDSCAPE_WIDTH_IN_PAGES, 0)
    sheet.repeat_rows(header)
    sheet.set_footer("&C&P / &N")
    sheet.write_row(header, 0, list(columns().values()), top)
