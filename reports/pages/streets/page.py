"""The page that explains every score: its words and figure frames here, its numbers in files beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from reports.marts.tables import Marts
from reports.pages.streets.queries import explain_queries
from reports.parts.labels import Label, codes, label
from reports.parts.section import Page
from reports.parts.stamp import stamped
from reports.parts.theme import AXIS, spoken, styled

NOTE = Label(
    "显示到两位小数：每一步都取前后两个余额四舍五入后的差，所以各级相加正好等于上一级，"
    "每个数与单独四舍五入相差不超过 0.01。",
    "Shown to two decimals: every step is the difference of the rounded levels before and after it, so that "
    "each level adds up to the one above; no number is more than 0.01 from its own rounding.",
)
TITLE = Label("街道", "Streets")
WHAT = Label(
    "每个街道、社区、村的成绩，分失在哪里，旁边有什么。",
    "The score of every street, community and village, where its points were lost, and what stands beside.",
)
WORDS = (
    "area_type",
    "scheme",
    "score_status",
    "division_level",
    "indicator",
    "indicator_group",
    "indicator_status",
    "check",
    "sanction",
    "change_cause",
    "boundaries",
    "varied",
    "subject_type",
    "liability",
)


def explain_page(marts: Marts) -> Page:
    """The frame of the page; its numbers are filled in as a body is opened."""
    return stamped(marts, TITLE, WHAT)


def handed_to_explanation(half_years: Sequence[str], body_half_years: Sequence[str]) -> dict[str, Any]:
    """What the template needs besides: half-years, words of codes, figures, filters and queries."""
    return {
        "handed": {"halfYears": [*half_years], "bodyHalfYears": [*body_half_years], "words": words()},
        "frames": {"waterfall": waterfall_frame(), "change": waterfall_frame(), "blend": blend_frame()},
        "choices": {"area": codes("area_type")},
        "queries": explain_queries(),
        "note": NOTE,
    }


def indicator_label(line: Mapping[str, Any]) -> Label:
    """An indicator by the scheme's own Chinese name and our short English one."""
    ours = label("indicator", line["indicator_id"])
    return Label(line["label_zh"] or ours.zh, ours.en)


def words() -> dict[str, dict[str, tuple[str, str]]]:
    """Chinese and English of every code that the page may show, by kind."""
    named = {kind: {code: label(kind, code) for code in codes(kind)} for kind in WORDS}
    return {kind: {code: (its.zh, its.en) for code, its in of.items()} for kind, of in named.items()}


def waterfall_frame() -> go.Figure:
    """The way from 100 down to a score, without its numbers."""
    figure = go.Figure(
        go.Waterfall(
            orientation="h",
            textposition="outside",
            cliponaxis=False,
            decreasing={"marker": {"color": "var(--flow-out)"}},
            increasing={"marker": {"color": "var(--flow-in)"}},
            totals={"marker": {"color": "var(--stock)"}},
            connector={"line": {"color": "var(--axis)", "width": 1, "dash": "dot"}},
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    told = spoken(Label("横轴不从零起", "axis does not start at zero"), " · ")
    title = {"text": told, "font": {"size": 12}}
    figure.update_xaxes(**AXIS, nticks=6, title=title)
    figure.update_yaxes(**{**AXIS, "showgrid": False}, autorange="reversed", ticklabelstandoff=6)
    return styled(figure, 400)


def blend_frame() -> go.Figure:
    """The blend over every urban share, the other streets as level lines, without their numbers."""
    ink = {"color": "var(--ink)", "width": 3}
    figure = go.Figure(
        [
            go.Scatter(
                name=spoken(Label("其他街道", "other streets")),
                mode="lines",
                line={"color": "var(--axis)", "width": 1.5, "dash": "dot"},
                hoverinfo="skip",
            ),
            go.Scatter(
                mode="text",
                textposition="top left",
                cliponaxis=False,
                textfont={"color": "var(--soft)", "size": 12},
                hovertemplate="%{hovertext}: %{y:.2f}<extra></extra>",
                showlegend=False,
            ),
            go.Scatter(
                name=spoken(Label("合并成绩", "blend")),
                mode="lines",
                line=ink,
                hovertemplate="%{x:.1%}: %{y:.2f}<extra></extra>",
            ),
            _mark(Label("名次改变处", "rank changes"), "x", "part-rural", "top center"),
            _mark(Label("本街道", "this street"), "circle", "accent", "bottom center"),
        ]
    )
    share, score = (
        {"text": spoken(name), "font": {"size": 12}}
        for name in (Label("城区人口占比", "urban population share"), Label("成绩", "score"))
    )
    figure.update_xaxes(**AXIS, range=[-0.02, 1.02], tickformat=".0%", title=share)
    figure.update_yaxes(**AXIS, tickformat=".1f", title=score)
    return styled(figure, 440)


def _mark(name: Label, symbol: str, colour: str, place: str) -> go.Scatter:
    return go.Scatter(
        name=spoken(name),
        mode="markers+text",
        marker={"symbol": symbol, "size": 13, "color": f"var(--{colour})", "line": {"width": 1.5}},
        textposition=place,
        textfont={"color": "var(--ink)", "size": 13},
        cliponaxis=False,
        hovertemplate="%{text}<extra></extra>",
    )
