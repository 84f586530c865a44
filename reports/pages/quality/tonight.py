"""Section of the quality page: what changed tonight, and which questions the figures raise."""

from collections.abc import Iterable

import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import Marts
from reports.parts.labels import Label
from reports.parts.placed import places
from reports.parts.section import Panel, Section
from reports.parts.table import WITHHELD, Cell, Table, day, measure, signed_count, term, text

TITLE = Label("今晚的变化与要问的话", "What changed tonight, and questions to ask")
LEAD = Label(
    "与上次公布相比，同一月末的人数变了多少、为什么；哪些数字值得去问。要问的不是错，可能另有缘由。",
    "How counts of one month's end differ from those last published, and why; and which figures are worth "
    "asking about. A question is no finding: there may be a good answer.",
)
CHANGES = (
    "from marts.count_changes where division_level <> 'community' and as_of_date = "
    "(select max(as_of_date) from marts.count_changes where division_level <> 'community')"
)
ALL = Cell("各类合计", "all classes")


def section(marts: Marts) -> Section:
    """Changes of published counts by cause, and questions, where the snapshot has them."""
    return Section("tonight", TITLE, LEAD, (*_changes(marts["count_changes"]), *_questions(marts)))


def _changes(changes: pl.DataFrame) -> Iterable[Panel]:
    if changes.is_empty():
        return
    latest = newest(changes.filter(pl.col("division_level") != "community"), "as_of_date")
    ordered = latest.sort("division_level", "division_name", "management_class", "cause")
    rows = tuple(
        (
            text(row["division_name"]),
            ALL if row["management_class"] == "all" else term("management_class", row["management_class"]),
            term("count_cause", row["cause"]),
            WITHHELD if row["is_suppressed"] else signed_count(row["change_in_women"]),
        )
        for row in ordered.iter_rows(named=True)
    )
    headers = (
        Label("地方", "place"),
        Label("类别", "class"),
        Label("原因", "cause"),
        Label("人数变化", "change"),
    )
    month_end = day(latest["as_of_date"].item(0)).zh
    caption = Label(
        f"已公布的 {month_end} 人数的变化，按原因", f"Changes of the counts of {month_end}, by cause"
    )
    yield Panel(
        (
            Table(
                "table-changes",
                caption,
                headers,
                rows,
                is_sortable=True,
                query=CHANGES,
            ),
        )
    )


def _questions(marts: Marts) -> Iterable[Panel]:
    latest = newest(marts["questions"], "half_year").sort("question_id", "body_code", "unit_code")
    if latest.is_empty():
        return
    names = dict(places(marts).select("body_code", "body_name").iter_rows())
    rows = tuple(
        (
            text(names.get(row["body_code"], row["body_code"] or row["unit_code"])),
            Cell(row["question_zh"] or "—", row["question_en"] or ""),
            Cell(row["figure_zh"] or "—", row["figure_en"] or ""),
            measure(row["figure_pct"]),
            measure(row["usual_pct"]),
        )
        for row in latest.iter_rows(named=True)
    )
    headers = (
        Label("问谁", "whom to ask"),
        Label("问什么", "question"),
        Label("凭什么数", "figure"),
        Label("该数 %", "its value, %"),
        Label("通常 %", "usual, %"),
    )
    yield Panel(
        (
            Table(
                "table-questions",
                Label("要问的话", "Questions to ask"),
                headers,
                rows,
                query=f"from marts.questions where {newest_of('questions', 'half_year')}",
            ),
        )
    )
