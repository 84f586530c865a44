"""Recognises the header row of a contract sheet among the first rows of a grid."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc
import polars as pl

from pipelines.contracts import catalog
from pipelines.reading.cells import UNSEEN
from pipelines.reading.readings import Rejection

TITLE_ROWS = 30
HEAD_ROWS = TITLE_ROWS + 3  # a header of two rows below the titles, and one row to compare it with
HAN = (0x3400, 0xA000)
MARKS = re.compile(rf"(?:[\s:*='\"{UNSEEN}]|\([必选]填\))+")

Head = Sequence[Sequence[str | None]]


@dataclass(frozen=True)
class Header:
    """A recognised header: canonical name -> column position; `rows` are its first and last row, 0-based.

    `cells` are those two rows as they were written; equal cells of one table have equal positions and names.
    """

    table: str
    positions: dict[str, int]
    names: tuple[str, ...]
    unmapped: int
    rows: tuple[int, int]
    cells: tuple[tuple[str | None, ...], ...]

    @property
    def written(self) -> list[str]:
        """Every name of a column as it was written, each once."""
        return list(dict.fromkeys(name for row in self.cells for name in row if name))


@dataclass(frozen=True)
class Candidate:
    """A header row held against one contract sheet: the positions that each canonical name takes."""

    table: str
    hits: dict[str, list[int]]
    names: tuple[str, ...]
    rows: tuple[int, int]

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Most columns first; then one row before two; then the upper one."""
        return len(self.hits), self.rows[0] == self.rows[1], -self.rows[0]

    @property
    def missing(self) -> list[str]:
        """The Chinese names of the required columns that the row does not have."""
        return [name for canonical, name in _required(self.table).items() if canonical not in self.hits]


@cache
def to_simplified() -> opencc.OpenCC:
    """The converter from Traditional to Simplified characters, built once."""
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1 << 14)
def normal_name(text: str) -> str:
    """A header cell without spaces, width, case, required marks and Traditional characters."""
    bare = MARKS.sub("", unicodedata.normalize("NFKC", text))
    return bare.upper() if bare.isascii() else str(to_simplified().convert(bare)).upper()


def normal_names(cells: pl.Expr) -> pl.Expr:
    """The same of many cells, of which but names of columns need be recognised."""
    bare = cells.str.normalize("NFKC").str.replace_all(MARKS.pattern, "")
    return bare.str.replace_many(_to_vocabulary()).str.to_uppercase()


def later_names(header: Header) -> dict[int, set[str]]:
    """Column position -> the normal names that a later header may have there."""
    sheet = catalog.sheets()[header.table]
    return {
        position: {normal_name(name) for name in (*sheet.column(canonical).names_zh, *written) if name}
        for canonical, position in header.positions.items()
        for written in [[row[position] for row in header.cells if position < len(row)]]
    }


@cache
def names_of_columns() -> frozenset[str]:
    """The normal names of all columns of all forms."""
    return frozenset(_vocabulary())


@cache
def _to_vocabulary() -> dict[str, str]:
    """Traditional characters -> the simplified ones in names of columns."""
    simplified = set("".join(_vocabulary()))
    written = [chr(code) for code in range(*HAN)]
    read = to_simplified().convert("\n".join(written)).split("\n")
    return {
        character: meant
        for character, meant in zip(written, read, strict=True)
        if meant != character and meant in simplified
    }


def find_header(head: Head) -> Header:
    """The header among the first rows of a grid; Rejection where there is none or it is incomplete."""
    names: list[tuple[str, ...]] = []
    nearest: Candidate | None = None
    for row in range(min(len(head), TITLE_ROWS + 1)):
        names += map(
            _normal_names, head[len(names) : row + 3]
        )  # so far as it takes: most headers stand on top
        here = _candidates(names, row)
        if any(not candidate.missing for candidate in here):
            full = [found for found in here + _candidates(names, row + 1) if not found.missing]
            return _accepted(max(full, key=lambda candidate: candidate.rank), head)
        nearest = max([*here, *([nearest] if nearest else [])], key=_closeness, default=None)
    raise _not_found(nearest)


def _normal_names(row: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(normal_name(cell) if cell else "" for cell in row)


def _candidates(names: list[tuple[str, ...]], row: int) -> list[Candidate]:
    found = []
    if row < len(names):
        found += _matches(names[row], (row, row))
    if row + 1 < len(names):
        found += _matches(_folded(names[row], names[row + 1]), (row, row + 1))
    return found


def _folded(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...]:
    width = max(len(upper), len(lower))
    above, below = (row + ("",) * (width - len(row)) for row in (upper, lower))
    return tuple(low or high for high, low in zip(above, below, strict=True))


def _matches(names: tuple[str, ...], rows: tuple[int, int]) -> list[Candidate]:
    hits: dict[str, dict[str, list[int]]] = {}
    for position, name in enumerate(names):
        for table, canonical in _vocabulary().get(name, ()):
            hits.setdefault(table, {}).setdefault(canonical, []).append(position)
    return [Candidate(table, found, names, rows) for table, found in hits.items()]


def _accepted(best: Candidate, head: Head) -> Header:
    doubled = [canonical for canonical, positions in best.hits.items() if len(positions) > 1]
    if doubled:
        sheet = catalog.sheets()[best.table]
        raise Rejection("header_duplicate", "、".join(sheet.column(name).names_zh[0] for name in doubled))
    positions = {canonical: found[0] for canonical, found in best.hits.items()}
    unmapped = sum(name != "" for name in best.names) - len(positions)
    cells = tuple(tuple(head[row]) for row in best.rows)
    return Header(best.table, positions, best.names, unmapped, best.rows, cells)


def _not_found(nearest: Candidate | None) -> Rejection:
    if nearest is None:
        return Rejection("no_sheet_recognised")
    required = len(_required(nearest.table))
    present = required - len(nearest.missing)
    if present < 3 or present * 2 < required:
        return Rejection("no_sheet_recognised")
    name = catalog.sheets()[nearest.table].name_zh
    return Rejection("required_column_missing", f"{name}: {'、'.join(nearest.missing)}")


def _closeness(candidate: Candidate) -> tuple[float, int, bool, int]:
    required = len(_required(candidate.table))
    return ((required - len(candidate.missing)) / required, *candidate.rank)


@cache
def _required(table: str) -> dict[str, str]:
    columns = catalog.sheets()[table].columns
    return {column.canonical: column.names_zh[0] for column in columns if column.is_required}


@cache
def _vocabulary() -> dict[str, list[tuple[str, str]]]:
    words: dict[str, list[tuple[str, str]]] = {}
    for table, sheet in catalog.sheets().items():
        for column in sheet.columns:
            for name in {normal_name(name) for name in column.names_zh}:
                words.setdefault(name, []).append((table, column.canonical))
    return words
