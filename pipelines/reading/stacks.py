"""Sheets of one layout, laid one below the other, so that their cells are cleaned and typed in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

import polars as pl

from pipelines.reading.dates import EPOCH_1900
from pipelines.reading.delimited import Page, split_lines
from pipelines.reading.headers import Header
from pipelines.reading.readings import Grid

# Beside its cells each row knows its sheet's place in the stack, its row in the file, its place in the stack.
MARKS = ("part", "row_no", "place")
Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Part:
    """One recognised sheet of a file, before its cells are looked at."""

    file_no: int
    sheet_no: int
    tab: str
    is_hidden: bool
    hidden_rows: int
    header: Header
    source: Page | Grid

    @property
    def layout(self) -> tuple[object, ...]:
        """Parts of equal layout can be stacked."""
        source = self.source
        page = (source.delimiter, source.width) if isinstance(source, Page) else (source.epoch,)
        return self.header.table, self.header.cells, *page

    @property
    def header_row(self) -> int:
        """The row of the file, from 1, in which the header ends."""
        return self.header.rows[1] + 1

    @property
    def height(self) -> int:
        """How many rows stand below the header."""
        source = self.source
        rows = len(source.lines) if isinstance(source, Page) else source.cells.height
        return max(rows - self.header_row, 0)


@dataclass(frozen=True)
class Stack:
    """What stands below the headers of the parts: columns `0`, `1`, ... as text and MARKS; blank is null.

    `numeric` marks, by column, the cells stored as numbers, `is_ragged` the rows of a wrong width; `merges`
    are (first place, first column, last place, last column), inclusive. The header is that of every part,
    but for its rows.
    """

    parts: tuple[Part, ...]
    body: pl.DataFrame
    numeric: dict[str, pl.Series]
    is_ragged: pl.Series
    merges: tuple[Merge, ...] = ()

    @property
    def header(self) -> Header:
        """The names and positions that all parts share."""
        return self.parts[0].header

    @property
    def epoch(self) -> date | None:
        """The day from which a bare number in a column of dates counts, if it is known."""
        source = self.parts[0].source
        return source.epoch if isinstance(source, Grid) else EPOCH_1900


def stack_up(parts: Iterable[Part]) -> list[Stack]:
    """The parts in stacks, one for each layout."""
    alike: dict[tuple[object, ...], list[Part]] = {}
    for part in parts:
        alike.setdefault(part.layout, []).append(part)
    return [_stack(tuple(group)) for group in alike.values()]


def mapped(body: pl.DataFrame, header: Header) -> pl.DataFrame:
    """The cells that have a canonical name, under it."""
    return body.select(pl.col(str(place)).alias(name) for name, place in header.positions.items())


def _stack(parts: tuple[Part, ...]) -> Stack:
    marks = _marks(parts)
    pages = [(part, part.source) for part in parts if isinstance(part.source, Page)]
    if pages:
        lines = [line for part, page in pages for line in page.lines[part.header_row :]]
        cells, is_ragged = split_lines(lines, pages[0][1])
        return Stack(parts, cells.with_columns(marks), {}, is_ragged)
    grids = [part.source for part in parts if isinstance(part.source, Grid)]
    cells = pl.concat([grid.cells.slice(part.header_row) for part, grid in zip(parts, grids, strict=True)])
    is_ragged = _joined(parts, [grid.is_ragged for grid in grids])
    return Stack(parts, cells.with_columns(marks), _numeric(parts, grids), is_ragged, _merges(parts, grids))


def _marks(parts: Sequence[Part]) -> list[pl.Series]:
    filled = [(place, part.header_row + 1, part.height) for place, part in enumerate(parts) if part.height]
    frame = pl.DataFrame(filled, schema=["part", "first", "height"], orient="row")
    row_nos = pl.int_ranges("first", pl.col("first") + pl.col("height"), dtype=pl.Int32).alias("row_no")
    rows = frame.select(pl.col("part").cast(pl.Int32), row_nos).explode("row_no")
    return [*rows.get_columns(), pl.int_range(rows.height, dtype=pl.Int32, eager=True).alias("place")]


def _joined(parts: Sequence[Part], marks: Sequence[pl.Series | None]) -> pl.Series:
    """The marks of whole grids as marks of the rows of their stack; none are False."""
    none = pl.Series([False])
    bodies = [
        none.new_from_index(0, part.height) if mark is None else mark.slice(part.header_row)
        for part, mark in zip(parts, marks, strict=True)
    ]
    return pl.concat([body.alias("mark") for body in bodies])


def _numeric(parts: Sequence[Part], grids: Sequence[Grid]) -> dict[str, pl.Series]:
    names = dict.fromkeys(name for grid in grids for name in grid.numeric)
    return {name: _joined(parts, [grid.numeric.get(name) for grid in grids]) for name in names}


def _merges(parts: Sequence[Part], grids: Sequence[Grid]) -> tuple[Merge, ...]:
    """The merges that begin below the headers, their rows as places in the stack."""
    starts = accumulate((part.height for part in parts), initial=0)
    shifts = (start - part.header_row for start, part in zip(starts, parts, strict=False))
    return tuple(
        (top + shift, left, bottom + shift, right)
        for part, grid, shift in zip(parts, grids, shifts, strict=True)
        for top, left, bottom, right in grid.merges
        if top >= part.header_row
    )
