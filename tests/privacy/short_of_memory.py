"""Layer 2 and a snapshot beside it, built of layer 1 by a process that is short of memory.

Run with a folder as its argument. Layer 1 is nothing but canaries, more of them than the memory holds.
"""

import sys
from pathlib import Path

import duckdb

from pipelines.home import Home
from pipelines.warehouse.connection import warehouse

CANARY = "CANARY"
MEMORY = "45MB"
ROUNDS = 13
PEOPLE = f"""
    create table l1.people as
    select n, repeat('{CANARY}', 8) || n as name, repeat('{CANARY}', 14) || n as address
    from range(300000) as numbers (n)
"""
# whole numbers, fractions and hashes are packed in ways of their own, each with gaps of its own
TABLE = "select n, n / 3.0 as share, md5(name) as pseudonym, n % 7 as kind from l1.people where n < {rows}"


def snapshot(home: Home) -> Path:
    """Where the snapshot is written."""
    return home.snapshots / "snapshot.duckdb"


def build(home: Home) -> None:
    """Tables of many sizes, layer 1 read before each, and a snapshot out of them, read before each again."""
    home.prepare()
    with duckdb.connect() as layer_1:
        layer_1.execute(f"set force_compression = 'uncompressed'; attach '{home.identified}' as l1")
        layer_1.execute(PEOPLE)
    with warehouse(home) as connection:
        connection.execute(f"set memory_limit = '{MEMORY}'; set threads = 2")
        for number in range(ROUNDS):
            _read(connection)
            rows = 50 * 2**number
            connection.execute(f"create or replace table core.t{number} as {TABLE.format(rows=rows)}")
        connection.execute(f"attach '{snapshot(home)}' as publication")
        for number in range(ROUNDS):
            _read(connection)
            connection.execute(f"create table publication.t{number} as from core.t{number} order by all")
        connection.execute("detach publication")


def _read(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("select max(name), max(address) from l1.people").fetchall()


if __name__ == "__main__":
    build(Home(Path(sys.argv[1])))
