"""A night whose process was killed is seen as failed by whoever looks next, and no other run is."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest
from dagster import DagsterInstance, DagsterRun, DagsterRunStatus, build_sensor_context
from dagster._core.test_utils import create_run_for_test

from pipelines.home import Home
from pipelines.orchestration.alerts import failure_mail, run_killed
from pipelines.orchestration.instance import use_instance
from pipelines.orchestration.killed import PROCESS_TAG, report_killed, sign

NIGHT = """
import os, sys, time
from dagster import DagsterInstance
from pipelines.orchestration.killed import sign
with DagsterInstance.get() as instance:
    sign(instance, sys.argv[1])
    print("signed", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def instance(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[DagsterInstance]:
    monkeypatch.setenv("DAGSTER_HOME", str(home.dagster))
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "1")
    use_instance(home)
    with DagsterInstance.get() as found:
        yield found


def started(instance: DagsterInstance, tags: Mapping[str, str] | None = None) -> DagsterRun:
    return create_run_for_test(instance, job_name="nightly", status=DagsterRunStatus.STARTED, tags=tags)


def status(instance: DagsterInstance, run: DagsterRun) -> DagsterRunStatus:
    found = instance.get_run_by_id(run.run_id)
    assert found
    return found.status


def test_a_killed_night_is_seen_and_told(home: Home, instance: DagsterInstance) -> None:
    killed, unsigned = started(instance), started(instance)
    with subprocess.Popen([sys.executable, "-c", NIGHT, killed.run_id], stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"signed\n"
        assert not report_killed(instance), "it was at work"
        process.send_signal(signal.SIGKILL)
    tick = run_killed.evaluate_tick(build_sensor_context(instance=instance))
    assert killed.run_id[:8] in (tick.skip_message or "")
    assert status(instance, killed) == DagsterRunStatus.FAILURE
    assert status(instance, unsigned) == DagsterRunStatus.STARTED
    told = failure_mail(home, killed, [])[1]
    assert "its process ended" in told and f"next: taizhang nightly --home {home.root}" in told
    assert "nothing is published yet" in told
    home.published.mkdir(exist_ok=True)
    home.current.touch()
    assert "the last good snapshot stands" in failure_mail(home, killed, [])[1]


def test_a_run_at_work_is_left_alone(instance: DagsterInstance) -> None:
    run = started(instance)
    sign(instance, run.run_id)
    assert not report_killed(instance)
    assert status(instance, run) == DagsterRunStatus.STARTED


def test_a_run_begun_again_is_not_taken_for_the_killed_one(instance: DagsterInstance) -> None:
    killed = started(instance)
    instance.add_run_tags(killed.run_id, {PROCESS_TAG: f"{killed.run_id} 0:0"})
    (inherited,) = (run.tags for run in instance.get_runs())
    again = started(instance, inherited)
    assert [run.run_id for run in report_killed(instance)] == [killed.run_id]
    assert status(instance, again) == DagsterRunStatus.STARTED
