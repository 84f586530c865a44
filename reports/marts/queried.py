"""Queries of pages on published tables: the SQL that a page shows is the SQL that its numbers came from."""

import re
from pathlib import Path

import duckdb
import polars as pl

from reports.marts.tables import Marts

QUERIES = Path(__file__).parent / "queries"
_INCLUDED = re.compile(r"\{\{ (\w+) \}\}")


def query_text(name: str) -> str:
    """The SQL of `queries/<name>.sql` on schema `marts`, with the queries that it builds on written into it.

    `$half_year` and `$body_code` in it stand for what is asked.
    """
    text = (QUERIES / f"{name}.sql").read_text(encoding="utf-8").strip()
    return _INCLUDED.sub(lambda found: query_text(found[1]).replace("\n", "\n    "), text)


def queried(marts: Marts, names: tuple[str, ...], **asked: str) -> Marts:
    """What the named queries find in the tables that were read."""
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        for table, frame in marts.items():
            connection.register(f"read_{table}", frame.to_arrow())
            connection.execute(f'create view marts."{table}" as from "read_{table}"')
        return {name: _found(connection, query_text(name), asked) for name in names}


def _found(connection: duckdb.DuckDBPyConnection, text: str, asked: dict[str, str]) -> pl.DataFrame:
    used = {name: value for name, value in asked.items() if f"${name}" in text}
    return connection.sql(text, params=used).pl()
