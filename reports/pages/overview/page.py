"""The first page, 总览: the four results of the district, the streets by rank, what changed, links on."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.pages import deliveries
from reports.pages.overview import changed, findings
from reports.pages.overview.headlines import DISTRICT, first, headlines
from reports.pages.standing import scores
from reports.parts.by_street import of_column
from reports.parts.labels import Label
from reports.parts.section import KeyFigure, Page
from reports.parts.stamp import stamped
from reports.parts.table import count, day, points, women

WHAT = Label(
    "每晚汇总，只有机构、单位和社区的合计数，没有个人；哪些小的数隐去、哪些公布，见页末。",
    "Nightly totals about bodies and units, never about a person; the foot of the page says which small "
    "counts are withheld and which are told.",
)


def overview(marts: Marts) -> Page:
    """The whole first page of a snapshot."""
    sections = (
        scores.section(marts),
        changed.section(marts),
        findings.section(marts),
        deliveries.section(marts),
    )
    figures = (*headlines(marts), *bodies(marts))
    return stamped(marts, Label("总览", "Overview"), answer(marts), sections, figures)


def answer(marts: Marts) -> Label:
    """How many files the district has and which street stands first, in one line."""
    flow = first(newest(marts["movements"], "to_date").filter(pl.col("body_code") == DISTRICT))
    leading = first(_ranked(marts))
    zh, en = _stock(flow) if flow else ("", "")
    if leading:
        score = points(leading["score"]).zh
        zh += f"{leading['half_year']} 街道考核第一名{leading['body_name']}，{score} 分。"
        en += (
            f"Ranked first of the streets in {leading['half_year']}: {leading['body_name']}, {score} points. "
        )
    return Label(zh + WHAT.zh, en + WHAT.en)


def bodies(marts: Marts) -> Iterable[KeyFigure]:
    """How many bodies of each level there are, and how many vetoes are in force."""
    listed = newest(marts["class_counts"], "as_of_date").unique("body_code")
    streets = listed["street_code"].drop_nulls().n_unique()
    yield KeyFigure(
        "streets", Label("街道", "streets"), count(streets), _counted("distinct street_code", "true")
    )
    for level, name in (("community", Label("社区", "communities")), ("village", Label("村", "villages"))):
        of_level = listed.filter(pl.col("body_level") == level).height
        asked = _counted("distinct body_code", f"body_level = '{level}' group by rollup (street_code)")
        of_each = of_column(
            listed.group_by("street_code").agg((pl.col("body_level") == level).sum().alias("bodies")),
            "bodies",
            count,
        )
        yield KeyFigure(level, name, count(of_level), asked, of_streets=of_each)
    vetoes = marts["rulings"].filter((pl.col("sanction") == "veto") & pl.col("in_force")).height
    query = "select count(*) as vetoes from marts.rulings where sanction = 'veto' and in_force"
    yield KeyFigure("vetoes", Label("生效中的一票否决", "vetoes in force"), count(vetoes), query)


def _ranked(marts: Marts) -> pl.DataFrame:
    streets = newest(marts["scores"], "half_year").filter(pl.col("body_level").is_in(["street", "town"]))
    return streets.filter(pl.col("rank") == 1).sort("body_code")


def _stock(flow: dict[str, Any]) -> tuple[str, str]:
    after, missed, handed = (
        women(flow[column]).zh for column in ("files_after", "missed_filed", "transferred_to_villages")
    )
    end = day(flow["to_date"]).zh
    zh = f"{end} 有 {after} 份档案，比上次台账补建漏档 {missed} 份、移交镇村 {handed} 份。"
    return (
        zh,
        f"{after} files on {end}; {missed} missed women filed and {handed} handed to villages since "
        "the ledgers before. ",
    )


def _counted(what: str, where: str) -> str:
    newest_date = "(select max(as_of_date) from marts.class_counts)"
    return (
        f"select count({what}) as bodies from marts.class_counts where as_of_date = {newest_date} and {where}"
    )
