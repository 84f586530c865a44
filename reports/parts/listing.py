"""Tables whose rows are the rows of a frame, column by column as they are to be written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from reports.parts.labels import Label
from reports.parts.table import ROWS, WITHHELD, Cell, Table, percent, term, text

DISTRICT = "ALL"
WHOLE = Cell("全区", "district")
Write = Callable[[Any], Cell]
BY_STREET = {"street": "street_code"}
BY_HALF_YEAR = {**BY_STREET, "half_year": "half_year"}


@dataclass(frozen=True)
class Shown:
    """A column of the frame as the table shows it."""

    column: str
    title: Label
    write: Write


@dataclass(frozen=True)
class Listing:
    """What a table is called, the SQL on the snapshot that it holds, each filter's column, what a row is."""

    id: str
    caption: Label
    query: str
    facets: Mapping[str, str] = field(default_factory=dict)
    is_folded: bool = False
    told_in: Label = ROWS
    is_written_whole: bool = False


def listed(
    listing: Listing, frame: pl.DataFrame, shown: tuple[Shown, ...], totals: pl.DataFrame | None = None
) -> Table:
    """The frame as a sortable table, row by row; `totals` are rows that stand below and sum the others.

    Where all rows are of one half-year, the caption says which and no column does.
    """
    caption, shown = _of_one_half_year(listing.caption, frame, shown)
    return Table(
        listing.id,
        caption,
        tuple(column.title for column in shown),
        _rows(frame, shown),
        () if totals is None else _rows(totals, shown),
        folded=listing.is_folded,
        is_sortable=True,
        query=listing.query,
        facets=facets_of(frame, listing.facets),
        told_in=listing.told_in,
        is_written_whole=listing.is_written_whole,
    )


def street(name: str | None) -> Cell:
    """A street's name; where none is given the row is the district's."""
    return text(name) if name else WHOLE


def rate(value: float | None) -> Cell:
    """A percentage that is withheld where few persons are behind it."""
    return WITHHELD if value is None else percent(value)


def coded(kind: str) -> Write:
    """How a coded value is written: by its labels in both languages."""
    return lambda code: term(kind, code)


def _of_one_half_year(
    caption: Label, frame: pl.DataFrame, shown: tuple[Shown, ...]
) -> tuple[Label, tuple[Shown, ...]]:
    if HALF_YEAR not in shown or frame["half_year"].n_unique() != 1:
        return caption, shown
    half_year = frame["half_year"].item(0)
    dated = Label(f"{caption.zh}，{half_year}", f"{caption.en}, {half_year}" if caption.en else "")
    return dated, tuple(column for column in shown if column != HALF_YEAR)


def _rows(frame: pl.DataFrame, shown: tuple[Shown, ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(column.write(row[column.column]) for column in shown) for row in frame.iter_rows(named=True)
    )


def facets_of(frame: pl.DataFrame, facets: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """The codes of each row by which filters keep or hide it, from each filter's column; none where blank."""
    if not facets:
        return ()
    return tuple(
        {facet: row[column] for facet, column in facets.items() if row[column]}
        for row in frame.select(*facets.values()).iter_rows(named=True)
    )


STREET = Shown("street_name", Label("街道", "street"), street)
HALF_YEAR = Shown("half_year", Label("半年", "half-year"), text)
BODY = Shown("body_name", Label("单位", "body"), text)
