"""Districts of invented counts: cells by place and column, and the sums by which one follows from others."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from attacker import Cell, Relation

from pipelines.privacy.cells import Cells, system

SMALLEST = 5
CLASSES = ("main", "co_managed", "floating", "unclassified")
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
            "is_known": False,
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


def changed(counts: Counts, draw: np.random.Generator) -> Counts:
    """The counts after one community has found a few women of one class, or lost them."""
    bodies = sorted(
        place for place, column in counts if column == "main" and place.startswith("s") and "c" in place
    )
    body, name = str(draw.choice(bodies)), str(draw.choice(CLASSES))
    more = int(draw.integers(-min(counts[body, name], counts[body, "after"], 6), 7))
    places, columns = (body, body.partition("c")[0], "district"), (name, "stock", "after")
    return {
        (place, column): value + (more if place in places and column in columns else 0)
        for (place, column), value in counts.items()
    }
