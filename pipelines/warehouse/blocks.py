"""The blocks of layer 2 are half as big as layer 1's, so that no memory of the one becomes the other's.

DuckDB gives a block that it drops from memory, as it stands, to the next who wants one of that size, and
writes the unfilled ends of a block with it: short of memory, rows of layer 1 had come into layer 2 and into
snapshots. What it keeps between two tables, rows to be sorted or joined, has layer 1's size too.
"""

from pathlib import Path

import duckdb

from pipelines.databases import attach, begin_database

BLOCK_SIZE = 131_072
SMALL_BLOCKS: dict[str, str | bool | int | float | list[str]] = {"default_block_size": BLOCK_SIZE}


def begin_with_small_blocks(path: Path) -> None:
    """Make an empty layer 2 where there is none; one of an older program is copied, for what it remembers."""
    begin_database(path, BLOCK_SIZE)
    if _block_size(path) != BLOCK_SIZE:
        _copy(path)


def _block_size(path: Path) -> int:
    with duckdb.connect(str(path)) as connection:
        ((size,),) = connection.execute("select block_size from pragma_database_size()").fetchall()
    return int(size)


def _copy(path: Path) -> None:
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with duckdb.connect(config=SMALL_BLOCKS) as connection:
        attach(connection, path, "big", read_only=False)
        attach(connection, part, "small", read_only=False)
        connection.execute("copy from database big to small")
    part.replace(path)
