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
from pipelines.warehouse.published_cells import RELATED, SYSTEMS, WITNESSED, open_published_cells
from pipelines.warehouse.published_cells import STORE as PUBLISHED_CELLS
from pipelines.warehouse.ranks import RANK_INPUTS, draw_ranks
from pipelines.warehouse.small_cells import choose_withheld, find_open


@dataclass(frozen=True)
class Computed:
    """A table that a function makes on the connection, from the tables it depends on.

    Without a function of its own it is made together with one of these.
    """

    name: str
    depends_on: tuple[str, ...]
    compute: Callable[[duckdb.DuckDBPyConnection], None] | None


def computed_tables() -> Iterable[Computed]:
    """Every computed table."""
    yield from _frozen()
    yield Computed(
        name=STORE,
        depends_on=(COUNTED,),
        compute=open_history,
    )
    yield Computed(
        name="figures.missed_estimates",
        depends_on=(OVERLAPS,),
        compute=estimate_registers,
    )
    yield Computed(
        name="figures.rank_intervals",
        depends_on=RANK_INPUTS,
        compute=draw_ranks,
    )
    yield Computed(
        name="figures.rank_firmness",
        depends_on=("figures.rank_intervals",),
        compute=None,
    )
    yield from _small_cells()
    yield Computed(
        name="quality.expectations",
        depends_on=EXPECTATION_INPUTS,
        compute=judge_expectations,
    )
    yield Computed(
        name="history.finding_events",
        depends_on=("rules.run",),
        compute=load_history,
    )
    yield Computed(
        name="history.nights",
        depends_on=("history.finding_events",),
        compute=None,
    )


def _frozen() -> Iterable[Computed]:
    for table in FROZEN_TABLES:
        yield Computed(
            name=f"frozen.{table}",
            depends_on=(f"figures.{table}",),
            compute=partial(load_figures, table=table),
        )
    for table in FROZEN_RULES:
        yield Computed(
            name=f"frozen.{table}",
            depends_on=(f"rules.{table}",),
            compute=partial(load_rules_then, table=table),
        )
    yield Computed(
        name="frozen.half_years",
        depends_on=(),
        compute=load_half_years,
    )
    yield Computed(
        name="frozen.inputs",
        depends_on=(),
        compute=load_inputs,
    )


def _small_cells() -> Iterable[Computed]:
    yield Computed(
        name=PUBLISHED_CELLS,
        depends_on=("rules.run",),
        compute=open_published_cells,
    )
    for name in (RELATED, WITNESSED):
        yield Computed(
            name=name,
            depends_on=(PUBLISHED_CELLS,),
            compute=None,
        )
    for name in SYSTEMS:
        cells = (f"protection.{name}_cells", f"protection.{name}_relations")
        yield Computed(
            name=f"protection.withheld_{name}",
            depends_on=(*cells, RELATED, WITNESSED, "core.night"),
            compute=partial(choose_withheld, system_name=name),
        )
        yield Computed(
            name=f"protection.witnesses_{name}",
            depends_on=(f"protection.withheld_{name}",),
            compute=None,
        )
        yield Computed(
            name=f"protection.open_{name}",
            depends_on=(*cells, f"protection.published_{name}", f"protection.witnesses_{name}"),
            compute=partial(find_open, system_name=name),
        )
