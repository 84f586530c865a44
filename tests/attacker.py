"""An attacker of its own: the interval that integer programming leaves a count, from published rows alone."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Cell = tuple[str, ...]
Published = Mapping[Cell, int | None]
Relation = Mapping[Cell, int]
MANY = int(os.environ.get("TAIZHANG_DISTRICTS", "1000"))  # attacked by each long test
ENOUGH = 40  # an interval wider than this is wide, and is not measured to its end


def interval(
    cell: Cell, published: Published, relations: Iterable[Relation], lowest: Mapping[Cell, int]
) -> tuple[float, float]:
    """The least and the most a withheld cell can be, in whole persons, whatever the others are."""
    hidden = [name for name, value in published.items() if value is None]
    place = {name: number for number, name in enumerate(hidden)}
    rows, sums = [], []
    for relation in relations:
        row, known = np.zeros(len(hidden)), 0
        for name, coefficient in relation.items():
            value = published[name]
            if value is None:
                row[place[name]] += coefficient
            else:
                known += coefficient * value
        if row.any():
            rows.append(row)
            sums.append(-known)
    aim = np.zeros(len(hidden))
    aim[place[cell]] = 1
    floor = np.array([lowest.get(name, 0) for name in hidden], dtype=float)
    ceiling = np.full(len(hidden), np.inf)
    ceiling[place[cell]] = floor[place[cell]] + ENOUGH
    limits = LinearConstraint(np.array(rows), sums, sums) if rows else ()
    ends = []
    for side in (1, -1):
        found = milp(
            side * aim, constraints=limits, bounds=Bounds(floor, ceiling), integrality=np.ones(len(hidden))
        )
        assert found.x is not None, "what is published must agree with itself"
        ends.append(float(side * found.fun))
    return ends[0], ends[1]


def of_night(cell: Cell, number: int, changed: Collection[Cell]) -> Cell:
    """The cell's name in a system of several nights, in all of which it is one count unless it changed."""
    return (*cell, f"night {number}") if cell in changed else cell


def put_together(
    published: Sequence[Published], relations: Sequence[Iterable[Relation]], changed: Collection[Cell]
) -> tuple[Published, list[Relation]]:
    """All that several nights tell as one system: a count that did not change is told where one tells it."""
    told: dict[Cell, int | None] = {}
    joined: list[Relation] = []
    for number, (night, summed) in enumerate(zip(published, relations, strict=True)):
        for cell, women in night.items():
            name = of_night(cell, number, changed)
            told[name] = told.get(name) if women is None else women
        joined += [
            {of_night(cell, number, changed): n for cell, n in relation.items()} for relation in summed
        ]
    return told, joined
