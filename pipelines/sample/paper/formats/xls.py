"""Sheets as an old .xls workbook."""

from pathlib import Path

import xlwt

from pipelines.sample.ground.dress import Sheet


def write_xls(path: Path, sheets: list[Sheet]) -> None:
    """The sheets as tabs of text cells."""
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        above = [[sheet.dress.title]] if sheet.dress.title else []
        rows = [*above, sheet.header, *sheet.text.rows(), *sheet.tail()]
        for row_no, row in enumerate(rows):
            for column_no, cell in enumerate(row):
                if cell is not None:
                    page.write(row_no, column_no, cell)
    book.save(str(path))
