"""Runs whose process is gone: a kill leaves them as started for ever, unless somebody says otherwise."""

import os
from pathlib import Path

from dagster import DagsterInstance, DagsterRun, DagsterRunStatus, RunsFilter

PROCESS_TAG = "taizhang/process"
MESSAGE = "Its process was killed, or the machine went down: what is published stays as it was."


def sign(instance: DagsterInstance, run_id: str) -> None:
    """Put on record which process works on a run; nothing where the system does not tell processes apart."""
    if identity := _identity(os.getpid()):
        instance.add_run_tags(run_id, {PROCESS_TAG: f"{run_id} {identity}"})


def report_killed(instance: DagsterInstance) -> list[DagsterRun]:
    """Mark as failed, and return, the runs that are recorded as started by a process that is no more."""
    started = instance.get_runs(RunsFilter(statuses=[DagsterRunStatus.STARTED]))
    killed = [run for run in started if (process := _process(run)) and not _lives(process)]
    for run in killed:
        instance.report_run_failed(run, MESSAGE)
    return killed


def _process(run: DagsterRun) -> str:
    """Who signed this run; blank where nobody did yet: one begun again has the tags of the one before."""
    signed_run, _, identity = run.tags.get(PROCESS_TAG, "").partition(" ")
    return identity if signed_run == run.run_id else ""


def _lives(identity: str) -> bool:
    return _identity(int(identity.partition(":")[0])) == identity


def _identity(process: int) -> str:
    """Number and start time of a process: numbers are given out again."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    state, *fields = told.rpartition(") ")[2].split()
    # a zombie works no more; the start time is field 22 of proc(5), the state field 3
    return "" if state == "Z" else f"{process}:{fields[18]}"
