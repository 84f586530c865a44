"""Column lineage, read out of the SQL: which columns of which tables each column of a model comes from."""

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path

import duckdb
from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage

from pipelines.warehouse.models import Model

LAYER_ONE = ("received", "identified")
Origins = Mapping[str, frozenset[tuple[str, str]]]
Schema = dict[str, dict[str, dict[str, str]]]


def schema_of(connection: duckdb.DuckDBPyConnection, tables: Collection[str]) -> Schema:
    """Column types of the tables as schema -> table -> column; schema names are unique over both layers."""
    schema: Schema = {}
    for name in tables:
        layer, table = name.split(".")
        place = f"l1.{name}" if layer in LAYER_ONE else name
        columns = connection.execute(f"describe {place}").fetchall()
        schema.setdefault(layer, {})[table] = {column: kind for column, kind, *_ in columns}
    return schema


def column_origins(model: Model, schema: Schema) -> Origins:
    """The (table, column) pairs behind each column; empty where there is no SQL, or one beyond reading."""
    if not model.sql:
        return {}
    query = parse_one(model.sql, read="duckdb")
    for table in query.find_all(exp.Table):
        table.set("catalog", None)
    try:
        nodes = lineage(None, query, schema, dialect="duckdb", trim_selects=False, copy=False)
    except SqlglotError:
        return {}
    return {name: frozenset(_leaves(node)) for name, node in nodes.items()} if isinstance(nodes, dict) else {}


def kept_origins(model: Model, schema: Schema, folder: Path) -> Origins:
    """What `column_origins` finds, kept in `folder` while the select and what it reads stay as they are."""
    read = sha256(json.dumps([model.sql, schema], sort_keys=True).encode()).hexdigest()
    kept = folder / f"{model.name}.json"
    if kept.exists() and (found := json.loads(kept.read_text("utf-8")))["of"] == read:
        return {name: frozenset(map(tuple, pairs)) for name, pairs in found["origins"].items()}
    origins = column_origins(model, schema)
    written = {name: sorted(pairs) for name, pairs in origins.items()}
    folder.mkdir(exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_text(json.dumps({"of": read, "origins": written}), "utf-8")
    part.replace(kept)
    return origins


def _leaves(node: Node) -> set[tuple[str, str]]:
    return {
        (f"{leaf.source.db}.{leaf.source.name}", leaf.name.split(".")[-1].strip('"'))
        for leaf in node.walk()
        if isinstance(leaf.source, exp.Table) and leaf.source.db
    }
