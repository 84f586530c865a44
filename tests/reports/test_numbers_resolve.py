"""Every number of every table stands in the result of the query shown with it, asked of the snapshot."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pages import page_of

from reports.marts.snapshot import read_marts
from reports.navigation import PAGES, Entry
from reports.parts.section import Page
from reports.parts.table import Table

KEPT = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
NUMBER = re.compile(r"[+−]?[\d,]+(?:\.\d+)?%?")
SECTIONED = [entry for entry in PAGES if entry.template == "page.html"]


def tables_of(page: Page) -> Iterable[Table]:
    panels = (panel for section in page.sections for panel in section.panels)
    return (table for panel in panels for table in panel.tables)


def answers(snapshot: Path, query: str, rows: int | None = None) -> set[Decimal]:
    """Every number of the query's result, which has so many rows."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        found = connection.sql(query).fetchall()
    assert rows in (None, len(found)), f"{rows} are shown, {len(found)} come of {query}"
    cells = {str(cell) for row in found for cell in row if not isinstance(cell, bool)}
    return {Decimal(cell) for cell in cells if KEPT.fullmatch(cell)}


def shown(table: Table) -> set[str]:
    """The numbers of a table as they are written; none found is written 0 where the snapshot has no row."""
    cells = (cell for row in (*table.rows, *table.totals) for cell in row if cell.kind == "number")
    return {number for cell in cells for number in NUMBER.findall(cell.zh)} - {"0"}


def is_written(text: str, value: Decimal) -> bool:
    """Whether the text is that value, half-up at its decimals; a share is kept of 1 or in percent."""
    digits = text.replace(",", "").replace("−", "-").replace("+", "")
    wanted = Decimal(digits.rstrip("%"))
    kept = (value, value * 100) if digits.endswith("%") else (value,)
    return any(one.quantize(wanted, ROUND_HALF_UP) == wanted for one in kept)


def points_of(figure: dict[str, Any]) -> set[Decimal]:
    """The numbers that a figure, decoded from its page, draws along its axes."""
    places = (place for trace in figure["data"] for axis in "xy" for place in trace.get(axis) or ())
    return {Decimal(str(place)) for place in places if isinstance(place, int | float)}


@pytest.mark.parametrize("entry", SECTIONED, ids=lambda entry: entry.file)
def test_numbers_stand_in_the_answer_to_their_query(snapshot: Path, entry: Entry) -> None:
    page = entry.build(read_marts(snapshot, entry.reads))
    lost = {}
    for table in tables_of(page):
        assert table.query, f"{table.id} does not say where its numbers come from"
        values = answers(snapshot, table.query, len(table.rows) + len(table.totals))
        lost[table.id] = {text for text in shown(table) if not any(is_written(text, one) for one in values)}
    assert not {table: texts for table, texts in lost.items() if texts}


@pytest.mark.parametrize("entry", SECTIONED, ids=lambda entry: entry.file)
def test_figures_of_the_page_draw_what_the_marts_hold(snapshot: Path, index: Path, entry: Entry) -> None:
    drawn = page_of(index, entry.file).figures
    panels = [
        panel
        for section in entry.build(read_marts(snapshot, entry.reads)).sections
        for panel in section.panels
    ]
    stated = {
        panel.drawing.id: [panel.drawing.query] if panel.drawing.query else [of.query for of in panel.tables]
        for panel in panels
        if panel.drawing
    }
    assert drawn.keys() == stated.keys()
    for figure, queries in stated.items():
        values = set().union(*(answers(snapshot, query) for query in queries))
        assert not {number for number in points_of(drawn[figure]) if not {number, -number} & values}, figure


@pytest.mark.parametrize("entry", SECTIONED, ids=lambda entry: entry.file)
def test_key_figures_stand_in_the_answer_to_theirs_or_to_a_tables(snapshot: Path, entry: Entry) -> None:
    page = entry.build(read_marts(snapshot, entry.reads))
    of_tables = set().union(*(answers(snapshot, table.query) for table in tables_of(page)))
    for key in page.key_figures:
        values = answers(snapshot, key.query) if key.query else of_tables
        of_streets = (cell for cells in key.of_streets.values() for cell in cells)
        cells = (key.value, *(cell for _, cell in key.lines), *of_streets)
        written = [cell.zh for cell in cells if cell.kind == "number" and cell.zh != "0"]
        assert all(any(is_written(text, one) for one in values) for text in written), key.id
