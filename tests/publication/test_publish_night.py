"""A night publishes only what every block check has cleared."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from builders import built_warehouse

from pipelines.home import Home
from pipelines.publication.night import publish_night
from pipelines.publication.record import read_record


@pytest.fixture
def night() -> Iterator[duckdb.DuckDBPyConnection]:
    wanted = {
        "quality.check_runs",
        "core.night",
        "core.counted_files",
        "history.counted_files",
        "protection.open_women",
        "protection.open_findings",
    }
    with built_warehouse({}, date(2006, 7, 20), wanted) as connection:
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


def test_a_record_of_an_older_version_is_read(night: duckdb.DuckDBPyConnection, home: Home) -> None:
    record = publish_night(night, home, {})
    stored = json.loads(home.record.read_text("utf-8"))
    del stored["could_not_run"]
    home.record.write_text(json.dumps(stored), "utf-8")
    assert read_record(home.record) == record
