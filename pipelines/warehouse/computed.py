"""The tables of layer 2 that no select can make: what is read from a home, drawn at random or matched."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import duckdb

from pipelines.warehouse.expectations import EXPECTATION_INPUTS, judge_expectations
from pipelines.warehouse.finding_memory import load_history
from pipelines.warehouse.frozen import (
    FROZEN_RULES,
    FROZEN_TABLES,
    load_figures,
    load_half_years,
    load_inputs,
    load_rules_then,
)
from pipelines.warehouse.history import COUNTED, STORE, open_history
from pipelines.warehouse.missed import OVERLAPS, estimate_registers
from pipelines.warehouse.ranks import RANK_INPUTS, draw_ranks
from pipelines.warehouse.small_cells import (
    RELATED,
    SYSTEMS,
    choose_withheld,
    find_open,
    open_published_cells,
)
from pipelines.warehouse.small_cells import STORE as PUBLISHED_CELLS


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
            compute=partial(load_figures, table=table),
        )
    for table in FROZEN_RULES:
        yield Computed(
            name=f"frozen.{table}",
            description=f"What rules.{table} held when each frozen half-year was frozen.",
            depends_on=(f"rules.{table}",),
            compute=partial(load_rules_then, table=table),
        )
    yield Computed(
        name="frozen.half_years",
        description="Every frozen half-year, with the hashes of its figures and of what they rest on.",
        depends_on=(),
        compute=load_half_years,
    )
    yield Computed(
        name="frozen.inputs",
        description="The bytes of each delivery that a frozen half-year rests on.",
        depends_on=(),
        compute=load_inputs,
    )
    yield Computed(
        name=STORE,
        description="The counted files of the last published night and of the one before it.",
        depends_on=(COUNTED,),
        compute=open_history,
    )
    yield Computed(
        name="figures.missed_estimates",
        description="Women whom no register shows, estimated from how two registers overlap; unprotected.",
        depends_on=(OVERLAPS,),
        compute=estimate_registers,
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
    yield from _small_cells()
    yield Computed(
        name="quality.expectations",
        description="What became of every expectation on a staging table, and how many rows break it.",
        depends_on=EXPECTATION_INPUTS,
        compute=judge_expectations,
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


def _small_cells() -> Iterable[Computed]:
    yield Computed(
        name=PUBLISHED_CELLS,
        description="Which counts of persons the last published nights told, and which they withheld.",
        depends_on=("rules.run",),
        compute=open_published_cells,
    )
    yield Computed(
        name=RELATED,
        description="How the counts that were withheld then followed from others.",
        depends_on=(PUBLISHED_CELLS,),
        compute=None,
    )
    for name in SYSTEMS:
        cells = (f"protection.{name}_cells", f"protection.{name}_relations")
        yield Computed(
            name=f"protection.withheld_{name}",
            description="Counts of persons that are not published, since a small one could be worked out.",
            depends_on=(*cells, RELATED, "core.night"),
            compute=partial(choose_withheld, system_name=name),
        )
        yield Computed(
            name=f"protection.open_{name}",
            description="Small counts that are told, or that linear programming works out of what is told.",
            depends_on=(*cells, f"protection.published_{name}"),
            compute=partial(find_open, system_name=name),
        )
