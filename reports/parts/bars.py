"""Figures of rows from top to bottom, one a street or an item: stacked bars of counts, and dots of rates."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from reports.parts.labels import Label
from reports.parts.theme import AXIS, fill, inert, names_axis, row_name, spoken, styled_rows

ROW, LEGEND, DOT = 46, 18, 13
PERCENT = Label("%，不从零起", "%, not from zero")
# light, middling and dark, so that they stay apart in grey print
GOOD, WARNED, BAD = "class-co_managed", "severity-warn", "severity-error"
LOOKS = (
    ("class-main", "circle"),
    ("class-floating", "square"),
    ("stock", "diamond"),
    ("severity-warn", "triangle-up"),
    ("flow-in", "x"),
    ("flow-out", "cross"),
    ("class-unclassified", "star"),
)


@dataclass(frozen=True)
class Part:
    """One part of every bar, or one dot of every row: the column it draws, its name and how it looks.

    `colour` is a CSS variable; `mark` a pattern of bars or a symbol of dots, so that grey print tells parts
    apart; `ink` the CSS variable of the number written on a bar, blank where none is.
    """

    column: str
    name: Label
    colour: str
    mark: str = ""
    ink: str = ""


def stacked_bars(
    rows: pl.DataFrame, key: str, name: str | Sequence[Label], parts: Sequence[Part], counted: Label
) -> go.Figure:
    """One bar a row, its parts one after the other; the axis counts what `counted` says.

    `name`: a column, or a label a row.
    """
    keys = rows[key].to_list()
    names = rows[name].to_list() if isinstance(name, str) else name
    figure = go.Figure([_bar(rows, key, names, part) for part in parts])
    figure.update_layout(barmode="stack", bargap=0.32, uniformtext={"mode": "hide", "minsize": 11})
    title = {"text": spoken(counted), "font": {"size": 12}}
    figure.update_xaxes(**AXIS, title=title, rangemode="tozero", tickformat=",d", nticks=6)
    figure.update_yaxes(**names_axis(keys, names))
    return styled_rows(figure, len(keys), ROW, 130)


def rate_dots(rows: pl.DataFrame, key: str, name: str, parts: Sequence[Part]) -> go.Figure:
    """A line a key and a dot a rate, one below the other in it, in percent; a rate not told has no dot."""
    lines = rows.unique(key, keep="first", maintain_order=True)
    keys = lines[key].to_list()
    figure = go.Figure([_dots(rows, key, name, part) for part in parts])
    # rates of one row are often equal, most often 100 %: each has a height of its own
    figure.update_layout(hovermode="closest", showlegend=len(parts) > 1, scattermode="group", scattergap=0.3)
    reach = _reach(rows, parts)
    title = {"text": spoken(PERCENT) if reach[0] > 0 else "%", "font": {"size": 12}}
    figure.update_xaxes(**AXIS, title=title, nticks=6, range=reach)
    figure.update_yaxes(**{**names_axis(keys, lines[name].to_list()), "showgrid": True})
    return styled_rows(figure, len(keys), max(ROW, DOT * len(parts) + DOT), 110 + LEGEND * len(parts))


def _reach(rows: pl.DataFrame, parts: Sequence[Part]) -> list[float]:
    """The axis from a little below the lowest rate to a little above the highest."""
    rates = [rate for part in parts for rate in rows[part.column].drop_nulls()]
    low, high = min(rates, default=0), max(rates, default=100)
    room = max((high - low) * 0.06, 0.5)
    return [max(low - room, 0), high + room]


def _bar(rows: pl.DataFrame, key: str, names: Sequence[str | Label | None], part: Part) -> go.Bar:
    written = {"texttemplate": "%{x:,}", "textposition": "inside", "textangle": 0} if part.ink else {}
    return go.Bar(
        name=spoken(part.name),
        x=rows[part.column].to_list(),
        y=rows[key].to_list(),
        orientation="h",
        marker=fill(part.colour, part.mark),
        insidetextanchor="middle",
        insidetextfont={"color": f"var(--{part.ink or 'ink'})"},
        customdata=[row_name(name) for name in names],
        hovertemplate="%{customdata}<br>%{fullData.name}: %{x:,}<extra></extra>",
        **written,
    )


def _dots(rows: pl.DataFrame, key: str, name: str, part: Part) -> go.Scatter:
    return go.Scatter(
        name=spoken(part.name),
        x=rows[part.column].to_list(),
        y=rows[key].to_list(),
        mode="markers",
        orientation="h",
        marker={
            "color": f"var(--{part.colour})",
            "symbol": part.mark or "circle",
            "size": 10,
        },
        customdata=[inert(told) for told in rows[name]],
        hovertemplate="%{customdata}<br>" + spoken(part.name) + ": %{x:.2f}%<extra></extra>",
        cliponaxis=False,
    )
