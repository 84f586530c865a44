"""The page 督查: whether every street is inspected, what was found, and rulings on institutions."""

from collections.abc import Iterable

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest_of
from reports.marts.tables import Marts
from reports.pages.inspections.rulings import liability_section, rulings_section
from reports.parts.bars import Part, stacked_bars
from reports.parts.by_street import StreetTable, by_street, newest_of_district, of_newest_column
from reports.parts.labels import Label
from reports.parts.listing import (
    BODY,
    BY_HALF_YEAR,
    HALF_YEAR,
    STREET,
    Listing,
    Shown,
    listed,
)
from reports.parts.section import KeyFigure, Page, Panel, Section
from reports.parts.stamp import stamped
from reports.parts.table import Cell, Table, count, measure, text

TITLE = Label("督查", "Inspections")
FOUND = (
    Part("wrong_cells", Label("错项", "wrong cells"), "severity-warn", "/"),
    Part("missed_persons", Label("漏人", "missed persons"), "severity-error", "x"),
    Part("missed_households", Label("漏户", "missed households"), "class-main"),
)
COUNTED = (
    Shown("sampled_pages", Label("抽查页", "pages sampled"), count),
    *(Shown(part.column, part.name, count) for part in reversed(FOUND)),
)


def inspections_page(marts: Marts) -> Page:
    """Inspections by street and unit, rulings, and joint liability."""
    sections = (
        streets_section(marts),
        units_section(marts),
        rulings_section(marts),
        liability_section(marts),
    )
    return stamped(marts, TITLE, answer(marts), sections, tuple(key_figures(marts)))


def answer(marts: Marts) -> Label:
    """Whether every street was inspected, and how many institutions are vetoed, in one sentence."""
    asked = Label("每半年都督查了吗？查出什么，怎么处理？", "Is every street inspected, and what followed?")
    row = newest_of_district(marts["inspection_totals"])
    if not row:
        return asked
    done, due, wrong = (count(row[name]).zh for name in ("streets_inspected", "streets", "wrong_cells"))
    vetoed, others = (_institutions(marts, code).zh for code in ("veto", "other_than_veto"))
    return Label(
        f"{asked.zh}{row['half_year']} {due} 个街道督查了 {done} 个，查出错项 {wrong} 个；"
        f"一票否决生效中的单位 {vetoed} 个，受其他处理的 {others} 个。",
        f"{asked.en} In {row['half_year']} {done} of {due} streets were inspected and {wrong} wrong cells "
        f"found; {vetoed} units are vetoed, {others} are under other sanctions.",
    )


INSPECTED = f"from marts.inspection_totals where {newest_of('inspection_totals', 'half_year')}"
TOTALS = "from marts.ruling_totals where subject_type = 'unit'"
LINKED = "select count(*) as linked from marts.joint_liability where in_force and liability = 'linked'"


def key_figures(marts: Marts) -> Iterable[KeyFigure]:
    """Streets inspected, what was found, and institutions under rulings in force."""
    row = newest_of_district(marts["inspection_totals"])
    titles = {
        "streets_inspected": Label("已督查的街道", "streets inspected"),
        "streets": Label("街道", "streets"),
        "sampled_pages": Label("抽查页", "pages sampled"),
        "wrong_cells": Label("错项", "wrong cells"),
        "rectification_overdue": Label("逾期未整改", "overdue to be put right"),
    }
    for column, title in titles.items():
        of_each = of_newest_column(marts["inspection_totals"], column, count)
        yield KeyFigure(column, title, count(row.get(column)), INSPECTED, of_streets=of_each)
    vetoed = Label("一票否决生效中的单位", "units vetoed")
    yield KeyFigure("vetoed", vetoed, _institutions(marts, "veto"), TOTALS)
    other = Label("受其他处理的单位", "units otherwise sanctioned")
    yield KeyFigure("sanctioned", other, _institutions(marts, "other_than_veto"), TOTALS)
    linked = marts["joint_liability"].filter(pl.col("in_force"), pl.col("liability") == "linked")
    yield KeyFigure("linked", Label("连带责任已追", "with joint liability"), count(linked.height), LINKED)


def streets_section(marts: Marts) -> Section:
    """What inspections of streets and their bodies found by half-year; the bodies' own below."""
    title = Label("督查街道和社区", "Inspections of streets")
    lead = Label(
        "每个街道每半年至少督查一次；街道本身和所辖社区、村的督查合计，没有督查的街道也列出。查出多少照记录公布，小也不隐去（见页末）。",
        "A street is to be inspected each half-year; its own inspections and those of its communities and "
        "villages together. A street that nobody inspected has its line too. What was found is told as "
        "recorded, small numbers too (see the foot of the page).",
    )
    shown = (
        STREET,
        HALF_YEAR,
        Shown("street_inspections", Label("督查街道次数", "of the street"), count),
        Shown("body_inspections", Label("督查社区、村次数", "of its bodies"), count),
        *COUNTED,
        Shown("wrong_per_100_pages", Label("每百页错项", "wrong per 100 pages"), measure),
        Shown("rectified", Label("已整改", "put right"), count),
        Shown("rectification_overdue", Label("逾期未改", "overdue"), count),
    )
    caption = Label("督查与所见，按街道", "Inspections and what they found, by street")
    query = "from marts.inspection_totals order by half_year, street_code"
    told = Label("堆叠条形图：各街道查出的错项、漏人、漏户。", "Stacked bars: what was found by street.")
    return by_street(
        Section("streets", title, lead),
        marts["inspection_totals"].sort("half_year", "street_code"),
        StreetTable(
            Listing("table-inspections", caption, query, BY_HALF_YEAR),
            shown,
            "figure-inspections",
            told,
            draw_found,
            (_by_body(marts),),
            is_wide=True,
        ),
    )


def units_section(marts: Marts) -> Section:
    """Inspections of units, as counts."""
    title = Label("督查单位", "Inspections of units")
    lead = Label("每个被查单位每半年一行。", "One line for each unit inspected and half-year.")
    units = marts["unit_inspections"].sort(
        "half_year", "wrong_cells", "unit_code", descending=[True, True, False]
    )
    if units.is_empty():
        return Section("units", title, lead)
    shown = (
        Shown("unit_name", Label("单位", "unit"), text),
        STREET,
        HALF_YEAR,
        Shown("inspections", Label("次数", "inspections"), count),
        *COUNTED,
    )
    query = "from marts.unit_inspections order by half_year desc, wrong_cells desc, unit_code"
    caption = Label("被督查的单位", "Units inspected")
    table = listed(Listing("table-unit-inspections", caption, query, BY_HALF_YEAR), units, shown)
    return Section("units", title, lead, (Panel((table,)),))


def draw_found(streets: pl.DataFrame) -> go.Figure:
    """One bar a street: wrong cells, missed persons and missed households found."""
    return stacked_bars(streets, "street_code", "street_name", FOUND, Label("查出（处）", "found"))


def _by_body(marts: Marts) -> Table:
    of_bodies = (
        BODY,
        STREET,
        HALF_YEAR,
        Shown("inspections", Label("次数", "inspections"), count),
        *COUNTED,
    )
    return listed(
        Listing(
            "table-inspections-body",
            Label("督查与所见，按被查单位", "The same by body inspected"),
            "from marts.inspections order by half_year, body_code",
            BY_HALF_YEAR,
            is_folded=True,
        ),
        marts["inspections"].sort("half_year", "body_code"),
        of_bodies,
    )


def _institutions(marts: Marts, sanction: str) -> Cell:
    of_units = marts["ruling_totals"].filter(pl.col("sanction") == sanction, pl.col("subject_type") == "unit")
    return count(next(iter(of_units["institutions_in_force"]), 0))
