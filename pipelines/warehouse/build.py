"""Building layer 2: each table from its select or its function, and the promise that no row is lost."""

import duckdb

from pipelines.warehouse.attempts import attempt
from pipelines.warehouse.models import Model


class RowsLostError(RuntimeError):
    """Rows seen are not rows accepted, quarantined and excluded; the message names deliveries and sheets."""


def build(connection: duckdb.DuckDBPyConnection, model: Model) -> int:
    """Make the model's table anew and return its number of rows."""
    statement = f"create or replace table {model.name} as\n{model.sql}"
    if model.compute:
        model.compute(connection)
    elif model.layer == "checks":
        attempt(connection, model.table, statement)
    elif model.sql:
        connection.execute(statement)
    return int(connection.execute(f"select count(*) from {model.name}").fetchall()[0][0])


def check_conservation(connection: duckdb.DuckDBPyConnection) -> None:
    """RowsLostError unless every sheet's rows seen are accepted, quarantined or excluded."""
    lost = connection.execute(
        """
        select delivery_no, sheet_no from landing.sheet_rows
        where rows_seen <> rows_accepted + rows_quarantined + rows_excluded or rows_accepted < 0
        order by all
        """
    ).fetchall()
    if lost:
        sheets = ", ".join(f"delivery {delivery} sheet {sheet}" for delivery, sheet in lost[:10])
        raise RowsLostError(f"rows are not conserved in {len(lost)} sheets: {sheets}")
