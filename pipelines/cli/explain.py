"""`taizhang explain`: a score down to parts, groups, indicators, and who lost each point."""

import polars as pl

from pipelines.cli.console import console, fail
from pipelines.cli.explained_tables import explanation_tables
from pipelines.home import Home
from pipelines.publication.bodies import UnknownBodyError, find_body
from pipelines.publication.exports import escaped
from reports.explained import explaining_marts, lines, of_body, scored_half_years

DONE, WRONG_CALL = 0, 2


def print_explanation(home: Home, meant: str, half_year: str, form: str) -> int:
    """Print why the body's score is what it is; the exit status."""
    if not home.current.exists():
        return fail(f"nothing is published in {home.root} yet: run taizhang nightly first", WRONG_CALL)
    half_year = half_year.strip().upper()
    known = scored_half_years(home.current)
    if half_year not in known:
        return fail(
            f"no half-year {half_year} is scored; there are {', '.join(known) or 'none yet'}", WRONG_CALL
        )
    marts = explaining_marts(home.current, half_year)
    try:
        body_code = find_body(_names(marts["scores"]), meant.strip())
    except UnknownBodyError as error:
        return fail(str(error), WRONG_CALL)
    body = of_body(marts, body_code)
    if form == "csv":
        print(escaped(lines(body)).write_csv(), end="")
    elif form == "json":
        print(lines(body).write_json())
    else:
        for item in explanation_tables(body, _names(marts["scores"])):
            console.print(item)
        page = f"{home.dashboards / 'explain.html'}#{half_year}/{body_code}"
        console.print(f"The same as a page: {page}", soft_wrap=True, markup=False)
    return DONE


def _names(scores: pl.DataFrame) -> dict[str, str]:
    named = scores.select("body_code", pl.col("body_name").fill_null(pl.col("body_code"))).sort("body_code")
    return dict(named.iter_rows())
