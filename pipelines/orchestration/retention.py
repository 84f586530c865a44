"""The end of a night: what the settings let go is removed, run logs too, and put on record."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter

from pipelines.audit.log import append
from pipelines.home import Home
from pipelines.keeping.retention import prune
from pipelines.rules.settings import read_settings, setting_on

ENDED = [DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED]
# what Dagster leaves of a run that it deletes
LEFT_BEHIND = ("run_tags", "asset_check_executions")
RUNS_A_NIGHT = 100  # a home that comes to its first retention gets there over some nights


def let_go(home: Home, as_of: date, instance: DagsterInstance | None) -> None:
    """Remove what is kept no longer, each kind by its setting; one line of the record says what went."""
    pruned = prune(home, as_of)
    days = setting_on(read_settings(home.settings), "kept_run_log_days", as_of)
    before = datetime.now(UTC) - timedelta(days=days)
    runs = forget_runs(instance, home, before) if instance else 0
    if runs or not pruned.is_nothing:
        facts = {"snapshots": pruned.snapshots, "worklists": pruned.worklists, "runs": runs}
        append(home.audit, "pruned", facts | {"originals": ", ".join(pruned.originals)})


def forget_runs(instance: DagsterInstance, home: Home, before: datetime) -> int:
    """Delete ended runs that were made before then, with their logs; how many."""
    old = instance.get_runs(RunsFilter(statuses=ENDED, created_before=before), limit=RUNS_A_NIGHT)
    for run in old:
        instance.delete_run(run.run_id)
        # Dagster empties a run's own log, and leaves the file
        for log in (home.dagster / "history" / "runs").glob(f"{run.run_id}.db*"):
            log.unlink()
    if old:
        _sweep(home.dagster / "history")
    return len(old)


def _sweep(history: Path) -> None:
    """Delete the tags and check results of runs that are no more."""
    with closing(sqlite3.connect(history / "runs.db", timeout=60)) as runs, runs:
        runs.execute("attach ? as events", [str(history / "runs" / "index.db")])
        for table in LEFT_BEHIND:
            runs.execute(f"delete from {table} where run_id not in (select run_id from runs)")
