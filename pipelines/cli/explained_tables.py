"""The tables in which a terminal shows why a score is what it is; each sums to the one above."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from reports.marts.tables import Marts
from reports.pages.streets.page import NOTE, indicator_label
from reports.parts.labels import Label, label
from reports.parts.table import Cell, count, counted, points, share, signed, women
from reports.parts.withheld import MARK, MARK_MEANS

Names = Mapping[str, str]
Row = dict[str, Any]


def explanation_tables(body: Marts, names: Names) -> Iterator[Table | str]:
    """Head, parts, groups, indicators, sources, and what stands beside the score, in that order."""
    score = body["scores"].row(0, named=True)
    yield _head(score, body)
    yield _parts(body, score)
    if score["scheme"] == "mixed":
        yield from _blend(body, names)
    yield _groups(body)
    yield _indicators(body)
    yield from _sources(body)
    yield "\n".join((NOTE.zh, NOTE.en, f"{MARK} {MARK_MEANS.zh}", f"{MARK} {MARK_MEANS.en}"))
    yield from _beside(body)


def _head(score: Row, body: Marts) -> str:
    standing = next(body["standings"].iter_rows(named=True), {})
    rank = f"{count(score['rank']).zh}/{count(standing.get('ranked_bodies')).zh}"
    status = label("score_status", score["status"]).both
    veto = "一票否决 vetoed" if score["vetoed"] else "无一票否决 not vetoed"
    return escape(
        f"{score['body_name']} {score['body_code']} · {score['half_year']}\n"
        f"总成绩 score {points(score['score']).zh} · 名次 rank {rank} · {status} · "
        f"{label('scheme', score['scheme']).both} · {veto}"
    )


def _parts(body: Marts, score: Row) -> Table:
    parts = body["score_parts"].join(body["score_shares"], on=["half_year", "body_code", "part"], how="left")
    table = titled(
        Label("两部分与人口占比", "Parts and population shares"),
        "部分 part",
        "人口 people",
        "占比 share",
        "得分 score",
        "最多 at most",
        "扣分 off",
        "计入 gives",
    )
    for row in parts.sort("part", descending=True).iter_rows(named=True):
        shown = (row["shown_score_most"], row["shown_score_lost"], row["shown_score_given"])
        add(
            table,
            label("area_type", row["part"]).both,
            count(row["population"]),
            share(row["share"]),
            points(row["part_score"]),
            *(points(value) for value in shown),
        )
    table.add_section()
    add(table, "总成绩 score", *[Cell("")] * 5, points(score["score"]))
    return table


def _blend(body: Marts, names: Names) -> Iterable[str]:
    """Where the street would change its rank, in a sentence a side."""
    for row in body["turning_shares"].iter_rows(named=True):
        turns = ((row[f"share_{side}"], row[f"body_{side}_share"]) for side in ("below", "above"))
        found = [(at, names.get(other, other)) for at, other in turns if at is not None]
        for at, other in found:
            yield escape(
                f"城区人口占比到 {share(at).zh} 时与 {other} 同分，名次改变 · "
                f"at an urban share of {share(at).zh} it meets {other} and its rank changes"
            )
        if not found:
            yield "人口占比怎么变，名次都不变 · no population share would change its rank"


def _groups(body: Marts) -> Table:
    headers = ("分值 points", "得 won", "失 lost", "扣分 off", "余 left")
    table = titled(Label("各类指标", "Groups of indicators"), "类别 group", *headers)
    for row in body["score_groups"].sort("step_no").iter_rows(named=True):
        named = label("indicator_group", row["indicator_group"])
        add(
            table,
            f"{label('area_type', row['part']).zh} {named.both}",
            *_shown(row),
            points(row["shown_score_after"]),
        )
    table.add_section()
    for row in body["score_shares"].sort("part", descending=True).iter_rows(named=True):
        add(table, f"{label('area_type', row['part']).both}: 合计 sum", *_shown(row), Cell(""))
    return table


def _indicators(body: Marts) -> Table:
    headers = ("办成/应办 done/due", "值% value", "分值 points", "得 won", "失 lost", "扣分 off")
    table = titled(Label("各项指标", "Indicators"), "指标 indicator", *headers)
    for group in body["score_groups"].sort("step_no").iter_rows(named=True):
        table.add_section()
        part = label("area_type", group["part"]).zh
        named = f"{part} {label('indicator_group', group['indicator_group']).both}"
        add(table, named, Cell(""), Cell(""), *_shown(group))
        of_group = {column: group[column] for column in ("part", "indicator_group")}
        for row in body["steps"].filter(**of_group).iter_rows(named=True):
            add(table, _two_lines(indicator_label(row)), *_counted(row), *_shown(row))
    return table


def _two_lines(named: Label) -> str:
    return f"  {named.zh}\n  {named.en}"


def _counted(row: Row) -> tuple[Cell, Cell]:
    """Done of due with the value, or why there is none."""
    if row["status"] != "ok":
        return Cell(label("indicator_status", row["status"]).zh), Cell("")
    done_of_due = f"{counted(row['numerator']).zh}/{counted(row['denominator']).zh}"
    return Cell(done_of_due), points(row["value_pct"])


def _sources(body: Marts) -> Iterator[Table]:
    """For each indicator that lost points: who cost most first, and what its checks found."""
    table = titled(Label("每分失在何处", "Who lost each point"), "指标 · 单位 source", "失 lost", "扣分 off")
    # of a loss too small for a hundredth of a point, a hundredth of the score may be shown
    costly = pl.any_horizontal(pl.col("shown_points_lost", "shown_score_lost") > 0)
    for step in body["steps"].filter(costly).iter_rows(named=True):
        named = indicator_label(step)
        table.add_section()
        area = label("area_type", step["part"]).zh
        add(
            table,
            f"{area} {named.zh} {step['indicator_id']}",
            points(step["shown_points_lost"]),
            points(step["shown_score_lost"]),
        )
        of_step = body["sources"].filter(body["sources"]["step_no"] == step["step_no"])
        for row in of_step.iter_rows(named=True):
            source = f"  {row['source_name'] or row['source_code']} {row['source_code']}"
            add(table, source, points(row["shown_points_lost"]), points(row["shown_score_lost"]))
        of_checks = body["indicator_findings"]
        found = of_checks.filter(of_checks["indicator_id"] == step["indicator_id"])
        for row in found.iter_rows(named=True):
            check = f"  核查 check: {label('check', row['check_id']).zh} {row['check_id']}"
            add(table, f"{check}: {women(row['findings']).zh}", Cell(""), Cell(""))
    yield table


def _beside(body: Marts) -> Iterator[Table | str]:
    yield _rulings(body)
    if body["change_steps"].is_empty():
        yield "与上半年相比：没有上一个半年 · No half-year before to compare with"
    else:
        yield _changes(body)
    yield _other_schemes(body)
    if not body["rank_intervals"].is_empty():
        yield _firmness(body)
    for row in body["rank_firmness"].iter_rows(named=True):
        yield _deciding(row)


def _rulings(body: Marts) -> Table | str:
    if body["rulings"].is_empty():
        return "裁定：没有 · No ruling on this body"
    table = titled(
        Label("裁定(不计入成绩)", "Rulings, beside the score"), "文号 no.", "日期 date", "处理", "生效"
    )
    for row in body["rulings"].iter_rows(named=True):
        in_force = "是 yes" if row["in_force"] else "否 no"
        sanction = label("sanction", row["sanction"]).both
        add(table, row["ruling_no"], Cell(str(row["ruled_on"])), Cell(sanction), Cell(in_force))
    return table


def _changes(body: Marts) -> Table:
    steps = body["change_steps"].sort("step_no")
    first, last = steps.row(0, named=True), steps.row(-1, named=True)
    table = titled(Label("与上半年相比", "Against the half-year before"), "原因 cause", "± change", "score")
    add(table, first["previous_half_year"], Cell(""), points(first["shown_score_before"]))
    for row in steps.iter_rows(named=True):
        cause = label("change_cause", row["cause"]).both
        add(table, f"  {cause}", signed(row["shown_change"]), points(row["shown_score_after"]))
    add(table, last["half_year"], Cell(""), points(last["shown_score_after"]))
    return table


def _other_schemes(body: Marts) -> Table:
    table = titled(
        Label("按其他方案与区划", "Under other schemes and boundaries"),
        "方案 scheme from",
        "区划",
        "得分",
        "名次",
    )
    for row in body["scores_by_scheme"].iter_rows(named=True):
        own = " 当期 own" if row["is_own_scheme"] else ""
        boundaries = Cell(label("boundaries", row["boundaries"]).both)
        add(table, f"{row['scheme_from']}{own}", boundaries, points(row["score"]), count(row["rank"]))
    return table


def _firmness(body: Marts) -> Table:
    headers = ("得分 from", "to", "名次 best", "worst")
    table = titled(Label("名次是否稳固", "How firm the rank is"), "变动 varied", *headers)
    for row in body["rank_intervals"].iter_rows(named=True):
        ranks = (count(row["rank_best"]), count(row["rank_worst"]))
        scores = (points(row["score_low"]), points(row["score_high"]))
        add(table, label("varied", row["varied"]).both, *scores, *ranks)
    return table


def _deciding(row: Row) -> str:
    """The band of bodies that cannot be told apart, and the indicator that alone decides the rank."""
    alike = f"本档 {row['bodies_in_band']} 个单位分不出高下 bodies that cannot be told apart"
    firm = alike if row["bodies_in_band"] > 1 else "与他者分得清 apart from all others"
    band = f"名次稳固 firmness: 第 {row['band']} 档 band · {firm}"
    if row["deciding_indicator_id"] is None:
        return escape(band)
    its = label("indicator", row["deciding_indicator_id"])
    return escape(f"{band} · 去掉 without {its.both}: 名次 rank {row['rank_without']}")


def _shown(row: Row) -> Iterator[Cell]:
    for column in ("shown_points", "shown_points_won", "shown_points_lost", "shown_score_lost"):
        yield points(row[column])


def titled(title: Label, first: str, *numbers: str) -> Table:
    """A table that fits 80 columns: the first column takes what room the numbers leave."""
    table = Table(
        title=title.both, title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    table.add_column(first, overflow="fold")
    for header in numbers:
        table.add_column(header.replace(" ", "\n", 1), justify="right", overflow="fold")
    return table


def add(table: Table, first: str, *cells: Cell) -> None:
    """Add a row: its name, and its cells in Chinese."""
    table.add_row(escape(first), *(escape(cell.zh) for cell in cells))
