"""A night killed under the daemon, as its unit starts it, is marked, mailed, run again and whole."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import pytest
from dagster import DagsterInstance, DagsterRun, DagsterRunStatus
from letterbox import serving, settle
from typer.testing import CliRunner

from pipelines.audit.manifest import is_ended
from pipelines.cli.main import app
from pipelines.cli.service import units
from pipelines.home import Home
from pipelines.orchestration.instance import use_instance

Found = TypeVar("Found")

PATIENCE_SECONDS = 900
LAUNCH = ("job", "launch", "-m", "pipelines.orchestration.definitions", "-j", "nightly")


def unit(home: Home) -> tuple[list[str], dict[str, str]]:
    """Command and environment of the daemon's unit."""
    daemon, _ = units(3000, "6G")
    lines = dict(line.split("=", 1) for line in daemon.text(home).splitlines() if "=" in line)
    told = dict(word.split("=", 1) for word in shlex.split(lines["Environment"]))
    return shlex.split(lines["ExecStart"]), {**os.environ, **told}


@contextmanager
def daemon(home: Home) -> Iterator[subprocess.Popen[bytes]]:
    command, environment = unit(home)
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=environment, cwd=home.dagster, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield process
    finally:
        # as the machine goes down: nobody is left to say anything
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def launch(home: Home) -> None:
    """Ask the daemon for a night, as its schedule does."""
    _, environment = unit(home)
    program = Path(sys.executable).with_name("dagster")
    subprocess.run([program, *LAUNCH], env=environment, check=True, capture_output=True)


def wait_for(look: Callable[[], Found]) -> Found:
    """What the look finds, as soon as it finds something."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < end, f"{look} found nothing"
        time.sleep(1)
    return found


def at_work(instance: DagsterInstance) -> tuple[str, int] | None:
    """The run whose layer 1 is written, and its process."""
    for run in instance.get_runs():
        is_late = instance.get_run_stats(run.run_id).steps_succeeded >= 3
        if run.status == DagsterRunStatus.STARTED and is_late:
            return run.run_id, int(run.tags["taizhang/process"].split()[1].partition(":")[0])
    return None


def ended(instance: DagsterInstance) -> list[DagsterRun]:
    """The runs, newest first, once the newest has succeeded."""
    runs = list(instance.get_runs())
    return runs if runs[0].status == DagsterRunStatus.SUCCESS else []


@pytest.mark.long
@pytest.mark.parametrize("dies_too", [False, True], ids=["the run alone", "the daemon with it"])
def test_a_killed_night_is_marked_mailed_run_again_and_whole(
    dies_too: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", "")
    home = Home(tmp_path / "home")
    home.prepare()
    CliRunner().invoke(app, ["sample", "--out", str(home.inbox / "sample"), "--files", "300"])
    home.pinned_date.write_text("2006-08-01")
    use_instance(home)
    with serving() as box, DagsterInstance.get() as instance, ExitStack() as daemons:
        settle(home, box.port)
        process = daemons.enter_context(daemon(home))
        launch(home)
        killed, number = wait_for(lambda: at_work(instance))
        if dies_too:
            os.killpg(process.pid, signal.SIGKILL)
        os.kill(number, signal.SIGKILL)
        if dies_too:
            daemons.enter_context(daemon(home))
        again, first = wait_for(lambda: ended(instance))
    assert (first.run_id, first.status) == (killed, DagsterRunStatus.FAILURE)
    assert again.parent_run_id == killed and is_ended(home)
    (mail,) = box.mails
    assert killed[:8] in mail.get_content() and "run again by itself" in mail.get_content()
