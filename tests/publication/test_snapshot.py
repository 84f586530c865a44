"""A snapshot appears whole or not at all, and readers keep the one they opened."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from builders import all_models

from pipelines.home import Home
from pipelines.publication import snapshot as room
from pipelines.publication.snapshot import Publication, PublicationError, publish
from pipelines.warehouse.models import Model

MARTS = {name: model for name, model in all_models().items() if model.layer == "marts"}
RULINGS = {"marts.rulings": Model("marts.rulings", "", "Rulings, said the commission's clerk", frozenset())}
IN_BOTH_LANGUAGES = re.compile(r"[^\n]*[\u4e00-\u9fff][^\n]*\n[A-Z`][^\n]+")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    return made


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """A night with one mart of one row."""
    with duckdb.connect() as connection:
        connection.execute("create schema rules; create schema marts")
        connection.execute("create table rules.run as select date '2006-08-01' as as_of_date")
        connection.execute("create table marts.rulings as select 'first' as ruling_no")
        yield connection


def published_ruling(connection: duckdb.DuckDBPyConnection, home: Home, ruling_no: str) -> Publication:
    connection.execute("update marts.rulings set ruling_no = ?", [ruling_no])
    return publish(connection, home, RULINGS)


def ruling(reader: duckdb.DuckDBPyConnection) -> str:
    return reader.execute("select ruling_no from marts.rulings").fetchall()[0][0]


def test_the_link_points_to_the_newest_snapshot(home: Home, warehouse: duckdb.DuckDBPyConnection) -> None:
    for ruling_no in ("first", "second"):
        publication = published_ruling(warehouse, home, ruling_no)
        assert home.current.is_symlink()
        assert (home.current.resolve(), publication.is_new) == (publication.path, True)
        with duckdb.connect(str(home.current), read_only=True) as reader:
            assert ruling(reader) == ruling_no


def test_the_link_still_holds_where_the_home_is_moved(
    home: Home, warehouse: duckdb.DuckDBPyConnection
) -> None:
    published_ruling(warehouse, home, "first")
    moved = Home(home.root.rename(home.root.with_name("moved")))
    assert moved.current.resolve().parent == moved.snapshots
    assert moved.current.exists()


def test_an_open_reader_keeps_its_snapshot(home: Home, warehouse: duckdb.DuckDBPyConnection) -> None:
    published_ruling(warehouse, home, "first")
    with duckdb.connect(str(home.current), read_only=True) as reader:
        published_ruling(warehouse, home, "second")
        assert ruling(reader) == "first"


def test_the_same_content_is_not_a_new_snapshot(home: Home, warehouse: duckdb.DuckDBPyConnection) -> None:
    first = published_ruling(warehouse, home, "first")
    again = published_ruling(warehouse, home, "first")
    assert again == Publication(first.snapshot_id, first.path, is_new=False)
    assert list(home.snapshots.iterdir()) == [first.path]


def test_content_that_comes_back_is_published_again(home: Home, warehouse: duckdb.DuckDBPyConnection) -> None:
    first = published_ruling(warehouse, home, "first")
    published_ruling(warehouse, home, "second")
    assert published_ruling(warehouse, home, "first") == first
    assert home.current.resolve() == first.path


def test_everyone_may_read_a_snapshot_and_nothing_lies_beside_it(
    home: Home, warehouse: duckdb.DuckDBPyConnection
) -> None:
    publication = published_ruling(warehouse, home, "first")
    assert stat.S_IMODE(publication.path.stat().st_mode) == 0o644
    assert not list(home.published.rglob("*.wal"))
    assert {path.name for path in home.published.iterdir()} == {"snapshots", "warehouse.duckdb"}


def test_a_snapshot_that_cannot_be_read_back_is_not_shown(
    home: Home, warehouse: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published_ruling(warehouse, home, "first")
    monkeypatch.setattr(room, "SCAN", "raise SystemExit(1)")
    with pytest.raises(PublicationError, match="check the disk"):
        published_ruling(warehouse, home, "second")
    assert home.current.resolve() == first.path


def test_every_published_table_and_column_says_in_both_languages_what_it_means(
    home: Home, empty_warehouse: duckdb.DuckDBPyConnection
) -> None:
    publication = publish(empty_warehouse, home, MARTS)
    with duckdb.connect(str(publication.path), read_only=True) as reader:
        tables = reader.execute("select table_name, comment from duckdb_tables()").fetchall()
        columns = reader.execute(
            "select column_name, comment from duckdb_columns() where not internal"
        ).fetchall()
    assert {f"marts.{name}" for name, _ in tables} == MARTS.keys()
    assert not [name for name, comment in [*tables, *columns] if not IN_BOTH_LANGUAGES.match(comment)]
