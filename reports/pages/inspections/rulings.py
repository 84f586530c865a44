"""Sections of the page 督查: the register of rulings on institutions, and joint liability."""

import plotly.graph_objects as go
import polars as pl

from reports.marts.tables import Marts
from reports.parts.bars import Part, stacked_bars
from reports.parts.labels import Label, label, rank_of
from reports.parts.listing import Listing, Shown, coded, listed
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import count, day, flag, text

IN_FORCE = (
    Part(
        "institutions_in_force",
        Label("处理生效中的机构", "institutions with one in force"),
        "class-co_managed",
        ink="on-class-co_managed",
    ),
)
SANCTION = Shown("sanction", Label("处理", "sanction"), coded("sanction"))
RULING = Shown("ruling_no", Label("裁定文号", "ruling no."), text)
RULED_ON = Shown("ruled_on", Label("裁定日期", "ruled on"), day)
FORCE = Shown("in_force", Label("生效", "in force"), flag)


def rulings_section(marts: Marts) -> Section:
    """Rulings by sanction and kind of institution, and the register."""
    title = Label("裁定", "Rulings")
    lead = Label(
        "对单位、街道、社区、村的处理决定，只涉机构，不涉个人；列在成绩之旁，不计入成绩。",
        "Decisions about units, streets, communities and villages, never persons; beside the scores, "
        "never inside them.",
    )
    totals = ruling_totals(marts)
    if totals.is_empty():
        return Section("rulings", title, lead)
    shown = (
        SANCTION,
        Shown("subject_type", Label("对象", "kind of institution"), coded("subject_type")),
        Shown("rulings", Label("件数", "rulings"), count),
        Shown("rulings_in_force", Label("生效中", "in force"), count),
        Shown("institutions_in_force", Label("涉及机构", "institutions"), count),
    )
    caption = Label("裁定，按处理种类", "Rulings by sanction")
    query = "from marts.ruling_totals where sanction <> 'other_than_veto' order by sanction, subject_type"
    table = listed(Listing("table-sanctions", caption, query), totals, shown)
    of_ruling = (
        RULING,
        RULED_ON,
        Shown("subject_name", Label("对象", "institution"), text),
        SANCTION,
        Shown("linked_ruling_no", Label("连带裁定", "linked ruling"), text),
        FORCE,
    )
    register = listed(
        Listing(
            "table-rulings",
            Label("裁定登记", "The register"),
            "from marts.rulings order by ruled_on, ruling_no",
        ),
        marts["rulings"].sort("ruled_on", "ruling_no"),
        of_ruling,
    )
    told = Label("条形图：每种处理生效中涉及的机构数。", "Bars: institutions under each sanction in force.")
    drawing = Drawing("figure-rulings", caption, told, draw_rulings(totals))
    return Section("rulings", title, lead, (Panel((table,), drawing), Panel((register,))))


def liability_section(marts: Marts) -> Section:
    """Vetoed second-level institutions and the ruling on their superior bureau."""
    title = Label("连带责任", "Joint liability")
    lead = Label(
        "二级机构被一票否决的，其主管委局当日应有连带裁定。",
        "Where a second-level institution is vetoed, a ruling on its superior bureau of that day is to be "
        "linked.",
    )
    liabilities = marts["joint_liability"].sort("ruled_on", "ruling_no")
    if liabilities.is_empty():
        return Section("liability", title, lead)
    shown = (
        Shown("unit_name", Label("二级机构", "second-level institution"), text),
        RULING,
        RULED_ON,
        Shown("superior_unit_name", Label("主管委局", "superior bureau"), text),
        Shown("linked_ruling_no", Label("连带裁定", "linked ruling"), text),
        Shown("linked_sanction", Label("对委局的处理", "sanction on the bureau"), coded("sanction")),
        Shown("liability", Label("连带责任", "joint liability"), coded("liability")),
        FORCE,
    )
    query = "from marts.joint_liability order by ruled_on, ruling_no"
    table = listed(Listing("table-liability", title, query), liabilities, shown)
    return Section("liability", title, lead, (Panel((table,)),))


def ruling_totals(marts: Marts) -> pl.DataFrame:
    """Rulings by sanction in the order of the list, without the sum over all but the veto."""
    totals = marts["ruling_totals"].filter(pl.col("sanction") != "other_than_veto")
    order = {code: rank_of("sanction", code) for code in totals["sanction"].unique()}
    return totals.sort(pl.col("sanction").replace_strict(order, return_dtype=pl.Int64), "subject_type")


def draw_rulings(totals: pl.DataFrame) -> go.Figure:
    """One bar a sanction and kind of institution: those against which one is in force."""
    keyed = totals.with_columns(
        key=pl.concat_str("sanction", "subject_type", separator="/", ignore_nulls=True)
    )
    kinds = totals.select("sanction", "subject_type").iter_rows()
    names = [_named(label("sanction", sanction), label("subject_type", kind)) for sanction, kind in kinds]
    return stacked_bars(keyed, "key", names, IN_FORCE, Label("生效中的裁定（件）", "rulings in force"))


def _named(sanction: Label, kind: Label) -> Label:
    return Label(f"{sanction.zh} · {kind.zh}", f"{sanction.en} · {kind.en}")
