"""The stream of a workbook out of the compound file of Excel 97, whose sectors may lie in any order."""

import struct

ENTRY, NAMES = 128, ("Workbook", "Book")
LEAST = 4_096  # a stream that is shorter is kept in another way; writers of workbooks fill it up
NO_SECTOR = 0xFFFFFFFA  # this and above end a chain
IN_HEADER = 109

Numbers = tuple[int, ...]


def workbook_stream(data: bytes) -> bytes:
    """The records of the workbook; ValueError where the file does not hold together or has none."""
    try:
        size, following = 1 << _number(data, 30, "<H"), _table(data)
        entries = _chain(data, size, following, _number(data, 48))
        entry = next(place for place in range(0, len(entries), ENTRY) if _name(entries, place) in NAMES)
        start, length = struct.unpack_from("<II", entries, entry + 116)
        if length < LEAST:
            raise ValueError("a stream of another kind")
        return _chain(data, size, following, start)[:length]
    except (struct.error, IndexError, StopIteration) as error:
        raise ValueError("no compound file with a workbook") from error


def _chain(data: bytes, size: int, following: Numbers, first: int) -> bytes:
    """What the sectors hold from the first on, in their order; the header stands where one more would."""
    found: list[int] = []
    while first < NO_SECTOR:
        found.append(first)
        first = following[first]
        if len(found) > len(following):
            raise ValueError("sectors in a circle")
    return b"".join(_sector(data, size, place) for place in found)


def _table(data: bytes) -> Numbers:
    """Which sector follows each: kept in sectors that the header lists, and lists that it leads to."""
    size = 1 << _number(data, 30, "<H")
    listed = list(struct.unpack_from(f"<{IN_HEADER}I", data, 76))
    more, lists = _number(data, 68), _number(data, 72)
    if lists * size > len(data):
        raise ValueError("more lists than the file has sectors")
    for _ in range(lists):
        *here, more = _numbers(_sector(data, size, more))
        listed += here
    return _numbers(b"".join(_sector(data, size, place) for place in listed if place < NO_SECTOR))


def _sector(data: bytes, size: int, place: int) -> bytes:
    return data[(place + 1) * size : (place + 2) * size]


def _name(entries: bytes, place: int) -> str:
    length = _number(entries, place + 64, "<H")
    return entries[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")


def _number(data: bytes, place: int, kind: str = "<I") -> int:
    return int(struct.unpack_from(kind, data, place)[0])


def _numbers(data: bytes) -> Numbers:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
