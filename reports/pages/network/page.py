"""The page 队伍阵地经费: whether posts are filled, premises up to the standard, and pay paid in full."""

from collections.abc import Iterable

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest_of
from reports.marts.tables import Marts
from reports.pages.network.premises import funds_section, premises_section
from reports.parts.bars import Part, rate_dots
from reports.parts.by_street import StreetTable, by_street, newest_of_district, of_column, of_newest_column
from reports.parts.labels import Label, codes, label, rank_of
from reports.parts.listing import (
    BODY,
    BY_STREET,
    DISTRICT,
    STREET,
    Listing,
    Shown,
    coded,
    listed,
)
from reports.parts.section import KeyFigure, Page, Section
from reports.parts.stamp import stamped
from reports.parts.table import Table, count, percent, yuan

TITLE = Label("队伍阵地经费", "Network, premises, funds")
LEVELS = {
    "street": ("class-main", "circle"),
    "deputy_director": ("class-floating", "square"),
    "courtyard_head": ("flow-in", "diamond"),
}
STANDARDS = (
    "select street_code, count(*) filter (where is_up_to_standard) as up_to_standard, count(*) as bodies "
    "from marts.facility_standards group by rollup (street_code)"
)
IN_FULL = f"from marts.fund_totals where paying_body = 'all' and {newest_of('fund_totals', 'half_year')}"
LEVEL = Shown("level", Label("级别", "level"), coded("network_level"))


def network_page(marts: Marts) -> Page:
    """Posts of the four levels, facility items, and pay by payer."""
    sections = (posts_section(marts), premises_section(marts), funds_section(marts))
    return stamped(marts, TITLE, answer(marts), sections, tuple(key_figures(marts)))


def answer(marts: Marts) -> Label:
    """Whether posts, premises and pay are as they should be, in one sentence."""
    asked = Label(
        "队伍配齐、阵地达标、经费到位了吗？", "Are posts filled, premises up to standard, pay paid?"
    )
    vacant = _posts(marts)
    if not vacant:
        return asked
    short = marts["facility_standards"].filter(~pl.col("is_up_to_standard")).height
    owed = _paid(marts).get("amount_owed_yuan")
    heads, deputies = (count(vacant.get(level)) for level in ("courtyard_head", "deputy_director"))
    return Label(
        f"{asked.zh}缺楼院长 {heads.zh} 名、副主任 {deputies.zh} 名；"
        f"阵地未达标的社区、村 {count(short).zh} 个；"
        f"最近半年欠发 {yuan(owed).zh} 元。",
        f"{asked.en} Vacant posts: courtyard heads {heads.zh}, deputy directors {deputies.zh}; "
        f"communities and villages short of an item: {count(short).zh}; owed for the newest "
        f"half-year: {yuan(owed).zh} yuan.",
    )


def key_figures(marts: Marts) -> Iterable[KeyFigure]:
    """Courtyards of communities and their heads, units, vacancies, premises, pay."""
    known = next(marts["district_figures"].iter_rows(named=True), {})
    titles = {
        "courtyards": Label("社区楼院", "courtyards of communities"),
        "courtyard_heads": Label("社区楼院长在岗", "with a head in post"),
        "units": Label("在册单位", "units in force"),
    }
    for column, title in titles.items():
        yield KeyFigure(column, title, count(known.get(column)), "from marts.district_figures")
    standards = marts["facility_standards"]
    of_bodies_by_street = standards.group_by("street_code").agg(
        pl.col("is_up_to_standard").sum(), bodies=pl.len()
    )
    reached = {
        "is_up_to_standard": Label("阵地达标的社区、村", "bodies up to standard"),
        "bodies": Label("社区、村", "communities and villages"),
    }
    for column, title in reached.items():
        of_each = of_column(of_bodies_by_street, column, count)
        yield KeyFigure(
            column, title, count(int(of_bodies_by_street[column].sum())), STANDARDS, of_streets=of_each
        )
    totals = marts["fund_totals"].filter(pl.col("paying_body") == "all")
    paid = percent(_paid(marts).get("paid_in_full_pct"))
    of_each = of_newest_column(totals, "paid_in_full_pct", percent)
    yield KeyFigure("paid", Label("足额发放", "paid in full"), paid, IN_FULL, of_streets=of_each)


def posts_section(marts: Marts) -> Section:
    """Posts due and filled by level and street; every body's below."""
    title = Label("四级网络", "The four levels")
    lead = Label(
        "街道一名、社区和村各一名副主任、每个楼院（村民组）一名楼院长；门栋长没有定数，只列在岗数。超配的不抵他处的缺额。",
        "One post on each street, one deputy director in each community or village, one head in each "
        "courtyard (villager group); entrance heads have no set number. A surplus in one body makes up for "
        "no vacancy in another.",
    )
    shown = (
        STREET,
        LEVEL,
        Shown("posts_due", Label("应配", "due"), count),
        Shown("in_post", Label("在岗", "in post"), count),
        Shown("posts_vacant", Label("缺额", "vacant"), count),
        Shown("filled_pct", Label("配备率", "filled, %"), percent),
    )
    caption = Label("应配与在岗，按街道", "Posts due and filled by street")
    query = "from marts.network_totals order by street_code, level"
    told = Label("点图：各街道三级的配备率。数字见表。", "Dots: share of posts filled on three levels.")
    return by_street(
        Section("posts", title, lead),
        _by_level(marts["network_totals"]),
        StreetTable(
            Listing("table-posts", caption, query, BY_STREET),
            shown,
            "figure-posts",
            told,
            draw_posts,
            (_by_body(marts),),
            is_wide=True,
        ),
    )


def of_bodies(network: pl.DataFrame) -> pl.DataFrame:
    """A row a body, and what is due and in post on each level there is."""
    renamed = network.rename({"courtyards_or_bodies_due": "due"}).sort("body_code", "level")
    index = ["body_code", "body_name", "street_code", "street_name"]
    return renamed.pivot("level", index=index, values=["due", "in_post"])


def draw_posts(streets: pl.DataFrame) -> go.Figure:
    """One line a street and a dot a level on it: the share of posts filled."""
    wide = streets.pivot("level", index=["street_code", "street_name"], values="filled_pct")
    parts = tuple(
        Part(level, label("network_level", level), colour, symbol)
        for level, (colour, symbol) in LEVELS.items()
        if level in wide.columns
    )
    return rate_dots(wide, "street_code", "street_name", parts)


def _by_body(marts: Marts) -> Table:
    bodies = of_bodies(marts["network"])
    of_levels = tuple(
        Shown(f"{measure}_{level}", Label(f"{name.zh}{zh}", f"{name.en}, {en}"), count)
        for level in codes("network_level")
        for name in (label("network_level", level),)
        for measure, zh, en in (("due", "应配", "due"), ("in_post", "在岗", "in post"))
        if f"{measure}_{level}" in bodies.columns
    )
    named = Label("应配与在岗，按单位", "Posts due and filled by body")
    return listed(
        Listing(
            "table-posts-body",
            named,
            "pivot marts.network on level using any_value(courtyards_or_bodies_due) as due, "
            "any_value(in_post) as in_post group by body_code, body_name, street_name",
            BY_STREET,
            is_folded=True,
        ),
        bodies,
        (BODY, STREET, *of_levels),
    )


def _by_level(network: pl.DataFrame, place: str = "street_code") -> pl.DataFrame:
    order = {level: rank_of("network_level", level) for level in codes("network_level")}
    return network.sort(place, pl.col("level").replace_strict(order, default=len(order)))


def _posts(marts: Marts) -> dict[str, int | None]:
    district = marts["network_totals"].filter(pl.col("street_code") == DISTRICT)
    return dict(district.select("level", "posts_vacant").iter_rows())


def _paid(marts: Marts) -> dict[str, float | None]:
    return newest_of_district(marts["fund_totals"].filter(pl.col("paying_body") == "all"))
