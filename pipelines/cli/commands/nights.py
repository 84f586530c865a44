"""Nights: the sample, the pipeline, and what runs it by itself."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import AnyHome, AsOf, HomeOption, MadeHome, Port, PreparedHome, Written, day_of
from pipelines.cli.places import folder_to_make
from pipelines.home import Home

PANEL = "Nights"
app = typer.Typer()


class ServiceAction(StrEnum):
    """What is done about the services."""

    install = "install"
    mail = "mail"


@app.command(rich_help_panel=PANEL)
def demo(home: MadeHome = None) -> None:
    """Make the sample district, run a night on it, and say where the dashboards are."""
    from pipelines.cli.demo import run_demo

    raise typer.Exit(run_demo(Home.find(home)))


@app.command(rich_help_panel=PANEL)
def sample(
    out: Annotated[
        Path,
        typer.Option(
            callback=folder_to_make,
            help="The folder to make; a truth file of planted mistakes goes beside it.",
        ),
    ],
    files: Annotated[int, typer.Option(min=1, help="How many women's files.")] = 15_289,
    seed: Annotated[int, typer.Option(help="The same seed makes the same files.")] = 2006,
) -> None:
    """Write the sample district's files alone, at any size."""
    from pipelines.cli.demo import write_sample

    raise typer.Exit(write_sample(out, files, seed))


@app.command(rich_help_panel=PANEL)
def nightly(
    home: MadeHome = None,
    inbox: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="Else HOME/inbox.")] = None,
    as_of: AsOf = None,
) -> None:
    """Land what is new, consolidate, check, score, publish and draw."""
    from pipelines.cli.nightly import run_nightly

    raise typer.Exit(run_nightly(Home.find(home), inbox, day_of(as_of)))


@app.command(rich_help_panel=PANEL)
def status(home: HomeOption = None) -> None:
    """Say what landed, what was rejected or is missing, and how old the published snapshot is."""
    from pipelines.cli.status import print_status

    raise typer.Exit(print_status(Home.find(home)))


@app.command(rich_help_panel=PANEL)
def settings(
    as_of: AsOf = None,
    form: Annotated[Written, typer.Option("--format", help="How to give them out.")] = Written.table,
    home: AnyHome = None,
) -> None:
    """Show the settings in force, since when, and which line of which file says so."""
    from pipelines.cli.settings import print_settings

    raise typer.Exit(print_settings(Home.find(home), day_of(as_of), form))


@app.command(rich_help_panel=PANEL)
def ui(
    home: PreparedHome = None,
    port: Port = 3000,
) -> None:
    """Open Dagster's web interface on this home: assets, checks, schedules, lineage."""
    from pipelines.cli.ui import serve

    raise typer.Exit(serve(Home.find(home), port))


@app.command(rich_help_panel=PANEL)
def service(
    action: Annotated[
        ServiceAction,
        typer.Argument(help="install writes the units of this user, no root; mail tries out the alerts."),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the units; write nothing.")] = False,
    memory: Annotated[str, typer.Option(help="What the daemon and its nights may take.")] = "6G",
    home: PreparedHome = None,
    port: Port = 3000,
) -> None:
    """Write systemd units, so that the nights run by themselves, or send a mail as their alerts are sent."""
    from pipelines.cli.service import install, try_mail

    if action is ServiceAction.mail:
        raise typer.Exit(try_mail(Home.find(home)))
    raise typer.Exit(install(Home.find(home), port, memory, dry_run))
