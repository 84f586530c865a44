"""The communities and villages of a street as the printed report lists them: scores and files."""

from typing import Any

import polars as pl

from reports.marts.periods import bounds, within
from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.parts.labels import Label, label
from reports.parts.table import ABSENT, Cell, Table, points, ranked, term, text, women

CLASSES = ("main", "co_managed", "floating", "unclassified", "village_managed")
HEADERS = (
    Label("单位", "body"),
    Label("级别", "level"),
    Label("成绩", "score"),
    Label("名次", "rank"),
    Label("状态", "status"),
    *(label("management_class", code) for code in CLASSES),
)
QUERY = """
with counted as (
    from marts.class_counts where as_of_date = (
        select max(as_of_date) from marts.class_counts where as_of_date between '{first}' and '{last}'))
select scores.body_code, scores.body_name, scores.body_level, scores.score, scores.rank,
    standings.ranked_bodies, scores.status,
    {classes}
from marts.scores as scores
inner join marts.standings as standings using (half_year, body_code)
left join counted using (body_code)
where scores.half_year = '{half_year}' and standings.street_code = '{street_code}'
group by all order by scores.body_code"""


def bodies_table(marts: Marts, half_year: str, street: dict[str, Any]) -> Table:
    """One row a body of the street with its score, its rank among its like, and its files by class.

    The caption names the street: the table may begin a sheet of paper of its own.
    """
    street_code = street["body_code"]
    of_street = marts["standings"].filter(pl.col("street_code") == street_code, half_year=half_year)
    lying = of_street.select("body_code", "ranked_bodies")
    bodies = marts["scores"].join(lying, on="body_code").sort("body_code")
    counted = newest(within(marts["class_counts"], "as_of_date", half_year), "as_of_date")
    files = {
        (code, of_class): women_of_class
        for code, of_class, women_of_class in counted.join(bodies.select("body_code"), on="body_code")
        .select("body_code", "management_class", "women")
        .iter_rows()
    }
    rows = tuple(_row(body, files) for body in bodies.iter_rows(named=True))
    caption = Label(
        f"{street['body_name'] or street_code}所辖社区、村", "Communities and villages of the street"
    )
    return Table(f"table-bodies-{street_code}", caption, HEADERS, rows, query=_query(half_year, street_code))


def _row(body: dict[str, Any], files: dict[tuple[str, str], int | None]) -> tuple[Cell, ...]:
    cells = ((body["body_code"], of_class) for of_class in CLASSES)
    return (
        text(body["body_name"]),
        term("division_level", body["body_level"]),
        points(body["score"]),
        ranked(body["rank"], body["ranked_bodies"]),
        term("score_status", body["status"]),
        *(women(files[cell]) if cell in files else ABSENT for cell in cells),
    )


def _query(half_year: str, street_code: str) -> str:
    first, last = bounds(half_year)
    classes = ",\n    ".join(
        f"max(women) filter (where management_class = '{code}') as {code}" for code in CLASSES
    )
    return QUERY.format(
        half_year=half_year, street_code=street_code, classes=classes, first=first, last=last
    ).strip()
