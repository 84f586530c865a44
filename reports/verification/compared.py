"""What differs between a file as it is shown and as it was recomputed, named down to the cell."""

import json
import re
import zlib
from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reports.verification.reading import WrittenTable, read_page

PACKED = re.compile(r'"([A-Za-z0-9+/=]{40,})"')
NOTHING = "(nothing)"
SHOWN_WORDS = 5


@dataclass(frozen=True)
class Difference:
    """One value that is not what it should be: where it stands, what is shown, what comes out."""

    place: str
    table: str
    row: str
    column: str
    shown: str
    recomputed: str


def page_differences(place: str, shown: str, recomputed: str) -> list[Difference]:
    """What differs between two HTML pages, down to cells and queries; never empty for pages that differ."""
    if shown == recomputed:
        return []
    ours, theirs = read_page(shown), read_page(recomputed)
    found: list[Difference] = []
    for name in dict.fromkeys([*theirs.tables, *ours.tables]):
        found += _of_tables(place, name, ours.tables.get(name), theirs.tables.get(name))
    for name in dict.fromkeys([*theirs.keys, *ours.keys]):
        found += _of_tables(place, name, ours.keys.get(name), theirs.keys.get(name))
    for name in dict.fromkeys([*theirs.queries, *ours.queries]):
        found += _of_queries(place, name, ours.queries.get(name, []), theirs.queries.get(name, []))
    for name in dict.fromkeys([*theirs.scripts, *ours.scripts]):
        found += json_differences(place, name, ours.scripts.get(name), theirs.scripts.get(name))
    words = [pair for pair in zip_longest(ours.words, theirs.words) if pair[0] != pair[1]]
    found += [
        Difference(place, "words", "", "", one or NOTHING, other or NOTHING)
        for one, other in words[:SHOWN_WORDS]
    ]
    return found or [Difference(place, "markup", "", "", "otherwise written", "as drawn from the snapshot")]


def script_differences(place: str, shown: str, recomputed: str) -> list[Difference]:
    """Values of a data script that differ, its packed columns unpacked; never empty for scripts that do."""
    if shown == recomputed:
        return []
    one, other = PACKED.search(shown), PACKED.search(recomputed)
    if one and other:
        found = json_differences(place, "data", _unpacked(one[1]), _unpacked(other[1]))
        if found:
            return found
    return [Difference(place, "script", "", "", "otherwise written", "as made from the snapshot")]


def grid_differences(
    place: str,
    table: str,
    header: Sequence[str],
    shown: Sequence[Sequence[object]],
    other: Sequence[Sequence[object]],
) -> Iterable[Difference]:
    """Cells that differ between two grids of one header, each row named by its number and first cell."""
    for number, (ours, theirs) in enumerate(zip_longest(shown, other), 1):
        if ours == theirs:
            continue
        row = f"{number} {next(iter(theirs or ours or ()), '')}".strip()
        if ours is None or theirs is None:
            one, two = (NOTHING if cells is None else "a row" for cells in (ours, theirs))
            yield Difference(place, table, row, "", one, two)
            continue
        for column, (one, two) in enumerate(zip_longest(ours, theirs, fillvalue=NOTHING)):
            if one != two:
                named = header[column] if column < len(header) else str(column + 1)
                yield Difference(place, table, row, named, str(one), str(two))


def json_differences(place: str, name: str, shown: str | None, recomputed: str | None) -> list[Difference]:
    """Values of two JSON texts that differ, each named by its path."""
    if shown == recomputed:
        return []
    if shown is None or recomputed is None:
        one, two = (NOTHING if text is None else "JSON" for text in (shown, recomputed))
        return [Difference(place, name, "", "", one, two)]
    try:
        values = json.loads(shown)
    except json.JSONDecodeError:
        return [Difference(place, name, "", "", "unreadable", "JSON")]
    return list(_of_values(place, name, "", values, json.loads(recomputed)))


def _of_tables(
    place: str, name: str, shown: WrittenTable | None, recomputed: WrittenTable | None
) -> Iterable[Difference]:
    if shown is None or recomputed is None:
        one, two = (NOTHING if table is None else "a table" for table in (shown, recomputed))
        yield Difference(place, name, "", "", one, two)
        return
    header = recomputed.header
    yield from grid_differences(place, name, header, [shown.header], [header])
    yield from grid_differences(place, name, header, shown.rows, recomputed.rows)
    yield from grid_differences(place, f"{name} totals", header, shown.totals, recomputed.totals)


def _of_queries(
    place: str, name: str, shown: Sequence[str], recomputed: Sequence[str]
) -> Iterable[Difference]:
    for one, other in zip_longest(shown, recomputed, fillvalue=NOTHING):
        if one != other:
            yield Difference(place, name, "", "query", one, other)


def _of_values(place: str, name: str, path: str, shown: object, recomputed: object) -> Iterable[Difference]:
    if shown == recomputed and type(shown) is type(recomputed):
        return
    if isinstance(shown, dict) and isinstance(recomputed, dict):
        for key in dict.fromkeys([*recomputed, *shown]):
            values = (shown.get(key, NOTHING), recomputed.get(key, NOTHING))
            yield from _of_values(place, name, f"{path}.{key}".lstrip("."), *values)
    elif isinstance(shown, list) and isinstance(recomputed, list):
        for number, values in enumerate(zip_longest(shown, recomputed, fillvalue=NOTHING)):
            yield from _of_values(place, name, f"{path}[{number}]", *values)
    else:
        row, _, column = path.rpartition(".")
        yield Difference(place, name, row, column, _short(shown), _short(recomputed))


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _unpacked(text: str) -> str:
    try:
        return zlib.decompress(b64decode(text)).decode()
    except (ValueError, zlib.error):
        return "unreadable"
