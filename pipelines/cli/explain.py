"""`taizhang explain`: a score down to parts, groups, indicators, and who lost each point."""

from collections.abc import Iterable

import polars as pl
from rich.table import Table

from pipelines.cli.console import console, fail
from pipelines.cli.explained_tables import explanation_tables
from pipelines.cli.explained_today import WITHIN_TODAY, lines_today, streets_today, tables_today
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.home import Home
from pipelines.publication.bodies import UnknownBodyError, find_body
from pipelines.publication.exports import escaped
from reports.marts.explained import explaining_marts, lines, of_body, scored_half_years
from reports.marts.snapshot import read_marts


def print_explanation(home: Home, meant: str, half_year: str, form: str, boundaries: str = "own") -> int:
    """Print why the body's score is what it is, within the boundaries of then or today; the exit status."""
    if not home.current.exists():
        return fail(f"nothing is published in {home.root} yet: run taizhang nightly first", WRONG_CALL)
    half_year = half_year.strip().upper()
    known = scored_half_years(home.current)
    if half_year not in known:
        return fail(
            f"no half-year {half_year} is scored; there are {', '.join(known) or 'none yet'}", WRONG_CALL
        )
    try:
        explain = _explain_today if boundaries == "today" else _explain_own
        explain(home, meant.strip(), half_year, form)
    except UnknownBodyError as error:
        return fail(str(error), WRONG_CALL)
    return DONE


def _explain_own(home: Home, meant: str, half_year: str, form: str) -> None:
    marts = explaining_marts(home.current, half_year)
    names = _names(marts["scores"])
    body_code = find_body(names, meant)
    body = of_body(marts, body_code)
    _print(lines(body), explanation_tables(body, names), form)
    if form == "table":
        page = f"{home.dashboards / 'explain.html'}#{half_year}/{body_code}"
        console.print(f"The same as a page: {page}", soft_wrap=True, markup=False)


def _explain_today(home: Home, meant: str, half_year: str, form: str) -> None:
    marts = read_marts(home.current, WITHIN_TODAY, half_year)
    found = lines_today(marts, find_body(_names(streets_today(marts)), meant))
    _print(found, tables_today(found), form)


def _print(frame: pl.DataFrame, tables: Iterable[Table | str], form: str) -> None:
    if form == "csv":
        print(escaped(frame).write_csv(), end="")
    elif form == "json":
        print(frame.write_json())
    else:
        for item in tables:
            console.print(item)


def _names(scores: pl.DataFrame) -> dict[str, str]:
    named = scores.select("body_code", pl.col("body_name").fill_null(pl.col("body_code"))).sort("body_code")
    return dict(named.iter_rows())
