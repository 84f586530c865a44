"""What a night counted is kept for the next one when it is published, and only then."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from builders import all_models, built_warehouse
from nights import DIVISIONS, file

from pipelines.home import Home
from pipelines.publication.night import publish_night

SNAPSHOT = {"marts.snapshot": all_models()["marts.snapshot"]}
WANTED = {
    "marts.snapshot",
    "quality.check_runs",
    "history.counted_files",
    "core.night",
    "protection.open_women",
    "protection.open_findings",
    "landing.sheet_rows",
}
KEPT = "select night = (select night from core.night), person_key from history.counted_files"


@pytest.fixture(scope="module")
def night() -> duckdb.DuckDBPyConnection:
    """A night that counts one woman."""
    rows = {"divisions": DIVISIONS, "ledger_persons": [file("w1")]}
    return built_warehouse(rows, date(2006, 8, 1), WANTED)


def publish(night: duckdb.DuckDBPyConnection, folder: Path) -> str:
    home = Home(folder / "home")
    home.prepare()
    return publish_night(night, home, SNAPSHOT).outcome


def test_a_night_held_back_is_not_kept(night: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    night.execute("begin")
    night.execute("update quality.check_runs set state = 'found' where check_id = 'division_gap_overlap'")
    assert publish(night, tmp_path) == "held_back"
    night.execute("rollback")
    assert night.execute(KEPT).fetchall() == []


def test_a_published_night_is_kept_once(night: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert [publish(night, tmp_path) for _ in range(2)] == ["published", "unchanged"]
    assert night.execute(KEPT).fetchall() == [(True, "w1")]
