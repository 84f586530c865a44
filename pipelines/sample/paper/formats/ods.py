"""Sheets as an .ods workbook: the smallest one that spreadsheets open."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl

from pipelines.sample.ground.dress import Sheet

MIME = "application/vnd.oasis.opendocument.spreadsheet"
URN = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{URN}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
CELL = '<table:table-cell office:value-type="string"><text:p>'
CELL_END = "</text:p></table:table-cell>"
BLANK = "<table:table-cell/>"


def write_ods(path: Path, sheets: list[Sheet]) -> None:
    """The sheets as tabs of text cells."""
    content = (
        f'<office:document-content xmlns:office="{URN}:office:1.0" xmlns:table="{URN}:table:1.0" '
        f'xmlns:text="{URN}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f"{''.join(_table(sheet) for sheet in sheets)}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as parts:
        for name, text in (("mimetype", MIME), ("content.xml", content), ("META-INF/manifest.xml", MANIFEST)):
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            parts.writestr(zipfile.ZipInfo(name), text, method)


def _table(sheet: Sheet) -> str:
    above = [[sheet.dress.title]] if sheet.dress.title else []
    head = "".join(_row(row) for row in [*above, sheet.header])
    tail = "".join(_row(row) for row in sheet.tail())
    cells = [
        (pl.lit(CELL) + pl.col(name).str.replace_all("&", "&amp;").str.replace_all("<", "&lt;") + CELL_END)
        .fill_null(BLANK)
        for name in sheet.text.columns
    ]  # fmt: skip
    lines = sheet.text.select(pl.concat_str(cells)).to_series().to_list()
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return f'<table:table table:name="{sheet.name}">{head}{body}{tail}</table:table>'


def _row(cells: Iterable[str | None]) -> str:
    inner = "".join(f"{CELL}{escape(cell)}{CELL_END}" if cell else BLANK for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"
