"""What SQLAlchemy, under Great Expectations, needs to speak to a DuckDB connection that is open already."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import duckdb
from sqlalchemy import pool
from sqlalchemy.dialects import postgresql, registry
from sqlalchemy.engine.default import DefaultDialect

URL = "duckdb+open://"
COLUMNS = """
select column_name, is_nullable from information_schema.columns
where table_catalog = current_database() and table_schema = ? and table_name = ? order by ordinal_position
"""
RELATIONS = """
select table_name from information_schema.tables
where table_catalog = current_database() and table_schema = ? and table_type = ?
"""


class Cursor:
    """A cursor whose rows are fetched at once: the next statement on the connection would cut them off."""

    arraysize = 1
    rowcount = -1
    lastrowid = None

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:  # noqa: D107
        self._cursor = connection.cursor()
        self._rows: Iterator[Any] = iter(())
        self.description: Any = None

    def execute(self, query: str, parameters: Sequence[object] = ()) -> "Cursor":
        """The cursor itself, with all rows of the query."""
        self._cursor.execute(query, list(parameters))
        self.description = self._cursor.description
        self._rows = iter(self._cursor.fetchall() if self.description else [])
        return self

    def fetchone(self) -> Any:  # noqa: ANN401 - the driver's row
        """The next row, or None."""
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        """The next rows, as many as asked for."""
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return list(self._rows)

    def close(self) -> None:
        """Close the cursor; the connection stays open."""
        self._cursor.close()


class Connection:
    """The open connection, whose transactions and end are its owner's."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:  # noqa: D107
        self._connection = connection

    def cursor(self) -> Cursor:
        """A cursor of its own."""
        return Cursor(self._connection)

    def commit(self) -> None:
        """Nothing: every statement is committed at once."""

    def rollback(self) -> None:
        """Nothing: a failed statement leaves nothing behind."""

    def close(self) -> None:
        """Nothing: the owner closes it."""


class DuckDBDialect(DefaultDialect):
    """DuckDB as SQLAlchemy sees it: tables and columns from information_schema, no keys, no transactions."""

    name = "duckdb"
    driver = "open"
    supports_native_boolean = True
    supports_statement_cache = True
    supports_sane_rowcount = False
    default_paramstyle = "qmark"

    def __init__(self, **options: Any) -> None:  # noqa: D107, ANN401
        super().__init__(**options)
        # where Great Expectations asks a dialect how to write SQL, it is told Postgres's way
        self.dialect = postgresql.dialect

    @classmethod
    def import_dbapi(cls) -> Any:  # noqa: ANN401 - the driver's module
        """DuckDB itself, whose errors SQLAlchemy wraps."""
        return duckdb

    def _get_server_version_info(self, connection: Any) -> tuple[int, ...]:  # noqa: ANN401
        return tuple(int(part) for part in duckdb.__version__.split(".")[:3])

    def _get_default_schema_name(self, connection: Any) -> str:  # noqa: ANN401
        return "main"

    def get_isolation_level(self, dbapi_connection: Any) -> Any:  # noqa: ANN401
        """Each statement stands by itself."""
        return "AUTOCOMMIT"


def engine_options(connection: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """What `create_engine` needs to use this connection, and no other, for `URL`."""
    registry.register("duckdb.open", DuckDBDialect.__module__, DuckDBDialect.__name__)
    return {"creator": lambda: Connection(connection), "poolclass": pool.StaticPool}
