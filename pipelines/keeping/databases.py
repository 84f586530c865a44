"""Whether every database of a home can be read to its last block, each in a process that may die of it."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb

from pipelines.home import Home
from pipelines.keeping.findings import Finding, judged

SCAN = """
import duckdb, sys
for path in sys.argv[1:]:
    if path.endswith(".parquet"):
        duckdb.execute("select count(*), count(columns(*)) from read_parquet($1)", [path]).fetchall()
    else:
        with duckdb.connect(path, read_only=True) as connection:
            tables = "select database_name, schema_name, table_name from duckdb_tables()"
            for name in connection.execute(tables).fetchall():
                quoted = ".".join(f'"{part}"' for part in name)
                connection.execute(f"select count(*), count(columns(*)) from {quoted}").fetchall()
    print(path, flush=True)
"""


def databases(home: Home) -> Finding:
    """The databases, snapshots, kept tables and run logs that cannot be read; nothing of theirs is told."""
    files = [path for path in _duckdb_files(home) if path.exists()]
    logs = sorted(home.dagster.rglob("*.db"))
    broken = [*_unreadable(files), *(log for log in logs if not _is_sound(log))]
    told = (f"{path.relative_to(home.root).as_posix()} cannot be read" for path in broken)
    return judged("databases", told, f"{len(files) + len(logs):,} read to the end")


def written_by(home: Home) -> str | None:
    """The version of the program that wrote layer 2 last; None where it cannot be told."""
    try:
        with duckdb.connect(str(home.warehouse), read_only=True) as connection:
            ((writer,),) = connection.execute("select program_version from rules.run").fetchall()
            return str(writer)
    except (duckdb.Error, ValueError):
        return None


def _duckdb_files(home: Home) -> Iterator[Path]:
    yield from (home.identified, home.warehouse)
    yield from sorted(home.snapshots.glob("*.duckdb"))
    for place in (home.history, home.frozen, home.matching):
        yield from sorted(place.rglob("*.parquet"))


def _unreadable(files: list[Path]) -> Iterator[Path]:
    """Those at which a process that reads them one after another ends, which goes on behind each."""
    while files:
        command = [sys.executable, "-I", "-c", SCAN, *map(str, files)]
        scan = subprocess.run(command, capture_output=True, text=True, check=False)
        read = len(scan.stdout.splitlines())
        yield from files[read : read + 1]
        files = files[read + 1 :]


def _is_sound(log: Path) -> bool:
    is_written = any(log.with_name(f"{log.name}{end}").exists() for end in ("-wal", "-journal"))
    # a log that nobody writes to is opened as it is: SQLite would else put files of its own beside it
    source = f"file:{log}?mode=ro" if is_written else f"file:{log}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(source, uri=True)) as connection:
            return connection.execute("pragma quick_check").fetchall() == [("ok",)]
    except sqlite3.Error:
        return False
