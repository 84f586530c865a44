"""Judges a workbook before it is opened: encryption, zip bombs, XML entities, far cells, the 1904 flag."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

import polars as pl

from pipelines.reading.biff import counts_from_1904, has_password, spans_more
from pipelines.reading.readings import Rejection

MOST_BYTES = 200_000_000
MOST_RATIO = 100
MOST_ENTRIES = 2_000
MOST_CELLS = 5_000_000
STRETCH = 4_000_000
GROWTH, SMALLEST_PACK = 1.01, 64  # what packing adds to what cannot be made smaller
SMALL_ENTRY = 1_000_000
SMALL_SHEETS = 400_000
PROLOG_BYTES = 65_536
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MANIFEST = "META-INF/manifest.xml"  # of an open document
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)|\0<\0!\0(?:D\0O|E\0N)", re.IGNORECASE)
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
ROOT = re.compile(rb"<\0?\w")
SHEET_PART = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
# A cell with content: <c r="AB12" ...> that is not closed at once.
FILLED_CELL = r'<(?:\w+:)?c\s(?:[^>]*\s)?r=["\']([A-Z]+)(\d+)["\'](?:[^>]*[^/>])?>'
REFERENCE = re.compile(rb'\br=["\']([A-Z]*)(\d+)')  # of a row or a cell, filled or not
ROW = r'<(?:\w+:)?row\s[^>]*?\br=["\']\d+'
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OLE_HEADER = 512
XLS_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))


def judge_zip(data: bytes) -> bool:
    """Whether the workbook counts dates from 1904; Rejection where it may not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _judge_sizes(archive.infolist())
            _judge_encryption(archive)
            _judge_packing(archive.infolist())
            _judge_prologs(archive)
            _judge_extent(archive)
            return _is_1904(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        raise Rejection("workbook_unreadable") from None


def judge_ole(data: bytes) -> bool:
    """Whether the workbook counts dates from 1904; Rejection where it may not be opened, or is none."""
    if ENCRYPTED_PACKAGE in data or has_password(data):
        raise Rejection("password_protected")
    if not any(name in data for name in XLS_STREAMS):
        raise Rejection("type_unknown" if _has_directory(data) else "workbook_unreadable")
    if spans_more(data, MOST_CELLS):
        raise Rejection("too_many_cells")
    return counts_from_1904(data)


def _has_directory(data: bytes) -> bool:
    """Whether an OLE container is long enough to hold the list of its streams."""
    if len(data) < OLE_HEADER:
        return False
    (shift,), (first,) = struct.unpack_from("<H", data, 30), struct.unpack_from("<I", data, 48)
    return bool((first + 2) << min(shift, 12) <= len(data))


def _judge_sizes(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    large = [entry for entry in entries if entry.file_size > SMALL_ENTRY]
    is_dense = any(entry.file_size > MOST_RATIO * max(entry.compress_size, 1) for entry in large)
    # nothing grows by packing: of a part that is said to, the size is a lie
    is_lie = any(entry.compress_size > entry.file_size * GROWTH + SMALLEST_PACK for entry in entries)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_BYTES
        or unpacked > MOST_RATIO * max(packed, 1)
        or is_dense
        or is_lie
    ):
        raise Rejection("zip_bomb")
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Rejection("type_unknown")


def _judge_encryption(archive: zipfile.ZipFile) -> None:
    is_locked = any(entry.flag_bits & 1 for entry in archive.infolist())
    if is_locked or (MANIFEST in archive.namelist() and b"encryption-data" in archive.read(MANIFEST)):
        raise Rejection("password_protected")


def _judge_packing(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    # of two entries of one name each reader takes another; spreadsheets know two ways of packing
    if len(names) < len(entries) or any(entry.compress_type not in PACKED for entry in entries):
        raise Rejection("workbook_unreadable")


def _judge_prologs(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            with archive.open(entry) as part:
                head = part.read(PROLOG_BYTES)
            # a comment as long as this may have entities behind it
            is_hiding = len(head) == PROLOG_BYTES and not ROOT.search(COMMENT.sub(b"", head))
            if is_hiding or ENTITY.search(head):
                raise Rejection("xml_entity")


def _judge_extent(archive: zipfile.ZipFile) -> None:
    """Rejection where the filled cells of the sheets span too much: readers hold the whole rectangle."""
    sheets = [entry for entry in archive.infolist() if SHEET_PART.match(entry.filename)]
    is_small = sum(entry.file_size for entry in sheets) <= SMALL_SHEETS
    if is_small and sum(_loose_bound(archive.read(entry)) for entry in sheets) <= MOST_CELLS:
        return
    cells = 0
    for entry in sheets:
        with archive.open(entry) as part:
            extent = _bound(part)
        if extent > MOST_CELLS:  # rows without content may have counted
            with archive.open(entry) as part:
                extent = _extent(part)
        cells += extent
    if cells > MOST_CELLS:
        raise Rejection("too_many_cells")


def _loose_bound(part: bytes) -> int:
    """An upper bound of the cells that a sheet spans, quickest for small ones: whatever its XML refers to."""
    places = set(REFERENCE.findall(part))
    rows = {digits for _, digits in places}
    if any(len(digits) > len(str(MOST_CELLS)) for digits in rows):
        return MOST_CELLS + 1
    columns = {letters.decode() for letters, _ in places}
    return max(map(int, rows), default=0) * max(map(column_number, columns), default=0)


def _bound(part: IO[bytes]) -> int:
    """A quick upper bound of the cells that a sheet spans."""
    last_row = last_column = 0
    for stretch in stretches(part):
        rows = stretch.str.extract_all(ROW).explode().str.extract(r"(\d+)$").cast(pl.Int64, strict=False)
        last_row = max(last_row, *rows.drop_nulls().top_k(1).to_list(), 1)
        if stretch.str.contains(_filled_beyond(column_letters(last_column), str(last_row))).any():
            far_row, far_column = _corner(stretch)
            last_row, last_column = max(last_row, far_row), max(last_column, far_column)
    return last_row * last_column


def _extent(part: IO[bytes]) -> int:
    """The cells of the rectangle that a sheet's filled cells span."""
    corners = [_corner(stretch) for stretch in stretches(part)]
    return max((row for row, _ in corners), default=0) * max((column for _, column in corners), default=0)


def stretches(part: IO[bytes]) -> Iterator[pl.Series]:
    """The text of an XML part in pieces that end between tags."""
    rest = b""
    while data := part.read(STRETCH):
        whole, mark, tail = (rest + data).rpartition(b"<")
        rest = mark + tail
        yield pl.Series([whole.decode("latin-1")])  # only the ASCII of its tags is looked at
    yield pl.Series([rest.decode("latin-1")])


def _corner(stretch: pl.Series) -> tuple[int, int]:
    """The last row and the last column in which the text has a filled cell."""
    places = stretch.str.extract_all(FILLED_CELL).explode()
    letters = places.str.extract(FILLED_CELL, 1).unique().drop_nulls().to_list()
    rows = places.str.extract(FILLED_CELL, 2).unique().drop_nulls().to_list()
    return max(map(int, rows), default=0), max(map(column_number, letters), default=0)


def column_letters(number: int) -> str:
    """The letters of a column counted from 1: 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number, from 1, of a column's letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _filled_beyond(letters: str, digits: str) -> str:
    far = f"(?:{_beyond(letters, 'A', 'Z')}\\d+|[A-Z]+{_beyond(digits, '0', '9')})"
    return rf'<(?:\w+:)?c\s(?:[^>]*\s)?r=["\']{far}["\'](?:[^>]*[^/>])?>'


def _beyond(limit: str, lowest: str, highest: str) -> str:
    """A pattern of everything that counts higher than the limit, by length and then by sign."""
    ways = [f"[{lowest}-{highest}]{{{len(limit) + 1},}}"]
    for place, sign in enumerate(limit):
        if sign != highest:
            rest = len(limit) - place - 1
            ways.append(f"{limit[:place]}[{chr(ord(sign) + 1)}-{highest}][{lowest}-{highest}]{{{rest}}}")
    return f"(?:{'|'.join(ways)})"


def _is_1904(archive: zipfile.ZipFile) -> bool:
    if "xl/workbook.xml" not in archive.namelist():
        return False
    flag = re.search(rb'date1904\s*=\s*["\'](\w+)', archive.read("xl/workbook.xml"))
    return flag is not None and flag[1] in (b"1", b"true")
