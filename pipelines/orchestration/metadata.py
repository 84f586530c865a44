"""What Dagster shows of a table: rows, columns with their meaning, and where each column comes from."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import duckdb
from dagster import AssetKey, TableColumn, TableColumnDep, TableColumnLineage, TableSchema

from pipelines.landing.schema import create_tables
from pipelines.warehouse.descriptions import column_descriptions, column_meanings_zh
from pipelines.warehouse.lineage import kept_origins, schema_of
from pipelines.warehouse.models import Model

Metadata = dict[str, int | TableSchema | TableColumnLineage]


def table_metadata(
    connection: duckdb.DuckDBPyConnection, model: Model, rows: int, kept_lineage: Path
) -> Metadata:
    """Row count, column schema and column lineage of a table just built; `kept_lineage` is its folder."""
    origins = kept_origins(model, schema_of(connection, model.depends_on), kept_lineage)
    lineage = TableColumnLineage(
        {
            name: [
                TableColumnDep(AssetKey(table.split(".")), column) for table, column in sorted(origins[name])
            ]
            for name in origins
        }
    )
    shown = columns_shown(connection, model.name)
    return {"dagster/row_count": rows, **shown, "dagster/column_lineage": lineage}


def columns_shown(connection: duckdb.DuckDBPyConnection, table: str) -> Metadata:
    """The columns of a table with type and meaning."""
    columns = connection.execute(f"describe {table}").fetchall()
    return {
        "dagster/column_schema": TableSchema(
            [TableColumn(name, kind, _meaning(name)) for name, kind, *_ in columns]
        )
    }


def _meaning(column: str) -> str | None:
    """What a column holds in both languages; what arrives has its headers among the English."""
    chinese, english = column_meanings_zh().get(column, ""), column_descriptions().get(column)
    return english if not english or chinese in english else f"{chinese} · {english}"


@cache
def layer_one_columns() -> Mapping[str, Metadata]:
    """The columns of every table of layer 1, which are the same before anything has arrived."""
    with duckdb.connect() as connection:
        create_tables(connection)
        tables = connection.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        return {table: columns_shown(connection, table) for (table,) in tables}
