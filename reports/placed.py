"""Findings by place: counts of bodies summed to streets, and what of them may not be told by body."""

from collections.abc import Mapping, Sequence

import polars as pl

from reports.marts import Marts, newest
from reports.table import ABSENT, PROTECTED, Cell, at_least, text

PLACES = ("body_code", "body_name", "street_code", "street_name")
Sums = Mapping[tuple[str, str], Cell]
NONE = Cell("0", kind="number")
WITHOUT_RESULT = "could_not_run"


FOUND = """
with counted as (
    select * from marts.class_counts where as_of_date = (select max(as_of_date) from marts.class_counts)
),
places as (
    select body_code, street_code from counted union select street_code, street_code from counted
)
select {place} as place, {over}, sum(findings.findings) as findings,
    count(*) filter (where findings.findings is null) as withheld
from marts.finding_counts as findings
join places using (body_code)
join marts.checks as checks using (check_id)
where findings.as_of_date = (select max(as_of_date) from marts.finding_counts)
group by all
union all
select 'ALL', {over}, sum(runs.findings), count(*) filter (where runs.findings is null)
from marts.check_runs as runs
join marts.checks as checks using (check_id)
where runs.as_of_date = (select max(as_of_date) from marts.check_runs)
group by all
"""


def found_query(place: str, over: str) -> str:
    """The SQL for findings by `street_code` or `body_code`, and in all, over `check_id` or `check_group`."""
    return FOUND.format(place=f"places.{place}", over=f"checks.{over}").strip()


def places(marts: Marts) -> pl.DataFrame:
    """Streets, communities and villages with name and street, by code; a street lies in itself."""
    bodies = newest(marts["class_counts"], "as_of_date").select(*PLACES)
    own = bodies.with_columns(body_code="street_code", body_name="street_name")
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


def street_rows(marts: Marts, check_ids: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    """One row a street: its name, and what each check found in its bodies; of a rare check nothing."""
    found = sums(placed_counts(marts), "street_code", "check_id")
    runs = newest(marts["check_runs"], "as_of_date")
    untold = dict.fromkeys(rare_checks(marts), PROTECTED)
    untold |= dict.fromkeys(runs.filter(state=WITHOUT_RESULT)["check_id"], ABSENT)
    return tuple(
        (text(name), *(untold.get(check) or found.get((code, check), NONE) for check in check_ids))
        for code, name in streets(marts).select("body_code", "body_name").iter_rows()
    )
