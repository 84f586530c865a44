"""`taizhang counts`: women counted in the shape asked for."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.audit.records import Fact
from pipelines.cli.console import console, fail
from pipelines.cli.output import cell, give_out, mismatch, print_table, record
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.home import Home
from pipelines.publication.counts import UnansweredError, counts_by

HIDDEN = "·"


def print_counts(
    home: Home, by: Sequence[str], as_of: date | None, boundaries: str, form: str, out: Path | None
) -> int:
    """Print or write the counts; the exit status."""
    if not home.current.exists():
        return fail(f"nothing is published in {home.root} yet: run taizhang nightly first", WRONG_CALL)
    if problem := mismatch(form, out):
        return fail(problem, WRONG_CALL)
    snapshot = home.current.resolve()
    try:
        frame = counts_by(snapshot, by, as_of, boundaries)
    except UnansweredError as error:
        return fail(str(error), WRONG_CALL)
    facts: dict[str, Fact] = {"snapshot_id": snapshot.stem, "counted_by": ",".join(by)}
    record(home, "export" if out else "query", facts | {"rows": frame.height, "format": form})
    if form == "table":
        _print_table(frame)
    else:
        give_out(frame, form, out, "counts")
    return DONE


def _print_table(frame: pl.DataFrame) -> None:
    shown = [name for name in frame.columns if name != "is_suppressed"]
    rows = ([_cell(row[name], row["is_suppressed"]) for name in shown] for row in frame.iter_rows(named=True))
    print_table(shown, rows, ["women"])
    if frame["is_suppressed"].any():
        console.print(f"{HIDDEN} protected: small cells, and those that would give them away")


def _cell(value: object, is_suppressed: bool) -> str:
    if value is None:
        return HIDDEN if is_suppressed else "–"
    return cell(value)
