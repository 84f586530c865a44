"""Tables: since when a half-year is frozen, and which scores and ranks of streets would be others now."""

import polars as pl

from reports.marts.tables import Marts
from reports.parts.labels import Label, label
from reports.parts.table import Cell, Table, count, day, points, text

DIGITS = 12
FROZEN = (
    Label("冻结时间 (UTC)", "frozen since (UTC)"),
    Label("数据截至", "as of"),
    Label("来件数", "deliveries"),
    Label("成绩校验码", "hash of the figures"),
    Label("现会不同的数据项", "figures that would be others now"),
)
RESTATED = (
    Label("街道", "street"),
    Label("数据项", "figure"),
    Label("冻结值", "frozen"),
    Label("现值", "now"),
    Label("原因", "cause"),
    Label("来件编号", "deliveries"),
)
FIGURES = {"score": Cell("总成绩", "score"), "rank": Cell("名次", "rank")}


def frozen_tables(marts: Marts, half_year: str, streets: pl.DataFrame) -> tuple[Table, ...]:
    """Nothing for a half-year that is not frozen; the table of restatements only where a street has one."""
    frozen = marts["frozen_half_years"].filter(pl.col("half_year") == half_year)
    if frozen.is_empty():
        return ()
    restated = marts["restatements"].filter(pl.col("half_year") == half_year)
    of_streets = restated.filter(
        pl.col("figure_table") == "scores", pl.col("figure").is_in(list(FIGURES))
    ).join(streets.select("body_code", "body_name"), on="body_code")
    return (_frozen(half_year, frozen, restated.height), *_restated(half_year, of_streets))


def _frozen(half_year: str, frozen: pl.DataFrame, restatements: int) -> Table:
    row = frozen.row(0, named=True)
    cells = (
        day(row["frozen_at"]),
        day(row["as_of_date"]),
        count(row["deliveries"]),
        text(row["figures_sha256"][:DIGITS]),
        count(restatements),
    )
    caption = Label(f"{half_year} 已冻结", f"{half_year} is frozen")
    query = (
        f"select *, (select count(*) from marts.restatements where half_year = '{half_year}') as others_now "
        f"from marts.frozen_half_years where half_year = '{half_year}'"
    )
    return Table("table-frozen", caption, FROZEN, (cells,), query=query)


def _restated(half_year: str, restated: pl.DataFrame) -> tuple[Table, ...]:
    rows = tuple(
        (
            text(row["body_name"]),
            FIGURES[row["figure"]],
            _value(row["figure"], row["frozen_value"]),
            _value(row["figure"], row["current_value"]),
            _causes(row["cause"]),
            text(row["cause_deliveries"]),
        )
        for row in restated.sort("body_code", "figure", descending=[False, True]).iter_rows(named=True)
    )
    caption = Label(f"{half_year} 冻结后的变化", f"What would be otherwise in {half_year} now")
    query = (
        "select restatements.* from marts.restatements as restatements "
        "inner join marts.scores using (half_year, body_code) "
        f"where half_year = '{half_year}' and figure_table = 'scores' and figure in {tuple(FIGURES)} "
        "and body_level in ('street', 'town')"
    )
    return (Table("table-restated", caption, RESTATED, rows, query=query),) if rows else ()


def _value(figure: str, value: str | None) -> Cell:
    """A score as it is published, a rank as it is."""
    return text(value) if figure == "rank" or value is None else points(float(value))


def _causes(causes: str) -> Cell:
    named = [label("restatement_cause", cause) for cause in causes.split(", ")]
    return Cell("、".join(its.zh for its in named), ", ".join(its.en for its in named))
