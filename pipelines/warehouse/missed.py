"""The women whom no register shows: overlaps handed to the estimate, its answer kept as a table."""

import duckdb

from pipelines.scoring.capture import estimate_missed

OVERLAPS = "core.register_overlaps"


def estimate_registers(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `figures.missed_estimates` for every half-year, street and stratum, unprotected."""
    overlaps = connection.sql(f"select * from {OVERLAPS} order by half_year, street_code, stratum").pl()
    estimates = estimate_missed(overlaps)  # noqa: F841 - read by DuckDB
    connection.execute("create or replace table figures.missed_estimates as select * from estimates")
