"""Looks for names and IDs in everything a home holds outside layers 0 and 1: bytes, archives, databases."""

import base64
import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import polars as pl

from pipelines.databases import attach, quoted

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
# scratch is the way into layer 1: a killed run leaves it full, and the next one empties it
LAYERS_0_AND_1 = ("inbox/", "archive/", "private/identified.duckdb", "private/scratch/")
DIGESTS = (hashlib.md5, hashlib.sha1, hashlib.sha256)


def needles(texts: Iterable[str]) -> list[str]:
    """Every form in which a text could stand in a file, its bytes as Latin-1: one character each."""
    found: set[bytes] = set()
    for text in texts:
        for encoding in ENCODINGS:
            plain = text.encode(encoding)
            digests = [kind(plain).digest() for kind in DIGESTS]
            found |= {plain, plain.hex().encode(), *digests, *(digest.hex().encode() for digest in digests)}
        found |= {json.dumps(text)[1:-1].encode(), *_base64(text.encode())}
    return [needle.decode("latin-1") for needle in found]


def traces(places: Iterable[tuple[str, bytes]], texts: Iterable[str]) -> set[str]:
    """The names of the places in which one of the texts stands, in any form."""
    names, contents = zip(*places, strict=True)
    # one automaton over all needles
    haystacks = pl.Series([content.decode("latin-1") for content in contents])
    found = haystacks.str.contains_any(needles(texts)).to_list()
    return {name for name, is_found in zip(names, found, strict=True) if is_found}


def places(home: Path) -> Iterator[tuple[str, bytes]]:
    """Every file outside layers 0 and 1, by its name, with its bytes."""
    for path in _outside(home):
        yield path.relative_to(home).as_posix(), path.read_bytes()


def packed_places(home: Path) -> Iterator[tuple[str, bytes]]:
    """What stands inside archives, workbooks and databases, which compress what they hold."""
    for path in _outside(home):
        name = path.relative_to(home).as_posix()
        yield from ((f"{name}!{part}", held) for part, held in _unpacked(path))


def _outside(home: Path) -> Iterator[Path]:
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.is_file() and not path.is_symlink() and not name.startswith(LAYERS_0_AND_1):
            yield path


def _unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from ((member, archive.read(member)) for member in archive.namelist())
    elif path.suffix == ".gz":
        yield "content", gzip.decompress(path.read_bytes())
    elif path.suffix in (".duckdb", ".parquet"):
        yield from tables(path)


def tables(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every table of a DuckDB or Parquet file with its rows as text."""
    with duckdb.connect() as connection:
        if path.suffix == ".parquet":
            yield "rows", _rows(connection, quoted(path))
            return
        attach(connection, path, "held")
        names = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'held'"
        ).fetchall()
        yield from ((name, _rows(connection, f"held.{name}")) for (name,) in names)


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> bytes:
    rows = connection.execute(f"select cast(held_row as varchar) from {table} as held_row").fetchall()
    return "\n".join(row for (row,) in rows).encode()


def _base64(content: bytes) -> Iterator[bytes]:
    """What is the same wherever in a longer text the content stood: three shifts, the edges cut off."""
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + content)
        yield encoded[4 * (shift > 0) : len(encoded) - 4]
