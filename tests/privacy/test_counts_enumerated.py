"""Nobody who asks `counts` for everything, on two nights, works out a count of one to four women."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from attacker import Cell
from enumeration import ASKED, Answers, Enumeration, answers, subsets
from two_nights import BODIES, CHANGED, KINDS, NIGHTS, hand_on, kind_of, night, snapshot, women_of

SMALLEST = 5
MANY = 100
Told = tuple[Counter[Cell], Answers]
EVERY_KIND = [
    *(kind_of((body, *kind), *NIGHTS) for body, kind in product(BODIES, KINDS) if body != CHANGED),
    *(kind_of((CHANGED, *kind), tag) for kind, tag in product(KINDS, NIGHTS)),
]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The women as they are, and what both nights tell; between them one body sends another ledger."""
    draw, folder = np.random.default_rng(2006), tmp_path_factory.mktemp("nights")
    same = [woman for body in BODIES if body != CHANGED for woman in women_of(body, draw)]
    ledgers = [women_of(CHANGED, draw) for _ in NIGHTS]
    cons = [night(same + ledger) for ledger in ledgers]
    hand_on(*cons)
    truth = Counter(kind_of(woman, *NIGHTS) for woman in same)
    told: Answers = {}
    for tag, con, ledger in zip(NIGHTS, cons, ledgers, strict=True):
        truth.update(kind_of(woman, tag) for woman in ledger)
        told |= answers(snapshot(con, folder / f"{tag}.duckdb"), tag)
        con.close()
    return truth, told


@pytest.fixture(scope="module")
def enumeration(nights: Told) -> Enumeration:
    return Enumeration(EVERY_KIND, nights[1])


def counted(truth: Counter[Cell]) -> Counter[Cell]:
    """Every count there is of each night, whether it is answered or not."""
    counts: Counter[Cell] = Counter()
    for kind, women in truth.items():
        tags = [value for value in kind if value in NIGHTS]
        for values, tag in product(subsets(kind[: len(ASKED)]), tags):
            counts[*values, tag] += women
    return counts


def small(counts: Counter[Cell]) -> list[Cell]:
    return [cell for cell, women in counts.items() if 0 < women < SMALLEST]


def narrower(enumeration: Enumeration, cells: list[Cell], width: int) -> Iterator[Cell]:
    """The cells whose least and most lie less than `width` apart."""
    for cell, seen in zip(cells, enumeration.seen(cells), strict=True):
        if np.ptp(seen) < width and np.ptp(enumeration.interval(cell)) < width:
            yield cell


def test_every_small_count_that_is_asked_for_is_withheld_and_stays_five_wide(
    nights: Told, enumeration: Enumeration
) -> None:
    truth, told = nights
    cells = [cell for cell in small(counted(truth)) if cell in told]
    assert len(cells) > MANY
    assert [cell for cell in cells if told[cell] is not None] == []
    assert not list(narrower(enumeration, cells, SMALLEST))


def test_no_small_count_that_is_refused_is_worked_out(nights: Told, enumeration: Enumeration) -> None:
    truth, told = nights
    cells = [cell for cell in small(counted(truth)) if cell not in told]
    assert len(cells) > MANY
    assert not list(narrower(enumeration, cells, 1))


def test_were_small_counts_alone_withheld_some_would_be_worked_out(nights: Told) -> None:
    truth, told = nights
    counts = counted(truth)
    naive = {cell: None if 0 < counts[cell] < SMALLEST else counts[cell] for cell in told}
    cells = [cell for cell in small(counts) if cell in told]
    assert next(narrower(Enumeration(EVERY_KIND, naive), cells, 1))
