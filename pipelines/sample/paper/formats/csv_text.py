"""Sheets as CSV text in the encodings and delimiters that offices use."""

import codecs
from pathlib import Path

import polars as pl

from pipelines.sample.ground.dress import Sheet

UTF16 = "utf-16"


def write_csv(path: Path, sheet: Sheet) -> None:
    """One sheet as a CSV file: title, header, rows, total and note, every line equally wide."""
    text = sheet.text
    tail = sheet.tail()
    if tail:
        text = pl.concat([text, pl.DataFrame(tail, schema=text.schema, orient="row")])
    delimiter = sheet.dress.delimiter
    head = f"{sheet.dress.title}{delimiter * (text.width - 1)}\n" if sheet.dress.title else ""
    body = text.rename(dict(zip(text.columns, sheet.header, strict=True))).write_csv(separator=delimiter)
    path.write_bytes(_encoded(head + body, sheet.dress.encoding))


def _encoded(text: str, encoding: str) -> bytes:
    if encoding == UTF16:
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    return text.encode(encoding)
