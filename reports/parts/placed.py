"""Findings by place: counts of bodies summed to streets, and what of them may not be told by body."""

from collections.abc import Mapping, Sequence

import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import Marts
from reports.parts.table import ABSENT, WITHHELD, Cell, at_least, text

PLACES = ("body_code", "body_name", "street_code", "street_name")
Sums = Mapping[tuple[str, str], Cell]
NONE = Cell("0", kind="number")
WITHOUT_RESULT = "could_not_run"


COUNTED = f"marts.class_counts where {newest_of('class_counts')}"
# the streets, and the communities and villages, of the newest month's end
OF_STREETS, OF_BODIES = f"(select street_code from {COUNTED})", f"(select body_code from {COUNTED})"
FOUND = f"""
with places as (
    select body_code, street_code from {COUNTED}
    union
    select street_code, street_code from {COUNTED}
),
told as (
    -- a check too rare to be told by body counts in the district alone
    from marts.finding_counts where {newest_of("finding_counts")}
    qualify count(findings) over (partition by check_id) > 0
)
select {{place}} as place,
    {{sums}}
from places
left join told using (body_code)
left join marts.checks using (check_id)
where {{place}} is not null
group by all
"""
FOUND_IN_ALL = f"""union all
select 'ALL',
    {{sums}}
from marts.check_runs
left join marts.checks using (check_id)
where {newest_of("check_runs")}
"""


def found_query(over: str, codes: Sequence[str]) -> str:
    """The SQL for findings by street, and in all, a column a code of `check_id` or `check_group`."""
    told = {"place": "street_code", "sums": _summed(over, codes)}
    return f"{FOUND}{FOUND_IN_ALL}".format(**told).strip()


def found_by_body_query(over: str, codes: Sequence[str]) -> str:
    """The same by street, community and village, each with what is charged to itself alone."""
    return FOUND.format(place="body_code", sums=_summed(over, codes)).strip()


def _summed(over: str, codes: Sequence[str]) -> str:
    return ",\n    ".join(
        f"coalesce(sum(findings) filter (where {over} = '{code}'), 0) as {code}" for code in codes
    )


def places(marts: Marts) -> pl.DataFrame:
    """Streets, communities and villages with name and street, by code; a street lies in itself."""
    bodies = newest(marts["class_counts"], "as_of_date").select(*PLACES)
    in_streets = bodies.drop_nulls("street_code")
    own = in_streets.with_columns(body_code="street_code", body_name="street_name")
    return pl.concat([bodies, own]).unique("body_code").sort("body_code")


def streets(marts: Marts) -> pl.DataFrame:
    """The streets among the places."""
    return places(marts).filter(pl.col("body_code") == pl.col("street_code"))


def placed_counts(marts: Marts) -> pl.DataFrame:
    """The newest counts by body with its street and the check's group, without the checks too rare for it."""
    latest = newest(marts["finding_counts"], "as_of_date")
    return (
        latest.filter(~pl.col("check_id").is_in(rare_checks(marts)))
        .join(places(marts), on="body_code", how="inner")
        .join(marts["checks"].select("check_id", "check_group"), on="check_id", how="left")
    )


def rare_checks(marts: Marts) -> list[str]:
    """The checks whose findings are too few for any count by body to be told."""
    latest = newest(marts["finding_counts"], "as_of_date")
    told = latest.group_by("check_id").agg(pl.col("findings").count())
    return told.filter(pl.col("findings") == 0)["check_id"].sort().to_list()


def sums(counts: pl.DataFrame, place: str, over: str) -> Sums:
    """A cell for each place and value of `over` that has findings; one that leaves out parts says so."""
    summed = counts.group_by(place, over).agg(
        pl.col("findings").sum(), is_whole=pl.col("findings").null_count() == 0
    )
    return {
        (row[place], row[over]): at_least(row["findings"], is_whole=row["is_whole"])
        for row in summed.iter_rows(named=True)
    }


def total(runs: pl.DataFrame, check_ids: Sequence[str]) -> Cell:
    """The findings of some checks in the district: what is withheld or without a result is said to lack."""
    found = runs.filter(pl.col("check_id").is_in(list(check_ids)))
    if not found.is_empty() and found["state"].unique().to_list() == [WITHOUT_RESULT]:
        return ABSENT
    counts = found["findings"]
    return at_least(int(counts.sum()), is_whole=counts.null_count() == 0)


def street_facets(marts: Marts) -> tuple[Mapping[str, str], ...]:
    """For tables of one row a street: the street by which the page's filter keeps or hides it."""
    return tuple({"street": code} for code in streets(marts)["body_code"])


def street_rows(marts: Marts, check_ids: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    """One row a street: its name, and what each check found in its bodies; of a rare check nothing."""
    found = sums(placed_counts(marts), "street_code", "check_id")
    runs = newest(marts["check_runs"], "as_of_date")
    untold = dict.fromkeys(rare_checks(marts), WITHHELD)
    untold |= dict.fromkeys(runs.filter(state=WITHOUT_RESULT)["check_id"], ABSENT)
    return tuple(
        (text(name), *(untold.get(check) or found.get((code, check), NONE) for check in check_ids))
        for code, name in streets(marts).select("body_code", "body_name").iter_rows()
    )
