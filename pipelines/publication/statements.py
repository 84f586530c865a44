"""Which SQL may be asked of the published snapshot: one select over its tables, with allowed functions.

DuckDB's own parser says what a statement is and gives its tree; what the tree names and is not on a list here
is refused before anything is bound or run.
"""

import json
from collections.abc import Iterator
from typing import Any

import duckdb

from pipelines.audit.masking import masked

SCHEMA = "marts"
TABLE_FUNCTIONS = {"unnest", "range", "generate_series", "duckdb_tables", "duckdb_columns"}
INSIDE_ONLY = {"unnest"}  # no function of the catalogue, but of the language
WINDOWS = {
    "row_number", "rank", "rank_dense", "dense_rank", "percent_rank", "cume_dist", "ntile",
    "lag", "lead", "first", "last", "first_value", "last_value", "nth_value", "fill",
}  # fmt: skip
# pure functions of their arguments, and those of the day; none of settings, sessions, sequences or logs
FUNCTIONS = """
select distinct function_name from duckdb_functions()
where function_type in ('scalar', 'aggregate', 'macro')
    and (not coalesce(has_side_effects, false) or function_name = 'random')
    and not regexp_matches(
        function_name,
        '^(current_(setting|schemas?|database|catalog|role|user)|(session_)?user|getvariable|version'
        '|json_(de)?serialize_.*|in_search_path|parse_duckdb_log_message|(pg|has|inet|duckdb)_.*'
        '|(obj|col|shobj)_description|get_block_size|map_to_pg_oid|format_(pg_)?type|generate_subscripts)$'
    )
"""
RELATIONS = """
select table_name from duckdb_tables() where schema_name <> ? union all
select view_name from duckdb_views() where schema_name <> ?
"""
TABLES = "select table_name from duckdb_tables() where schema_name = ?"
HINT = "`taizhang query` without SQL lists the tables"


class RefusedError(ValueError):
    """The SQL may not be asked; the message says why and what can be."""


def check_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """RefusedError unless the SQL is one select over published tables with allowed functions.

    duckdb.ParserException where it is no SQL.
    """
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise RefusedError("one statement at a time: a single select" if statements else f"no SQL; {HINT}")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise RefusedError(f"{statements[0].type.name} is refused: only a select is answered")
    ((text,),) = connection.execute("select json_serialize_sql(?)", [sql]).fetchall()
    tree = json.loads(text)
    if tree["error"]:
        raise RefusedError("only a plain select is answered: no PRAGMA, PIVOT or SHOW")
    _check_nodes(connection, list(_nodes(tree)))


def _check_nodes(connection: duckdb.DuckDBPyConnection, nodes: list[dict[str, Any]]) -> None:
    functions = _names(connection, FUNCTIONS) | WINDOWS | INSIDE_ONLY
    tables = _names(connection, TABLES, SCHEMA)
    own = {name.lower() for node in nodes for name in _queries_of_its_own(node)}
    if hidden := own & _names(connection, RELATIONS, SCHEMA, SCHEMA):
        raise RefusedError(f"a subquery cannot be called {min(hidden)}: give it another name")
    for node in nodes:
        if node.get("type") == "TABLE_FUNCTION":
            _check_name(node["function"], TABLE_FUNCTIONS)
        elif "function_name" in node:
            _check_name(node, functions | TABLE_FUNCTIONS)
        elif node.get("type") == "BASE_TABLE":
            _check_table(node, tables, own)
        elif node.get("type") == "SHOW_REF" and node["query"] is None:
            raise RefusedError(f"SHOW is refused: {HINT}")


def _check_name(node: dict[str, Any], allowed: set[str]) -> None:
    name = node["function_name"].lower()
    if name not in allowed:
        raise RefusedError(
            f"there is no function {masked(name)} here: those of numbers, texts, dates and lists are "
            "answered, those that reach files, settings or the network are refused"
        )


def _check_table(node: dict[str, Any], tables: set[str], own: set[str]) -> None:
    name, schema, catalog = (node[key].lower() for key in ("table_name", "schema_name", "catalog_name"))
    is_published = name in tables and schema in ("", SCHEMA) and not catalog
    if not is_published and not (name in own and not schema and not catalog):
        raise RefusedError(f"a table in it is not published: {HINT}")


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    waiting: list[object] = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)


def _queries_of_its_own(node: dict[str, Any]) -> Iterator[str]:
    for entry in node.get("cte_map", {}).get("map", ()):
        yield entry["key"]


def _names(connection: duckdb.DuckDBPyConnection, sql: str, *values: str) -> set[str]:
    return {name.lower() for (name,) in connection.execute(sql, list(values)).fetchall()}
