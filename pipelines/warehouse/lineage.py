"""Column lineage, read out of the SQL: which columns of which tables each column of a model comes from."""

from collections.abc import Mapping

import duckdb
from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, to_node
from sqlglot.optimizer import build_scope, qualify

from pipelines.warehouse.models import Model

Origins = Mapping[str, frozenset[tuple[str, str]]]
Schema = dict[str, dict[str, dict[str, dict[str, str]]]]


def schema_of(connection: duckdb.DuckDBPyConnection) -> Schema:
    """Every table's column types as catalog -> schema -> table -> column, for sqlglot."""
    schema: Schema = {}
    rows = connection.execute(
        "select database_name, schema_name, table_name, column_name, data_type from duckdb_columns() where not internal"
    ).fetchall()
    for database, layer, table, column, kind in rows:
        catalog = "l1" if database == "l1" else ""
        schema.setdefault(catalog, {}).setdefault(layer, {}).setdefault(table, {})[column] = kind
    return schema


def column_origins(model: Model, schema: Schema) -> Origins:
    """For each column of the model the (table, column) pairs it is made of; empty where the SQL is beyond reading."""
    try:
        query = parse_one(model.sql, read="duckdb")
        tables = {name: columns for catalog in schema.values() for name, columns in catalog.items()}
        qualified = qualify.qualify(_without_catalog(query), schema=tables, dialect="duckdb", validate_qualify_columns=False)
        scope = build_scope(qualified)
        if scope is None:
            return {}
        return {
            name: frozenset(_leaves(to_node(name, scope=scope, dialect="duckdb")))
            for name in qualified.named_selects
        }
    except (SqlglotError, ValueError):
        return {}


def _without_catalog(query: exp.Expr) -> exp.Expr:
    for table in query.find_all(exp.Table):
        table.set("catalog", None)
    return query


def _leaves(node: Node) -> set[tuple[str, str]]:
    return {
        (f"{leaf.source.db}.{leaf.source.name}", leaf.name.split(".")[-1].strip('"'))
        for leaf in node.walk()
        if isinstance(leaf.source, exp.Table) and leaf.source.db
    }
