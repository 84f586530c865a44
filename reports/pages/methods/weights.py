"""Section of the page 方法: what every indicator counts, and what it weighs in each scheme."""

from collections.abc import Iterable

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.parts.labels import Label, codes, label, rank_of
from reports.parts.listing import Listing, Shown, coded, listed
from reports.parts.section import Drawing, Explanation, Panel, Section
from reports.parts.table import day, measure, term
from reports.parts.theme import AXIS, fill, names_axis, spoken, styled_rows

TITLE = Label("指标", "Indicators")
LEAD = Label(
    "每项指标计什么、记在谁头上，城区、农村方案各占几分，到多少得满分、零分。0分的不在该方案之内。",
    "What each indicator counts and whom it is charged to, what it weighs in the urban and the rural scheme, "
    "and the values that win all and none of its points.",
)
AREAS = {"urban": ("part-urban", ""), "rural": ("part-rural", "/")}


def indicators_section(marts: Marts) -> Section:
    """The newest scheme's lines, drawn, and every indicator in words."""
    lines = scheme(marts)
    told = tuple(_told(marts["indicators"]))
    if not told:
        return Section("scheme", TITLE, LEAD)
    panels = () if lines.is_empty() else (_weights(lines),)
    return Section("scheme", TITLE, LEAD, (*panels, Panel((), explanations=told)))


def scheme(marts: Marts) -> pl.DataFrame:
    """The lines of the newest scheme version by their place in it, urban before rural."""
    return newest(marts["scheme_lines"], "scheme_from").sort("indicator_group", "indicator_id", "area_type")


def draw_weights(lines: pl.DataFrame) -> go.Figure:
    """Two bars an indicator: its points in the urban and in the rural scheme."""
    ids = sorted(lines["indicator_id"].unique(), key=lambda code: rank_of("indicator", code))
    figure = go.Figure()
    for area, (colour, pattern) in AREAS.items():
        of_area = lines.filter(pl.col("area_type") == area)
        figure.add_bar(
            name=spoken(label("area_type", area)),
            meta={"area": area},
            x=of_area["points"].to_list(),
            y=of_area["indicator_id"].to_list(),
            orientation="h",
            marker=fill(colour, pattern),
            hovertemplate="%{y}<br>%{fullData.name}: %{x}<extra></extra>",
        )
    figure.update_layout(barmode="group", bargap=0.3)
    title = {"text": spoken(Label("分值", "points")), "font": {"size": 12}}
    figure.update_xaxes(**AXIS, rangemode="tozero", title=title)
    figure.update_yaxes(**names_axis(ids, [label("indicator", code) for code in ids]))
    return styled_rows(figure, len(ids), 26)


def _weights(lines: pl.DataFrame) -> Panel:
    shown = (
        Shown("indicator_id", Label("指标", "indicator"), coded("indicator")),
        Shown("indicator_group", Label("类别", "group"), coded("indicator_group")),
        Shown("area_type", Label("方案", "scheme"), coded("area_type")),
        Shown("points", Label("分值", "points"), measure),
        Shown("target_pct", Label("满分值", "full at, %"), measure),
        Shown("zero_pct", Label("零分值", "none at, %"), measure),
        Shown("better", Label("方向", "direction"), coded("better")),
    )
    since = day(lines["scheme_from"].item(0)).zh
    caption = Label(f"考核方案，{since} 起", f"The scheme in force from {since}")
    query = (
        f"from marts.scheme_lines where scheme_from = '{since}' "
        "order by indicator_group, indicator_id, area_type"
    )
    told = Label(
        "条形图：各指标在城区、农村方案中的分值。", "Bars: points of each indicator in both schemes."
    )
    table = listed(Listing("table-scheme", caption, query, {"area": "area_type"}), lines, shown)
    return Panel(
        (table,),
        Drawing("figure-weights", caption, told, draw_weights(lines), facet="indicator"),
        is_wide=True,
    )


def _told(indicators: pl.DataFrame) -> Iterable[Explanation]:
    order = {code: place for place, code in enumerate(codes("indicator"))}
    by_place = pl.col("indicator_id").replace_strict(order, default=len(order), return_dtype=pl.Int64)
    for row in indicators.sort(by_place, "indicator_id").iter_rows(named=True):
        texts = (
            (Label("计什么", "counted"), Label(row["counted_zh"] or "—", row["counted_en"] or "")),
            (Label("来自的表", "contract tables"), Label(row["contract_tables"] or "—")),
            (Label("用到的设置", "settings"), Label(row["settings_used"] or "—")),
        )
        yield Explanation((term("indicator", row["indicator_id"]),), texts)
