"""What the notebook draws: curves of classes and indicators, and tables that cross two dimensions."""

from collections.abc import Mapping
from functools import cache

import plotly.express as px
import plotly.graph_objects as go
import polars as pl

from pipelines.contracts.catalog import code_lists
from reports.parts.labels import codes, label

WITHHELD = "*"
DIMENSIONS = {
    "street_name": "街道 street",
    "body_name": "社区、村 community or village",
    "body_level": "级别 level",
    "area_type": "城乡 area",
    "management_class": "类别 class",
}
EXACT_DIMENSIONS = {
    "age_from": "年龄（五岁组）age, from",
    "has_unit": "有单位 has a unit",
    "is_hukou_only": "空挂户 registered only",
    "residence_split_flag": "人户分离 lives elsewhere",
}
TRAITS = {"age": "年龄组 age", "hukou": "户口性质 hukou type", "employment": "从业状况 employment"}
TRAIT_LISTS = ("hukou_type", "employment_status")
NO_CODES = {"all": "合计 all", "unknown": "不详 unknown"}
LABELLED = {"body_level": "division_level", "area_type": "area_type", "management_class": "management_class"}


def class_curves(counts: pl.DataFrame) -> go.Figure:
    """Women by class over time, from `as_of_date`, `management_class`, `women`; a withheld count is a gap."""
    named = counts.sort("as_of_date", _place("management_class")).with_columns(
        _named("management_class"), month=pl.col("as_of_date").dt.strftime("%Y-%m")
    )
    figure = px.line(named, x="month", y="women", color="management_class", markers=True)
    return _styled(figure.update_xaxes(type="category"), "月末 month's end", "妇女 women")


def indicator_curves(values: pl.DataFrame) -> go.Figure:
    """An indicator by half-year, a line a body and part: `half_year`, `body_name`, `part`, `value_pct`."""
    named = values.sort("half_year").with_columns(part=pl.col("part").replace_strict(_parts(), default="—"))
    figure = px.line(named, x="half_year", y="value_pct", color="body_name", line_dash="part", markers=True)
    return _styled(figure.update_xaxes(type="category"), "半年 half-year", "%")


def crossed(counts: pl.DataFrame, down: str, across: str) -> pl.DataFrame:
    """Women by two dimensions of `counts` as text: what is told; ≥ what is told of a sum; * where nothing is.

    `counts` has a row a cell, with `women` (null: no ledger, or withheld) and `is_suppressed`.
    """
    told, some_withheld = pl.col("women").sum(), pl.col("is_suppressed").any()
    cells = counts.group_by(down, across).agg(told=told, partly=some_withheld)
    text = (
        pl.when(~pl.col("partly"))
        .then(pl.col("told").cast(pl.String))
        .when(pl.col("told") > 0)
        .then(pl.concat_str(pl.lit("≥"), "told"))
        .otherwise(pl.lit(WITHHELD))
    )
    named = cells.sort(_place(down), down).with_columns(_named(down), _named(across), text.alias("women"))
    columns = cells.sort(_place(across), across).select(_named(across))[across].unique(maintain_order=True)
    table = named.pivot(across, index=down, values="women").fill_null("—").select(down, *columns)
    return table.rename({down: (DIMENSIONS | EXACT_DIMENSIONS).get(down, down)})


def composed(counts: pl.DataFrame, trait: str | None) -> pl.DataFrame:
    """Women by the values of one of TRAITS and by class, as `crossed`: `trait_value`, `management_class`."""
    return crossed(counts, "trait_value", "management_class").rename(
        {"trait_value": TRAITS[trait] if trait else "—"}
    )


def _named(dimension: str) -> pl.Expr:
    """A dimension's values in both languages where they are codes, else as they are."""
    column = pl.col(dimension).cast(pl.String)
    return column.replace(_names(dimension))


def _place(dimension: str) -> pl.Expr:
    """Where a code stands in its list; what is no code comes last."""
    known = list(_names(dimension))
    return pl.col(dimension).cast(pl.String).replace_strict(known, range(len(known)), default=len(known))


@cache
def _names(dimension: str) -> Mapping[str, str]:
    if kind := LABELLED.get(dimension):
        return {code: label(kind, code).both for code in codes(kind)} | NO_CODES
    if dimension == "trait_value":
        rows = (row for name in TRAIT_LISTS for row in code_lists()[name])
        return {
            row["label_en"]: f"{row['label_zh']} {row['label_en'].replace('_', ' ')}" for row in rows
        } | NO_CODES
    return {}


def _parts() -> dict[str, str]:
    return {part: label("area_type", part).both for part in ("urban", "rural")}


def _styled(figure: go.Figure, x_title: str, y_title: str) -> go.Figure:
    figure.update_layout(xaxis_title=x_title, yaxis_title=y_title, legend_title=None, template="plotly_white")
    return figure.update_yaxes(rangemode="tozero")
