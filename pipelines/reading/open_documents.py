"""What an open document says beside its cells: merged ranges, the day dates count from, hidden rows."""

import io
import re
import zipfile
from datetime import date
from html import unescape
from xml.etree import ElementTree

import polars as pl

from pipelines.reading.archives import stretches
from pipelines.reading.dates import EPOCH_1900

CONTENT = "content.xml"  # all sheets in one
MERGES_DOWN = re.compile(rb'table:number-rows-spanned="(?!1")')
TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
ATTRIBUTE = re.compile(rb'table:(name|number-\w+-(?:repeated|spanned))="([^"]*)"')

NULL_DATE = b"<table:null-date"
DATE_VALUE = re.compile(rb'table:date-value=["\']([^"\'T]*)')

TAGS = r"<table:(?:table|table-row|table-cell|covered-table-cell)(?:\s[^>]*)?>"
KIND = r"^<table:([a-z-]+)"
TIMES = (
    r'table:number-(?:rows|columns)-repeated=["\'](\d{1,9})'  # longer numbers are cut, and still too large
)
VALUE = "office:value-type="

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
UNSEEN = ("collapse", "filter")
HIDES_A_ROW = r'<\w+:table-row\s[^>]*?visibility=["\'](?:collapse|filter)["\']'

Ranges = tuple[tuple[int, int, int, int], ...]


def content_of(data: bytes) -> bytes:
    """The part with all sheets; nothing where the package is no open document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(CONTENT) if CONTENT in archive.namelist() else b""


def epoch_of(content: bytes) -> date | None:
    """The day from which a bare number in a column of dates counts; None where it is no day."""
    start = content.find(NULL_DATE)
    told = DATE_VALUE.search(content, start, content.find(b">", start)) if start >= 0 else None
    try:
        return date.fromisoformat(told[1].decode()) if told else EPOCH_1900
    except ValueError:
        return None


def merged_ranges(content: bytes) -> dict[str, Ranges]:
    """For each sheet by its name (first row, first column, last row, last column), 0-based and inclusive.

    Ranges within one row are left out; nothing where no sheet has others.
    """
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


def spans_more(data: bytes, most_cells: int) -> bool:
    """Whether the rectangles of the sheets' filled cells take more, repeated ones included."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if CONTENT not in archive.namelist():
            return False
        with archive.open(CONTENT) as opened:
            tags = pl.concat([_tags(stretch) for stretch in stretches(opened)])
    is_sheet, is_row = pl.col("kind") == "table", pl.col("kind") == "table-row"
    times = pl.col("times")
    cells = (
        tags.with_columns(is_sheet.cum_sum().alias("sheet"), is_row.cum_sum().alias("row"))
        .with_columns(
            pl.when(is_row).then(times).otherwise(0).cum_sum().over("sheet").alias("last_row"),
            pl.when(is_row | is_sheet).then(0).otherwise(times).cum_sum().over("row").alias("last_column"),
        )
        .filter("is_filled")
        .group_by("sheet")
        .agg(pl.col("last_row", "last_column").max().cast(pl.Float64))
    )
    return bool((cells["last_row"] * cells["last_column"]).sum() > most_cells)


def _tags(stretch: pl.Series) -> pl.DataFrame:
    """The tags of sheets, rows and cells: their `kind`, their number of `times`, and `is_filled`."""
    tag = stretch.str.extract_all(TAGS).explode().drop_nulls()
    kind = tag.str.extract(KIND)
    has_content = tag.str.contains(VALUE, literal=True) | ~tag.str.ends_with("/>")
    return pl.DataFrame(
        {
            "kind": kind,
            "times": tag.str.extract(TIMES).cast(pl.Int64).fill_null(1),
            "is_filled": kind.str.ends_with("cell") & has_content,
        }
    )


def hidden_rows_of(archive: zipfile.ZipFile) -> dict[str, int]:
    """The hidden rows of each sheet by its name; ElementTree.ParseError where the content is damaged."""
    with archive.open(CONTENT) as opened:
        # most hide none, and need not be taken apart
        if not any(stretch.str.contains(HIDES_A_ROW).any() for stretch in stretches(opened)):
            return {}
    hidden: dict[str, int] = {}
    tab = ""
    with archive.open(CONTENT) as opened:
        for event, element in ElementTree.iterparse(opened, ("start", "end")):
            if event == "start" and element.tag == f"{TABLE}table":
                tab = element.get(f"{TABLE}name", "")
            elif event == "end" and element.tag == f"{TABLE}table-row":
                hidden[tab] = hidden.get(tab, 0) + _times_hidden(element)
                element.clear()
    return hidden


def _times_hidden(row: ElementTree.Element) -> int:
    """How often a row stands there unseen; one without content, of which there may be a million, does not."""
    if row.get(f"{TABLE}visibility") not in UNSEEN or not any(cell.get(VALUE_TYPE) for cell in row):
        return 0
    return int(row.get(f"{TABLE}number-rows-repeated", "1"))
