"""Sections about bodies and units: network, facilities, funds, inspections, rulings."""

from collections.abc import Iterable

import polars as pl

from reports.labels import Label, rank_of
from reports.marts import Marts
from reports.section import Panel, Section
from reports.table import Cell, Table, count, day, flag, term, text, yuan

NETWORK_TITLE = Label("网络、阵地与经费", "Network, facilities and funds")
NETWORK_LEAD = Label(
    "街道、社区、楼院、门栋四级网络，服务阵地，报酬发放和督查。",
    "The four-level network, the service premises, pay and inspections.",
)
RULINGS_TITLE = Label("裁定登记", "Rulings")
RULINGS_LEAD = Label(
    "对单位、街道、社区、村的处理决定，只涉机构，不涉个人。",
    "Decisions about units, streets, communities and villages: institutions only, no persons.",
)


def network_section(marts: Marts) -> Section:
    """Posts against the four levels, facility items in place, pay, inspections: short tables."""
    tables = (
        *_network(marts["network"]),
        *_facilities(marts["facilities"]),
        *_funds(marts["funds"]),
        *_inspections(marts["inspections"]),
    )
    return Section("network", NETWORK_TITLE, NETWORK_LEAD, (Panel(tables),) if tables else ())


def rulings_section(marts: Marts) -> Section:
    """Rulings by sanction, and each with the ruling on its superior that it is linked to."""
    rulings = marts["rulings"]
    if rulings.is_empty():
        return Section("rulings", RULINGS_TITLE, RULINGS_LEAD)
    return Section(
        "rulings", RULINGS_TITLE, RULINGS_LEAD, (Panel((_sanctions(rulings), _register(rulings))),)
    )


def _network(network: pl.DataFrame) -> Iterable[Table]:
    levels = network.group_by("level").agg(pl.col("courtyards_or_bodies_due", "in_post").sum())
    ordered = sorted(
        levels.iter_rows(named=True), key=lambda row: rank_of("network_level", row["level"] or "")
    )
    if ordered:
        headers = (Label("级别", "level"), Label("应配", "due"), Label("在岗", "in post"))
        rows = (
            (
                term("network_level", row["level"]),
                count(row["courtyards_or_bodies_due"]),
                count(row["in_post"]),
            )
            for row in ordered
        )
        yield Table("table-network", Label("四级网络", "The four levels"), headers, tuple(rows))


def _facilities(facilities: pl.DataFrame) -> Iterable[Table]:
    items = (
        facilities.group_by("item_code", "item_label", "is_mandatory")
        .agg(pl.col("in_place").sum(), pl.len().alias("bodies"))
        .sort("item_code", nulls_last=True)
    )
    if not items.is_empty():
        headers = (
            Label("项目", "item"),
            Label("必备", "mandatory"),
            Label("已具备", "in place"),
            Label("社区、村", "bodies"),
        )
        rows = (
            (text(row["item_label"]), flag(row["is_mandatory"]), count(row["in_place"]), count(row["bodies"]))
            for row in items.iter_rows(named=True)
        )
        yield Table("table-facilities", Label("服务阵地", "Service premises"), headers, tuple(rows))


def _funds(funds: pl.DataFrame) -> Iterable[Table]:
    measures = ("months_due", "months_paid_in_full", "amount_due_yuan", "amount_paid_yuan")
    paid = funds.group_by("half_year", "paying_body").agg(pl.col(*measures).sum())
    if not paid.is_empty():
        headers = (
            Label("半年度", "half-year"),
            Label("拨付方", "payer"),
            Label("应发月数", "months due"),
            Label("足额月数", "paid in full"),
            Label("应发（元）", "due, yuan"),
            Label("实发（元）", "paid, yuan"),
        )
        rows = (_funds_row(row) for row in paid.sort("half_year", "paying_body").iter_rows(named=True))
        yield Table("table-funds", Label("报酬发放", "Pay of the posts"), headers, tuple(rows))


def _funds_row(row: dict[str, int]) -> tuple[Cell, ...]:
    return (
        text(str(row["half_year"])),
        term("paying_body", str(row["paying_body"])),
        count(row["months_due"]),
        count(row["months_paid_in_full"]),
        yuan(row["amount_due_yuan"]),
        yuan(row["amount_paid_yuan"]),
    )


def _inspections(inspections: pl.DataFrame) -> Iterable[Table]:
    measures = {
        "inspections": Label("督查次数", "inspections"),
        "sampled_pages": Label("抽查页数", "pages sampled"),
        "missed_households": Label("漏户", "missed households"),
        "missed_persons": Label("漏人", "missed persons"),
        "wrong_cells": Label("差错项", "wrong cells"),
    }
    held = inspections.group_by("half_year").agg(pl.col(*measures).sum()).sort("half_year")
    if not held.is_empty():
        rows = (
            (text(row["half_year"]), *(count(row[measure]) for measure in measures))
            for row in held.iter_rows(named=True)
        )
        headers = (Label("半年度", "half-year"), *measures.values())
        yield Table("table-inspections", Label("督促检查", "Inspections"), headers, tuple(rows))


def _sanctions(rulings: pl.DataFrame) -> Table:
    counted = rulings.group_by("sanction", "subject_type").agg(
        pl.len().alias("rulings"), pl.col("in_force").sum()
    )
    ordered = sorted(
        counted.iter_rows(named=True),
        key=lambda row: (rank_of("sanction", row["sanction"] or ""), row["subject_type"] or ""),
    )
    rows = (
        (
            term("sanction", row["sanction"]),
            term("subject_type", row["subject_type"]),
            count(row["rulings"]),
            count(row["in_force"]),
        )
        for row in ordered
    )
    headers = (
        Label("处理", "sanction"),
        Label("对象", "subject"),
        Label("件数", "rulings"),
        Label("生效中", "in force"),
    )
    return Table("table-sanctions", Label("按处理种类", "By sanction"), headers, tuple(rows))


def _register(rulings: pl.DataFrame) -> Table:
    rows = (
        (
            text(row["ruling_no"]),
            day(row["ruled_on"]),
            text(row["subject_name"]),
            term("sanction", row["sanction"]),
            text(row["linked_ruling_no"]),
            flag(row["in_force"]),
        )
        for row in rulings.sort("ruled_on", "ruling_no").iter_rows(named=True)
    )
    headers = (
        Label("裁定文号", "ruling no."),
        Label("裁定日期", "ruled on"),
        Label("对象", "subject"),
        Label("处理", "sanction"),
        Label("连带裁定", "linked ruling"),
        Label("生效", "in force"),
    )
    return Table("table-rulings", Label("裁定明细", "The register"), headers, tuple(rows), folded=True)
