"""The merged ranges of an open document, which its reader leaves out."""

import io
import re
import zipfile
from html import unescape

CONTENT = "content.xml"
MERGES_DOWN = re.compile(rb'table:number-rows-spanned="(?!1")')
TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
ATTRIBUTE = re.compile(rb'table:(name|number-\w+-(?:repeated|spanned))="([^"]*)"')

Ranges = tuple[tuple[int, int, int, int], ...]


def merged_ranges(data: bytes) -> dict[str, Ranges]:
    """For each sheet by its name (first row, first column, last row, last column), 0-based and inclusive.

    Ranges within one row are left out; nothing where no sheet has others.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(CONTENT) if CONTENT in archive.namelist() else b""
    if not MERGES_DOWN.search(content):
        return {}
    starts = [mark for mark in TAG.finditer(content) if mark[1] == b"table"]
    ends = [mark.start() for mark in starts[1:]] + [len(content)]
    return {
        unescape(_attributes(mark)[b"name"].decode()): _ranges(content, mark.end(), end)
        for mark, end in zip(starts, ends, strict=True)
    }


def _ranges(content: bytes, start: int, end: int) -> Ranges:
    found, row, next_row, column = [], 0, 0, 0
    for mark in TAG.finditer(content, start, end):
        attributes = _attributes(mark)
        if mark[1] == b"table-row":
            row, column = next_row, 0
            next_row += int(attributes.get(b"number-rows-repeated", 1))
        else:
            rows = int(attributes.get(b"number-rows-spanned", 1))
            columns = int(attributes.get(b"number-columns-spanned", 1))
            if rows > 1:
                found.append((row, column, row + rows - 1, column + columns - 1))
            column += int(attributes.get(b"number-columns-repeated", 1))
    return tuple(found)


def _attributes(mark: re.Match[bytes]) -> dict[bytes, bytes]:
    return dict(ATTRIBUTE.findall(mark[2]))
