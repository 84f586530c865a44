"""A half-year's assessment as published: streets by rank, frozen or not, restatements."""

import duckdb
from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from pipelines.cli.console import console, fail
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.home import Home

DIGITS = 12
NONE = "–"
HALF_YEARS = "select distinct half_year from marts.scores order by half_year"
STREETS = """
select scores.rank, scores.body_code, scores.body_name, scores.score,
    max(parts.part_score) filter (where parts.part = 'urban') as urban_score,
    max(parts.share) filter (where parts.part = 'urban') as urban_share,
    max(parts.part_score) filter (where parts.part = 'rural') as rural_score,
    max(parts.share) filter (where parts.part = 'rural') as rural_share,
    scores.status, scores.vetoed
from marts.scores as scores
left join marts.score_parts as parts
    on parts.half_year = scores.half_year and parts.body_code = scores.body_code
where scores.half_year = $half_year and scores.body_level in ('street', 'town')
group by all order by scores.rank nulls last, scores.body_code
"""
RANGES = """
select intervals.body_code, intervals.rank_best, intervals.rank_worst, firmness.band
from marts.rank_firmness as firmness
inner join marts.rank_intervals as intervals
    on intervals.half_year = firmness.half_year and intervals.body_code = firmness.body_code
where firmness.half_year = $half_year and intervals.varied = 'all'
"""
BODIES = """
select body_level, status, count(*) as bodies, count(*) filter (where vetoed) as vetoed
from marts.scores where half_year = $half_year and body_level not in ('street', 'town')
group by all order by all
"""
FROZEN = """
select frozen_at, as_of_date, deliveries, figures_sha256, rules_sha256, inputs_sha256
from marts.frozen_half_years where half_year = $half_year
"""
# of all figures the scores first: they are what a restatement is about
RESTATED = """
select figure_table, body_code, figure, frozen_value, current_value, cause, count(*) over () as restatements
from marts.restatements where half_year = $half_year
order by (figure_table = 'scores' and figure = 'score') desc, abs(difference) desc nulls last,
    figure_table, body_code, figure, part, indicator_id
limit 1
"""


def print_assessment(home: Home, half_year: str) -> int:
    """Print the half-year as the published snapshot has it; the exit status."""
    if not home.current.exists():
        return fail(f"nothing is published in {home.root} yet: run taizhang nightly first", WRONG_CALL)
    with duckdb.connect(str(home.current), read_only=True) as connection:
        known = connection.execute(
            "select distinct half_year from marts.scores order by half_year"
        ).fetchall()
        if (half_year,) not in known:
            there = ", ".join(name for (name,) in known) or "none"
            return fail(f"there is no half-year {half_year}; there are: {there}", WRONG_CALL)
        _print_streets(connection, half_year)
        _print_bodies(connection, half_year)
        _print_frozen(connection, half_year)
    console.print(f"A score down to what was counted: taizhang explain BODY {half_year}")
    console.print(f"Every figure: {home.dashboards / 'index.html'}", soft_wrap=True)
    return DONE


def _print_streets(connection: duckdb.DuckDBPyConnection, half_year: str) -> None:
    ranges = _ranges(connection, half_year)
    names = ["rank", *(["90 %", "band"] if ranges else []), "street", "score"]
    table = Table(
        *(Column(name, no_wrap=True) for name in (*names, "urban", "rural", "status")),
        title=half_year,
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    rows = connection.execute(STREETS, {"half_year": half_year}).fetchall()
    for rank, code, name, score, urban, urban_share, rural, rural_share, status, vetoed in rows:
        table.add_row(
            NONE if rank is None else str(rank),
            *(ranges.get(code, (NONE, NONE)) if ranges else ()),
            name,
            _points(score),
            _part(urban, urban_share),
            _part(rural, rural_share),
            f"{status}, vetoed" if vetoed else status,
        )
    console.print(table)
    if ranges:
        console.print("90 %: the ranks that nine in ten draws of weights, populations and duplicates gave.")


def _ranges(connection: duckdb.DuckDBPyConnection, half_year: str) -> dict[str, tuple[str, str]]:
    """Range of ranks and band by body; empty in a snapshot of a version that drew none."""
    try:
        rows = connection.execute(RANGES, {"half_year": half_year}).fetchall()
    except duckdb.CatalogException:
        return {}
    return {code: (f"{best}–{worst}", str(band)) for code, best, worst, band in rows}


def _print_bodies(connection: duckdb.DuckDBPyConnection, half_year: str) -> None:
    table = Table(
        "level", "status", "bodies", "vetoed", title="Communities and villages", title_justify="left"
    )
    for level, status, bodies, vetoed in connection.execute(BODIES, {"half_year": half_year}).fetchall():
        table.add_row(level, status, f"{bodies:,}", f"{vetoed:,}")
    console.print(table)


def _print_frozen(connection: duckdb.DuckDBPyConnection, half_year: str) -> None:
    found = connection.execute(FROZEN, {"half_year": half_year}).fetchall()
    if not found:
        console.print(f"Not frozen: taizhang inspect {half_year} --freeze keeps these figures for good.")
        return
    ((frozen_at, as_of, deliveries, *digests),) = found
    figures, rules, inputs = (digest[:DIGITS] for digest in digests)
    console.print(
        f"Frozen since {frozen_at} UTC, as of {as_of}: figures {figures}, rules {rules}, "
        f"inputs {inputs} ({deliveries:,} deliveries).",
        soft_wrap=True,
    )
    console.print(_restated(connection, half_year), soft_wrap=True, markup=False)


def _restated(connection: duckdb.DuckDBPyConnection, half_year: str) -> str:
    largest = connection.execute(RESTATED, {"half_year": half_year}).fetchall()
    if not largest:
        return "Restatements: none; reckoned now, every figure is the same."
    ((table, body, figure, then, now, cause, restatements),) = largest
    return (
        f"Restatements: {restatements:,} figures would be others now; largest: {table}.{figure} of {body}, "
        f"{then or NONE} frozen, {now or NONE} now (cause: {cause}). All: marts.restatements"
    )


def _points(score: float | None) -> str:
    return NONE if score is None else f"{score:.2f}"


def _part(score: float | None, share: float | None) -> str:
    if score is None:
        return NONE
    return _points(score) if share in (None, 1) else f"{score:.2f} ×{share:.1%}"
