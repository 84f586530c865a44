"""Section: what the quality checks found, by severity and check."""

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import Marts
from reports.parts.labels import Label, codes, label, rank_of
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import Cell, Table, at_least, count, term, women
from reports.parts.theme import AXIS, fill, names_axis, spoken, styled_rows

FOUND = f"from marts.check_runs where state = 'found' and {newest_of('check_runs')}"
SEVERITIES = f"select severity, sum(findings) as findings, count(*) as checks {FOUND} group by all"
SHOWN = 12
PATTERNS = {"block": "x", "error": "", "warn": "/", "info": "."}
TITLE = Label("数据质量", "Data quality")
LEAD = Label(
    "核查发现问题的条数；逐条清单退回报送单位更正。",
    "Counts of findings; each body gets its own worklist back to correct.",
)
MORE = Cell("缺什么、重什么、错什么：漏重页", "what is missing, duplicate or wrong", href="quality.html")


def section(marts: Marts) -> Section:
    """Findings by severity, and by check."""
    checks = check_counts(marts["check_runs"])
    if checks.is_empty():
        return Section("findings", TITLE, LEAD, more=MORE)
    caption = Label(f"条数最多的核查项（至多 {SHOWN} 项）", f"The most frequent checks (at most {SHOWN})")
    told = Label(
        "条形图：按核查项的条数，颜色表示级别。数字见表。",
        "Bars: findings by check, coloured by severity. The tables hold the numbers.",
    )
    drawing = Drawing("figure-findings", caption, told, draw_checks(checks.head(SHOWN)))
    panels = (Panel((_severities(checks), _checks(checks)), drawing),)
    return Section("findings", TITLE, LEAD, panels, MORE)


def check_counts(check_runs: pl.DataFrame) -> pl.DataFrame:
    """The checks of the newest night that found something, the most frequent first, withheld counts last."""
    found = newest(check_runs, "as_of_date").filter(pl.col("state") == "found")
    return found.sort(["findings", "check_id"], descending=[True, False], nulls_last=True)


def draw_checks(checks: pl.DataFrame) -> go.Figure:
    """One bar a check, longest first, filled by severity."""
    keys = checks["check_id"].to_list()
    figure = go.Figure([_severity_bar(checks, severity) for severity in codes("severity")])
    figure.update_layout(barmode="overlay", bargap=0.3)
    title = {"text": spoken(Label("条数", "findings")), "font": {"size": 12}}
    figure.update_xaxes(**AXIS, title=title, rangemode="tozero", tickformat=",d", nticks=5)
    figure.update_yaxes(**names_axis(keys, [label("check", key) for key in keys]))
    return styled_rows(figure, len(keys), 28, 130).update_layout(margin_r=48)


def _severity_bar(checks: pl.DataFrame, severity: str) -> go.Bar:
    of_severity = checks.filter(pl.col("severity") == severity)
    return go.Bar(
        name=spoken(label("severity", severity)),
        x=of_severity["findings"].to_list(),
        y=of_severity["check_id"].to_list(),
        orientation="h",
        marker=fill(f"severity-{severity}", PATTERNS[severity]),
        texttemplate="%{x:,}",
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:,}<extra></extra>",
        visible=not of_severity.is_empty(),
    )


def _severities(checks: pl.DataFrame) -> Table:
    counted = checks.group_by("severity").agg(
        pl.col("findings").sum(),
        pl.col("check_id").n_unique(),
        is_whole=pl.col("findings").null_count() == 0,
    )
    ordered = sorted(counted.iter_rows(named=True), key=lambda row: rank_of("severity", row["severity"]))
    rows = (
        (
            term("severity", row["severity"]),
            at_least(row["findings"], is_whole=row["is_whole"]),
            count(row["check_id"]),
        )
        for row in ordered
    )
    headers = (Label("级别", "severity"), Label("条数", "findings"), Label("核查项", "checks"))
    return Table(
        "table-severities",
        Label("按级别", "By severity"),
        headers,
        tuple(rows),
        query=SEVERITIES,
    )


def _checks(checks: pl.DataFrame) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (term("check", row["check_id"]), term("severity", row["severity"]), women(row["findings"]))
        for row in checks.iter_rows(named=True)
    )
    headers = (Label("核查项", "check"), Label("级别", "severity"), Label("条数", "findings"))
    return Table(
        "table-checks",
        Label("全部核查项", "All checks"),
        headers,
        rows,
        folded=True,
        query=FOUND,
    )
