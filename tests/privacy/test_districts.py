"""Of random districts of women no small count is pinned down, by one night's tables or by those of two."""

from collections.abc import Collection, Iterator, Sequence

import duckdb
import pytest
from attacker import MANY, Cell, interval, of_night, put_together
from districts import Night, empty_layer_two, two_nights

SMALLEST = 5
DISTRICTS = 5
# a ledger sent again brings a community's closings to nil, and few are left in the district
CORRECTED = 1091


@pytest.fixture(scope="module")
def layer_two() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = empty_layer_two()
    yield connection
    connection.close()


def narrow(layer_two: duckdb.DuckDBPyConnection, seed: int) -> Iterator[tuple[int, Cell, float]]:
    """Small counts that are told, or that an attacker pins down by the tables of one night, or of two."""
    nights, reached = zip(*two_nights(layer_two, seed), strict=True)
    changed = changed_between(*nights, reached[0])
    for seen in (nights[:1], nights):
        for cell, width in pinned(seen, changed):
            yield len(seen), cell, width


def changed_between(first: Night, second: Night, reached: set[str]) -> set[Cell]:
    """What may be another count on the second night, as far as one can know who reads which tables changed.

    What nobody is ever told may be another wherever the ledger reaches.
    """
    groups = {
        (place, *night.beside[cell])
        for night in (first, second)
        for cell, place in night.places.items()
        if first.counts.get(cell) != second.counts.get(cell)
    }
    return {
        cell
        for night in (first, second)
        for cell, place in night.places.items()
        if place in reached and (cell not in night.of_tables or (place, *night.beside[cell]) in groups)
    }


def pinned(nights: Sequence[Night], changed: Collection[Cell]) -> Iterator[tuple[Cell, float]]:
    told, relations = put_together(
        [night.published for night in nights], [night.relations for night in nights], changed
    )
    small = {
        of_night(cell, number, changed): None
        for number, night in enumerate(nights)
        for cell, women in night.counts.items()
        if 0 < women < SMALLEST and cell in night.of_tables
    }
    open_relations = [relation for relation in relations if any(told[cell] is None for cell in relation)]
    for cell in small:
        low, high = (0, 0) if told[cell] is not None else interval(cell, told, open_relations, {})
        if high - low < SMALLEST:
            yield cell, high - low


@pytest.mark.parametrize("seed", [*range(DISTRICTS), CORRECTED])
def test_no_small_count_is_pinned_down(layer_two: duckdb.DuckDBPyConnection, seed: int) -> None:
    assert not list(narrow(layer_two, seed))


@pytest.mark.long
def test_no_small_count_of_many_districts_is_pinned_down(layer_two: duckdb.DuckDBPyConnection) -> None:
    seeds = range(DISTRICTS, DISTRICTS + MANY)
    assert not [(seed, *found) for seed in seeds for found in narrow(layer_two, seed)]
