"""The options that several commands take, and how a table is given out."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="Where everything is kept; else TAIZHANG_HOME, else ./var.")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        help="Date of knowledge; else today, or the date a home is pinned to.",
    ),
]


class Format(StrEnum):
    """How a table is given out."""

    table = "table"
    csv = "csv"
    json = "json"
    xlsx = "xlsx"


class Written(StrEnum):
    """How a table that nobody makes a workbook of is given out."""

    table = "table"
    json = "json"
    csv = "csv"


class Boundaries(StrEnum):
    """Whose streets a figure is counted by: those of its own date, or those of today."""

    own = "own"
    today = "today"


def day_of(moment: datetime | None) -> date | None:
    """The date of an option `--as-of`; None where it was not given."""
    return moment.date() if moment else None
