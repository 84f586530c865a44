"""Sections of the page 队伍阵地经费: premises against the standard, and pay."""

import plotly.graph_objects as go
import polars as pl

from reports.marts.tables import Marts
from reports.parts.bars import BAD, GOOD, Part, stacked_bars
from reports.parts.by_street import StreetTable, by_street
from reports.parts.labels import Label, label
from reports.parts.listing import (
    BODY,
    BY_HALF_YEAR,
    BY_STREET,
    DISTRICT,
    HALF_YEAR,
    STREET,
    Listing,
    Shown,
    coded,
    listed,
)
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import count, flag, percent, yuan

ITEMS = (Part("bodies_with_item", Label("已具备", "in place"), GOOD, ink="on-class-co_managed"),)
PAID = (
    Part("amount_paid_yuan", Label("实发（元）", "paid, yuan"), GOOD, ink="on-class-co_managed"),
    Part("amount_owed_yuan", Label("欠发（元）", "owed, yuan"), BAD, "x"),
)
MONEY = (
    HALF_YEAR,
    Shown("paying_body", Label("拨付方", "payer"), coded("paying_body")),
    Shown("months_due", Label("应发人月", "months due"), count),
    Shown("months_paid_in_full", Label("足额人月", "paid in full"), count),
    Shown("amount_due_yuan", Label("应发（元）", "due, yuan"), yuan),
    Shown("amount_paid_yuan", Label("实发（元）", "paid, yuan"), yuan),
)


def premises_section(marts: Marts) -> Section:
    """Bodies that have each item, and what each body lacks."""
    title = Label("服务阵地", "Premises")
    lead = Label(
        "十项必备：两室、四个版面、四种宣传阵地；选建项只列不计。",
        "Ten items are mandatory: two rooms, four themes, four media; optional ones are listed and "
        "never counted as missing.",
    )
    items = marts["facility_totals"].filter(pl.col("street_code") == DISTRICT).sort("item_code")
    if items.is_empty():
        return Section("premises", title, lead)
    shown = (
        Shown("item_code", Label("项目", "item"), coded("facility_item")),
        Shown("is_mandatory", Label("必备", "mandatory"), flag),
        Shown("bodies_with_item", Label("已具备", "in place"), count),
        Shown("bodies", Label("社区、村", "bodies"), count),
        Shown("in_place_pct", Label("具备率", "in place, %"), percent),
    )
    caption = Label("各项阵地，全区", "Bodies that have each item, whole district")
    query = "from marts.facility_totals where street_code = 'ALL' order by item_code"
    table = listed(Listing("table-items", caption, query), items, shown)
    of_bodies = (
        BODY,
        STREET,
        Shown("mandatory_in_place", Label("必备已具备", "mandatory, in place"), count),
        Shown("mandatory_missing", Label("必备缺", "mandatory, missing"), count),
        Shown("optional_in_place", Label("选建已具备", "optional, in place"), count),
        Shown("is_up_to_standard", Label("达标", "up to standard"), flag),
    )
    standards = marts["facility_standards"].sort("mandatory_missing", "body_code", descending=[True, False])
    by_body = listed(
        Listing(
            "table-standards",
            Label("各社区、村的阵地", "Premises of each body"),
            "from marts.facility_standards order by mandatory_missing desc, body_code",
            BY_STREET,
        ),
        standards,
        of_bodies,
    )
    told = Label("条形图：具备每项阵地的社区、村数。", "Bars: bodies that have each item.")
    drawing = Drawing("figure-items", caption, told, draw_items(items))
    return Section("premises", title, lead, (Panel((table,), drawing), Panel((by_body,))))


def funds_section(marts: Marts) -> Section:
    """Pay and allowances by street, half-year and payer; every body's below."""
    title = Label("经费", "Funds")
    lead = Label(
        "副主任工资和楼院长补贴，按拨付方：市财政、街道、村。“足额”指该月已发且不少于应发。",
        "Wages of deputy directors and allowances of courtyard heads by who pays: city, street or village. "
        "In full: paid for the month, and no less than due.",
    )
    owed = Shown("amount_owed_yuan", Label("欠发（元）", "owed, yuan"), yuan)
    in_full = Shown("paid_in_full_pct", Label("足额率", "in full, %"), percent)
    caption = Label("报酬补贴发放，按街道", "Pay and allowances by street")
    query = "from marts.fund_totals order by half_year, street_code, paying_body"
    by_body = listed(
        Listing(
            "table-funds-body",
            Label("报酬补贴发放，按单位", "Pay and allowances by body"),
            "from marts.funds order by half_year, body_code, paying_body",
            BY_HALF_YEAR,
            is_folded=True,
        ),
        marts["funds"].sort("half_year", "body_code", "paying_body"),
        (BODY, STREET, *MONEY),
    )
    told = Label("堆叠条形图：各街道实发与欠发。数字见表。", "Stacked bars: paid and owed by street.")
    return by_street(
        Section("funds", title, lead),
        marts["fund_totals"].sort("half_year", "street_code", "paying_body"),
        StreetTable(
            Listing("table-funds", caption, query, BY_HALF_YEAR),
            (STREET, *MONEY, owed, in_full),
            "figure-funds",
            told,
            draw_funds,
            (by_body,),
            is_wide=True,
        ),
    )


def draw_items(items: pl.DataFrame) -> go.Figure:
    """One bar an item: the bodies that have it."""
    names = [label("facility_item", code) for code in items["item_code"]]
    return stacked_bars(items, "item_code", names, ITEMS, Label("社区、村（个）", "communities and villages"))


def draw_funds(streets: pl.DataFrame) -> go.Figure:
    """One bar a street: yuan paid and yuan owed by all payers."""
    streets = streets.filter(pl.col("paying_body") == "all")
    return stacked_bars(streets, "street_code", "street_name", PAID, Label("元", "yuan"))
