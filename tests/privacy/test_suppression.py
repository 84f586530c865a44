"""What is withheld of a district of invented counts leaves each small one an interval of five at least."""

import os
from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl
import pytest
from attacker import Cell, Relation, interval

from pipelines.privacy.cells import Cells, system
from pipelines.privacy.intervals import narrow_cells
from pipelines.privacy.suppression import withheld

SMALLEST = 5
CLASSES = ("main", "co_managed", "floating", "unclassified")
DISTRICTS = 30
MANY = int(os.environ.get("TAIZHANG_DISTRICTS", "1000"))
Counts = dict[Cell, int]


def made(seed: int) -> tuple[Counts, list[Relation]]:
    """Counts by community and class with their sums, and the stocks and flows of each community."""
    draw = np.random.default_rng(seed)
    streets = [f"s{number}" for number in range(draw.integers(1, 4))]
    bodies = [(street, f"{street}c{number}") for street in streets for number in range(draw.integers(1, 5))]
    counts: Counts = {}
    relations: list[Relation] = []
    for _, body in bodies:
        for name in CLASSES:
            counts[body, name] = int(draw.choice([0, draw.integers(1, 5), draw.integers(5, 90)]))
        stock = counts[body, "stock"] = sum(counts[body, name] for name in CLASSES)
        gone = counts[body, "gone"] = int(min(stock, draw.choice([0, draw.integers(1, 5), 9])))
        came = counts[body, "came"] = int(draw.choice([0, draw.integers(1, 5), draw.integers(5, 20)]))
        counts[body, "after"] = stock + came - gone
        relations.append({(body, "stock"): -1} | {(body, name): 1 for name in CLASSES})
        relations.append({(body, "stock"): 1, (body, "came"): 1, (body, "gone"): -1, (body, "after"): -1})
    for column in (*CLASSES, "stock", "came", "gone", "after"):
        for street in streets:
            inside = [(body, column) for home, body in bodies if home == street]
            relations.append(_summed(counts, (street, column), inside))
        relations.append(_summed(counts, ("district", column), [(street, column) for street in streets]))
    for place in (*streets, "district"):
        relations.append({(place, "stock"): -1} | {(place, name): 1 for name in CLASSES})
    return counts, relations


def _summed(counts: Counts, total: Cell, parts: list[Cell]) -> Relation:
    counts[total] = sum(counts[part] for part in parts)
    return {total: -1} | dict.fromkeys(parts, 1)


def as_system(counts: Counts, relations: list[Relation], hidden: Mapping[Cell, bool]) -> Cells:
    cells = pl.DataFrame(
        {
            "cell": ["|".join(cell) for cell in counts],
            "women": list(counts.values()),
            "lowest": 0,
            "width": SMALLEST,
            "weight": [weight(cell, value) for cell, value in counts.items()],
            "is_protected": [0 < value < SMALLEST for value in counts.values()],
            "is_hidden": [hidden.get(cell, False) for cell in counts],
        },
        schema_overrides={"weight": pl.Float64},
    )
    entries = [
        (str(number), "|".join(cell), coefficient)
        for number, relation in enumerate(relations)
        for cell, coefficient in relation.items()
    ]
    return system(cells, pl.DataFrame(entries, schema=["relation_id", "cell", "coefficient"], orient="row"))


def weight(cell: Cell, value: int) -> float | None:
    if not value:
        return None
    place, column = cell
    return 1.0 if place != "district" else 1e6 if column == "stock" else 1e4


def chosen(counts: Counts, relations: list[Relation]) -> dict[Cell, int | None]:
    cells = as_system(counts, relations, {})
    hidden, unprotected = withheld(cells)
    assert not unprotected.any()
    names = {tuple(name.split("|")) for name, gone in zip(cells.names, hidden, strict=True) if gone}
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
