"""The handovers: from units to communities, from communities to villages, between communities."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.sample.ground.draws import days, lapses, picks, waits

TO_COMMUNITY, TO_VILLAGE, BETWEEN = "1", "2", "3"
FORGOTTEN = 3


def make_handovers(
    pages: pl.DataFrame,
    roster: pl.DataFrame,
    changes: pl.DataFrame,
    bodies: pl.DataFrame,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """One row a handover: woman, type, from, to and dates; `to_street_code` is where its file is kept."""
    homes = pages.filter(pl.col("woman").is_not_null() & ~pl.col("is_hukou_only"))
    known = homes.join(
        roster.select("woman", "part", "^is_.*$"), on="woman", how="left", maintain_order="left"
    )
    parts = [
        _from_units(known.filter("is_left_unit"), changes, bodies, rng),
        _passed_on(known.filter(part="handed"), TO_VILLAGE, "handed_on"),
        _passed_on(known.filter("is_moved"), BETWEEN, "opened_on"),
        _forgotten(known, roster, bodies, rng),
    ]
    rows = pl.concat(parts, how="diagonal").with_columns(pl.col("is_forgotten").fill_null(False))
    receivers = bodies.select(
        pl.col("body_code").alias("to_code"),
        pl.col("care").alias("to_care"),
        pl.col("street_code").alias("to_street_code"),
    )
    rows = rows.join(receivers, on="to_code", how="left", maintain_order="left").sort("handed_on", "woman")
    count = len(rows)
    received_on = pl.col("handed_on") + waits(rng, 0, 3, count)
    is_open = lapses(rng, rows["to_care"], 0.98, 0.78)
    number = (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(6)
    return rows.with_columns(
        (pl.lit("YJ2006-") + number).alias("handover_no"),
        received_on.alias("received_on"),
        pl.when(~is_open).then(received_on + waits(rng, 0, 8, count)).alias("acknowledged_on"),
        pl.Series(rng.random(count) > 0.01).alias("documents_complete_flag"),
    )


def _from_units(
    left: pl.DataFrame, changes: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    lost = changes.filter(change_kind="06").select("woman", pl.col("occurred_on").alias("separated_on"))
    rows = left.join(lost, on="woman", how="inner", maintain_order="left")
    cared = rows.join(bodies.select("body_code", "care"), on="body_code", how="left", maintain_order="left")
    is_late = lapses(rng, cared["care"], 1.0, 0.8)
    wait = pl.when(is_late).then(37).otherwise(pl.Series(rng.integers(3, 26, len(rows))))
    return rows.select(
        "woman",
        pl.lit(TO_COMMUNITY).alias("handover_type"),
        pl.col("former_unit_code").alias("from_code"),
        pl.col("body_code").alias("to_code"),
        picks(rng, ("1", "2", "3"), (5, 3, 2), len(rows)).alias("separation_reason"),
        "separated_on",
        (pl.col("separated_on") + pl.duration(days=wait)).alias("handed_on"),
    )


def _passed_on(rows: pl.DataFrame, handover_type: str, handed_on: str) -> pl.DataFrame:
    """From the body whose file closed to the body whose file opened."""
    closed = rows.filter(pl.col("closed_on").is_not_null()).select(
        "woman", pl.col("body_code").alias("from_code")
    )
    opened = rows.filter(pl.col("closed_on").is_null()).select(
        "woman", pl.col("body_code").alias("to_code"), pl.col(handed_on).alias("handed_on")
    )
    return closed.join(opened, on="woman", how="inner", maintain_order="left").with_columns(
        pl.lit(handover_type).alias("handover_type")
    )


def _forgotten(
    known: pl.DataFrame, roster: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """Handed to a village on paper, but the community never closed the file."""
    is_plain = (
        (roster["part"] == "filed")
        & (roster["management_class"] == "1")
        & ~roster.select(pl.any_horizontal("^is_.*$")).to_series()
    )
    women = roster.filter(is_plain)["woman"].tail(FORGOTTEN)
    rows = known.filter(pl.col("woman").is_in(women.implode()))
    villages = bodies.filter(level="village")["body_code"].head(FORGOTTEN)
    return rows.select(
        "woman",
        pl.lit(TO_VILLAGE).alias("handover_type"),
        pl.col("body_code").alias("from_code"),
        villages.head(len(rows)).alias("to_code"),
        days(rng, date(2006, 4, 10), date(2006, 5, 20), len(rows)).alias("handed_on"),
        pl.lit(True).alias("is_forgotten"),
    )
