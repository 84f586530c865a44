"""Section of the quality page: who is written down twice, and how well matching finds it."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.parts.labels import Label, label, rank_of
from reports.parts.placed import found_query, street_facets, street_rows, total
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import ABSENT, Cell, Table, count, share, term
from reports.parts.theme import AXIS, names_axis, spoken, styled_rows

KINDS = (
    "person_duplicate_exact",
    "person_duplicate_probable",
    "float_and_resident_conflict",
    "building_two_books",
    "page_number_reused",
)
MEASURES = (
    ("precision", "circle", Label("精确率", "precision")),
    ("recall", "diamond-open", Label("召回率", "recall")),
)
TITLE = Label("重复", "Duplicates")
LEAD = Label(
    "同一证号的重档是确定的；两个证号很可能是一个人的，是疑似，由人核对。",
    "Two files of one citizen ID are certain; two citizen IDs of probably one person are to be checked.",
)


def section(marts: Marts) -> Section:
    """Duplicates by street, and the accuracy of matching where it was measured."""
    runs = newest(marts["check_runs"], "as_of_date")
    panels = [] if runs.is_empty() else [Panel((_streets(marts, runs),))]
    return Section("double", TITLE, LEAD, (*panels, *_accuracy(marts["matching_accuracy"])))


def draw_accuracy(card: pl.DataFrame) -> go.Figure:
    """Precision and recall of each kind of error: a dot, and a line over its 95 % interval."""
    keys = card["error_kind"].to_list()
    figure = go.Figure([_dots(card, *measure) for measure in MEASURES])
    figure.update_layout(scattermode="group", scattergap=0.4)
    figure.update_xaxes(**AXIS, range=[0, 1.02], tickformat=".0%", nticks=6)
    figure.update_yaxes(**names_axis(keys, [label("error_kind", key) for key in keys]))
    return styled_rows(figure, len(keys), 36)


def _dots(card: pl.DataFrame, measure: str, symbol: str, name: Label) -> go.Scatter:
    low, at, high = (card[f"{measure}{end}"].to_list() for end in ("_low", "", "_high"))
    colour = "var(--stock)" if measure == "precision" else "var(--flow-out)"
    return go.Scatter(
        name=spoken(name),
        x=at,
        y=card["error_kind"].to_list(),
        orientation="h",
        mode="markers",
        marker={"color": colour, "size": 9, "symbol": symbol},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_apart(end, middle) for end, middle in zip(high, at, strict=True)],
            "arrayminus": [_apart(middle, end) for end, middle in zip(low, at, strict=True)],
            "color": colour,
            "width": 0,
        },
        hovertemplate="%{y} %{fullData.name}: %{x:.1%}<extra></extra>",
    )


def _apart(more: float | None, less: float | None) -> float | None:
    return None if more is None or less is None else more - less


def _streets(marts: Marts, runs: pl.DataFrame) -> Table:
    totals = (Cell("全区", "district"), *(total(runs, [check]) for check in KINDS))
    headers = (Label("街道", "street"), *(label("check", check) for check in KINDS))
    caption = Label("重复条数，按街道", "Duplicates, by street")
    return Table(
        "table-double",
        caption,
        headers,
        street_rows(marts, KINDS),
        (totals,),
        is_sortable=True,
        query=found_query("check_id", KINDS),
        facets=street_facets(marts),
    )


def _accuracy(card: pl.DataFrame) -> Iterable[Panel]:
    if card.is_empty():
        return
    order = [rank_of("error_kind", kind) for kind in card["error_kind"]]
    ordered = card.with_columns(order=pl.Series(order)).sort("order", "error_kind")
    caption = Label("疑似重档找得准不准", "How well probable duplicates are found")
    told = Label(
        "圆点和线：每种笔误的精确率、召回率和 95% 区间。数字见表。",
        "Dots and lines: precision and recall by kind of error; the table has the numbers.",
    )
    drawn = ordered.filter(pl.col("recall").is_not_null())
    drawing = Drawing("figure-accuracy", caption, told, draw_accuracy(drawn))
    headers = (
        Label("笔误种类", "kind of error"),
        Label("试的对数", "pairs tried"),
        Label("找到", "found"),
        Label("找错", "wrong"),
        *(
            heading
            for _, _, name in MEASURES
            for heading in (name, Label(f"{name.zh} 95% 区间", f"{name.en}, 95 % interval"))
        ),
    )
    rows = tuple(_kind(row) for row in ordered.iter_rows(named=True))
    yield Panel(
        (Table("table-accuracy", caption, headers, rows, query="from marts.matching_accuracy"),), drawing
    )


def _kind(row: dict[str, Any]) -> tuple[Cell, ...]:
    measured = (
        cell
        for measure, _, _ in MEASURES
        for cell in (share(row[measure]), _interval(row[f"{measure}_low"], row[f"{measure}_high"]))
    )
    counts = (count(row[column]) for column in ("pairs", "found", "wrong"))
    return (term("error_kind", row["error_kind"]), *counts, *measured)


def _interval(low: float | None, high: float | None) -> Cell:
    if low is None or high is None:
        return ABSENT
    return Cell(f"{share(low).zh}–{share(high).zh}", kind="number")
