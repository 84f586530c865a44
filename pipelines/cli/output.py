"""How a table leaves the program: on the terminal or into a file, and into the audit log before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from rich.cells import cell_len
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from pipelines.audit.log import append
from pipelines.audit.records import Fact
from pipelines.cli.console import console, errors
from pipelines.home import Home
from pipelines.publication.exports import escaped, write_workbook

DRAWN = 200  # rows; to draw frames around thousands takes many seconds
WIDE = console.options.update(max_width=10_000)
Rows = Iterable[Sequence[str]]


def mismatch(form: str, out: Path | None) -> str | None:
    """Why this format cannot be given out so; None where it can."""
    if form == "xlsx" and out is None:
        return "a workbook needs a file: add --out NAME.xlsx"
    if form == "table" and out:
        return "a table is for the terminal: add --format csv, json or xlsx to write a file"
    return None


def record(home: Home, what: str, facts: Mapping[str, Fact]) -> None:
    """Put what was asked into the home's audit log; said where it is another user's to write."""
    try:
        append(home.audit, what, facts)
    except PermissionError:
        errors.print("not recorded: the audit log is its owner's to write; what is published is open to all")


def give_out(frame: pl.DataFrame, form: str, out: Path | None, title: str) -> None:
    """Write the table to the file, or print it; no cell of a CSV or a workbook can act as a formula."""
    if form == "xlsx" and out:
        write_workbook(frame, out, title)
    elif form in ("csv", "json"):
        text = escaped(frame).write_csv() if form == "csv" else f"{frame.write_json()}\n"
        if out:
            out.write_text(text, "utf-8-sig" if form == "csv" else "utf-8")
        else:
            print(text, end="")
    else:
        numbers = [name for name in frame.columns if frame[name].dtype.is_numeric()]
        print_table(frame.columns, ([cell(value) for value in row] for row in frame.iter_rows()), numbers)
    if out:
        console.print(f"{frame.height} rows: {out}", soft_wrap=True, markup=False)


def print_table(columns: Sequence[str], rows: Rows, numbers: Collection[str]) -> None:
    """Print the rows, or each as a list where they are too wide; no cell can move the cursor or colour."""
    told = list(rows)
    if len(told) > DRAWN:
        print(_lines([[cell(name) for name in columns], *told], [name in numbers for name in columns]))
        return
    table = Table()
    for name in columns:
        table.add_column(Text(cell(name)), justify="right" if name in numbers else "left")
    shown = [list(map(Text, row)) for row in told]
    for row in shown:
        table.add_row(*row)
    if Measurement.get(console, WIDE, table).minimum <= console.width:
        console.print(table)
        return
    for number, row in enumerate(shown, start=1):
        listed = Table(title=f"row {number:,} of {len(shown):,}", title_justify="left", show_header=False)
        for name, value in zip(columns, row, strict=True):
            listed.add_row(Text(cell(name)), value)
        console.print(listed)


def _lines(rows: Sequence[Sequence[str]], is_number: Sequence[bool]) -> str:
    """The rows as lines of columns, two blanks apart; Chinese characters are two wide."""
    columns = []
    for column, is_right in zip(zip(*rows, strict=True), is_number, strict=True):
        sizes = [cell_len(text) for text in column]
        widest = max(sizes)
        pads = [" " * (widest - size) for size in sizes]
        columns.append(
            [pad + text if is_right else text + pad for text, pad in zip(column, pads, strict=True)]
        )
    return "\n".join("  ".join(line).rstrip() for line in zip(*columns, strict=True))


def moment(written: str) -> str:
    """A moment as a record has it, to the second and said to be of UTC; what is none, as it was written."""
    try:
        return f"{datetime.fromisoformat(written).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    except ValueError:  # a line that somebody changed
        return written


def cell(value: object) -> str:
    """A value in words: whole numbers with their thousands, nothing for null, no control characters."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    text = str(value)
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)
