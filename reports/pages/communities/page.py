"""The page 社区: every community and village of a half-year in one table and as small charts."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from reports.marts.queried import query_text
from reports.marts.tables import Marts
from reports.pages.classes.page import PATTERNS
from reports.pages.communities.bodies import CLASSES
from reports.pages.movements import STEPS
from reports.parts.labels import Label, codes, label
from reports.parts.section import Page
from reports.parts.stamp import stamped
from reports.parts.theme import AXIS, fill, styled

TITLE = Label("社区", "Communities")
WHAT = Label(
    "哪些社区、村最该先帮：成绩、名次、档案、核查发现与增减，一个单位一行。",
    "Which communities and villages need help first: score, rank, files, findings and movements, a row each.",
)
WORDS = ("division_level", "area_type", "management_class")


def communities_page(marts: Marts) -> Page:
    """The frame of the page; its rows are filled in as a half-year is opened."""
    return stamped(marts, TITLE, WHAT)


def handed_to_communities(page: Page, half_years: Sequence[str]) -> dict[str, Any]:
    """What the template needs besides: half-years, words of codes, the chart, filters and queries."""
    words = {
        kind: {code: (label(kind, code).zh, label(kind, code).en) for code in codes(kind)} for kind in WORDS
    }
    flows = [(column, name.zh, name.en) for column, _, name in STEPS]
    return {
        "handed": {"halfYears": [*half_years], "words": words, "classes": CLASSES, "flows": flows},
        "caption": Label("社区、村", "Communities and villages"),
        "classes": [(code, label("management_class", code)) for code in CLASSES],
        "choices": {"street": sorted(page.streets), "area": codes("area_type"), "class": CLASSES},
        "frame": months_frame(),
        "queries": {"table-communities": query_text("bodies"), "multiples": query_text("body_months")},
    }


def months_frame() -> go.Figure:
    """One small chart: women by class at each month's end, stacked, without its numbers."""
    figure = go.Figure(
        [
            go.Bar(
                name=label("management_class", code).both,
                meta={"class": code},
                marker=fill(f"class-{code}", PATTERNS.get(code, ".")),
                hovertemplate="%{x}<br>%{fullData.name}: %{y:,}<extra></extra>",
            )
            for code in CLASSES
        ]
    )
    figure.update_layout(barmode="stack", bargap=0.35, showlegend=False)
    figure.update_xaxes(**{**AXIS, "showgrid": False}, type="category", nticks=3, tickfont={"size": 11})
    figure.update_yaxes(**AXIS, tickformat=",d", nticks=4, tickfont={"size": 11})
    return styled(figure, 150)
