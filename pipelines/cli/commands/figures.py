"""Figures: counts, scores and packs, how they come about, and what they mean."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import (
    AnyHome,
    AsOf,
    Boundaries,
    Format,
    HomeOption,
    OutFile,
    Port,
    Written,
    day_of,
)
from pipelines.cli.places import file_to_write, folder_to_make, folder_to_read
from pipelines.home import Home

PANEL = "Figures"
app = typer.Typer()


@app.command(rich_help_panel=PANEL)
def counts(
    by: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help="Any of street, body, area, class, month, age, hukou, employment, with commas between.",
        ),
    ] = "class",
    as_of: AsOf = None,
    boundaries: Annotated[
        Boundaries, typer.Option(help="Streets as of the counted date, or as they are today.")
    ] = Boundaries.own,
    form: Annotated[Format, typer.Option("--format", help="How to give the table out.")] = Format.table,
    out: OutFile = None,
    home: HomeOption = None,
) -> None:
    """Count women with a file by place, month, class, age, hukou type or employment.

    Protected like all that is published: each answer is part of a published
    table, so that no two of them together tell a small count. Age, hukou type
    and employment are told one at a time, at half-year ends.
    """
    from pipelines.cli.counts import print_counts

    dimensions = dict.fromkeys(name.strip() for name in by.split(",") if name.strip())
    raise typer.Exit(print_counts(Home.find(home), list(dimensions), day_of(as_of), boundaries, form, out))


@app.command(rich_help_panel=PANEL)
def query(
    sql: Annotated[
        str | None, typer.Argument(help="A single select; without it the tables are listed.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many rows at most.")] = 1_000,
    form: Annotated[Format, typer.Option("--format", help="How to give the answer out.")] = Format.table,
    out: OutFile = None,
    home: HomeOption = None,
) -> None:
    """Answer SQL on the published snapshot: nothing else can be read, and nothing be written."""
    from pipelines.cli.query import print_answer

    raise typer.Exit(print_answer(Home.find(home), sql, limit, form, out))


@app.command(rich_help_panel=PANEL)
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


@app.command(name="inspect", rich_help_panel=PANEL)
def inspect_half_year(
    half_year: Annotated[str, typer.Argument(help="As 2006H1: January to June; 2006H2: July to December.")],
    freeze: Annotated[bool, typer.Option("--freeze", help="Keep its figures as they are, for good.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Reckon a frozen half-year again from the archive, and compare.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(callback=folder_to_make, help="The pack's folder; else HOME/published/packs/HALF_YEAR."),
    ] = None,
    no_pack: Annotated[bool, typer.Option("--no-pack", help="Print the assessment alone.")] = False,
    home: HomeOption = None,
) -> None:
    """Print the assessment of a half-year and leave its inspection pack; freeze it, or rebuild it.

    The pack is one folder to carry away: the pages, a workbook of every table,
    a report for paper, and the snapshot they come from. --freeze and --rebuild
    do their own work and leave no pack.
    """
    from pipelines.cli.inspect import inspect_half_year

    raise typer.Exit(inspect_half_year(Home.find(home), half_year, freeze, rebuild, out, not no_pack))


@app.command(rich_help_panel=PANEL)
def verify(
    pack: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", callback=folder_to_read, help="The folder that `taizhang inspect` left."
        ),
    ],
) -> None:
    """Recompute every figure of an inspection pack from its own snapshot, and name those that differ.

    Exit status: 0 all equal, 1 something differs, 2 the folder is no pack.
    """
    from pipelines.cli.verify import print_verification

    raise typer.Exit(print_verification(pack))


@app.command(rich_help_panel=PANEL)
def desk(
    notebook: Annotated[
        Path, typer.Option(callback=file_to_write, help="Your notebook; made where it is not there yet.")
    ] = Path("desk.py"),
    pseudonymous: Annotated[
        bool,
        typer.Option(
            "--pseudonymous", help="Exact counts too, for the commission's analysts; put on record."
        ),
    ] = False,
    port: Port = 2718,
    home: HomeOption = None,
) -> None:
    """Open the analyst's notebook: class counts over time, cross-tabulations, indicator curves, SQL.

    It asks views with stable names on the published snapshot, whose small cells are protected.
    """
    from pipelines.cli.desk import open_notebook

    raise typer.Exit(open_notebook(Home.find(home), notebook.absolute(), port, pseudonymous=pseudonymous))


@app.command(rich_help_panel=PANEL)
def docs(
    out: Annotated[
        Path | None, typer.Option(callback=folder_to_make, help="The folder to write; else HOME/dictionary.")
    ] = None,
    home: AnyHome = None,
) -> None:
    """Write the data dictionary: every table and column, its meaning, unit, sensitivity and lineage.

    One page for any browser, and the same as JSON. It is read out of the program; no night need have run.
    """
    from pipelines.cli.docs import write_docs

    raise typer.Exit(write_docs((out or Home.find(home).root / "dictionary").absolute()))
