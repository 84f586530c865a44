"""Ad hoc counts of women from the published snapshot: only what is published, so only what is protected."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

TRAITS = {"age": "age_band", "hukou": "hukou_type", "employment": "employment_status"}
DIMENSIONS = {
    "street": ("street_code", "street_name"),
    "body": ("division_code as body_code", "division_name as body_name", "division_level as body_level"),
    "area": ("area_type",),
    "class": ("management_class",),
    "month": (),
    **{trait: (f"trait_value as {column}",) for trait, column in TRAITS.items()},
}
NAMED = 12
OF_THEIR_DATE = "select * from marts.composition_counts"
OF_TODAY = """
    select * rename (division_code as street_code, division_name as street_name),
        'all' as area_type, 'all' as trait
    from marts.class_totals
    where boundaries = 'today'"""


class UnansweredError(ValueError):
    """Counts that are not told; its text says why, and what to ask instead."""


def counts_by(
    snapshot: Path, by: Sequence[str], as_of: date | None = None, boundaries: str = "own"
) -> pl.DataFrame:
    """Women by the given dimensions at the newest month's end by `as_of`, or at every one for `month`.

    By age, hukou or employment it is the newest half-year's end. `boundaries` says whether streets are those
    of the counted date (`own`) or of `today`. A protected count is null with `is_suppressed`; each count is
    one that is published, so that no answers together tell more than the tables do. UnansweredError for a
    dimension that is unknown or has no such boundaries, for traits that are not told together, and where
    nothing was counted by that day.
    """
    _check(by, boundaries)
    columns = ", ".join(["as_of_date", *(column for name in by for column in DIMENSIONS[name])])
    newest = "" if "month" in by else "qualify as_of_date = max(as_of_date) over ()"
    told = f"from ({OF_THEIR_DATE if boundaries == 'own' else OF_TODAY}) where {_asked(by)}"
    sql = f"""
        select {columns}, women::bigint as women, is_suppressed
        {told} and as_of_date <= $as_of
        {newest}
        order by all"""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        found = connection.sql(sql, params={"as_of": as_of or date.max}).pl()
        if found.is_empty():
            dates = connection.sql(f"select distinct as_of_date {told} order by as_of_date").fetchall()
            raise UnansweredError(_not_counted(by, as_of, [str(day) for (day,) in dates]))
    return found


def _not_counted(by: Sequence[str], as_of: date | None, dates: Sequence[str]) -> str:
    """Why there are no counts, and of which dates there are some."""
    counts = f"no counts by {', '.join(by)}"
    if not dates:
        return f"there are {counts}: no ledger that would give them is published yet"
    named = ", ".join(dates) if len(dates) <= NAMED else f"{len(dates)} from {dates[0]} to {dates[-1]}"
    return f"there are {counts} of {as_of} or before, only of {named}: give --as-of one of these, or none"


def _check(by: Sequence[str], boundaries: str) -> None:
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown or not by:
        raise UnansweredError(f"--by takes {', '.join(DIMENSIONS)}, not {', '.join(unknown) or 'nothing'}")
    if boundaries != "own" and not {"street", "class", "month"}.issuperset(by):
        raise UnansweredError(
            "--boundaries today goes with --by street, class and month: all else keeps its own"
        )
    traits = [name for name in by if name in TRAITS]
    if len(traits) > 1:
        others = [name for name in by if name not in TRAITS]
        offers = " or ".join(f"--by {','.join([*others, trait])}" for trait in traits)
        raise UnansweredError(
            f"{' and '.join(traits)} are not told together: few women would be behind a count; ask {offers}"
        )


def _asked(by: Sequence[str]) -> str:
    """The rows of the published table that tell these dimensions, and no others, apart."""
    if "body" in by:
        places = "division_level in ('community', 'village')"
    else:
        places = "division_level = " + ("'street'" if "street" in by else "'district'")
        places += " and area_type " + ("<> 'all'" if "area" in by else "= 'all'")
    classes = "management_class " + ("<> 'all'" if "class" in by else "= 'all'")
    trait = next((name for name in by if name in TRAITS), "all")
    return f"{places} and {classes} and trait = '{trait}'"
