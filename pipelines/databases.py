"""Databases: begun and written whole or not at all, and attached whatever their path."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

USUAL_BLOCK_SIZE = 262_144


def begin_database(path: Path, block_size: int = USUAL_BLOCK_SIZE) -> None:
    """Make an empty database of blocks of so many bytes where there is none."""
    if path.exists():
        return
    # what a kill leaves of one half made, DuckDB opens never again
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    duckdb.connect(str(part), config={"default_block_size": block_size}).close()
    part.replace(path)


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What is written inside is written together, or not at all where it raises."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = True) -> None:
    """Attach the database in a file under a name."""
    connection.execute(f"attach {quoted(path)} as {name}{' (read_only)' if read_only else ''}")


def quoted(text: str | Path) -> str:
    """The SQL literal of a text or path, for statements that take no parameters."""
    return "'" + str(text).replace("'", "''") + "'"
