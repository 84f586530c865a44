"""The last sheet of the printed report: how the figures are made, and the lines of the scheme in force."""

from typing import Any

import polars as pl

from reports.marts.tables import Marts
from reports.pages.streets.page import NOTE, indicator_label
from reports.parts.labels import Label, label
from reports.parts.section import Panel
from reports.parts.sheet import Sheet
from reports.parts.table import Cell, Table, measure, points
from reports.parts.withheld import SMALL_COUNTS

TITLE = Label("方法说明", "How the figures are made")
SENTENCES = (
    Label(
        "纯城区街道按城区方案、纯农村街道按农村方案记分；兼有城乡的街道两部分分别记分，按人口比例合并。",
        "Urban and rural streets are scored by their own scheme; a street that is both has each part scored "
        "and blended by population.",
    ),
    Label(
        "街道的指标值是其各社区、村分子之和除以分母之和。越高越好的指标：达到满分值得全部分值，低于零分值不得分，其间按比例；越低越好的指标相反。"
        "分母为零（无应办事项）的指标不适用，成绩按适用分值折算为百分制；适用分值不足 60 的不排名。",
        "A street's value is the sum of its bodies' numerators over the sum of their denominators. Points "
        "grow evenly from the value that wins none to the value that wins all. Where nothing was due an "
        "indicator does not apply and the score is reckoned on the rest; under 60 points that apply, none is "
        "ranked.",
    ),
    NOTE,
    Label(
        "名次区间：各指标分值变动 25 %、人口变动 2 %、疑似重档判定界限在 0.90 至 0.99 之间变动，共 1,000 次，"
        "十次中有九次名次落在区间内。区间重叠的街道，名次先后不宜作为依据。",
        "The range of ranks holds nine in ten of 1,000 draws with the scheme's weights varied by 25 %, "
        "populations by 2 % and the threshold for probable duplicates between 0.90 and 0.99. Where ranges "
        "overlap, the order of two streets should carry no weight.",
    ),
    Label(
        "裁定列于成绩之旁，从不计入成绩。本报告只有机构、单位和社区的合计数，没有个人。",
        "Rulings stand beside the scores, never inside them. The report holds totals about institutions and "
        "no person.",
    ),
    SMALL_COUNTS,
    Label(
        "核对：taizhang verify 由随附的快照重算本报告、网页和工作簿中的每个数，并指出不符之处。",
        "To check: taizhang verify recomputes every figure of this report, the pages and the workbook from "
        "the snapshot in the pack, and names any that differs.",
    ),
)
LINES = (
    Label("指标", "indicator"),
    Label("类别", "group"),
    Label("城区分值", "urban points"),
    Label("农村分值", "rural points"),
    Label("满分值 %", "wins all at"),
    Label("零分值 %", "wins none at"),
)


def method_sheet(marts: Marts, half_year: str) -> Sheet:
    """Sentences on the method, and what each indicator weighs in the scheme of the half-year."""
    known = marts["standings"]["scheme_from"].drop_nulls().unique().sort().to_list()
    lines = marts["scheme_lines"].filter(pl.col("scheme_from").is_in(known))
    versions = lines.sort("scheme_from", "scheme_line").partition_by("scheme_from", maintain_order=True)
    tables = tuple(_scheme(str(lines["scheme_from"].item(0)), lines) for lines in versions)
    return Sheet("method", TITLE, (), SENTENCES, tuple(Panel((table,)) for table in tables))


def _scheme(since: str, lines: pl.DataFrame) -> Table:
    weights = dict(zip(lines.select("indicator_id", "area_type").iter_rows(), lines["points"], strict=True))
    once = lines.unique("indicator_id", keep="first", maintain_order=True)
    rows = tuple(_line(line, weights) for line in once.iter_rows(named=True))
    caption = Label(f"考核方案，{since} 起", f"Assessment scheme, in force from {since}")
    query = f"""
select indicator_id, indicator_group, max(points) filter (where area_type = 'urban') as urban_points,
    max(points) filter (where area_type = 'rural') as rural_points, target_pct, zero_pct
from marts.scheme_lines where scheme_from = '{since}' group by all"""
    return Table(f"table-scheme-{since}", caption, LINES, rows, query=query.strip())


def _line(line: dict[str, Any], weights: dict[tuple[Any, ...], float]) -> tuple[Cell, ...]:
    named, group = indicator_label(line), label("indicator_group", line["indicator_group"])
    return (
        Cell(named.zh, named.en),
        Cell(group.zh, group.en),
        points(weights.get((line["indicator_id"], "urban"))),
        points(weights.get((line["indicator_id"], "rural"))),
        measure(line["target_pct"]),
        measure(line["zero_pct"]),
    )
