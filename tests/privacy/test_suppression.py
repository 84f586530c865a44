"""What is withheld of a district of invented counts leaves each small one an interval of five at least."""

from collections.abc import Iterator

import numpy as np
import pytest
from attacker import MANY, Cell, Relation, interval
from invented import SMALLEST, Counts, as_system, made

from pipelines.privacy.intervals import narrow_cells
from pipelines.privacy.suppression import withheld
from pipelines.privacy.witnesses import none_of

DISTRICTS = 30


def chosen(counts: Counts, relations: list[Relation]) -> dict[Cell, int | None]:
    cells = as_system(counts, relations, {})
    choice = withheld(cells, none_of(cells))
    assert not choice.is_open.any()
    names = {tuple(name.split("|")) for name, gone in zip(cells.names, choice.hidden, strict=True) if gone}
    return {cell: None if cell in names else value for cell, value in counts.items()}


def narrow(seed: int) -> Iterator[tuple[Cell, tuple[float, float]]]:
    """Small counts of one district that are told, or that an attacker pins down."""
    counts, relations = made(seed)
    published = chosen(counts, relations)
    for cell, value in counts.items():
        if 0 < value < SMALLEST:
            low, high = (
                interval(cell, published, relations, {}) if published[cell] is None else (value, value)
            )
            if high - low < SMALLEST:
                yield cell, (low, high)


@pytest.mark.parametrize("seed", range(DISTRICTS))
def test_no_small_count_is_pinned_down(seed: int) -> None:
    assert not list(narrow(seed))


@pytest.mark.long
def test_no_small_count_of_many_districts_is_pinned_down() -> None:
    assert not [(seed, found) for seed in range(DISTRICTS, DISTRICTS + MANY) for found in narrow(seed)]


@pytest.mark.parametrize("seed", range(5))
def test_the_check_finds_what_hiding_small_counts_alone_gives_away(seed: int) -> None:
    counts, relations = made(seed)
    alone = {cell: 0 < value < SMALLEST for cell, value in counts.items()}
    told = {cell: None if alone[cell] else value for cell, value in counts.items()}
    pinned = [
        cell for cell in counts if alone[cell] and np.diff(interval(cell, told, relations, {}))[0] < SMALLEST
    ]
    found = narrow_cells(as_system(counts, relations, alone))
    # linear programming allows parts of persons, so it finds at most what whole persons give away
    assert set(found) <= {"|".join(cell) for cell in pinned}
    assert found


@pytest.mark.parametrize("seed", range(5))
def test_the_check_clears_what_was_chosen(seed: int) -> None:
    counts, relations = made(seed)
    hidden = {cell: value is None for cell, value in chosen(counts, relations).items()}
    assert not narrow_cells(as_system(counts, relations, hidden))
