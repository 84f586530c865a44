"""The page 流动: how many floating women there are, and whether offices register them as residents."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import Marts
from reports.pages.floating.free_services import information_section, service_section, told_of
from reports.parts.bars import LOOKS
from reports.parts.by_street import of_column, of_newest_column
from reports.parts.labels import Label, codes, label
from reports.parts.listing import (
    BY_STREET,
    DISTRICT,
    Listing,
    Shown,
    listed,
    rate,
)
from reports.parts.section import Drawing, KeyFigure, Page, Panel, Section
from reports.parts.stamp import stamped
from reports.parts.table import day, text, women
from reports.parts.theme import AXIS, inert, spoken, styled

TITLE = Label("流动", "Floating women")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
HEAVY = {"mode": "lines+markers", "line": {"color": "var(--ink)", "width": 4}, "marker": {"size": 9}}
THIN = {"mode": "lines", "line": {"color": "var(--class-unclassified)", "width": 1}, "showlegend": False}
SHARES = (
    Shown("as_of_date", Label("月末", "month end"), day),
    Shown("floating_women", label("management_class", "floating"), women),
    Shown("all_women", Label("在册", "with a file"), women),
    Shown("floating_share_pct", Label("流动占比", "floating share, %"), rate),
)
SHARE = f"from marts.floating_shares where division_level <> 'community' and {newest_of('floating_shares')}"
EXPLAINED = (
    "select street_name, free_service, explained_pct from marts.free_services "
    f"where {newest_of('free_services', 'half_year')}"
)


def floating_page(marts: Marts) -> Page:
    """The floating share over time, what offices registered, and what they explained."""
    sections = (share_section(marts), service_section(marts), information_section(marts))
    return stamped(marts, TITLE, answer(marts), sections, tuple(key_figures(marts)))


def answer(marts: Marts) -> Label:
    """How many floating women there are and what part of all, in one sentence."""
    asked = Label("流动人口同管理、同服务了吗？", "Are floating women kept and served as residents are?")
    row = _district(marts)
    if not row:
        return asked
    month, floating = day(row["as_of_date"]).zh, women(row["floating_women"]).zh
    share = rate(row["floating_share_pct"]).zh
    return Label(
        f"{asked.zh}{month} 流动类 {floating} 人，占在册 {share}；登记、查验、告知办得如何，见下。",
        f"{asked.en} On {month} {floating} women are floating, {share} of all with a file; how offices "
        "registered, checked and explained stands below.",
    )


def key_figures(marts: Marts) -> Iterable[KeyFigure]:
    """Floating women and their share, and what was explained to them, of district and streets."""
    row = _district(marts)
    shares = newest(marts["floating_shares"], "as_of_date").filter(pl.col("division_level") == "street")
    for shown in SHARES[1:]:
        of_each = of_column(shares, shown.column, shown.write, "division_code")
        value = shown.write(row.get(shown.column))
        yield KeyFigure(shown.column, shown.title, value, SHARE, of_streets=of_each)
    latest = newest(marts["free_services"], "half_year")
    for code in codes("free_service"):
        of_service = latest.filter(pl.col("free_service") == code)
        district = of_service.filter(pl.col("street_code") == DISTRICT)
        if not district.is_empty():
            value = rate(district["explained_pct"].item(0))
            of_each = of_newest_column(of_service, "explained_pct", rate)
            yield KeyFigure(f"explained_{code}", told_of(code), value, EXPLAINED, of_streets=of_each)


def share_section(marts: Marts) -> Section:
    """The floating share of district and streets at every month's end, of communities at the newest."""
    title = Label("流动类占比", "The floating share")
    lead = Label(
        "社区在册已婚育龄妇女中流动类所占比例；任一数隐去的，比例也不公布。",
        "The part of the women with a file in communities who are floating; where either number is withheld, "
        "so is the share.",
    )
    shares = marts["floating_shares"].sort("division_code", "as_of_date")
    over_time = shares.filter(pl.col("division_level") != "community")
    if over_time.is_empty():
        return Section("share", title, lead)
    name = Shown("division_name", Label("地方", "place"), text)
    caption = Label("流动类占比，逐月末", "The floating share at each month's end")
    table = listed(
        Listing(
            "table-shares",
            caption,
            "from marts.floating_shares where division_level <> 'community' "
            "order by division_code, as_of_date",
            BY_STREET,
        ),
        over_time,
        (name, *SHARES),
    )
    communities = newest(shares, "as_of_date").filter(pl.col("division_level") == "community")
    by_community = listed(
        Listing(
            "table-shares-community",
            Label("各社区流动类占比", "The floating share by community"),
            "from marts.floating_shares where division_level = 'community' "
            "and as_of_date = (select max(as_of_date) from marts.floating_shares) order by division_code",
            BY_STREET,
            is_folded=True,
        ),
        communities,
        (name, *SHARES),
    )
    told = Label("折线图：全区和各街道占比。数字见表。", "Lines: shares of the district and its streets.")
    drawing = Drawing("figure-shares", caption, told, draw_shares(over_time))
    return Section("share", title, lead, (Panel((table, by_community), drawing),))


def draw_shares(over_time: pl.DataFrame) -> go.Figure:
    """A heavy line for the district and one a street, thin where there are more streets than looks."""
    figure = go.Figure()
    is_few = over_time["street_code"].drop_nulls().n_unique() <= len(LOOKS)
    for place, of_place in enumerate(over_time.partition_by("division_code", maintain_order=True)):
        street = of_place["street_code"].item(0)
        figure.add_scatter(
            name=inert(of_place["division_name"].item(0)),
            x=of_place["as_of_date"].cast(pl.String).to_list(),
            y=of_place["floating_share_pct"].to_list(),
            meta={"street": street} if street else {},
            hovertemplate="%{fullData.name}<br>%{x}: %{y:.2f}%<extra></extra>",
            **(HEAVY if not street else _looks(place) if is_few else THIN),
        )
    figure.update_xaxes(**{**AXIS, "showgrid": False}, type="category")
    title = {"text": spoken(Label("%，纵轴不从零起", "%, not from zero"), " · "), "font": {"size": 12}}
    figure.update_yaxes(**AXIS, title=title, nticks=6)
    return styled(figure, 420)


def _looks(place: int) -> dict[str, Any]:
    colour, symbol = LOOKS[place % len(LOOKS)]
    line = {"color": f"var(--{colour})", "width": 2, "dash": DASHES[place % len(DASHES)]}
    return {"mode": "lines+markers", "line": line, "marker": {"symbol": symbol, "size": 9}}


def _district(marts: Marts) -> dict[str, Any]:
    latest = newest(marts["floating_shares"], "as_of_date").filter(pl.col("division_level") == "district")
    return next(latest.iter_rows(named=True), {})
