"""The logs of old runs are removed with all that names them; newer ones, and runs that go on, stay."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dagster import AssetCheckResult, DagsterInstance, asset, asset_check, materialize

from pipelines.home import Home
from pipelines.orchestration.instance import use_instance
from pipelines.orchestration.retention import forget_runs


@asset(tags={"layer": "core"})
def files() -> None:
    """Made at once."""


@asset_check(asset=files)
def is_whole() -> AssetCheckResult:
    return AssetCheckResult(passed=True)


def mentions(folder: Path, run: str) -> dict[str, int]:
    """How often each database of Dagster names a run."""
    found = {}
    for path in folder.rglob("*.db"):
        with sqlite3.connect(path) as connection:
            found[path.name] = sum(run in line for line in connection.iterdump())
    return {name: times for name, times in found.items() if times}


def test_old_runs_go_with_all_that_names_them(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    use_instance(home)
    with DagsterInstance.get() as instance:
        runs = [
            materialize([files, is_whole], instance=instance, tags={"taizhang/job": "nightly"}).run_id
            for _ in range(2)
        ]
        assert all(mentions(home.dagster, run) for run in runs)
        now = datetime.now(UTC)
        assert forget_runs(instance, home, now - timedelta(days=1)) == 0
        assert forget_runs(instance, home, now + timedelta(minutes=1)) == 2
        assert instance.get_runs() == []
    # the older one; of the newest Dagster keeps as whose an asset is
    assert not mentions(home.dagster, runs[0])
