"""The table of what became of every expectation: declared rules and what the contracts promise."""

import duckdb
import polars as pl

from pipelines.contracts.catalog import sheets
from pipelines.validation.great_expectations import validate
from pipelines.validation.rules import declared_rules
from pipelines.warehouse.guards import contract_expectations

EXPECTATION_INPUTS = ("rules.run", *(f"staging.{table}" for table in sheets()))
COLUMNS = {
    "table_name": pl.String,
    "kind": pl.String,
    "about": pl.String,
    "state": pl.String,
    "rows_found": pl.Int64,
    "suite_seconds": pl.Float64,
}


def judge_expectations(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `quality.expectations`: one row an expectation, with its state and how many rows break it."""
    rules = [rule.expectation for rule in declared_rules().values()]
    outcomes = validate(connection, [*rules, *contract_expectations()])
    frame = pl.DataFrame(  # noqa: F841 - read by DuckDB
        [
            (
                outcome.expectation.table,
                outcome.expectation.kind,
                outcome.expectation.about,
                outcome.state,
                outcome.rows_found,
                outcome.seconds,
            )
            for outcome in outcomes
        ],
        schema=COLUMNS,
        orient="row",
    )
    connection.execute("create or replace table quality.expectations as select * from frame")
