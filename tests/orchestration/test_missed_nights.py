"""Nights that nobody ran are caught up by one run, whose result is what theirs would have been."""

import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.cli.main import app
from pipelines.home import Home
from pipelines.landing.inbox import scan
from pipelines.orchestration.run import execute_night

NIGHTS, LAST = 7, date(2006, 8, 1)
# what stood open on a night is known to those nights that ran
BY_NIGHT = {"core.night", "core.count_changes", "marts.count_changes"}
LAYERS = ("landing", "staging", "core", "indicators", "checks")


def deliver(files: Iterable[Path], inbox: Path, home: Home) -> None:
    for file in files:
        target = home.inbox / file.relative_to(inbox)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)


def night(home: Home, as_of: date) -> None:
    execute_night(home, home.inbox, as_of, lambda stage, done, of: None)


def copied(home: Home, root: Path) -> Home:
    shutil.copytree(home.root, root, symlinks=True)
    return Home(root)


def different(one: Path, other: Path, layers: Iterable[str]) -> dict[str, int]:
    """The tables that differ, with how many rows."""
    found = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only); attach '{other}' as other (read_only)")
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " where database_name = 'one' and list_contains(?, schema_name) order by all",
            [list(layers)],
        ).fetchall()
        assert tables
        for (table,) in tables:
            rows = f"(from one.{table} except all from other.{table})"
            back = f"(from other.{table} except all from one.{table})"
            ((count,),) = connection.execute(f"select count(*) from ({rows} union all {back})").fetchall()
            found[table] = count
    return {table: count for table, count in found.items() if count and table not in BY_NIGHT}


@pytest.mark.long
def test_one_run_after_missed_nights_is_what_they_would_have_been(tmp_path: Path) -> None:
    inbox = tmp_path / "all"
    CliRunner().invoke(app, ["sample", "--out", str(inbox), "--files", "300"])
    files = [arrival.path for arrival in scan(inbox)]
    before, late = files[:-NIGHTS], files[-NIGHTS:]
    start = Home(tmp_path / "start")
    start.prepare()
    deliver(before, inbox, start)
    night(start, LAST - timedelta(days=NIGHTS))
    each, one = copied(start, tmp_path / "each"), copied(start, tmp_path / "one")
    for number, file in enumerate(late, start=1):
        deliver([file], inbox, each)
        night(each, LAST - timedelta(days=NIGHTS - number))
    deliver(late, inbox, one)
    night(one, LAST)
    assert different(one.warehouse, each.warehouse, LAYERS) == {}
    with duckdb.connect(str(one.current), read_only=True) as published:
        scores = "select body_code, half_year, round(score, 2), rank, status from marts.scores order by all"
        expected = published.execute(scores).fetchall()
    with duckdb.connect(str(each.current), read_only=True) as published:
        assert published.execute(scores).fetchall() == expected
