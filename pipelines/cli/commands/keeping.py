"""Keeping: what was done with a home, its health, its backups."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import HomeOption, MadeHome, Written
from pipelines.cli.places import file_to_write
from pipelines.home import Home

PANEL = "Keeping"
app = typer.Typer()


@app.command(rich_help_panel=PANEL)
def audit(
    last: Annotated[int, typer.Option(min=0, help="How many of the last lines to show.")] = 20,
    files: Annotated[
        bool, typer.Option("--files", help="Compare every file with what the last run left behind.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Show who did what with this home, and say whether the record, or a file, was tampered with."""
    from pipelines.cli.audit import print_audit

    raise typer.Exit(print_audit(Home.find(home), last, files))


@app.command(rich_help_panel=PANEL)
def doctor(
    form: Annotated[Written, typer.Option("--format", help="How to give it out.")] = Written.table,
    home: HomeOption = None,
) -> None:
    """Look at rights, keys, settings, disk, lock, versions, databases, record and files; changes nothing.

    Exit status: 0 no fault, 1 a fault, 2 there is no home, or it is another user's.
    """
    from pipelines.cli.doctor import print_examination

    raise typer.Exit(print_examination(Home.find(home), form))


@app.command(rich_help_panel=PANEL)
def backup(
    file: Annotated[Path, typer.Argument(callback=file_to_write, help="The file to make, outside the home.")],
    keys: Annotated[
        Path | None,
        typer.Option("--keys", callback=file_to_write, help="Put the keys into this file, to be kept apart."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write the home without its keys to one file, and the keys to another; both are read back."""
    from pipelines.cli.backup import write_backup

    raise typer.Exit(write_backup(Home.find(home), file, keys))


@app.command(rich_help_panel=PANEL)
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `taizhang backup` made.")],
    keys: Annotated[
        Path | None, typer.Option("--keys", exists=True, dir_okay=False, help="The file that holds its keys.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where a home is; that one is kept beside.")
    ] = False,
    home: MadeHome = None,
) -> None:
    """Put a backed up home in place, once every file in it has been found whole."""
    from pipelines.cli.backup import restore_backup

    raise typer.Exit(restore_backup(Home.find(home), file, keys, replace))
