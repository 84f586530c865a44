"""A workbook's stream is found whole in whatever order its sectors lie; a damaged file raises one error."""

import io
import random
import struct
from contextlib import suppress

import xlwt
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.biff import hidden_rows_of
from pipelines.reading.ole import ENTRY, NO_SECTOR, workbook_stream

SECTOR, DIRECTORY, FIRST_TABLE = 512, 48, 76


def made(hidden: int) -> bytes:
    """A workbook of two sheets, of whose 200 rows the first ones are hidden, on the second sheet alone."""
    book, buffer = xlwt.Workbook(), io.BytesIO()
    for name, count in (("表", 0), ("second", hidden)):
        sheet = book.add_sheet(name)
        for row in range(200):
            sheet.write(row, 0, f"{name}{row}")
            sheet.row(row).hidden = row < count
    book.save(buffer)
    return buffer.getvalue()


WHOLE = made(hidden=3)


def shuffled(data: bytes, seed: int) -> bytes:
    """The same file with its sectors in another order, and all that points to them."""
    sectors = [data[place : place + SECTOR] for place in range(SECTOR, len(data), SECTOR)]
    moved = list(range(len(sectors)))
    random.Random(seed).shuffle(moved)

    def places(content: bytes) -> bytes:
        numbers = struct.unpack(f"<{len(content) // 4}I", content)
        return struct.pack(f"<{len(numbers)}I", *(moved[n] if n < len(moved) else n for n in numbers))

    (table,) = struct.unpack_from("<I", data, FIRST_TABLE)
    (directory,) = struct.unpack_from("<I", data, DIRECTORY)
    following = struct.unpack(f"<{SECTOR // 4}I", sectors[table])
    after = [NO_SECTOR + 5] * len(following)
    for old, new in enumerate(moved):
        after[new] = moved[following[old]] if following[old] < NO_SECTOR else following[old]
    sectors[table] = struct.pack(f"<{len(after)}I", *after)
    while directory < NO_SECTOR:
        entries = bytearray(sectors[directory])
        for start in range(116, SECTOR, ENTRY):
            entries[start : start + 4] = places(entries[start : start + 4])
        sectors[directory], directory = bytes(entries), following[directory]
    header = bytearray(data[:SECTOR])
    for place in (DIRECTORY, FIRST_TABLE):
        header[place : place + 4] = places(header[place : place + 4])
    laid = dict(zip(moved, sectors, strict=True))
    return bytes(header) + b"".join(laid[place] for place in range(len(laid)))


@given(st.integers())
def test_sectors_in_any_order_hold_the_same_stream(seed: int) -> None:
    again = shuffled(WHOLE, seed)
    assert workbook_stream(again) == workbook_stream(WHOLE)
    assert hidden_rows_of(again) == {"表": 0, "second": 3}


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_raises_one_error_or_is_read(place: int, patch: bytes) -> None:
    with suppress(ValueError):
        workbook_stream(WHOLE[:place] + patch + WHOLE[place + len(patch) :])
