"""Whoever reads while nights publish meets whole snapshots and pages, each the newest, never none."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.home import Home
from pipelines.keeping.retention import prune
from pipelines.landing.ledger import open_ledger
from pipelines.publication.snapshot import publish
from pipelines.rules.files import install_rules
from pipelines.warehouse.models import Model
from reports.parts.swap import replacing

READER = Path(__file__).with_name("reader.py")
NAMES = ("marts.rulings", "marts.joint_liability", "marts.snapshot")
MARTS = {name: Model(name, "", "Rulings", frozenset()) for name in NAMES}
ROWS = 5_000
AS_OF = date(2006, 8, 1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    install_rules(made.settings)
    open_ledger(made).close()
    return made


@pytest.fixture
def night() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema rules; create schema marts")
        connection.execute(f"create table rules.run as select date '{AS_OF}' as as_of_date")
        yield connection


def end_night(connection: duckdb.DuckDBPyConnection, home: Home, number: int) -> None:
    """Publish tables whose every row says which night's they are, and pages; let old snapshots go."""
    for name in MARTS:
        rows = f"select '{number:04}' as ruling_no from range({ROWS})"
        connection.execute(f"create or replace table {name} as {rows}")
    assert publish(connection, home, MARTS).is_new
    with replacing(home.dashboards) as fresh:
        (fresh / "index.html").write_text(f"{number:04}", "utf-8")
    prune(home, AS_OF)


@contextmanager
def reading(home: Home, count: int) -> Iterator[list[dict[str, list]]]:
    """So many readers while the block runs; what each met is in the list after it."""
    call = [sys.executable, str(READER), str(home.published)]
    readers = [
        subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]
    met: list[dict[str, list]] = []
    try:
        for reader in readers:
            assert reader.stdout and reader.stdout.readline() == "reading\n"
        yield met
        met += [json.loads(reader.communicate("enough\n")[0]) for reader in readers]
    finally:
        for reader in readers:
            reader.kill()


@pytest.mark.parametrize(
    ("readers", "nights"),
    [pytest.param(1, 3, id="few"), pytest.param(4, 200, id="many", marks=pytest.mark.long)],
)
def test_a_snapshot_is_met_whole_at_any_moment(
    home: Home, night: duckdb.DuckDBPyConnection, readers: int, nights: int
) -> None:
    end_night(night, home, 0)
    with reading(home, readers) as met:
        for number in range(1, nights + 1):
            end_night(night, home, number)
    for reader in met:
        assert (reader["errors"], reader["mixed"]) == ([], [])
        assert {rows for ((_, rows),) in reader["snapshots"]} == {ROWS}
        for seen in ([number for ((number, _),) in reader["snapshots"]], reader["pages"]):
            assert seen == sorted(seen)  # no reader falls back to an older night
            assert len(set(seen)) > 1
