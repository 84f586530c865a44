"""The published tables read from a snapshot, and what of them is newest."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from reports.marts.tables import COLUMNS, DESCRIBED, Columns, Marts

DESCRIPTIONS = """(
    select tables.table_name, tables.comment as table_comment, columns.column_name, columns.column_index,
        columns.data_type, columns.comment as column_comment
    from duckdb_tables() as tables
    inner join duckdb_columns() as columns using (database_name, schema_name, table_name)
    where tables.schema_name = 'marts'
)"""


def read_marts(snapshot: Path, wanted: Columns = COLUMNS, half_year: str | None = None) -> Marts:
    """Every wanted table as a frame; a missing table is empty, a missing column is null.

    With a half-year, the tables that go by half-years hold that one alone.
    """
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        present = _present_columns(connection)
        return {
            table: connection.sql(
                _select(table, kinds, present.get(table, set())), params={"half_year": half_year}
            ).pl()
            for table, kinds in wanted.items()
        }


def newest(frame: pl.DataFrame, period: str) -> pl.DataFrame:
    """The rows of the newest period alone."""
    return frame.filter(pl.col(period) == pl.col(period).max())


def newest_of(table: str, period: str = "as_of_date") -> str:
    """The SQL for the same: the condition on rows of a published table."""
    return f"{period} = (select max({period}) from marts.{table})"


def _present_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    query = "select table_name, column_name from information_schema.columns where table_schema = 'marts'"
    present: dict[str, set[str]] = {}
    for table, column in connection.sql(query).fetchall():
        present.setdefault(table, set()).add(column)
    described = connection.sql(f"describe select * from {DESCRIPTIONS}").fetchall()
    return {**present, DESCRIBED: {column for column, *_ in described}}


def _select(table: str, kinds: Mapping[str, str], present: set[str]) -> str:
    """One query a table, ordered by all it reads, so that the same rows give the same bytes."""
    cells = [
        f'try_cast("{column}" as {kind}) as "{column}"'
        if column in present
        else f'null::{kind} as "{column}"'
        for column, kind in kinds.items()
    ]
    within = "half_year = $half_year" if "half_year" in present else "true"
    named = DESCRIPTIONS if table == DESCRIBED else f'marts."{table}"'
    source = f"from {named}" if present else "from (select 1)"
    return (
        f"select {', '.join(cells)} {source} "
        f"where {'true' if present else 'false'} and ($half_year is null or {within}) order by all"
    )
