"""The commands of `taizhang` and their options."""

import os
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.home import Home

app = typer.Typer(
    help="台账: the nightly pipeline and reporting warehouse of a district's population administration.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
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


class ServiceAction(StrEnum):
    """What is done about the services."""

    install = "install"


@app.command()
def demo(home: HomeOption = None) -> None:
    """Make the sample district, run a night on it, and say where the dashboards are."""
    from pipelines.cli.demo import run_demo

    raise typer.Exit(run_demo(Home.find(home)))


@app.command()
def sample(
    out: Annotated[
        Path, typer.Option(help="The folder to make; a truth file of planted mistakes goes beside it.")
    ],
    files: Annotated[int, typer.Option(min=1, help="How many women's files.")] = 15_289,
    seed: Annotated[int, typer.Option(help="The same seed makes the same files.")] = 2006,
) -> None:
    """Write the sample district's files alone, at any size."""
    from pipelines.cli.demo import write_sample

    raise typer.Exit(write_sample(out, files, seed))


@app.command()
def nightly(
    home: HomeOption = None,
    inbox: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="Else HOME/inbox.")] = None,
    as_of: AsOf = None,
) -> None:
    """Land what is new, consolidate, check, score, publish and draw."""
    from pipelines.cli.nightly import run_nightly

    raise typer.Exit(run_nightly(Home.find(home), inbox, _date(as_of)))


@app.command()
def counts(
    by: Annotated[
        str, typer.Option(help="Any of street,body,area,class,month,age,hukou,employment, with commas.")
    ] = "class",
    as_of: AsOf = None,
    boundaries: Annotated[
        Boundaries, typer.Option(help="Streets as of the counted date, or as they are today.")
    ] = Boundaries.own,
    form: Annotated[Format, typer.Option("--format", help="How to give the table out.")] = Format.table,
    out: Annotated[Path | None, typer.Option(help="The file to write; needed for xlsx.")] = None,
    home: HomeOption = None,
) -> None:
    """Count women with a file by place, month, class, age, hukou type or employment.

    Protected like all that is published: each answer is part of a published table, so that no two of them
    together tell a small count. Age, hukou type and employment are told one at a time, at half-year ends.
    """
    from pipelines.cli.counts import print_counts

    dimensions = [name.strip() for name in by.split(",") if name.strip()]
    raise typer.Exit(print_counts(Home.find(home), dimensions, _date(as_of), boundaries, form, out))


@app.command()
def query(
    sql: Annotated[
        str | None, typer.Argument(help="A single select; without it the tables are listed.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many rows at most.")] = 1_000,
    form: Annotated[Format, typer.Option("--format", help="How to give the answer out.")] = Format.table,
    out: Annotated[Path | None, typer.Option(help="The file to write; needed for xlsx.")] = None,
    home: HomeOption = None,
) -> None:
    """Answer SQL on the published snapshot: nothing else can be read, and nothing be written."""
    from pipelines.cli.query import print_answer

    raise typer.Exit(print_answer(Home.find(home), sql, limit, form, out))


@app.command()
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


@app.command(name="inspect")
def inspect_half_year(
    half_year: Annotated[str, typer.Argument(help="As 2006H1: January to June; 2006H2: July to December.")],
    freeze: Annotated[bool, typer.Option("--freeze", help="Keep its figures as they are, for good.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Reckon a frozen half-year again from the archive, and compare.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="The pack's folder; else HOME/published/packs/HALF_YEAR."),
    ] = None,
    no_pack: Annotated[bool, typer.Option("--no-pack", help="Print the assessment alone.")] = False,
    home: HomeOption = None,
) -> None:
    """Print the assessment of a half-year and leave its inspection pack; freeze it, or rebuild it.

    The pack is one folder to carry away: the pages, a workbook of every table, a report for paper, and the
    snapshot they come from. --freeze and --rebuild do their own work and leave no pack.
    """
    from pipelines.cli.inspect import inspect_half_year

    raise typer.Exit(inspect_half_year(Home.find(home), half_year, freeze, rebuild, out, not no_pack))


@app.command()
def verify(
    pack: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `taizhang inspect` left.")],
) -> None:
    """Recompute every figure of an inspection pack from its own snapshot, and name those that differ.

    Exit status: 0 all equal, 1 something differs, 2 the folder is no pack.
    """
    from pipelines.cli.verify import print_verification

    raise typer.Exit(print_verification(pack))


@app.command()
def explain(
    body: Annotated[
        str, typer.Argument(help="A code, a name, or the beginning of a name that is one body's.")
    ],
    half_year: Annotated[str, typer.Argument(help="Such as 2006H1.")],
    boundaries: Annotated[
        Boundaries, typer.Option(help="Streets as of the half-year, or as they are today.")
    ] = Boundaries.own,
    form: Annotated[Written, typer.Option("--format", help="How to give it out.")] = Written.table,
    home: HomeOption = None,
) -> None:
    """Say why a score is what it is: parts, shares, groups, indicators, and who lost each point."""
    from pipelines.cli.explain import print_explanation

    raise typer.Exit(print_explanation(Home.find(home), body, half_year, form, boundaries))


@app.command()
def status(home: HomeOption = None) -> None:
    """Say what landed, what was rejected or is missing, and how old the published snapshot is."""
    from pipelines.cli.status import print_status

    raise typer.Exit(print_status(Home.find(home)))


@app.command()
def settings(
    as_of: AsOf = None,
    form: Annotated[Written, typer.Option("--format", help="How to give them out.")] = Written.table,
    home: HomeOption = None,
) -> None:
    """Show the settings in force, since when, and which line of which file says so."""
    from pipelines.cli.settings import print_settings

    raise typer.Exit(print_settings(Home.find(home), _date(as_of), form))


@app.command()
def desk(
    notebook: Annotated[
        Path, typer.Option(dir_okay=False, help="Your notebook; made where it is not there yet.")
    ] = Path("desk.py"),
    pseudonymous: Annotated[
        bool,
        typer.Option(
            "--pseudonymous", help="Exact counts too, for the commission's analysts; put on record."
        ),
    ] = False,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 2718,
    home: HomeOption = None,
) -> None:
    """Open the analyst's notebook: class counts over time, cross-tabulations, indicator curves, SQL.

    It asks views with stable names on the published snapshot, whose small cells are protected.
    """
    from pipelines.cli.desk import open_notebook

    raise typer.Exit(open_notebook(Home.find(home), notebook.absolute(), port, pseudonymous=pseudonymous))


@app.command()
def docs(
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="The folder to write; else HOME/dictionary.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write the data dictionary: every table and column, its meaning, unit, sensitivity and lineage.

    One page for any browser, and the same as JSON. It is read out of the program; no night need have run.
    """
    from pipelines.cli.docs import write_docs

    raise typer.Exit(write_docs((out or Home.find(home).root / "dictionary").absolute()))


@app.command()
def doctor(
    form: Annotated[Written, typer.Option("--format", help="How to give it out.")] = Written.table,
    home: HomeOption = None,
) -> None:
    """Look at rights, keys, settings, disk, lock, versions, databases, record and files; changes nothing.

    Exit status: 0 no fault, 1 a fault, 2 there is no home, or it is another user's.
    """
    from pipelines.cli.doctor import print_examination

    raise typer.Exit(print_examination(Home.find(home), form))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="The file to make, outside the home.")],
    keys: Annotated[
        Path | None,
        typer.Option("--keys", dir_okay=False, help="Put the keys into this file, to be kept apart."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write the home without its keys to one file, and the keys to another; both are read back."""
    from pipelines.cli.backup import write_backup

    raise typer.Exit(write_backup(Home.find(home), file, keys))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `taizhang backup` made.")],
    keys: Annotated[
        Path | None, typer.Option("--keys", exists=True, dir_okay=False, help="The file that holds its keys.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where a home is; that one is kept beside.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Put a backed up home in place, once every file in it has been found whole."""
    from pipelines.cli.backup import restore_backup

    raise typer.Exit(restore_backup(Home.find(home), file, keys, replace))


@app.command()
def ui(
    home: HomeOption = None,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 3000,
) -> None:
    """Open Dagster's web interface on this home: assets, checks, schedules, lineage."""
    from pipelines.cli.ui import serve

    raise typer.Exit(serve(Home.find(home), port))


@app.command()
def service(
    action: Annotated[ServiceAction, typer.Argument(help="install writes the units of this user; no root.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the units; write nothing.")] = False,
    memory: Annotated[str, typer.Option(help="What the daemon and its nights may take.")] = "6G",
    home: HomeOption = None,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 3000,
) -> None:
    """Write systemd units for Dagster's webserver and daemon, so that the nights run by themselves."""
    from pipelines.cli.service import install

    raise typer.Exit(install(Home.find(home), port, memory, dry_run))


def main() -> None:
    """Run the program."""
    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    app()


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
