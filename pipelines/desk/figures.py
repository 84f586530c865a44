"""What the notebook draws: curves of classes and indicators, and tables that cross two dimensions."""

import plotly.express as px
import plotly.graph_objects as go
import polars as pl

from reports.parts.labels import label

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
LABELLED = {"body_level": "division_level", "area_type": "area_type", "management_class": "management_class"}


def class_curves(counts: pl.DataFrame) -> go.Figure:
    """Women by class over time, from `as_of_date`, `management_class`, `women`; a withheld count is a gap."""
    named = counts.sort("as_of_date").with_columns(_named("management_class"))
    figure = px.line(named, x="as_of_date", y="women", color="management_class", markers=True)
    return _styled(figure.update_xaxes(tickformat="%Y-%m"), "月末 month's end", "妇女 women")


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
    cells = counts.group_by(down, across).agg(told=told, partly=some_withheld).sort(down, across)
    text = (
        pl.when(~pl.col("partly"))
        .then(pl.col("told").cast(pl.String))
        .when(pl.col("told") > 0)
        .then(pl.concat_str(pl.lit("≥"), "told"))
        .otherwise(pl.lit(WITHHELD))
    )
    named = cells.with_columns(_named(down), _named(across), text.alias("women"))
    return named.pivot(across, index=down, values="women").fill_null("—")


def _named(dimension: str) -> pl.Expr:
    """A dimension's values in both languages where they are codes, else as they are."""
    column = pl.col(dimension).cast(pl.String)
    if dimension not in LABELLED:
        return column
    return column.map_elements(lambda code: label(LABELLED[dimension], code).both, return_dtype=pl.String)


def _parts() -> dict[str, str]:
    return {part: label("area_type", part).both for part in ("urban", "rural")}


def _styled(figure: go.Figure, x_title: str, y_title: str) -> go.Figure:
    figure.update_layout(xaxis_title=x_title, yaxis_title=y_title, legend_title=None, template="plotly_white")
    return figure.update_yaxes(rangemode="tozero")
