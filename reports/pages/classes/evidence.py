"""Section of the page 分类: the class that files declare against the evidence it needs, by street."""

from collections.abc import Iterable

import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.pages.classes.evidenced import evidenced_panel
from reports.parts.bars import Part, rate_dots
from reports.parts.labels import Label, label
from reports.parts.listing import BY_HALF_YEAR, HALF_YEAR, STREET, Listing, Shown, coded, listed
from reports.parts.placed import OF_STREETS, streets
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import counted, percent

INDICATOR = "management_class_assignment_rate"
TITLE = Label("所报类别与依据", "Declared class against evidence")
LEAD = Label(
    "主管类没有在职单位；协管类有单位和当日有效的管理证明；流动类有未注销的流入登记。"
    "先看每类妇女的依据说的是哪一类，再看依据齐全的档案占全部档案的比例，城区、农村部分分列；这一比例的分子、分母小也公布（见页末）。",
    "Main: no current unit; co-managed: a unit and a certificate in force; floating: an open inflow "
    "registration. First what evidence says of the women of each class, then the share of files whose "
    "evidence is there, urban and rural parts of a street apart; both numbers of that share are told even "
    "where they are small (see the foot of the page).",
)
NAMES = ("street_code", "street_name")
PARTS = (
    Part("urban", label("area_type", "urban"), "class-main"),
    Part("rural", label("area_type", "rural"), "class-floating", "square"),
)


def evidence_section(marts: Marts) -> Section:
    """What evidence says of each declared class, and the share it bears out as the indicator counts it."""
    return Section("evidence", TITLE, LEAD, (*evidenced_panel(marts), *_rate_panel(marts)))


def _rate_panel(marts: Marts) -> Iterable[Panel]:
    values = marts["indicator_values"].filter(pl.col("indicator_id") == INDICATOR)
    places = streets(marts).select("body_code", "street_code", "street_name")
    of_streets = values.join(places, on="body_code").sort("half_year", "street_code", "part")
    if of_streets.is_empty():
        return
    shown = (
        STREET,
        HALF_YEAR,
        Shown("part", Label("部分", "part"), coded("area_type")),
        Shown("numerator", Label("依据齐全", "with evidence"), counted),
        Shown("denominator", Label("档案", "files"), counted),
        Shown("value_pct", Label("比例", "share, %"), percent),
    )
    query = f"from marts.indicator_values where indicator_id = '{INDICATOR}' and body_code in {OF_STREETS}"
    caption = Label("依据齐全的档案", "Files whose class has its evidence")
    table = listed(Listing("table-evidence", caption, query, BY_HALF_YEAR), of_streets, shown)
    told = Label("点图：各街道的比例。数字见表。", "Dots: shares of the streets. The table has the numbers.")
    drawing = Drawing("figure-evidence", caption, told, rate_dots(*_drawn(of_streets), PARTS), "street")
    yield Panel((table,), drawing)


def _drawn(of_streets: pl.DataFrame) -> tuple[pl.DataFrame, str, str]:
    """One row a street of the newest half-year with a column a part; where a part is, its rate."""
    latest = newest(of_streets, "half_year")
    rates = [
        pl.col("value_pct").filter(pl.col("part") == part.column).first().alias(part.column) for part in PARTS
    ]
    return latest.group_by(*NAMES).agg(*rates).sort(*NAMES), *NAMES
