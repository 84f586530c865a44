"""Sections of the page 通报: whether communities answer, and whether units hand over in time."""

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.parts.bars import BAD, GOOD, Part, rate_dots, stacked_bars
from reports.parts.by_street import StreetTable, by_street
from reports.parts.labels import Label, label
from reports.parts.listing import (
    BY_HALF_YEAR,
    HALF_YEAR,
    STREET,
    Listing,
    Shown,
    coded,
    listed,
    rate,
)
from reports.parts.placed import places
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import count, counted, percent, points, text

UNITS = (
    Part("units_in_time", Label("全部按期", "all in time"), GOOD, ink="on-class-co_managed"),
    Part("units_late", Label("有迟的", "some late"), BAD, "x"),
)
ANSWERED = (Part("value_pct", Label("按期反馈", "answered in time"), "stock"),)


def answers_section(marts: Marts) -> Section:
    """How many receipts each community acknowledged in time, as the indicator counts it."""
    title = Label("反馈", "Acknowledgement")
    lead = Label(
        "社区收到通报单和移交手续后，在期限内反馈的比例；迟反馈按未反馈计。"
        "漏重页“未反馈”的条数与此不同：那里也数村和以前各半年收到的，并且只数期限到本夜已过的。"
        "农村方案不给这一项分值时，纯农村街道没有反馈率，图表里也就没有。",
        "Slips and hand-overs that the receiving community acknowledged within the days set; late is "
        "missing. The page Missing and duplicate counts otherwise: receipts of villages and of earlier "
        "half-years too, and only those whose days had passed on the night. Where the rural scheme gives no "
        "points for acknowledging, wholly rural streets have no rate and stand neither in the table nor in "
        "the figure.",
    )
    answers = acknowledgements(marts)
    if answers.is_empty():
        return Section("answers", title, lead)
    shown = (
        Shown("body_name", Label("社区、街道", "community or street"), text),
        STREET,
        HALF_YEAR,
        Shown("numerator", Label("按期反馈", "answered in time"), counted),
        Shown("denominator", Label("收到", "received"), counted),
        Shown("value_pct", Label("反馈率", "answered, %"), percent),
        Shown("points_won", Label("得分", "points won"), points),
        Shown("status", Label("状态", "status"), coded("indicator_status")),
    )
    query = "from marts.indicator_values where indicator_id = 'acknowledgement_rate' and part = 'urban'"
    caption = label("indicator", "acknowledgement_rate")
    table = listed(Listing("table-answers", caption, query, BY_HALF_YEAR), answers, shown)
    drawn = newest(answers, "half_year").filter(pl.col("body_code") == pl.col("street_code"))
    told = Label("点图：各街道反馈率。数字见表。", "Dots: rates of the streets. The table has the numbers.")
    drawing = Drawing("figure-answers", caption, told, draw_answers(drawn), facet="street")
    panel = Panel((table,), None if drawn.is_empty() else drawing, is_wide=True)
    return Section("answers", title, lead, (panel,))


def handovers_section(marts: Marts) -> Section:
    """Units that owed hand-overs by street; the share in time where it may be told."""
    title = Label("手续移交", "Hand-overs")
    lead = Label(
        "妇女离开单位，单位应在期限内把手续移交社区。"
        "数的是单位；人次的比例只在不会露出少数几人时公布，否则以 * 表示。",
        "When a woman leaves, her unit hands over to the community within the days set. Counted are units; "
        "the share of hand-overs is told only where it gives away no few women, else it is *.",
    )
    shown = (
        STREET,
        HALF_YEAR,
        Shown("units_due", Label("应移交的单位", "units that owed one"), count),
        *(Shown(part.column, part.name, count) for part in UNITS),
        Shown("in_time_pct", Label("按期移交率", "in time, %"), rate),
    )
    caption = Label("应移交手续的单位", "Units that owed hand-overs")
    query = "from marts.handover_totals order by half_year, street_code"
    told = Label("堆叠条形图：各街道全部按期的单位和有迟的单位。", "Stacked bars: units in time and late.")
    return by_street(
        Section("handovers", title, lead),
        marts["handover_totals"].sort("half_year", "street_code"),
        StreetTable(
            Listing("table-handovers", caption, query, BY_HALF_YEAR),
            shown,
            "figure-handovers",
            told,
            draw_handovers,
        ),
    )


def acknowledgements(marts: Marts) -> pl.DataFrame:
    """The indicator's values by body with its name and street, streets first."""
    values = marts["indicator_values"].filter(
        pl.col("indicator_id") == "acknowledgement_rate", pl.col("part") == "urban"
    )
    placed = values.join(places(marts), on="body_code", how="inner")
    is_street = pl.col("body_code").eq_missing(pl.col("street_code"))
    return placed.sort(~is_street, "half_year", "body_code")


def draw_answers(streets: pl.DataFrame) -> go.Figure:
    """One dot a street: the rate of receipts acknowledged in time."""
    return rate_dots(streets, "body_code", "body_name", ANSWERED)


def draw_handovers(streets: pl.DataFrame) -> go.Figure:
    """One bar a street: units all of whose hand-overs were in time, and units late with one."""
    return stacked_bars(streets, "street_code", "street_name", UNITS, Label("单位（个）", "units"))
