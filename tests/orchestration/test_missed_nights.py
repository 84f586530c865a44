"""Nights that nobody ran are caught up by one run, whose result is what theirs would have been."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from tables_compared import different
from typer.testing import CliRunner
from whole_nights import deliver

from pipelines.cli.main import app
from pipelines.home import Home
from pipelines.landing.inbox import scan
from pipelines.orchestration.run import execute_night

NIGHTS, LAST = 7, date(2006, 8, 1)
# what stood open on a night is known to those nights that ran, and which counts are withheld goes by theirs
BY_NIGHT = {"core.night", "core.count_changes", "marts.count_changes", "marts.snapshot"}
BY_NIGHT |= {f"marts.{table}" for table in ("finding_trend", "repair_half_lives", "check_runs")}
LAYERS = ("landing", "staging", "core", "indicators", "scores", "figures", "checks")


def night(home: Home, as_of: date) -> None:
    execute_night(home, home.inbox, as_of, lambda stage, done, of: None)


def copied(home: Home, root: Path) -> Home:
    shutil.copytree(home.root, root, symlinks=True)
    return Home(root)


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
    assert different(one.warehouse, each.warehouse, LAYERS, BY_NIGHT) == {}
    assert different(one.current.resolve(), each.current.resolve(), ["marts"], BY_NIGHT) == {}
