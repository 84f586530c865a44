"""The event log keeps its connections open, and is in all else the one that Dagster reads and follows."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from dagster import DagsterInstance, job, op
from dagster._core.storage.event_log import SqliteEventLogStorage

from pipelines.home import Home
from pipelines.orchestration.event_log import KeptOpenEventLog
from pipelines.orchestration.instance import use_instance


@op
def nothing() -> None:
    """Done at once."""


@job
def night() -> None:
    """A job of one step."""
    nothing()


@pytest.fixture
def instance(home: Home) -> Iterator[DagsterInstance]:
    use_instance(home)
    with DagsterInstance.get() as found:
        yield found


def kinds_of_event(log: SqliteEventLogStorage, run_id: str) -> list[str]:
    events = [entry.dagster_event for entry in log.get_logs_for_run(run_id)]
    return [event.event_type_value for event in events if event]


def files_open() -> set[str]:
    """The event log's files that this process has open, each once."""
    targets = []
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one that reads this folder is closed again
            targets.append(handle.readlink())
    return {target.name for target in targets if target.parent.name == "runs"}


def test_dagsters_own_log_reads_what_was_written(home: Home, instance: DagsterInstance) -> None:
    run = night.execute_in_process(instance=instance)
    assert isinstance(instance.event_log_storage, KeptOpenEventLog)
    dagsters_own = SqliteEventLogStorage(str(home.dagster / "history" / "runs"))
    written = kinds_of_event(dagsters_own, run.run_id)
    assert written == kinds_of_event(instance.event_log_storage, run.run_id)
    assert (written[0], written[-1]) == ("PIPELINE_START", "PIPELINE_SUCCESS")


def test_runs_looked_at_one_after_another_leave_one_file_open(instance: DagsterInstance) -> None:
    runs = [night.execute_in_process(instance=instance).run_id for _ in range(4)]
    for run in runs:
        instance.all_logs(run)
    databases = {name for name in files_open() if name.endswith(".db")}
    assert databases == {"index.db", f"{runs[-1]}.db"}
    instance.event_log_storage.dispose()
    assert files_open() == set()


def test_an_event_shows_on_the_file_of_its_run(home: Home, instance: DagsterInstance) -> None:
    run = night.execute_in_process(instance=instance).run_id
    watched = home.dagster / "history" / "runs" / f"{run}.db"
    os.utime(watched, (0, 0))
    instance.report_engine_event("told", instance.get_run_by_id(run))
    assert watched.stat().st_mtime > 0
