"""The monthly reports: their heads, the nine kinds by courtyard, and the changes behind them."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.sample.ground.calendar import MONTHS
from pipelines.sample.ground.draws import lapses, waits

NINE_KINDS = {
    "01": "marriage_count",
    "02": "birth_count",
    "03": "contraception_change_count",
    "04": "hukou_out_count",
    "05": "hukou_in_count",
    "06": "job_loss_count",
    "07": "job_gain_count",
    "08": "inflow_count",
    "09": "outflow_count",
}
THURSDAY = 4


def make_reports(bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One row a body and month: the meeting, and when the report reached the street."""
    rows = bodies.filter(pl.col("level") != "street").join(pl.DataFrame({"month": MONTHS}), how="cross")
    count = len(rows)
    met = ~lapses(rng, rows["care"], 1.0, 0.5)
    is_late = lapses(rng, rows["care"], 1.0, 0.7)
    next_month = pl.col("month").dt.offset_by("1mo")
    reported_on = next_month + waits(rng, 0, 3, count)
    wait = pl.when(is_late).then(9).otherwise(pl.Series(rng.integers(0, 2, count)))
    return rows.with_columns(
        pl.col("body_code").alias("community_code"),
        pl.when(met).then(pl.col("month") + waits(rng, 9, 25, count)).alias("meeting_on"),
        pl.when(met).then(pl.Series(rng.integers(15, 22, count))).alias("attended_count"),
        pl.when(met).then(22).alias("due_count"),
        reported_on.alias("reported_on"),
        (reported_on + pl.duration(days=wait)).alias("received_on"),
    )


def make_courtyard_months(
    courtyards: pl.DataFrame, lines: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """One row a courtyard and month: changes of each kind counted, a few left blank, and weekly visits."""
    months = pl.DataFrame({"month": MONTHS, "visit_weeks_due": [_thursdays(month) for month in MONTHS]})
    keys = ["body_code", "courtyard_code", "month"]
    counted = lines.group_by(*keys, "change_kind").len().pivot("change_kind", index=keys, values="len")
    rows = courtyards.join(months, how="cross").join(counted, on=keys, how="left", maintain_order="left")
    counts = [
        pl.when(~lapses(rng, rows["care"], 1.0, 0.8)).then(_count(rows, kind)).alias(column)
        for kind, column in NINE_KINDS.items()
    ]
    is_skipped = lapses(rng, rows["care"], 0.97, 0.4)
    return rows.with_columns(
        *counts,
        pl.col("body_code").alias("community_code"),
        (pl.col("visit_weeks_due") - is_skipped.cast(pl.Int64)).alias("visit_weeks_done"),
    ).sort("month", "community_code", "courtyard_code")


def make_change_lines(changes: pl.DataFrame) -> pl.DataFrame:
    """One row a change with its month and number."""
    month = pl.col("occurred_on").dt.month_start()
    rows = changes.with_columns(month.alias("month"), pl.col("body_code").alias("community_code"))
    number = (pl.int_range(pl.len()).over("body_code", "month") + 1).cast(pl.String).str.zfill(3)
    return rows.with_columns((pl.lit("B") + pl.col("month").dt.strftime("%m") + number).alias("change_no"))


def _count(rows: pl.DataFrame, kind: str) -> pl.Series:
    if kind not in rows.columns:
        return pl.Series([0] * len(rows), dtype=pl.Int64)
    return rows[kind].fill_null(0).cast(pl.Int64)


def _thursdays(month: date) -> int:
    span = [month + timedelta(day) for day in range(31)]
    return sum(day.isoweekday() == THURSDAY and day.month == month.month for day in span)
