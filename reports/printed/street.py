"""A street's sheet of the printed report: score, points lost, parts and blend, its bodies, its rulings."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from reports.marts.explained import of_body
from reports.marts.tables import Marts
from reports.pages.streets.page import waterfall_frame
from reports.parts.labels import Label, label
from reports.parts.section import Drawing, KeyFigure, Panel
from reports.parts.sheet import Sheet
from reports.parts.table import Cell, Table, count, day, flag, points, ranked, share, term, text
from reports.parts.theme import inert
from reports.printed.blend import blend_drawing
from reports.printed.bodies import bodies_table
from reports.printed.cover import rank_range

LOST = (
    Label("指标类别", "group of indicators"),
    Label("分值", "points"),
    Label("得分", "won"),
    Label("失分", "lost"),
    Label("扣总成绩", "off the score"),
    Label("余", "left"),
)
PARTS = (
    Label("部分", "part"),
    Label("部分得分", "part score"),
    Label("人口", "people"),
    Label("占比", "share"),
    Label("计入总成绩", "gives"),
)
SCORED = "scores inner join marts.standings using (half_year, body_code)"
RULINGS = (
    Label("裁定文号", "ruling no."),
    Label("裁定日期", "ruled on"),
    Label("对象", "subject"),
    Label("处理", "sanction"),
    Label("生效中", "in force"),
)


def street_sheet(marts: Marts, street: dict[str, Any], streets: pl.DataFrame) -> Sheet:
    """All that is published of one street's half-year, beside the other streets where its parts blend."""
    code, half_year = street["body_code"], street["half_year"]
    own = of_body(marts, code)
    lost = lost_table(own["score_groups"], street)
    waterfall = _waterfall(own["score_groups"], street) if street["score"] is not None else None
    parts = own["score_parts"].join(own["score_shares"], on=["half_year", "body_code", "part"])
    panels = (
        Panel((lost,), waterfall),
        Panel((_parts(parts, street),), blend_drawing(street, streets)),
        Panel((bodies_table(marts, half_year, street),)),
        Panel((_rulings(marts, code),)),
    )
    title = Label(street["body_name"] or code, label("scheme", street["scheme"]).en)
    return Sheet(f"street-{code}", title, tuple(_key_figures(marts, street)), tuple(_formula(street)), panels)


def _key_figures(marts: Marts, street: dict[str, Any]) -> Iterable[KeyFigure]:
    bodies = of_body(marts, street["body_code"])["standings"]["ranked_bodies"].drop_nulls().to_list()
    rank = ranked(street["rank"], next(iter(bodies), None))
    scored, drawn = (_of(table, street) for table in (SCORED, "rank_intervals"))
    yield KeyFigure("score", Label("总成绩", "score"), points(street["score"]), scored)
    yield KeyFigure("rank", Label("名次", "rank"), rank, scored)
    title = Label("名次区间", "ranks in 90 % of draws")
    yield KeyFigure("range", title, rank_range(marts, street["body_code"]), f"{drawn} and varied = 'all'")
    yield KeyFigure("status", Label("状态", "status"), term("score_status", street["status"]))
    yield KeyFigure("vetoed", Label("一票否决", "vetoed"), flag(street["vetoed"], is_alert=True))


def _formula(street: dict[str, Any]) -> Iterable[Label]:
    """How the two parts of a mixed street make its score, in numbers."""
    parts = [street[f"{part}_{name}"] for part in ("urban", "rural") for name in ("score", "population")]
    if street["score"] is None or any(value is None for value in parts):
        return
    urban, urban_people, rural, rural_people = parts
    people = f"({count(urban_people).zh} + {count(rural_people).zh})"
    sum_of = (
        f"({points(urban).zh} × {count(urban_people).zh} + {points(rural).zh} × {count(rural_people).zh})"
    )
    equation = f"{sum_of} ÷ {people} = {points(street['score']).zh}"
    yield Label(
        f"合并记分:{equation}", "The parts' scores, each weighed by its people, make the blended score."
    )


def lost_table(groups: pl.DataFrame, street: dict[str, Any]) -> Table:
    """What every group of indicators took off the score, from 100 down to it."""
    rows = tuple(
        (
            _group(row, street),
            points(row["shown_points"]),
            points(row["shown_points_won"]),
            points(row["shown_points_lost"]),
            points(row["shown_score_lost"]),
            points(row["shown_score_after"]),
        )
        for row in groups.sort("step_no").iter_rows(named=True)
    )
    return Table(
        f"table-lost-{street['body_code']}",
        Label("从 100 到总成绩", "From 100 down to the score"),
        LOST,
        rows,
        query=_of("score_groups", street) + " order by step_no",
    )


def _group(row: dict[str, Any], street: dict[str, Any]) -> Cell:
    named = label("indicator_group", row["indicator_group"])
    if street["scheme"] != "mixed":
        return Cell(named.zh, named.en)
    part = label("area_type", row["part"])
    return Cell(f"{part.zh} · {named.zh}", f"{part.en} · {named.en}")


def _waterfall(groups: pl.DataFrame, street: dict[str, Any]) -> Drawing:
    """The way from 100 to the score; the axis starts near the score so that small losses show."""
    steps = [(_group(row, street), row["shown_score_lost"]) for row in _by_step(groups)]
    score = street["score"]
    figure = waterfall_frame()
    bars: go.Waterfall = figure.data[0]
    named = [("满分", "full score"), *((cell.zh, cell.en) for cell, _ in steps), ("总成绩", "score")]
    bars.y = [f"{inert(zh)}  {inert(en)}" for zh, en in named]
    bars.x = [100, *(-(lost or 0) for _, lost in steps), score]
    bars.measure = ["absolute", *("relative" for _ in steps), "total"]
    bars.text = ["100", *(f"−{points(lost or 0).zh}" for _, lost in steps), points(score).zh]
    room = max((100 - score) / 4, 1)
    figure.update_xaxes(range=[max(score - room, 0), 100 + room / 2])
    figure.update_layout(height=62 + 18 * len(named), font={"size": 11})
    told = "，".join(f"{cell.zh} −{points(lost or 0).zh}" for cell, lost in steps)
    return Drawing(
        f"figure-lost-{street['body_code']}",
        Label("各类指标扣总成绩", "What each group takes off the score"),
        Label(f"瀑布图：100，{told}，总成绩 {points(score).zh}", "Waterfall; the table holds the numbers."),
        figure,
    )


def _by_step(groups: pl.DataFrame) -> Iterable[dict[str, Any]]:
    return groups.sort("step_no").iter_rows(named=True)


def _parts(parts: pl.DataFrame, street: dict[str, Any]) -> Table:
    rows = tuple(
        (
            term("area_type", row["part"]),
            points(row["part_score"]),
            count(row["population"]),
            share(row["share"]),
            points(row["shown_score_given"]),
        )
        for row in parts.sort("part", descending=True).iter_rows(named=True)
    )
    caption = Label("两部分与人口占比", "Parts and population shares")
    query = (
        f"from marts.score_parts inner join marts.score_shares using (half_year, body_code, part) "
        f"where half_year = '{street['half_year']}' and body_code = '{street['body_code']}'"
    )
    return Table(f"table-parts-{street['body_code']}", caption, PARTS, rows, query=query)


def _rulings(marts: Marts, street_code: str) -> Table:
    """Rulings on the street and on its bodies."""
    bodies = marts["standings"].filter(pl.col("street_code") == street_code)["body_code"]
    codes = [street_code, *bodies]
    found = marts["rulings"].filter(pl.col("subject_code").is_in(codes)).sort("ruled_on", "ruling_no")
    rows = tuple(
        (
            text(row["ruling_no"]),
            day(row["ruled_on"]),
            text(row["subject_name"]),
            term("sanction", row["sanction"]),
            flag(row["in_force"]),
        )
        for row in found.iter_rows(named=True)
    )
    query = (
        f"from marts.rulings where subject_code = '{street_code}' or subject_code in "
        f"(select body_code from marts.standings where street_code = '{street_code}')"
    )
    caption = Label("裁定（列于成绩之旁，不计入成绩）", "Rulings, beside the score and never inside it")
    return Table(f"table-rulings-{street_code}", caption, RULINGS, rows, query=query)


def _of(table: str, street: dict[str, Any]) -> str:
    return (
        f"from marts.{table} where half_year = '{street['half_year']}' "
        f"and body_code = '{street['body_code']}'"
    )
