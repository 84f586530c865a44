"""A new snapshot: built beside, checked from outside, then swapped in; readers keep the one they opened."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.databases import attach, quoted, transaction
from pipelines.home import PUBLIC_FILE_MODE, Home
from pipelines.warehouse.descriptions import column_descriptions, column_meanings_zh
from pipelines.warehouse.models import Model

SCAN = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
tables = "select table_name from duckdb_tables() where schema_name = 'marts'"
for (name,) in connection.execute(tables).fetchall():
    connection.execute(f"select count(*), count(columns(*)) from marts.{name}").fetchall()
"""


class PublicationError(RuntimeError):
    """The new snapshot cannot be read back; the last good one stands."""


@dataclass(frozen=True)
class Publication:
    """A published snapshot; `is_new` is false where its content is what was published already."""

    snapshot_id: str
    path: Path
    is_new: bool


def publish(connection: duckdb.DuckDBPyConnection, home: Home, marts: Mapping[str, Model]) -> Publication:
    """Publish the marts as one database file and point the current link to it."""
    snapshot_id = content_id(connection, list(marts))
    ((as_of,),) = connection.execute("select as_of_date from rules.run").fetchall()
    path = home.snapshots / f"{as_of}-{snapshot_id}.duckdb"
    if home.current.resolve() == path and path.exists():
        return Publication(snapshot_id, path, is_new=False)
    part = home.snapshots / f".{path.name}.part"
    for leftover in (part, part.with_name(part.name + ".wal")):
        leftover.unlink(missing_ok=True)
    _write(connection, part, marts, snapshot_id)
    _scan_from_outside(part)
    part.chmod(PUBLIC_FILE_MODE)
    _sync(part)
    part.replace(path)
    _point(home.current, path)
    return Publication(snapshot_id, path, is_new=True)


def content_id(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> str:
    """Sixteen hexadecimal digits of the SHA-256 over the ordered content of the tables."""
    digest = hashlib.sha256()
    for table in sorted(tables):
        digest.update(table.encode())
        # the id itself, which the published table has beside its content, is not part of it
        content = f"select columns(lambda name: name <> 'snapshot_id') from {table} order by all"
        digest.update(connection.sql(content).pl().write_csv().encode())
    return digest.hexdigest()[:16]


def _write(
    connection: duckdb.DuckDBPyConnection, path: Path, marts: Mapping[str, Model], snapshot_id: str
) -> None:
    attach(connection, path, "publication", read_only=False)
    try:
        # all at once: each of two thousand comments by itself would be written out to the disk
        with transaction(connection):
            connection.execute("create schema publication.marts")
            for name, model in marts.items():
                extra = f", '{snapshot_id}' as snapshot_id" if name == "marts.snapshot" else ""
                select = f"select *{extra} from {name} order by all"
                connection.execute(f"create table publication.{name} as {select}")
                _comment(connection, f"publication.{name}", model)
        connection.execute("checkpoint publication")
    finally:
        connection.execute("detach publication")


def _comment(connection: duckdb.DuckDBPyConnection, table: str, model: Model) -> None:
    """Say on the table and its columns what they hold: a line in Chinese, a line in English."""
    told = quoted("\n".join((model.meaning_zh, model.description)))
    connection.execute(f"comment on table {table} is {told}")
    chinese, english = column_meanings_zh(), column_descriptions()
    for column, *_ in connection.execute(f"describe {table}").fetchall():
        told = quoted("\n".join((chinese[column], english[column])))
        connection.execute(f"comment on column {table}.{column} is {told}")


def _scan_from_outside(path: Path) -> None:
    # a fresh process sees what a reader will see: the file alone, without this process's memory
    if path.with_name(path.name + ".wal").exists():
        raise PublicationError("the new snapshot left a write-ahead log behind; run the night again")
    scan = subprocess.run([sys.executable, "-I", "-c", SCAN, str(path)], capture_output=True, check=False)
    if scan.returncode:
        raise PublicationError(
            "the new snapshot cannot be read back; check the disk, then run the night again"
        )


def _sync(path: Path) -> None:
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _point(link: Path, target: Path) -> None:
    part = link.with_name(f".{link.name}.part")
    part.unlink(missing_ok=True)
    part.symlink_to(os.path.relpath(target, link.parent))
    part.replace(link)
    _sync(link.parent)
