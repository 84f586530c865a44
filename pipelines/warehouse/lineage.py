"""Column lineage, read out of the SQL: which columns of which tables each column of a model comes from."""

from collections.abc import Mapping

import duckdb
from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage

from pipelines.warehouse.models import Model

Origins = Mapping[str, frozenset[tuple[str, str]]]
Schema = dict[str, dict[str, dict[str, str]]]


def schema_of(connection: duckdb.DuckDBPyConnection) -> Schema:
    """Every table's column types as schema -> table -> column; schema names are unique over both layers."""
    schema: Schema = {}
    rows = connection.execute(
        "select schema_name, table_name, column_name, data_type from duckdb_columns() where not internal"
    ).fetchall()
    for layer, table, column, kind in rows:
        schema.setdefault(layer, {}).setdefault(table, {})[column] = kind
    return schema


def column_origins(model: Model, schema: Schema) -> Origins:
    """The (table, column) pairs behind each column of the model; empty where the SQL is beyond reading."""
    query = parse_one(model.sql, read="duckdb")
    for table in query.find_all(exp.Table):
        table.set("catalog", None)
    try:
        nodes = lineage(None, query, schema, dialect="duckdb", trim_selects=False, copy=False)
    except SqlglotError:
        return {}
    return {name: frozenset(_leaves(node)) for name, node in nodes.items()} if isinstance(nodes, dict) else {}


def _leaves(node: Node) -> set[tuple[str, str]]:
    return {
        (f"{leaf.source.db}.{leaf.source.name}", leaf.name.split(".")[-1].strip('"'))
        for leaf in node.walk()
        if isinstance(leaf.source, exp.Table) and leaf.source.db
    }
