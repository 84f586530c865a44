"""What the first records of an Excel 97 workbook say: whether it has a password and counts days from 1904."""

import re
import struct
from collections.abc import Iterator

# The record that begins the stream of a workbook's globals, of Excel 95 or 97.
BEGINNING = re.compile(rb"\x09\x08[\x08\x10]\0\0[\x05\x06]\x05\0")
END, DATE_MODE, FILE_PASS = 0x000A, 0x0022, 0x002F
MOST_RECORDS = 500  # both stand near the beginning; farther on the stream may go on in another sector


def has_password(data: bytes) -> bool:
    """Whether the records are encrypted."""
    return any(kind == FILE_PASS for kind, _ in _records(data))


def counts_from_1904(data: bytes) -> bool:
    """Whether a bare number in a column of dates counts days from 1904."""
    return any(kind == DATE_MODE and body[:1] == b"\1" for kind, body in _records(data))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    beginning = BEGINNING.search(data)
    place = beginning.start() if beginning else len(data)
    for _ in range(MOST_RECORDS):
        if place + 4 > len(data):
            return
        kind, length = struct.unpack_from("<HH", data, place)
        if kind == END:
            return
        yield kind, data[place + 4 : place + 4 + length]
        place += 4 + length
