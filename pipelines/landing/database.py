"""Whole or not at all: a database begun, which half made DuckDB never opens again, and what is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

USUAL_BLOCK_SIZE = 262_144


def begin_database(path: Path, block_size: int = USUAL_BLOCK_SIZE) -> None:
    """Make an empty database of blocks of so many bytes where there is none."""
    if path.exists():
        return
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
