"""What Dagster shows of a table: rows, columns with their meaning, and where each column comes from."""

from pathlib import Path

import duckdb
from dagster import AssetKey, TableColumn, TableColumnDep, TableColumnLineage, TableSchema

from pipelines.warehouse.descriptions import column_descriptions
from pipelines.warehouse.lineage import kept_origins, schema_of
from pipelines.warehouse.models import Model

Metadata = dict[str, int | TableSchema | TableColumnLineage]


def table_metadata(
    connection: duckdb.DuckDBPyConnection, model: Model, rows: int, kept_lineage: Path
) -> Metadata:
    """Row count, column schema and column lineage of a table just built; `kept_lineage` is its folder."""
    meanings = column_descriptions()
    columns = connection.execute(f"describe {model.name}").fetchall()
    origins = kept_origins(model, schema_of(connection, model.depends_on), kept_lineage)
    lineage = TableColumnLineage(
        {
            name: [
                TableColumnDep(AssetKey(table.split(".")), column) for table, column in sorted(origins[name])
            ]
            for name in origins
        }
    )
    schema = TableSchema([TableColumn(name, kind, meanings.get(name)) for name, kind, *_ in columns])
    return {"dagster/row_count": rows, "dagster/column_schema": schema, "dagster/column_lineage": lineage}
