"""The options that several commands take, and how a table is given out."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.places import file_to_write, home_or_none, home_prepared, home_there, home_to_make

HOME_HELP = "Where everything is kept; else TAIZHANG_HOME, else ./var."
HomeOption = Annotated[Path | None, typer.Option("--home", help=HOME_HELP, callback=home_there)]
PreparedHome = Annotated[Path | None, typer.Option("--home", help=HOME_HELP, callback=home_prepared)]
MadeHome = Annotated[Path | None, typer.Option("--home", help=HOME_HELP, callback=home_to_make)]
AnyHome = Annotated[Path | None, typer.Option("--home", help=HOME_HELP, callback=home_or_none)]
Port = Annotated[int, typer.Option(min=1, max=65_535, help="The port on this machine.")]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", help="The file to write; needed for xlsx.", callback=file_to_write),
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
