"""Checks in SQL that fail: the night goes on, and `quality.attempts` says which could not run."""

import time

import duckdb

from pipelines.warehouse.templates import FOUND

ATTEMPTS = "quality.attempts"
ATTEMPT_COLUMNS = "check_id varchar, seconds double, failed_with varchar"


def attempt(connection: duckdb.DuckDBPyConnection, check_id: str, statement: str) -> None:
    """Make `checks.<check_id>`; where its select fails, empty, with every column that a check may have.

    `quality.attempts` gets one row: the seconds it took, and the kind of error, null where there was none.
    """
    started = time.perf_counter()
    failed_with = None
    try:
        connection.execute(statement)
    except duckdb.Error as error:
        failed_with = type(error).__name__  # its text may quote a cell
        columns = ", ".join(f"{name} {kind}" for name, kind in {**FOUND, "person_key": "varchar"}.items())
        connection.execute(f"create or replace table checks.{check_id} ({columns})")
    connection.execute(f"create table if not exists {ATTEMPTS} ({ATTEMPT_COLUMNS})")
    connection.execute(f"delete from {ATTEMPTS} where check_id = ?", [check_id])
    seconds = time.perf_counter() - started
    connection.execute(f"insert into {ATTEMPTS} values (?, ?, ?)", [check_id, seconds, failed_with])
