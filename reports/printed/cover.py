"""The cover of the printed report: four headline results, the streets by rank, what is frozen."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from reports.marts.periods import bounds, within
from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.pages.movements import DISTRICT
from reports.pages.standing.frozen import frozen_tables
from reports.pages.standing.scores import draw_blend, ranks_query, with_ranked_bodies
from reports.parts.labels import Label
from reports.parts.section import Drawing, KeyFigure, Panel
from reports.parts.sheet import Sheet
from reports.parts.table import ABSENT, Cell, Table, count, flag, points, ranked, share, term, text, women

TITLE = Label("人口和计划生育属地管理考核报告", "Assessment of population management by place of residence")
COVERAGE = "household_page_coverage_rate"
NETWORK = "select courtyard_heads, courtyards from marts.district_figures where half_year = '{half_year}'"
LEDGERS = (
    "select files_after from marts.movements where body_code = 'ALL' and to_date = "
    "(select max(to_date) from marts.movements where to_date between '{first}' and '{last}')"
)
COVERED = (
    "select sum(numerator) as with_page, sum(denominator) as households from marts.indicator_values "
    f"inner join marts.scores using (half_year, body_code) where indicator_id = '{COVERAGE}' "
    "and half_year = '{half_year}' and body_level in ('street', 'town')"
)
PLACED = (
    "select count(*) filter (where in_place) as in_place, count(*) as mandatory_items "
    "from marts.facilities where is_mandatory"
)
HEADERS = (
    Label("街道", "street"),
    Label("名次", "rank"),
    Label("名次区间", "90 % range"),
    Label("总成绩", "score"),
    Label("城区得分", "urban"),
    Label("占比", "share"),
    Label("农村得分", "rural"),
    Label("占比", "share"),
    Label("状态", "status"),
    Label("一票否决", "vetoed"),
)


def cover_sheet(marts: Marts, half_year: str, streets: pl.DataFrame) -> Sheet:
    """Headline results, the rank table with its drawing, and restatements where the half-year is frozen."""
    told = Label(
        "点图：每街道城区、农村两部分得分及合并后的总成绩。数字见表。",
        "Dots: the urban part, the rural part and the blend of each street. The table holds the numbers.",
    )
    titled = Label("两部分得分与合并", "Parts and blend")
    drawing = Drawing("figure-ranks", titled, told, draw_blend(streets))
    tables = (_ranks(marts, half_year, streets), *frozen_tables(marts, half_year, streets))
    return Sheet("cover", TITLE, tuple(headlines(marts, half_year)), (), (Panel(tables, drawing),))


def headlines(marts: Marts, half_year: str) -> Iterable[KeyFigure]:
    """The four results the district reports on: network, ledgers, coverage, facilities, as counts."""
    figures = next(marts["district_figures"].iter_rows(named=True), {})
    network = of(figures.get("courtyard_heads"), figures.get("courtyards"))
    title = Label("网络：楼院长在岗", "network: courtyards with a head")
    yield KeyFigure("network", title, network, NETWORK.format(half_year=half_year))
    first, last = bounds(half_year)
    flows = within(marts["movements"], "to_date", half_year).filter(pl.col("body_code") == DISTRICT)
    flow = newest(flows, "to_date")
    files = women(flow["files_after"].item()) if flow.height else ABSENT
    title = Label("台账：在册档案", "ledgers: files, each woman counted once")
    yield KeyFigure("ledgers", title, files, LEDGERS.format(first=first, last=last))
    pages = marts["indicator_values"].filter(
        (pl.col("indicator_id") == COVERAGE) & pl.col("body_code").is_in(_streets(marts))
    )
    covered = of(_whole(pages, "numerator"), _whole(pages, "denominator"))
    title = Label("覆盖：已建户页", "coverage: households with a page")
    yield KeyFigure("coverage", title, covered, COVERED.format(half_year=half_year))
    # premises are told as of the newest half-year alone
    items = marts["facilities"].filter(pl.col("is_mandatory") & bool(figures))
    placed = of(_whole(items, "in_place"), items.height)
    title = Label("阵地：必备项目", "facilities: mandatory items in place")
    yield KeyFigure("facilities", title, placed, PLACED)


def of(part: int | None, whole: int | None) -> Cell:
    """So many of so many; absent where nothing was due."""
    return Cell(f"{count(part or 0).zh} / {count(whole).zh}", kind="number") if whole else ABSENT


def rank_range(marts: Marts, body_code: str) -> Cell:
    """The ranks that nine in ten draws gave a body; absent where none were drawn."""
    drawn = marts["rank_intervals"].filter(pl.col("body_code") == body_code, pl.col("varied") == "all")
    for row in drawn.iter_rows(named=True):
        best, worst = row["rank_best"], row["rank_worst"]
        return Cell(f"{best}–{worst}" if best != worst else f"{best}", kind="number")
    return ABSENT


def _streets(marts: Marts) -> list[str]:
    of_streets = marts["scores"].filter(pl.col("body_level").is_in(["street", "town"]))
    return of_streets["body_code"].to_list()


def _whole(frame: pl.DataFrame, column: str) -> int:
    return int(frame[column].sum() or 0)


def _ranks(marts: Marts, half_year: str, streets: pl.DataFrame) -> Table:
    caption = Label(f"街道考核排序，{half_year}", f"Streets in order of score, {half_year}")
    counted = with_ranked_bodies(streets, marts["standings"])
    rows = tuple(_row(marts, street) for street in counted.iter_rows(named=True))
    return Table("table-ranks", caption, HEADERS, rows, query=ranks_query(half_year))


def _row(marts: Marts, street: dict[str, Any]) -> tuple[Cell, ...]:
    return (
        text(street["body_name"]),
        ranked(street["rank"], street["ranked_bodies"]),
        rank_range(marts, street["body_code"]),
        points(street["score"]),
        points(street["urban_score"]),
        share(street["urban_share"]),
        points(street["rural_score"]),
        share(street["rural_share"]),
        term("score_status", street["status"]),
        flag(street["vetoed"], is_alert=True),
    )
