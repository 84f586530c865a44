"""The tables of layer 2 that no select can make: what is read from a home, drawn at random or matched."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import duckdb

from pipelines.warehouse.expectations import EXPECTATION_INPUTS, judge_expectations
from pipelines.warehouse.frozen import FROZEN_TABLES, load_frozen


@dataclass(frozen=True)
class Computed:
    """A table that a function makes on the connection, from the tables it depends on."""

    name: str
    description: str
    depends_on: tuple[str, ...]
    compute: Callable[[duckdb.DuckDBPyConnection], None]


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
        name="quality.expectations",
        description="What became of every expectation on a staging table, and how many rows break it.",
        depends_on=EXPECTATION_INPUTS,
        compute=judge_expectations,
    )
