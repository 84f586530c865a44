"""The picture of a mixed street's blend in the printed report: its score over every urban share."""

from typing import Any

import polars as pl

from reports.pages.streets.page import blend_frame
from reports.parts.labels import Label
from reports.parts.section import Drawing
from reports.parts.table import points, share
from reports.parts.theme import inert

NAMED = 12  # more level lines than this crowd each other out on paper


def blend_drawing(street: dict[str, Any], streets: pl.DataFrame) -> Drawing | None:
    """The line from the rural to the urban part with the street on it; None where it is not mixed."""
    ends = [street["rural_score"], street["urban_score"]]
    if street["score"] is None or None in ends:
        return None
    others = streets.filter(pl.col("body_code") != street["body_code"], pl.col("score").is_not_null())
    scores = others["score"].to_list()
    figure = blend_frame()
    levels, names, line, turns, own = figure.data
    levels.update(x=[0, 1, None] * len(scores), y=[y for score in scores for y in (score, score, None)])
    if len(scores) <= NAMED:
        names.update(x=[1] * len(scores), y=scores, text=[inert(name) for name in others["body_name"]])
    line.update(x=[0, 1], y=ends)
    turns.update(visible=False)
    own.update(x=[street["urban_share"]], y=[street["score"]], text=[points(street["score"]).zh])
    figure.update_layout(height=200, font={"size": 11})
    at = f"{share(street['urban_share']).zh}, {points(street['score']).zh}"
    return Drawing(
        f"figure-blend-{street['body_code']}",
        Label("合并成绩随城区人口占比的变化", "The blended score by urban population share"),
        Label(f"折线图：{at}", f"Line from rural to urban part; this street at {at}."),
        figure,
    )
