"""The look all figures share; colours are names of CSS variables, which `assets/draw.js` fills in."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from reports.parts.labels import Label

MARK = "\x1f"  # a unit separator: no name holds one
LABEL_COLOUR = "var(--ink)"
AXIS: Mapping[str, Any] = {
    "gridcolor": "var(--grid)",
    "linecolor": "var(--axis)",
    "zerolinecolor": "var(--axis)",
    "automargin": True,
    "fixedrange": True,
}


def fill(name: str, pattern: str = "") -> dict[str, Any]:
    """A bar's fill: the colour of that name, and a pattern that tells it apart in grey print."""
    return {
        "color": f"var(--{name})",
        "line": {"color": "var(--surface)", "width": 1},
        "pattern": {
            "shape": pattern,
            "fillmode": "overlay",
            "fgcolor": "var(--surface)",
            "size": 7,
            "solidity": 0.2,
        },
    }


def spoken(label: Label, between: str = " ") -> str:
    """A label inside a figure: `assets/draw.js` shows the language that the reader chose, or both.

    With nothing `between` them Chinese stands alone where both are shown: the table beside has the other.
    """
    return MARK.join(("", label.zh, between, label.en, "")) if label.en else label.zh


def inert(name: str | None) -> str:
    """A name with its markup switched off: Plotly reads tags in every text it draws."""
    return escape(name or "—", quote=False)


def row_name(name: str | Label | None) -> str:
    """What stands on an axis for a row: a name as it is, or a label in the language chosen."""
    return spoken(name, "") if isinstance(name, Label) else inert(name)


def names_axis(codes: Sequence[str], names: Sequence[str | Label | None]) -> dict[str, Any]:
    """A category axis from top to bottom on codes, so that two bodies of one name stay two."""
    return {
        **AXIS,
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(codes),
        "tickvals": list(codes),
        "ticktext": [row_name(name) for name in names],
        "ticklabelstandoff": 6,
        "autorange": "reversed",
        "showgrid": False,
    }


def styled(figure: go.Figure, height: int) -> go.Figure:
    """The figure in the house's style, `height` pixels high and as wide as its place on the page."""
    figure.update_layout(
        template=None,
        height=height,
        autosize=True,
        paper_bgcolor="var(--surface)",
        plot_bgcolor="var(--surface)",
        font={"family": "var(--font)", "size": 13, "color": LABEL_COLOUR},
        margin={"l": 8, "r": 16, "t": 8, "b": 8},
        legend={"orientation": "h", "x": 0, "yanchor": "bottom", "traceorder": "normal"},
        hoverlabel={
            "bgcolor": "var(--raised)",
            "bordercolor": "var(--axis)",
            "font": {"family": "var(--font)", "color": LABEL_COLOUR},
        },
        dragmode=False,
        separators=".,",
    )
    return figure


def styled_rows(figure: go.Figure, rows: int, row: int, beside: int = 110) -> go.Figure:
    """The figure in the house's style, each of its rows `row` pixels high and `beside` for all else.

    `assets/draw.js` keeps that height where a filter leaves fewer rows.
    """
    return styled(figure, beside + rows * row).update_layout(meta={"row": row})
