"""The tables of layer 2 that no select can make: what is read from a home, drawn at random or matched."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import duckdb

from pipelines.warehouse.frozen import FROZEN_TABLES, load_frozen
from pipelines.warehouse.history import load_history
from pipelines.warehouse.ranks import RANK_INPUTS, draw_ranks


@dataclass(frozen=True)
class Computed:
    """A table that a function makes on the connection, from the tables it depends on.

    Without a function of its own it is made together with one of these.
    """

    name: str
    description: str
    depends_on: tuple[str, ...]
    compute: Callable[[duckdb.DuckDBPyConnection], None] | None


def computed_tables() -> Iterable[Computed]:
    """Every computed table."""
    for table in FROZEN_TABLES:
        yield Computed(
            name=f"frozen.{table}",
            description=f"What figures.{table} held of each frozen half-year when it was frozen.",
            depends_on=(f"figures.{table}",),
            compute=partial(load_frozen, table=table),
        )
    yield Computed(
        name="figures.rank_intervals",
        description="How far score and rank reach when weights, populations or the duplicate threshold vary.",
        depends_on=RANK_INPUTS,
        compute=draw_ranks,
    )
    yield Computed(
        name="figures.rank_firmness",
        description="Bands of bodies that cannot be told apart, and the indicator that decides a rank.",
        depends_on=("figures.rank_intervals",),
        compute=None,
    )
    yield Computed(
        name="history.finding_events",
        description="What became of findings on the nights before this one: every change of state.",
        depends_on=("rules.run",),
        compute=load_history,
    )
    yield Computed(
        name="history.nights",
        description="The nights before this one whose findings are on record.",
        depends_on=("history.finding_events",),
        compute=None,
    )
