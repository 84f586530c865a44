"""`taizhang explain --boundaries today`: a past score of a street as it is bounded today."""

from collections.abc import Iterator

import polars as pl
from rich.markup import escape
from rich.table import Table

from pipelines.cli.explained_tables import add, titled
from reports.marts.tables import Columns, Marts
from reports.parts.labels import Label, label
from reports.parts.table import Cell, count, points, share

STREET = {"half_year": "varchar", "body_code": "varchar", "body_name": "varchar"}
WITHIN_TODAY: Columns = {
    "scores_by_scheme": {
        **STREET,
        "body_level": "varchar",
        "boundaries": "varchar",
        "is_own_scheme": "boolean",
        "scheme": "varchar",
        "score": "double",
        "rank": "bigint",
        "status": "varchar",
    },
    "score_parts_today": {
        **STREET,
        "part": "varchar",
        "part_score": "double",
        "population": "bigint",
        "share": "double",
    },
    "indicator_values_today": {
        **STREET,
        "part": "varchar",
        "step_no": "bigint",
        "indicator_group": "varchar",
        "indicator_id": "varchar",
        "value_pct": "double",
        "status": "varchar",
        "points": "double",
        "points_won": "double",
        "shown_score_lost": "double",
    },
}
LEVELS = {"score": "scores_by_scheme", "part": "score_parts_today", "indicator": "indicator_values_today"}
NOTE = Label(
    "区划按今天：社区和单位归到今天所在的街道，方案仍是当期的。不列分子分母：与当时街道的相减，会露出划走的少数单位。",
    "Streets as bounded today: communities and units go to the street in which they lie today, the scheme is "
    "that of the half-year. Numerators and denominators are left out: less those of the streets of then they "
    "would be the counts of the few bodies that moved.",
)


def streets_today(marts: Marts) -> pl.DataFrame:
    """The score of each street within today's boundaries under the half-year's own scheme."""
    return marts["scores_by_scheme"].filter(
        pl.col("is_own_scheme"),
        pl.col("boundaries") == "today",
        pl.col("body_level").is_in(["street", "town"]),
    )


def lines_today(marts: Marts, body_code: str) -> pl.DataFrame:
    """The street's score, parts and indicators: a line each, urban before rural, as the scheme has them."""
    found = {**marts, "scores_by_scheme": streets_today(marts)}
    frames = (
        found[table].filter(pl.col("body_code") == body_code).with_columns(level=pl.lit(level))
        for level, table in LEVELS.items()
    )
    columns = ["level", "half_year", "body_code", "body_name", "part", "indicator_group", "indicator_id"]
    columns += ["population", "share", "value_pct", "status", "points", "points_won", "shown_score_lost"]
    lines = pl.concat(frames, how="diagonal")
    order = pl.col("level").replace_strict({level: place for place, level in enumerate(LEVELS)})
    ordered = lines.sort(order, pl.col("part").eq("rural"), "step_no", nulls_last=True)
    return ordered.select(*columns, "part_score", "score", "rank", "scheme")


def tables_today(lines: pl.DataFrame) -> Iterator[Table | str]:
    """Head, parts and indicators of one street, in that order; the losses lead from 100 to the score."""
    score = lines.row(0, named=True)
    yield escape(
        f"{score['body_name']} {score['body_code']} · {score['half_year']} · "
        f"区划 boundaries: {label('boundaries', 'today').both}\n"
        f"总成绩 score {points(score['score']).zh} · 名次 rank {count(score['rank']).zh} · "
        f"{label('score_status', score['status']).both} · {label('scheme', score['scheme']).both}"
    )
    yield _parts(lines.filter(level="part"), score["score"])
    yield _indicators(lines.filter(level="indicator"))
    yield f"{NOTE.zh}\n{NOTE.en}"


def _parts(parts: pl.DataFrame, score: float | None) -> Table:
    title = Label("两部分与人口占比", "Parts and population shares")
    table = titled(title, "部分 part", "人口 people", "占比 share", "得分 score")
    for row in parts.iter_rows(named=True):
        part = label("area_type", row["part"]).both
        add(table, part, count(row["population"]), share(row["share"]), points(row["part_score"]))
    table.add_section()
    add(table, "总成绩 score", Cell(""), Cell(""), points(score))
    return table


def _indicators(indicators: pl.DataFrame) -> Table:
    title = Label("各项指标", "Indicators")
    table = titled(title, "指标 indicator", "值% value", "分值 points", "得 won", "扣分 off")
    for (part, group), rows in indicators.group_by("part", "indicator_group", maintain_order=True):
        table.add_section()
        named = label("indicator_group", str(group)).both
        add(table, f"{label('area_type', str(part)).zh} {named}", *[Cell("")] * 4)
        for row in rows.iter_rows(named=True):
            its = label("indicator", row["indicator_id"])
            status = Cell(label("indicator_status", row["status"]).zh)
            value = points(row["value_pct"]) if row["status"] == "ok" else status
            cells = (points(row[column]) for column in ("points", "points_won", "shown_score_lost"))
            add(table, f"  {its.zh}\n  {its.en}", value, *cells)
    return table
