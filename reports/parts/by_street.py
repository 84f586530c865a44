"""Sections about streets: a line a street, the district as their sum, and a figure of the newest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest
from reports.parts.labels import Label
from reports.parts.listing import DISTRICT, Listing, Shown, listed
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import Cell, Table


@dataclass(frozen=True)
class StreetTable:
    """How totals by street are told: in a table, in a figure with words for it, and what is below."""

    listing: Listing
    shown: tuple[Shown, ...]
    figure: str
    alternative: Label
    draw: Callable[[pl.DataFrame], go.Figure]
    below: tuple[Table, ...] = ()
    is_wide: bool = False


def by_street(section: Section, totals: pl.DataFrame, told: StreetTable) -> Section:
    """The section with streets and district in one table, and the streets drawn.

    Where totals go by half-years the newest alone is drawn; without a row of the district there is nothing.
    """
    is_district = pl.col("street_code") == DISTRICT
    streets, district = totals.filter(~is_district), totals.filter(is_district)
    if district.is_empty():
        return section
    table = listed(told.listing, streets, told.shown, district)
    drawn = told.draw(newest(streets, "half_year") if "half_year" in streets.columns else streets)
    drawing = Drawing(told.figure, told.listing.caption, told.alternative, drawn, facet="street")
    return replace(section, panels=(Panel((table, *told.below), drawing, is_wide=told.is_wide),))


def of_streets(
    rows: pl.DataFrame, write: Callable[[dict[str, Any]], tuple[Cell, ...]], code: str = "street_code"
) -> Mapping[str, tuple[Cell, ...]]:
    """For `KeyFigure.of_streets`: what `write` makes of a street's row, by code; without the district."""
    return {row[code]: write(row) for row in rows.iter_rows(named=True) if row[code] not in (None, DISTRICT)}


def of_column(
    rows: pl.DataFrame, column: str, write: Callable[[Any], Cell], code: str = "street_code"
) -> Mapping[str, tuple[Cell, ...]]:
    """The same of one column."""
    return of_streets(rows, lambda row: (write(row[column]),), code)


def of_newest_column(
    totals: pl.DataFrame, column: str, write: Callable[[Any], Cell]
) -> Mapping[str, tuple[Cell, ...]]:
    """The same of one column of totals by street, of the newest half-year."""
    return of_column(newest(totals, "half_year"), column, write)


def newest_of_district(totals: pl.DataFrame) -> dict[str, Any]:
    """The district's row of the newest half-year; empty where there is none."""
    rows = newest(totals, "half_year").filter(pl.col("street_code") == DISTRICT)
    return next(rows.iter_rows(named=True), {})
