"""The four results that the district reports, a panel each: network, ledgers, coverage, premises."""

from typing import Any

import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import Marts
from reports.parts.by_street import of_streets
from reports.parts.labels import Label, label
from reports.parts.section import KeyFigure
from reports.parts.table import ABSENT, Cell, count, day, women

DISTRICT = "ALL"
UNCOVERED = ("building_without_book", "dwelling_without_page")
CLASSES = ("main", "co_managed", "floating", "unclassified")


def headlines(marts: Marts) -> tuple[KeyFigure, ...]:
    """The four panels; what the snapshot does not have shows as absent."""
    flow = first(newest(marts["movements"], "to_date").filter(pl.col("body_code") == DISTRICT))
    return (_network(marts), _ledgers(marts, flow), _coverage(marts, flow), _premises(marts))


def first(frame: pl.DataFrame) -> dict[str, Any]:
    """The first row, or nothing."""
    return next(frame.iter_rows(named=True), {})


def _network(marts: Marts) -> KeyFigure:
    known = first(marts["district_figures"])
    posts = marts["network_totals"].filter(pl.col("street_code") == DISTRICT)
    deputies = first(posts.filter(pl.col("level") == "deputy_director"))
    lines = (
        (Label("社区楼院", "courtyards of communities"), count(known.get("courtyards"))),
        (Label("副主任（专干）在岗", "deputy directors in post"), count(deputies.get("in_post"))),
        (Label("在册单位", "units in force"), count(known.get("units"))),
    )
    return KeyFigure(
        "network",
        Label("网络队伍 · 楼院长在岗", "Network: courtyard heads in post"),
        count(known.get("courtyard_heads")),
        "select courtyard_heads, courtyards, units, in_post from marts.district_figures, "
        "marts.network_totals where street_code = 'ALL' and level = 'deputy_director'",
        lines,
        Cell("队伍阵地经费", "network, premises, funds", href="network.html"),
    )


def _ledgers(marts: Marts, flow: dict[str, Any]) -> KeyFigure:
    totals = newest(marts["class_totals"].filter(pl.col("boundaries") == "own"), "as_of_date")
    district = totals.filter(pl.col("division_level") == "district")
    in_class = dict(district.select("management_class", "women").iter_rows())
    streets = totals.filter(pl.col("division_level") == "street")
    in_streets = {
        code[0]: dict(of_street.select("management_class", "women").iter_rows())
        for code, of_street in streets.group_by("division_code", maintain_order=True)
    }
    lines = tuple(
        (label("management_class", code), women(in_class[code]) if code in in_class else ABSENT)
        for code in CLASSES
    )
    return KeyFigure(
        "ledgers",
        Label("计生台账 · 在册档案", f"Ledgers: files on {day(flow.get('to_date')).zh}"),
        women(flow["files_after"]) if flow else ABSENT,
        "select women as figure from marts.class_totals where division_level in ('district', 'street') and "
        f"boundaries = 'own' and {newest_of('class_totals')} union all "
        "select files_after from marts.movements where body_code = 'ALL' "
        f"and {newest_of('movements', 'to_date')}",
        lines,
        Cell("分类", "classes", href="classes.html"),
        of_streets={code: _files_of_street(known) for code, known in in_streets.items()},
    )


def _coverage(marts: Marts, flow: dict[str, Any]) -> KeyFigure:
    found = newest(marts["check_runs"], "as_of_date")
    open_gaps = tuple(
        (label("check", check), _found(found.filter(pl.col("check_id") == check))) for check in UNCOVERED
    )
    lines = (
        (Label("期初在册", f"files on {day(flow.get('from_date')).zh}"), _of(flow, "files_before")),
        (Label("移交镇村", "handed to villages"), _of(flow, "transferred_to_villages")),
        *open_gaps,
    )
    return KeyFigure(
        "coverage",
        Label("管辖区域 · 漏档已补建", "Coverage: missed women now on file"),
        _of(flow, "missed_filed"),
        "select files_before, transferred_to_villages, missed_filed, null as findings from marts.movements "
        f"where body_code = 'ALL' and {newest_of('movements', 'to_date')} union all "
        "select null, null, null, findings from marts.check_runs "
        f"where check_id in {UNCOVERED} and {newest_of('check_runs')}",
        lines,
        Cell("变动", "movements", href="movements.html"),
    )


def _premises(marts: Marts) -> KeyFigure:
    standards = marts["facility_standards"]
    places, demanded = count(standards.height), Label("必备项目", "mandatory items")
    numbers = ("is_up_to_standard", "bodies", "mandatory_items", "mandatory_in_place", "mandatory_missing")
    summed_up = (pl.len().alias("bodies"), pl.col("is_up_to_standard", *numbers[2:]).sum())
    of_each = standards.group_by("street_code").agg(summed_up)
    items = standards.select(summed_up)
    summed = first(items) if standards.height else {}
    lines = (
        (Label("社区、村", "communities and villages"), places),
        (demanded, count(summed.get("mandatory_items"))),
        (Label("已具备", "in place"), count(summed.get("mandatory_in_place"))),
        (Label("还缺", "still missing"), count(summed.get("mandatory_missing"))),
    )
    return KeyFigure(
        "premises",
        Label("服务阵地 · 达标的社区、村", "Premises: bodies up to standard"),
        count(standards.filter("is_up_to_standard").height) if standards.height else ABSENT,
        "select street_code, count(*) filter (where is_up_to_standard) as up_to_standard, "
        "count(*) as bodies, "
        "sum(mandatory_items) as items, sum(mandatory_in_place) as in_place, "
        "sum(mandatory_missing) as missing from marts.facility_standards group by rollup (street_code)",
        lines,
        Cell("队伍阵地经费", "network, premises, funds", href="network.html"),
        of_streets=of_streets(of_each, lambda row: tuple(count(row[column]) for column in numbers)),
    )


def _files_of_street(in_class: dict[str, int | None]) -> tuple[Cell, ...]:
    shown = ("all", *CLASSES)
    return tuple(women(in_class[code]) if code in in_class else ABSENT for code in shown)


def _of(flow: dict[str, Any], column: str) -> Cell:
    return women(flow[column]) if flow else ABSENT


def _found(runs: pl.DataFrame) -> Cell:
    return count(first(runs).get("findings"))
