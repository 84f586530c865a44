"""What the records of an Excel 97 workbook say: a password, days from 1904, extent, hidden rows."""

import io
import re
import struct
from collections.abc import Iterator
from itertools import islice

import olefile

STREAMS = ("Workbook", "Book")  # of Excel 97 and 95
# The record that begins the stream of a workbook's globals, of Excel 95 or 97.
BEGINNING = re.compile(rb"\x09\x08[\x08\x10]\0\0[\x05\x06]\x05\0")
END, DATE_MODE, FILE_PASS, SHEET, DIMENSIONS, ROW = 0x000A, 0x0022, 0x002F, 0x0085, 0x0200, 0x0208
# formula, rich text, shared text, number, text, truth value, short number; and short numbers side by side
CELL_KINDS, CELL_RUN = {0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}, 0x00BD
# rows whose options say that they are hidden; other bytes may look like one
MAYBE_HIDDEN = re.compile(rb"\x08\x02\x10\0.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]", re.DOTALL)
IS_HIDDEN, IS_WIDE = 0x20, 0x01
MOST_RECORDS = 500  # both stand near the beginning; farther on the stream may go on in another sector


def has_password(data: bytes) -> bool:
    """Whether the records are encrypted."""
    return any(kind == FILE_PASS for kind, _ in _records(data))


def counts_from_1904(data: bytes) -> bool:
    """Whether a bare number in a column of dates counts days from 1904."""
    return any(kind == DATE_MODE and body[:1] == b"\1" for kind, body in _records(data))


def hidden_rows_of(data: bytes) -> dict[str, int]:
    """The hidden rows of each sheet by its name; ValueError where the file does not hold together."""
    stream = _stream(data)
    if not MAYBE_HIDDEN.search(stream):
        return {}
    return {_name(body): _hidden(stream, begins) for body, begins in _sheets(stream)}


def spans_more(data: bytes, most_cells: int) -> bool:
    """Whether the rectangles of the sheets' filled cells take more; false where they are not told."""
    try:
        stream = _stream(data)
        begins = [place for _, place in _sheets(stream)]
        # what a sheet says of itself counts cells without content too, and is quickly read
        if sum(_said_extent(stream, place) for place in begins) <= most_cells:
            return False
        return sum(_extent(stream, place) for place in begins) > most_cells
    except (ValueError, struct.error):
        return False


def _said_extent(stream: bytes, begins: int) -> int:
    said = next((body for kind, body in _from(stream, begins) if kind == DIMENSIONS), b"")
    if not said:
        return 0
    is_of_97 = len(said) > 10  # where rows take four bytes
    _, rows, _, columns = struct.unpack_from("<IIHH" if is_of_97 else "<HHHH", said)
    return int(rows * columns)


def _extent(stream: bytes, begins: int) -> int:
    last_row = last_column = -1
    for kind, body in _from(stream, begins):
        if kind in CELL_KINDS or kind == CELL_RUN:
            row, column = struct.unpack_from("<HH", body)
            if kind == CELL_RUN:
                (column,) = struct.unpack_from("<H", body, len(body) - 2)
            last_row, last_column = max(last_row, row), max(last_column, column)
    return (last_row + 1) * (last_column + 1)


def _sheets(stream: bytes) -> Iterator[tuple[bytes, int]]:
    """The record of each sheet, and where its own records begin."""
    for kind, body in _from(stream, 0):
        if kind == SHEET:
            yield body, struct.unpack_from("<I", body)[0]


def _stream(data: bytes) -> bytes:
    """The records of the workbook, whose sectors may lie in any order."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return bytes(file.openstream(next(name for name in STREAMS if file.exists(name))).read())
    except (OSError, StopIteration) as error:
        raise ValueError("no compound file with a workbook") from error


def _name(sheet: bytes) -> str:
    letters = sheet[8:]
    return letters.decode("utf-16-le") if sheet[7] & IS_WIDE else letters.decode("latin-1")


def _hidden(stream: bytes, begins: int) -> int:
    """The hidden rows with cells of the sheet that begins there."""
    rows = (struct.unpack_from("<HHH6xH", body) for kind, body in _from(stream, begins) if kind == ROW)
    return sum(bool(options & IS_HIDDEN) and last > first for _, first, last, options in rows)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    beginning = BEGINNING.search(data)
    return islice(_from(data, beginning.start() if beginning else len(data)), MOST_RECORDS)


def _from(data: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on, until one that ends them."""
    while place + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, place)
        if kind == END:
            return
        yield kind, data[place + 4 : place + 4 + length]
        place += 4 + length
