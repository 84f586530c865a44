"""The first page, 总览: key figures, then one section for each thing the district reports."""

from collections.abc import Iterable

import polars as pl

from reports import classes, deliveries, findings, institutions, movements, scores
from reports.labels import Label, label
from reports.marts import Marts, newest
from reports.section import KeyFigure, Page
from reports.stamp import stamped
from reports.table import ABSENT, count, day, women

WHAT = Label(
    "城区人口和计划生育属地管理台账的每晚汇总：只有机构、单位和社区的合计数，没有个人；少于 5 人的数隐去。",
    "Nightly figures of a city district's ledgers kept by place of residence: totals about bodies and units, "
    "never a person; counts of fewer than 5 persons are withheld.",
)


def overview(marts: Marts) -> Page:
    """The whole first page of a snapshot."""
    sections = (
        scores.section(marts),
        deliveries.section(marts),
        findings.section(marts),
        institutions.network_section(marts),
        institutions.rulings_section(marts),
    )
    return stamped(marts, Label("总览", "Overview"), WHAT, sections, tuple(key_figures(marts)))


def key_figures(marts: Marts) -> Iterable[KeyFigure]:
    """The numbers of the head: each is one cell of a mart, or a count of its rows."""
    yield from _stock_and_flow(newest(marts["movements"], "to_date"))
    yield from classes.key_figures(marts)
    bodies = newest(marts["class_counts"], "as_of_date").unique("body_code")
    yield KeyFigure("streets", Label("街道", "streets"), count(bodies["street_code"].n_unique()))
    for level, en in (("community", "communities"), ("village", "villages")):
        of_level = bodies.filter(pl.col("body_level") == level)
        yield KeyFigure(level, Label(label("division_level", level).zh, en), count(of_level.height))
    vetoes = marts["rulings"].filter((pl.col("sanction") == "veto") & pl.col("in_force"))
    yield KeyFigure("vetoes", Label("生效中的一票否决", "vetoes in force"), count(vetoes.height))


def _stock_and_flow(latest: pl.DataFrame) -> Iterable[KeyFigure]:
    district = latest.filter(pl.col("body_code") == movements.DISTRICT)
    flow = next(iter(district.iter_rows(named=True)), {})
    before, after = (day(flow.get(end)).zh for end in ("from_date", "to_date"))
    shown = {
        "files_after": Label("在册档案", f"files, {after}"),
        "files_before": Label("期初在册", f"files before, {before}"),
        "missed_filed": Label("漏档补建", "missed, now filed"),
        "transferred_to_villages": Label("移交镇村", "handed to villages"),
    }
    for column, title in shown.items():
        yield KeyFigure(column, title, women(flow[column]) if flow else ABSENT)
