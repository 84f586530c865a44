"""The logs of old runs are removed with their files; newer ones, and runs that go on, stay."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from dagster import DagsterInstance, job, op

from pipelines.home import Home
from pipelines.orchestration.instance import use_instance
from pipelines.orchestration.retention import forget_runs


@op
def nothing() -> None:
    """Done at once."""


@job
def night() -> None:
    """A job of one step."""
    nothing()


def test_old_runs_go_with_their_files(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    use_instance(home)
    with DagsterInstance.get() as instance:
        runs = [night.execute_in_process(instance=instance).run_id for _ in range(2)]
        logs = [home.dagster / "history" / "runs" / f"{run}.db" for run in runs]
        assert all(log.exists() for log in logs)
        now = datetime.now(UTC)
        assert forget_runs(instance, home, now - timedelta(days=1)) == 0
        assert forget_runs(instance, home, now + timedelta(minutes=1)) == 2
        assert (instance.get_runs(), [log.exists() for log in logs]) == ([], [False, False])
