"""A night publishes only what every block check has cleared."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from builders import built_warehouse
from nights import DIVISIONS

from pipelines.home import Home
from pipelines.publication.night import publish_night
from pipelines.publication.record import NOTHING_ACCEPTED, read_record


@pytest.fixture
def night() -> Iterator[duckdb.DuckDBPyConnection]:
    wanted = {
        "quality.check_runs",
        "core.night",
        "core.counted_files",
        "history.counted_files",
        "protection.open_women",
        "protection.open_findings",
        "landing.sheet_rows",
    }
    with built_warehouse({"divisions": DIVISIONS}, date(2006, 7, 20), wanted) as connection:
        connection.execute("update quality.check_runs set state = 'clear'")
        connection.execute("update quality.check_runs set state = 'found' where check_id = 'class_missing'")
        yield connection


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.prepare()
    return home


@pytest.mark.parametrize(
    ("check_id", "state", "expected"),
    [
        ("small_cell", "clear", ("published", (), ())),
        ("small_cell", "not_judged", ("published", (), ())),
        ("small_cell", "found", ("held_back", ("small_cell",), ())),
        ("small_cell", "could_not_run", ("held_back", ("small_cell",), ("small_cell",))),
        ("class_missing", "could_not_run", ("published", (), ("class_missing",))),
    ],
)
def test_a_block_check_without_a_clear_result_holds_back(
    night: duckdb.DuckDBPyConnection, home: Home, check_id: str, state: str, expected: tuple[object, ...]
) -> None:
    night.execute("update quality.check_runs set state = $1 where check_id = $2", [state, check_id])
    record = publish_night(night, home, {})
    assert (record.outcome, record.held_back_by, record.could_not_run) == expected
    assert home.current.exists() == (record.outcome == "published")
    assert read_record(home.record) == record


def test_no_first_snapshot_is_without_a_row(night: duckdb.DuckDBPyConnection, home: Home) -> None:
    kept = night.execute("select * from landing.sheet_rows").pl()  # noqa: F841 - read by DuckDB
    night.execute("update landing.sheet_rows set rows_accepted = 0")
    assert publish_night(night, home, {}).outcome == NOTHING_ACCEPTED
    assert not home.current.exists()
    night.execute("create or replace table landing.sheet_rows as select * from kept")
    assert publish_night(night, home, {}).outcome == "published"
    night.execute("update landing.sheet_rows set rows_accepted = 0")
    assert publish_night(night, home, {}).outcome == "unchanged"


def test_a_record_of_an_older_version_is_read(night: duckdb.DuckDBPyConnection, home: Home) -> None:
    record = publish_night(night, home, {})
    stored = json.loads(home.record.read_text("utf-8"))
    del stored["could_not_run"]
    home.record.write_text(json.dumps(stored), "utf-8")
    assert read_record(home.record) == record
