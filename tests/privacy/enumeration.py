"""Whoever asks `counts` for everything: all answers as one system over women of every possible kind."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from attacker import Cell, interval
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.publication.counts import DIMENSIONS, UnansweredError, counts_by

COLUMNS = {
    "street": "street_code",
    "body": "body_code",
    "area": "area_type",
    "class": "management_class",
    "age": "age_band",
    "hukou": "hukou_type",
    "employment": "employment_status",
}
ASKED = [name for name in DIMENSIONS if name in COLUMNS]
Answers = dict[Cell, int | None]
ASKED_FOR = ("asked",)  # a cell that tells all of a kind of women has that kind's name
TRIED = 30  # possible districts looked at before a cell is measured by itself


def answers(snapshot: Path, *tags: str) -> Answers:
    """What every combination of dimensions is answered with, by `dimension=value`, and the tags given."""
    found: Answers = {}
    for by in subsets(ASKED):
        try:
            frame = counts_by(snapshot, by)
        except UnansweredError:
            continue
        for row in frame.iter_rows(named=True):
            found[(*(f"{name}={row[COLUMNS[name]]}" for name in by), *tags)] = row["women"]
    return found


def subsets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(names) + 1):
        yield from combinations(names, size)


class Enumeration:
    """Shown answers over kinds of women, each with every `dimension=value` that is true of her."""

    def __init__(self, kinds: Iterable[Cell], told: Answers) -> None:
        shown = {cell: women for cell, women in told.items() if women is not None}
        nobodys = [set(cell) for cell, women in shown.items() if women == 0]
        self.kinds = [kind for kind in kinds if not any(cell <= set(kind) for cell in nobodys)]
        # many answers count the same women: a body's, and those of its street and area with the body
        self.told = {tuple(self.inside(cell)): women for cell, women in shown.items() if women}

    def inside(self, cell: Iterable[str]) -> list[Cell]:
        """The kinds of women that a cell counts."""
        wanted = set(cell)
        return [kind for kind in self.kinds if wanted <= set(kind)]

    def seen(self, cells: Sequence[Cell]) -> list[tuple[float, float]]:
        """The least and the most of each cell in some districts of whole persons that fit all answers."""
        draw, counted = np.random.default_rng(5), self._rows(self.inside(cell) for cell in cells)
        fitting = np.array([counted @ self._district(draw) for _ in range(TRIED)])
        return list(zip(fitting.min(axis=0), fitting.max(axis=0), strict=True))

    def interval(self, cell: Cell) -> tuple[float, float]:
        """The least and the most of a cell in all of them."""
        known = {("told", str(number)): women for number, women in enumerate(self.told.values())}
        relations = [
            dict.fromkeys(inside, 1) | {name: -1}
            for name, inside in [*zip(known, self.told, strict=True), (ASKED_FOR, self.inside(cell))]
        ]
        return interval(ASKED_FOR, dict.fromkeys(self.kinds) | known | {ASKED_FOR: None}, relations, {})

    def _rows(self, counted: Iterable[Iterable[Cell]]) -> NDArray[np.float64]:
        place = {kind: number for number, kind in enumerate(self.kinds)}
        inside = [[place[kind] for kind in kinds] for kinds in counted]
        rows = np.zeros((len(inside), len(place)))
        for row, places in zip(rows, inside, strict=True):
            row[places] = 1
        return rows

    def _district(self, draw: np.random.Generator) -> NDArray[np.float64]:
        many, women = len(self.kinds), list(self.told.values())
        found = milp(
            draw.normal(size=many),
            constraints=LinearConstraint(self._rows(self.told), women, women),
            bounds=Bounds(np.zeros(many), np.inf),
            integrality=np.ones(many),
        )
        assert found.x is not None, "answers must agree with each other"
        return np.round(found.x)
