"""Sections of the quality page: what the checks found by street and body, and how each number was found."""

from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import Marts
from reports.parts.labels import Label, codes, label, rank_of
from reports.parts.listing import BODY, STREET
from reports.parts.placed import (
    NONE,
    WITHOUT_RESULT,
    Sums,
    found_by_body_query,
    found_query,
    placed_counts,
    places,
    rare_checks,
    street_facets,
    streets,
    sums,
    total,
)
from reports.parts.section import Explanation, Panel, Section
from reports.parts.table import Cell, Table, count, term, text, women

TITLE = Label("各项核查", "Checks")
LEAD = Label(
    "各街道、单位每类核查的条数；点表头排序。条数太少的核查项不分单位，只计入全区。"
    "“未反馈”也数村和以前各半年的，并且只数期限已过的，与通报页的反馈率不同。",
    "Findings by street and body for each kind of fault; press a column's head to sort. Checks "
    "with too few findings are not told by body, and count in the district's row alone. "
    '"Receipt not acknowledged" also counts villages and earlier half-years, and only what is overdue: the '
    "rate on the page Notice slips does not.",
)
RUNS = f"select check_id, findings, found_by from marts.check_runs where {newest_of('check_runs')}"
RARE_RUNS = f"""
{RUNS} and check_id in (
    select check_id from marts.finding_counts where {newest_of("finding_counts")}
    group by check_id having count(findings) = 0)""".strip()
STATES = f"""
select state, {{severities}}
from (values {{states}}) as states(state)
left join (from marts.check_runs where {newest_of("check_runs")}) using (state)
group by state""".strip()
RARE = Label("太少，不按单位公布的核查项", "Checks with too few findings to be told by body")
FOUND_TITLE = Label("数从何来", "How each number was found")
FOUND_LEAD = Label(
    "每个条数：核查项 → 所在的表 → 如何得出 → 快照编号。规则全文见上面各项核查。",
    "Each count: check → table → how → snapshot. The rules are above, under each check.",
)


def section(marts: Marts) -> Section:
    """The matrix of streets and groups, bodies folded under it, states, and every check's rule and remedy."""
    runs = newest(marts["check_runs"], "as_of_date")
    if runs.is_empty():
        return Section("checks", TITLE, LEAD)
    counts = placed_counts(marts)
    panels = (
        Panel((_streets(marts, runs, counts), _bodies(marts, counts))),
        Panel((_states(runs), *_rare(marts, runs))),
        Panel((), explanations=tuple(_explanations(marts, runs))),
    )
    return Section("checks", TITLE, LEAD, panels)


def found_section(marts: Marts) -> Section:
    """Where every count comes from: check, table, how, and the snapshot that holds it."""
    runs = newest(marts["check_runs"], "as_of_date").join(marts["checks"], on="check_id", how="left")
    snapshot = marts["snapshot"]["snapshot_id"].to_list() or [None]
    rows = tuple(
        (
            term("check", row["check_id"]),
            women_or_none(row),
            text(row["made_in"]),
            term("found_by", row["found_by"]),
            text(snapshot[0]),
        )
        for row in in_list_order(runs)
    )
    if not rows:
        return Section("found", FOUND_TITLE, FOUND_LEAD)
    headers = (
        Label("核查项", "check"),
        Label("条数", "findings"),
        Label("表", "table of layer 2"),
        Label("如何得出", "how"),
        Label("快照", "snapshot"),
    )
    caption = Label("各数来历", "Where each count comes from")
    table = Table("table-found", caption, headers, rows, folded=True, is_sortable=True, query=RUNS)
    return Section("found", FOUND_TITLE, FOUND_LEAD, (Panel((table,)),))


def women_or_none(run: dict[str, Any]) -> Cell:
    """A check's count in the district; one that could not run has none."""
    if run["state"] == WITHOUT_RESULT:
        return Cell("—", kind="absent")
    return women(run["findings"])


def in_list_order(runs: pl.DataFrame) -> list[dict[str, Any]]:
    """The runs as the list of checks has them."""
    return sorted(runs.iter_rows(named=True), key=lambda row: rank_of("check", row["check_id"]))


def found_in_streets(marts: Marts, counts: pl.DataFrame) -> dict[str, tuple[Cell, ...]]:
    """By street: what each group of checks found in it, in the order of the groups, of `placed_counts`."""
    found = sums(counts, "street_code", "check_group")
    return {code: _found(found, code) for code in streets(marts)["body_code"]}


def _streets(marts: Marts, runs: pl.DataFrame, counts: pl.DataFrame) -> Table:
    of_group = {
        group: marts["checks"].filter(pl.col("check_group") == group)["check_id"].to_list()
        for group in codes("check_group")
    }
    found = found_in_streets(marts, counts)
    named = streets(marts).select("body_code", "body_name").iter_rows()
    rows = tuple((text(name), *found[code]) for code, name in named)
    totals = (Cell("全区", "district"), *(total(runs, checks) for checks in of_group.values()))
    return Table(
        "table-matrix",
        Label("各街道各类核查的条数", "Findings by street and kind of fault"),
        _headers(STREET.title),
        rows,
        (totals,),
        is_sortable=True,
        query=found_query("check_group", codes("check_group")),
        facets=street_facets(marts),
    )


def _bodies(marts: Marts, counts: pl.DataFrame) -> Table:
    found = sums(counts, "body_code", "check_group")
    bodies = places(marts).sort("street_code", "body_code")
    return Table(
        "table-matrix-bodies",
        Label("各单位各类核查的条数", "Findings by body and kind of fault"),
        _headers(BODY.title, STREET.title),
        tuple(
            (text(row["body_name"]), text(row["street_name"]), *_found(found, row["body_code"]))
            for row in bodies.iter_rows(named=True)
        ),
        folded=True,
        is_sortable=True,
        query=found_by_body_query("check_group", codes("check_group")),
        facets=tuple({"street": code} if code else {} for code in bodies["street_code"]),
    )


def _headers(*places: Label) -> tuple[Label, ...]:
    return (*places, *(label("check_group", group) for group in codes("check_group")))


def _found(found: Sums, code: str) -> tuple[Cell, ...]:
    return tuple(found.get((code, group), NONE) for group in codes("check_group"))


def _states(runs: pl.DataFrame) -> Table:
    severities = [code for code in codes("severity") if code in runs["severity"].unique()]
    rows = tuple(
        (
            term("check_state", state),
            *(count(runs.filter(state=state, severity=severity).height) for severity in severities),
        )
        for state in codes("check_state")
    )
    headers = (Label("状态", "state"), *(label("severity", severity) for severity in severities))
    return Table(
        "table-states",
        Label("核查项数，按状态和级别", "Checks by state and severity"),
        headers,
        rows,
        query=STATES.format(
            severities=", ".join(
                f"count(*) filter (where severity = '{code}') as {code}" for code in severities
            ),
            states=", ".join(f"('{code}')" for code in codes("check_state")),
        ),
    )


def _rare(marts: Marts, runs: pl.DataFrame) -> Iterable[Table]:
    rare = runs.filter(pl.col("check_id").is_in(rare_checks(marts)))
    if rare.is_empty():
        return
    rows = tuple((term("check", row["check_id"]), women_or_none(row)) for row in in_list_order(rare))
    headers = (Label("核查项", "check"), Label("全区条数", "findings in the district"))
    yield Table("table-rare", RARE, headers, rows, folded=True, query=RARE_RUNS)


def _explanations(marts: Marts, runs: pl.DataFrame) -> Iterator[Explanation]:
    for run in in_list_order(runs.join(marts["checks"], on="check_id", how="left")):
        told = {name: run[name] or "—" for name in ("rule", "rule_zh", "remedy_zh", "remedy_en")}
        summary = (
            term("check", run["check_id"]),
            term("severity", run["severity"]),
            term("check_state", run["state"]),
            women_or_none(run),
        )
        texts = (
            (Label("规则", "rule"), Label(told["rule_zh"], told["rule"])),
            (Label("怎么改", "remedy"), Label(told["remedy_zh"], told["remedy_en"])),
        )
        yield Explanation(summary, texts)
