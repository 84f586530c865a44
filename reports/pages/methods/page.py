"""The page 方法: what every number means, under which rules it was made, and what the snapshot rests on."""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import DESCRIBED, Marts
from reports.pages.methods.weights import indicators_section
from reports.parts.labels import Label, codes, rank_of
from reports.parts.listing import Listing, Shown, coded, listed
from reports.parts.section import Explanation, KeyFigure, Page, Panel, Section
from reports.parts.stamp import stamped
from reports.parts.table import Cell, Table, count, day, measure, term, text

READINGS = Path(__file__).parent / "readings.csv"
TITLE = Label("方法", "Methods")
PROVENANCE = (
    "unpivot (select cast(columns(*) as varchar) from marts.provenance "
    "inner join marts.snapshot using (as_of_date)) on * into name rests_on value told"
)
RESTS_ON = {
    "as_of_date": Label("统计时点", "as of"),
    "program_version": Label("程序版本", "program version"),
    "program_sha256": Label("程序", "program, SHA-256"),
    "files_opened": Label("打开的文件数", "files opened"),
    "inputs_sha256": Label("全部来件", "all files opened, SHA-256"),
    "settings_sha256": Label("设置", "settings, SHA-256"),
    "schemes_sha256": Label("考核方案", "schemes, SHA-256"),
}


def methods_page(marts: Marts) -> Page:
    """Provenance, indicators, checks, settings, tables and columns, and readings."""
    sections = (
        provenance_section(marts),
        indicators_section(marts),
        checks_section(marts),
        settings_section(marts),
        tables_section(marts),
        readings_section(),
    )
    return stamped(marts, TITLE, answer(marts), sections, tuple(key_figures(marts)))


def answer(marts: Marts) -> Label:
    """How many rules the figures rest on, in one sentence."""
    indicators, checks, settings, tables = (number.zh for number in _numbers(marts).values())
    return Label(
        f"这些数怎么来的？{indicators} 项指标、{checks} 项核查、{settings} 项设置、{tables} 张公布的表，"
        "逐项说明；每张表下都有查询和快照编号。",
        f"Where do these numbers come from? {indicators} indicators, {checks} checks, {settings} settings "
        f"and {tables} published tables, each in words; under every table stand its query and the snapshot.",
    )


COUNTED = """
select (select count(*) from marts.indicators) as indicators, (select count(*) from marts.checks) as checks,
    (select count(distinct setting) from marts.settings) as settings,
    (select count(distinct table_name) from duckdb_columns() where schema_name = 'marts') as tables""".strip()


def key_figures(marts: Marts) -> Iterable[KeyFigure]:
    """How many indicators, checks, settings and tables there are, and the program's version."""
    titles = {
        "indicators": Label("指标", "indicators"),
        "checks": Label("核查", "checks"),
        "settings": Label("设置", "settings"),
        "tables": Label("公布的表", "published tables"),
    }
    for (name, title), number in zip(titles.items(), _numbers(marts).values(), strict=True):
        yield KeyFigure(name, title, number, COUNTED)
    rests_on = next(marts["provenance"].iter_rows(named=True), {})
    yield KeyFigure("version", RESTS_ON["program_version"], text(rests_on.get("program_version")), PROVENANCE)


def provenance_section(marts: Marts) -> Section:
    """Date, program and hashes of what the snapshot rests on."""
    title = Label("依据", "What this rests on")
    lead = Label(
        "同样的来件、设置、方案和程序，得出同样的快照编号。",
        "The same files, settings, schemes and program give the same snapshot.",
    )
    rests_on = next(marts["provenance"].iter_rows(named=True), None)
    if not rests_on:
        return Section("provenance", title, lead)
    rows = tuple((Cell(name.zh, name.en), _written(rests_on[column])) for column, name in RESTS_ON.items())
    snapshot = tuple((Cell("快照", "snapshot"), text(name)) for name in marts["snapshot"]["snapshot_id"])
    headers = (Label("依据", "what"), Label("值", "value"))
    table = Table("table-provenance", title, headers, (*rows, *snapshot), query=PROVENANCE)
    return Section("provenance", title, lead, (Panel((table,)),))


def checks_section(marts: Marts) -> Section:
    """Every check with severity, effect and place, and its rule and remedy on demand."""
    title = Label("核查", "Checks")
    lead = Label(
        "每项核查查什么、查到了怎样、怎么改；点开看全文。",
        "What each check looks for, what a finding does, and the remedy; open one for its full text.",
    )
    checks = in_order(marts["checks"].join(_runs(marts), on="check_id", how="left"))
    if checks.is_empty():
        return Section("checks", title, lead)
    shown = (
        Shown("check_id", Label("核查", "check"), coded("check")),
        Shown("check_group", Label("种类", "kind"), coded("check_group")),
        Shown("severity", Label("级别", "severity"), coded("severity")),
        Shown("effect", Label("结果", "effect"), coded("effect")),
        Shown("found_by", Label("如何得出", "found by"), coded("found_by")),
        Shown("made_in", Label("第二层的表", "table of layer 2"), text),
    )
    query = (
        "from marts.checks left join marts.check_runs using (check_id) "
        f"where {newest_of('check_runs')} order by check_id"
    )
    table = listed(Listing("table-checks", title, query), checks, shown)
    told = tuple(_of_check(row) for row in checks.iter_rows(named=True))
    return Section("checks", title, lead, (Panel((table,)), Panel((), explanations=told)))


def settings_section(marts: Marts) -> Section:
    """Every setting's value from each day on, with unit and meaning."""
    title = Label("设置", "Settings")
    lead = Label(
        "年龄、期限、标准和最小公布数，从起用日起生效；由人口计生委掌握。",
        "Ages, deadlines, standards and the smallest published cell, each from its day on; kept by the "
        "commission.",
    )
    settings = marts["settings"].sort("setting", "valid_from")
    if settings.is_empty():
        return Section("settings", title, lead)
    meaning = pl.struct("meaning_zh", "meaning_en").alias("meaning")
    shown = (
        Shown("setting", Label("设置", "setting"), text),
        Shown("meaning", Label("含义", "meaning"), _meaning),
        Shown("value", Label("值", "value"), measure),
        Shown("unit", Label("单位", "unit"), coded("unit")),
        Shown("valid_from", Label("起用日", "from"), day),
    )
    query = "from marts.settings order by setting, valid_from"
    table = listed(Listing("table-settings", title, query), settings.with_columns(meaning), shown)
    return Section("settings", title, lead, (Panel((table,)),))


def tables_section(marts: Marts) -> Section:
    """Every published table and its columns, as the snapshot describes them."""
    title = Label("公布的表", "Published tables")
    lead = Label(
        "快照里每张表、每一列的含义，同样写在快照的表和列上；点开看各列。",
        "What each table and column of the snapshot holds, as its comments say; open one for its columns.",
    )
    columns = marts[DESCRIBED].sort("table_name", "column_index")
    if columns.is_empty():
        return Section("tables", title, lead)
    told = tuple(_of_table(of_table) for of_table in columns.partition_by("table_name", maintain_order=True))
    return Section("tables", title, lead, (Panel((), explanations=told),))


def readings_section() -> Section:
    """How the rules are read where two readings were possible."""
    title = Label("口径", "Readings")
    lead = Label("有两种读法的地方，按下面的读法。", "Where two readings were possible, these hold.")
    return Section("readings", title, lead, (Panel((), explanations=tuple(_readings())),))


def in_order(checks: pl.DataFrame) -> pl.DataFrame:
    """The checks as their list has them."""
    order = {code: rank_of("check", code) for code in codes("check")}
    return checks.sort(
        pl.col("check_id").replace_strict(order, default=len(order), return_dtype=pl.Int64), "check_id"
    )


def _numbers(marts: Marts) -> dict[str, Cell]:
    return {
        "indicators": count(marts["indicators"].height),
        "checks": count(marts["checks"].height),
        "settings": count(marts["settings"]["setting"].n_unique()),
        "tables": count(marts[DESCRIBED]["table_name"].n_unique()),
    }


def _runs(marts: Marts) -> pl.DataFrame:
    return newest(marts["check_runs"], "as_of_date").select("check_id", "severity", "effect")


def _written(value: int | str | date | None) -> Cell:
    if isinstance(value, int):
        return count(value)
    return text(value) if isinstance(value, str) else day(value)


def _meaning(told: dict[str, str | None]) -> Cell:
    return Cell(told["meaning_zh"] or "—", told["meaning_en"] or "")


def _of_check(check: dict[str, Any]) -> Explanation:
    texts = (
        (Label("规则", "rule"), Label(check["rule_zh"] or "—", check["rule"] or "")),
        (Label("怎么改", "remedy"), Label(check["remedy_zh"] or "—", check["remedy_en"] or "")),
    )
    return Explanation((term("check", check["check_id"]), term("effect", check["effect"])), texts)


def _of_table(columns: pl.DataFrame) -> Explanation:
    first = columns.row(0, named=True)
    name = first["table_name"]
    told = ((Label("表", "table"), _meaning_of(first["table_comment"])),)
    of_columns = tuple(
        (Label(column), _meaning_of(comment))
        for column, comment in columns.select("column_name", "column_comment").iter_rows()
    )
    return Explanation((text(name), term("mart", name)), (*told, *of_columns))


def _meaning_of(comment: str | None) -> Label:
    """What a comment says: a line in Chinese, then a line in English."""
    chinese, _, english = (comment or "—").partition("\n")
    return Label(chinese, english)


@cache
def _readings() -> tuple[Explanation, ...]:
    with READINGS.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Explanation(
                (Cell(row["topic_zh"], row["topic_en"]),),
                ((Label("口径", "reading"), Label(row["zh"], row["en"])),),
            )
            for row in csv.DictReader(lines)
        )
