"""Sheets as an .xlsx workbook, the same bytes for the same content."""

from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.sample.ground.dress import DATE_KINDS, NUMBER_KINDS, SERIAL, Sheet

CREATED = datetime(2006, 7, 1)
GROUPS = ("基本情况", "登记内容")


def write_xlsx(path: Path, sheets: list[Sheet]) -> None:
    """The sheets as tabs; numbers as numbers, serial dates as dates, everything else as text."""
    with xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": CREATED})
        as_date = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            _write_head(page, sheet)
            numeric = _numeric_columns(sheet)
            dated = {n for n, kind in enumerate(sheet.kinds) if kind in DATE_KINDS}
            rows = [*sheet.text.rows(), *sheet.tail()]
            for row_no, row in enumerate(rows, start=sheet.first_row_no - 1):
                for column_no, cell in enumerate(row):
                    if cell is None:
                        continue
                    if column_no in numeric and cell.replace(".", "", 1).isdecimal():
                        page.write_number(
                            row_no, column_no, float(cell), as_date if column_no in dated else None
                        )
                    else:
                        page.write_string(row_no, column_no, cell)


def _write_head(page: Worksheet, sheet: Sheet) -> None:
    width = sheet.text.width
    if sheet.dress.title:
        page.merge_range(0, 0, 0, width - 1, sheet.dress.title)
    header_row = sheet.first_row_no - 2
    if sheet.dress.is_merged:
        split = width // 2
        page.merge_range(header_row - 1, 0, header_row - 1, split - 1, GROUPS[0])
        page.merge_range(header_row - 1, split, header_row - 1, width - 1, GROUPS[1])
    page.write_row(header_row, 0, sheet.header)


def _numeric_columns(sheet: Sheet) -> set[int]:
    kinds = NUMBER_KINDS + (DATE_KINDS if sheet.dress.dates == SERIAL else ())
    return {number for number, kind in enumerate(sheet.kinds) if kind in kinds}
