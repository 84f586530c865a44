"""One half-year of explanations as a script of columns, small enough for a stick and read by the page."""

import re

import polars as pl

from reports.marts.explained import BODY
from reports.marts.tables import Marts
from reports.parts.packed import numbers, packed, packed_object, packed_script

HALF_YEAR = re.compile(r"\d{4}H[12]")
BY_BODY = {
    "parts": ["part", "part_score", "population", "share", "points", "won", "lost", "off", "most", "given"],
    "groups": ["part", "indicator_group", "points", "won", "lost", "off", "left"],
    "steps": ["line", "numerator", "denominator", "value_pct", "status", "points", "won", "lost", "off"],
    "findings": ["indicator_id", "check_id", "findings"],
    "turns": ["share_below", "body_below_share", "share_above", "body_above_share"],
    "changes": ["previous_half_year", "cause", "before", "change", "left"],
    "schemes": ["boundaries", "scheme_from", "is_own_scheme", "scheme", "score", "rank", "status"],
    "rulings": ["ruling_no", "ruled_on", "sanction", "in_force"],
    "liabilities": [
        "ruling_no",
        "ruled_on",
        "unit_name",
        "superior_unit_name",
        "linked_ruling_no",
        "linked_sanction",
        "liability",
        "in_force",
    ],
    "intervals": ["varied", "score_low", "score_high", "rank_best", "rank_worst"],
    "firmness": ["band", "bodies_in_band", "deciding_indicator_id", "rank_without"],
}
SHORT = {
    "shown_points": "points",
    "shown_points_won": "won",
    "shown_points_lost": "lost",
    "shown_score_lost": "off",
    "shown_score_most": "most",
    "shown_score_given": "given",
    "shown_score_after": "left",
    "shown_score_before": "before",
    "shown_change": "change",
}
FOUR_DIGITS, TWO_DIGITS = ("numerator", "denominator"), ("value_pct", "score_low", "score_high")


def half_year_script(marts: Marts, half_year: str) -> str:
    """A script that hands one half-year's columns to the page; rows stand in the order of its bodies.

    `n` counts a table's rows by body, and in `sources` by step. A loss that is all the body's own has no
    source: the step itself says all of it.
    """
    bodies = marts["scores"].join(marts["standings"], on=[*BODY], how="left").sort("body_code")
    tables = {"bodies": bodies.drop("half_year"), "lines": marts["scheme_lines"].drop("scheme_line")}
    counts: dict[str, pl.Series] = {}
    for name, frame in _by_body(marts).items():
        tables[name], counts[name] = _ordered(frame, bodies["body_code"], BY_BODY[name])
    tables["sources"], counts["sources"] = _sources(marts)
    tables["source_names"] = _source_names(marts)
    tables["checks"] = marts["indicator_checks"]
    columns = {name: packed(frame) for name, frame in tables.items()}
    columns["n"] = packed_object({name: numbers(n) for name, n in counts.items()})
    return packed_script(f"explain-{half_year}", columns)


def _by_body(marts: Marts) -> dict[str, pl.DataFrame]:
    """Each table that goes by bodies, under the page's short names, in the order it is shown in."""
    lines = marts["scheme_lines"].with_row_index("line")
    parts = marts["score_parts"].join(marts["score_shares"], on=[*BODY, "part"], how="left")
    steps = marts["steps"].join(
        lines.select("line", "scheme_from", "indicator_id", part="area_type"),
        on=["scheme_from", "part", "indicator_id"],
        how="left",
    )
    return {
        "parts": parts.sort("part", descending=True).with_columns(pl.col("share").round(6)),
        "groups": marts["score_groups"].sort("step_no"),
        "steps": steps.sort("body_code", "step_no"),
        "findings": marts["indicator_findings"],
        "turns": marts["turning_shares"],
        "changes": marts["change_steps"].sort("step_no"),
        "schemes": marts["scores_by_scheme"],
        "rulings": marts["rulings"].rename({"subject_code": "body_code"}),
        "liabilities": marts["joint_liability"].rename({"street_code": "body_code"}),
        "intervals": marts["rank_intervals"],
        "firmness": marts["rank_firmness"],
    }


def _ordered(frame: pl.DataFrame, bodies: pl.Series, columns: list[str]) -> tuple[pl.DataFrame, pl.Series]:
    """The columns with their rows in the order of the bodies, and how many rows each body has."""
    order = bodies.to_frame("body_code").with_row_index("place")
    placed = frame.join(order, on="body_code").sort("place", maintain_order=True)
    counted = order.join(placed.group_by("body_code").len(), on="body_code", how="left").sort("place")
    return _short(placed).select(columns), counted["len"].fill_null(0)


def _sources(marts: Marts) -> tuple[pl.DataFrame, pl.Series]:
    keys = ["body_code", "step_no"]
    several = (pl.len().over(keys) > 1) | (pl.col("source_code") != pl.col("body_code"))
    sources = marts["sources"].filter(several)
    names = _source_names(marts).select("source_code", source=pl.int_range(pl.len()))
    named = sources.join(names, on="source_code", how="left", maintain_order="left")
    steps = marts["steps"].sort(keys).select(keys)
    counted = steps.join(sources.group_by(keys).len(), on=keys, how="left").sort(keys)
    return _short(named).select("source", "lost", "off"), counted["len"].fill_null(0)


def _source_names(marts: Marts) -> pl.DataFrame:
    """Every source once: its code, name and level."""
    names = marts["sources"].select("source_code", "source_name", "source_level")
    return names.unique("source_code").sort("source_code")


def _short(frame: pl.DataFrame) -> pl.DataFrame:
    rounded = {
        column: pl.col(column).round(digits, mode="half_away_from_zero")
        for columns, digits in ((FOUR_DIGITS, 4), (TWO_DIGITS, 2))
        for column in columns
        if column in frame.columns
    }
    return frame.with_columns(**rounded).rename(SHORT, strict=False)
