"""The page 通报: whether units send slips and hand over in time, and whether communities answer."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest_of
from reports.marts.tables import Marts
from reports.pages.slips.answers import answers_section, handovers_section
from reports.parts.bars import BAD, GOOD, WARNED, Part, stacked_bars
from reports.parts.by_street import StreetTable, by_street, newest_of_district, of_newest_column
from reports.parts.labels import Label
from reports.parts.listing import (
    BY_HALF_YEAR,
    HALF_YEAR,
    STREET,
    Listing,
    Shown,
    listed,
)
from reports.parts.section import KeyFigure, Page, Panel, Section
from reports.parts.stamp import stamped
from reports.parts.table import Cell, count, day, flag, percent, text

TITLE = Label("通报", "Notice slips")
SLIPS = (
    Part("slips_on_time", Label("按时", "on time"), GOOD, ink="on-class-co_managed"),
    Part("slips_late", Label("迟到", "late"), WARNED, "/"),
    Part("slips_missing", Label("未到", "missing"), BAD, "x"),
)
SENT = f"from marts.slip_totals where {newest_of('slip_totals', 'half_year')}"
COUNTED = (
    Shown("slips_due", Label("应报", "due"), count),
    *(Shown(part.column, part.name, count) for part in SLIPS),
)


def slips_page(marts: Marts) -> Page:
    """Slips by street and unit, acknowledgements by community, hand-overs by street."""
    sections = (slips_section(marts), units_section(marts), answers_section(marts), handovers_section(marts))
    return stamped(marts, TITLE, answer(marts), sections, tuple(key_figures(marts)))


def answer(marts: Marts) -> Label:
    """Whether slips and hand-overs come in time, in one sentence of the newest half-year."""
    asked = Label("单位按时通报、按期移交了吗？", "Do units send their slips and hand over in time?")
    of_slips, of_handovers = (
        newest_of_district(marts[table]) for table in ("slip_totals", "handover_totals")
    )
    if not of_slips:
        return asked
    late_units = of_handovers.get("units_late")
    told = (
        f"{of_slips['half_year']} 应报通报单 {count(of_slips['slips_due']).zh} 份，"
        f"按时 {percent(of_slips['on_time_pct']).zh}，未到 {count(of_slips['slips_missing']).zh} 份；"
        f"手续移交有迟误的单位 {count(late_units).zh} 个。",
        f"Of {count(of_slips['slips_due']).zh} slips due for {of_slips['half_year']} "
        f"{percent(of_slips['on_time_pct']).zh} came on time and {count(of_slips['slips_missing']).zh} "
        f"never came; units that were late with a hand-over: {count(late_units).zh}.",
    )
    return Label(f"{asked.zh}{told[0]}", f"{asked.en} {told[1]}")


def key_figures(marts: Marts) -> Iterable[KeyFigure]:
    """Slips of the newest half-year, the units behind them, and the deadline, of district and streets."""
    totals = marts["slip_totals"]
    row = newest_of_district(totals)
    titles: Mapping[str, tuple[Label, Callable[[Any], Cell]]] = {
        "slips_due": (Label("应报通报单", "slips due"), count),
        **{part.column: (part.name, count) for part in SLIPS},
        "units_due": (Label("应报单位", "units that owe slips"), count),
        "units_on_time": (Label("全部按时的单位", "units always on time"), count),
        "slip_deadline_on": (Label("送达期限", "deadline"), day),
        "is_final": (Label("期限已过", "deadline has passed"), flag),
    }
    for column, (title, write) in titles.items():
        of_each = of_newest_column(totals, column, write)
        yield KeyFigure(column, title, write(row.get(column)), SENT, of_streets=of_each)


def slips_section(marts: Marts) -> Section:
    """Slips due by street and half-year, drawn for the newest."""
    title = Label("通报单，按街道", "Slips by street")
    lead = Label(
        "单位在一个社区有协管类妇女，半年一份通报单。数的是单据，不是人；按单位所属街道计，未定所属的只计入全区。",
        "A unit owes a community one slip a half-year where a co-managed woman lives. What is counted "
        "is slips, not women, at the unit's jurisdiction street; units without one count in the district "
        "alone.",
    )
    shown = (
        STREET,
        HALF_YEAR,
        *COUNTED,
        Shown("on_time_pct", Label("按时率", "on time, %"), percent),
        Shown("units_due", Label("应报单位", "units"), count),
        Shown("units_on_time", Label("全部按时的单位", "units always on time"), count),
    )
    caption = Label("应报通报单的去向", "What became of the slips due")
    query = "from marts.slip_totals order by half_year, street_code"
    told = Label("堆叠条形图：各街道按时、迟到、未到的份数。", "Stacked bars: slips on time, late, missing.")
    return by_street(
        Section("slips", title, lead),
        marts["slip_totals"].sort("half_year", "street_code"),
        StreetTable(
            Listing("table-slips", caption, query, BY_HALF_YEAR),
            shown,
            "figure-slips",
            told,
            draw_slips,
            is_wide=True,
        ),
    )


def units_section(marts: Marts) -> Section:
    """Slips of every unit and half-year, those with most missing first."""
    title = Label("通报单，按单位", "Slips by unit")
    lead = Label(
        "每个单位每半年一行，缺得最多的在前。",
        "One line for each unit and half-year, those with most slips missing first.",
    )
    units = marts["unit_slips"].sort(
        "half_year", "slips_missing", "slips_late", "unit_code", descending=[True, True, True, False]
    )
    if units.is_empty():
        return Section("units", title, lead)
    named = units.with_columns(pl.coalesce("unit_name", "unit_code").alias("unit_name"))
    shown = (Shown("unit_name", Label("单位", "unit"), text), STREET, HALF_YEAR, *COUNTED)
    table = listed(
        Listing(
            "table-unit-slips",
            Label("各单位通报单", "Slips of each unit"),
            "from marts.unit_slips order by half_year desc, slips_missing desc, slips_late desc, unit_code",
            BY_HALF_YEAR,
        ),
        named,
        shown,
    )
    return Section("units", title, lead, (Panel((table,)),))


def draw_slips(streets: pl.DataFrame) -> go.Figure:
    """One bar a street: slips on time, late and missing."""
    return stacked_bars(streets, "street_code", "street_name", SLIPS, Label("通报单（份）", "slips"))
