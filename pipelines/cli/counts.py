"""`taizhang counts`: class counts in the shape asked for."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
from rich.table import Table

from pipelines.cli.console import console, fail
from pipelines.home import Home
from pipelines.publication.counts import class_counts_by
from pipelines.publication.exports import escaped, write_workbook

DONE, WRONG_CALL = 0, 2
HIDDEN = "·"


def print_counts(
    home: Home, by: Sequence[str], as_of: date | None, boundaries: str, form: str, out: Path | None
) -> int:
    """Print or write the counts; the exit status."""
    if not home.current.exists():
        return fail(f"nothing is published in {home.root} yet: run taizhang nightly first", WRONG_CALL)
    if form == "xlsx" and out is None:
        return fail("a workbook needs a file: add --out counts.xlsx", WRONG_CALL)
    try:
        frame = class_counts_by(home.current, by, as_of, boundaries)
    except ValueError as error:
        return fail(str(error), WRONG_CALL)
    if form == "xlsx" and out:
        write_workbook(frame, out, "counts")
    elif form == "table":
        _print_table(frame)
    else:
        text = escaped(frame).write_csv() if form == "csv" else frame.write_json()
        if out:
            out.write_text(text, "utf-8-sig" if form == "csv" else "utf-8")
        else:
            print(text, end="" if form == "csv" else "\n")
    if out:
        console.print(f"{frame.height} rows: {out}", soft_wrap=True)
    return DONE


def _print_table(frame: pl.DataFrame) -> None:
    table = Table()
    shown = [name for name in frame.columns if name != "is_suppressed"]
    for name in shown:
        table.add_column(name, justify="right" if name == "women" else "left")
    for row in frame.iter_rows(named=True):
        table.add_row(*(_cell(row[name], row["is_suppressed"]) for name in shown))
    console.print(table)
    if frame["is_suppressed"].any():
        console.print(f"{HIDDEN} protected: small cells, and those that would give them away")


def _cell(value: object, is_suppressed: bool) -> str:
    if value is None:
        return HIDDEN if is_suppressed else "–"
    return f"{value:,}" if isinstance(value, int) else str(value)
