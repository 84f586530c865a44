"""Section: the streets' scores of the newest half-year, their two parts and the blend."""

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import Marts
from reports.pages.standing.firmness import BAND, DECIDING, WITHIN, firmness, with_firmness
from reports.pages.standing.frozen import frozen_tables
from reports.parts.labels import Label
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import Cell, Table, flag, points, ranked, share, term, text
from reports.parts.theme import AXIS, inert, names_axis, spoken, styled_rows

PARTS = (
    ("urban", "circle", Label("城区部分", "urban part")),
    ("rural", "square", Label("农村部分", "rural part")),
)
SCORE, SHARE = Label("总成绩", "score"), Label("人口占比", "share")
BODY_HEADERS = (
    Label("单位", "body"),
    Label("级别", "level"),
    Label("成绩", "score"),
    Label("名次", "rank"),
    Label("方案", "scheme"),
    Label("状态", "status"),
)
TITLE = Label("街道考核", "Assessment of the streets")
LEAD = Label(
    "纯城区、纯农村街道各按本方案记分；兼有城乡的街道两部分分别记分，按人口比例合并。裁定列于成绩之旁，不计入成绩。“名次可在”是权重、人口、疑似重档在合理范围内变动时的名次，同一档次的分不出高下；去掉“决定名次的指标”，名次就会不同。点名称看成绩说明。",
    "Urban and rural streets are scored by their own scheme; a street that is both has each part scored and "
    'blended by population. Rulings stand beside the score, never inside it. "Rank may be": the ranks '
    "within reach while weights, populations and probable duplicates vary in reason; streets of one band "
    "cannot be told apart, and without its deciding indicator a street would have another rank. "
    "A name opens its explanation.",
)
HEADERS = (
    Label("街道", "street"),
    Label("名次", "rank"),
    BAND,
    WITHIN,
    Label("总成绩", "score"),
    Label("方案", "scheme"),
    Label("城区得分", "urban"),
    Label("农村得分", "rural"),
    Label("城区人口", "urban population"),
    Label("适用分值", "applicable points"),
    Label("状态", "status"),
    Label("一票否决", "vetoed"),
    Label("可评先", "may be commended"),
    DECIDING,
)
RANKS = """
select scores.body_code, scores.body_name, scores.rank, standings.ranked_bodies, firm.band,
    intervals.rank_best, intervals.rank_worst, firm.deciding_indicator_id, firm.rank_without, scores.score,
    scores.scheme, scores.applicable_points, scores.status, scores.vetoed, scores.commendation_eligible,
    max(parts.part_score) filter (where parts.part = 'urban') as urban_score,
    max(parts.share) filter (where parts.part = 'urban') as urban_share,
    max(parts.part_score) filter (where parts.part = 'rural') as rural_score,
    max(parts.share) filter (where parts.part = 'rural') as rural_share
from marts.scores as scores
left join marts.score_parts as parts using (half_year, body_code)
left join marts.standings as standings
    on standings.half_year = scores.half_year and standings.body_code = scores.body_code
left join marts.rank_intervals as intervals
    on intervals.half_year = scores.half_year and intervals.body_code = scores.body_code
    and intervals.varied = 'all'
left join marts.rank_firmness as firm
    on firm.half_year = scores.half_year and firm.body_code = scores.body_code
where scores.half_year = '{half_year}' and scores.body_level in ('street', 'town')
group by all order by scores.rank nulls last, scores.body_code"""


def section(marts: Marts) -> Section:
    """The rank table of the streets and the figure of parts and blend."""
    placed = with_firmness(street_scores(marts["scores"], marts["score_parts"]), marts)
    streets = with_ranked_bodies(placed, marts["standings"])
    if streets.is_empty():
        return Section("scores", TITLE, LEAD)
    half_year = streets["half_year"].item(0)
    caption = Label(f"街道考核排序，{half_year}", f"Streets in order of score, {half_year}")
    told = Label(
        "点图：每街道城区、农村两部分得分及合并后的总成绩。数字见表。",
        "Dots: the urban part, the rural part and the blend of each street. The table holds the numbers.",
    )
    table = Table(
        "table-scores",
        caption,
        HEADERS,
        tuple(_row(row) for row in streets.iter_rows(named=True)),
        query=ranks_query(half_year),
        facets=tuple({"street": code} for code in streets["body_code"]),
    )
    titled = Label("两部分得分与合并", "Parts and blend")
    drawing = Drawing("figure-scores", titled, told, draw_blend(streets), facet="street")
    tables = (table, *frozen_tables(marts, half_year, streets))
    return Section("scores", TITLE, LEAD, (Panel(tables, drawing), Panel((_bodies(marts),))))


def ranks_query(half_year: str) -> str:
    """The SQL that has a row a street, by rank, with its parts and its range of ranks beside."""
    return RANKS.format(half_year=half_year).strip()


def street_scores(scores: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """The streets of the newest half-year by rank, each part's score, population and share beside."""
    streets = newest(scores, "half_year").filter(pl.col("body_level").is_in(["street", "town"]))
    for part, _, _ in PARTS:
        of_part = parts.filter(pl.col("part") == part).select(
            "half_year",
            "body_code",
            pl.col("part_score").alias(f"{part}_score"),
            pl.col("population").alias(f"{part}_population"),
            pl.col("share").alias(f"{part}_share"),
        )
        streets = streets.join(of_part, on=["half_year", "body_code"], how="left")
    return streets.sort("rank", "body_code", nulls_last=True)


def with_ranked_bodies(bodies: pl.DataFrame, standings: pl.DataFrame) -> pl.DataFrame:
    """The bodies with how many have a rank among their like."""
    told = standings.select("half_year", "body_code", "ranked_bodies")
    return bodies.join(told, on=["half_year", "body_code"], how="left", maintain_order="left")


def draw_blend(streets: pl.DataFrame) -> go.Figure:
    """One line a street from its urban to its rural part, the blended score on it."""
    codes = streets["body_code"].to_list()
    figure = go.Figure([_span(streets), *(_part(streets, *part) for part in PARTS), _blend(streets)])
    figure.update_xaxes(
        **AXIS, title={"text": spoken(Label("得分", "score")), "font": {"size": 12}}, tickformat=".1~f"
    )
    figure.update_yaxes(**{**names_axis(codes, streets["body_name"].to_list()), "showgrid": True})
    figure.update_layout(hovermode="closest")
    return styled_rows(figure, len(codes), 52, 150)


def _span(streets: pl.DataFrame) -> go.Scatter:
    """The line between two parts; a None after each street lifts the pen."""
    ends = [(row["urban_score"], row["rural_score"], None) for row in streets.iter_rows(named=True)]
    return go.Scatter(
        x=[end for street in ends for end in street],
        y=[code for code in streets["body_code"] for _ in range(3)],
        mode="lines",
        line={"color": "var(--axis)", "width": 3},
        hoverinfo="skip",
        showlegend=False,
    )


def _part(streets: pl.DataFrame, part: str, symbol: str, name: Label) -> go.Scatter:
    rows = list(streets.iter_rows(named=True))
    return go.Scatter(
        name=spoken(name),
        x=[row[f"{part}_score"] for row in rows],
        y=[row["body_code"] for row in rows],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": 13,
            "color": f"var(--part-{part})",
            "line": {"color": "var(--surface)", "width": 1.5},
        },
        customdata=[[inert(row["body_name"]), share(row[f"{part}_share"]).zh] for row in rows],
        hovertemplate=f"%{{customdata[0]}}<br>{spoken(name)}: %{{x:.2f}}<br>"
        f"{spoken(SHARE)}: %{{customdata[1]}}<extra></extra>",
    )


def _blend(streets: pl.DataFrame) -> go.Scatter:
    return go.Scatter(
        name=spoken(SCORE),
        x=streets["score"].to_list(),
        y=streets["body_code"].to_list(),
        mode="markers+text",
        marker={
            "symbol": "line-ns-open",
            "size": 26,
            "color": "var(--ink)",
            "line": {"width": 3, "color": "var(--ink)"},
        },
        texttemplate="%{x:.2f}",
        textposition="top center",
        textfont={"color": "var(--ink)", "size": 13},
        customdata=[inert(name) for name in streets["body_name"].to_list()],
        hovertemplate=f"%{{customdata}}<br>{spoken(SCORE)}: %{{x:.2f}}<extra></extra>",
        cliponaxis=False,
    )


def _bodies(marts: Marts) -> Table:
    """The communities and villages of the newest half-year, by code."""
    scored = newest(marts["scores"], "half_year")
    of_level = scored.filter(pl.col("body_level").is_in(["community", "village"]))
    bodies = with_ranked_bodies(of_level, marts["standings"])
    caption = Label(
        "各社区、村成绩；城区、农村各排各的名次",
        "Scores of communities and villages, urban and rural ones ranked apart",
    )
    rows = (
        (
            _explained(row),
            term("division_level", row["body_level"]),
            points(row["score"]),
            ranked(row["rank"], row["ranked_bodies"]),
            term("scheme", row["scheme"]),
            term("score_status", row["status"]),
        )
        for row in bodies.sort("body_code").iter_rows(named=True)
    )
    return Table(
        "table-scores-bodies",
        caption,
        BODY_HEADERS,
        tuple(rows),
        folded=True,
        query="from marts.scores left join marts.standings using (half_year, body_code) "
        f"where body_level in ('community', 'village') and {newest_of('scores', 'half_year')}",
    )


def _explained(body: dict[str, Any]) -> Cell:
    """The body's name, leading to what explains its score."""
    return replace(text(body["body_name"]), href=f"explain.html#{body['half_year']}/{body['body_code']}")


def _row(street: dict[str, Any]) -> tuple[Cell, ...]:
    band, within, deciding = firmness(street)
    return (
        _explained(street),
        ranked(street["rank"], street["ranked_bodies"]),
        band,
        within,
        points(street["score"]),
        term("scheme", street["scheme"]),
        points(street["urban_score"]),
        points(street["rural_score"]),
        share(street["urban_share"]),
        points(street["applicable_points"]),
        term("score_status", street["status"]),
        flag(street["vetoed"], is_alert=True),
        flag(street["commendation_eligible"]),
        deciding,
    )
