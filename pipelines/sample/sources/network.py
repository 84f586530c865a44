"""The four-level network: street posts, deputy directors, courtyard heads, entrance heads, and their pay."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.sample.ground.calendar import MONTHS
from pipelines.sample.ground.draws import days, lapses, picks
from pipelines.sample.ground.names import person_names

STREET_POST, DEPUTY, HEAD, ENTRANCE = "1", "2", "3", "4"
WAGE, ALLOWANCE = 400.0, 20.0
CITY, VILLAGE = "1", "3"
CONDITIONS = ("cond_female", "cond_lives_in_courtyard", "cond_under_45", "cond_junior_secondary")
STEPS = ("step_recommended_on", "step_written_on", "step_interview_on", "step_appraisal_on", "step_review_on")


def make_posts(bodies: pl.DataFrame, courtyards: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One row a post; every courtyard of a community has its head in post, villages miss a few."""
    streets = bodies.filter(level="street")
    below = bodies.filter(pl.col("level") != "street")
    vacant = lapses(rng, below["care"], 1.0, 0.9) & (below["level"] == "village")
    no_head = lapses(rng, courtyards["care"], 1.0, 0.8) & (courtyards["level"] == "village")
    urban = courtyards.filter(level="community")
    rows = pl.concat(
        [
            _level(streets, STREET_POST, "J"),
            _level(below.filter(~vacant), DEPUTY, "F"),
            _level(courtyards.filter(~no_head), HEAD, "D"),
            _level(urban, ENTRANCE, "M").with_columns(pl.lit("1").alias("entrance_no")),
            _level(urban, ENTRANCE, "N").with_columns(pl.lit("2").alias("entrance_no")),
        ],
        how="diagonal",
    )
    is_head = pl.col("network_level") == HEAD
    sex = rows.select(
        pl.when(pl.col("network_level") == ENTRANCE).then(pl.lit("1")).otherwise(pl.lit("2"))
    ).to_series()
    started = _started(rows, rng)
    is_untrained = lapses(rng, rows["care"], 1.0, 0.8)
    wait = pl.when(is_untrained).then(12).otherwise(-6)
    return rows.with_columns(
        person_names(rng, sex).alias("name"),
        picks(rng, ("1", "2", "3", "4", "5"), (3, 3, 2, 1, 1), len(rows)).alias("recruit_source"),
        *[pl.when(is_head).then(True).alias(column) for column in (*CONDITIONS, "cond_attested")],
        *[
            pl.when(is_head).then(started - pl.duration(days=30 - 4 * step)).alias(column)
            for step, column in enumerate(STEPS)
        ],
        pl.when(is_head).then(started + pl.duration(days=wait)).alias("trained_on"),
        started.alias("started_on"),
    ).sort("post_id")


def make_payments(posts: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One row a deputy director or head and month in post: the city pays communities, villages their own."""
    paid = posts.filter(pl.col("network_level").is_in([DEPUTY, HEAD]))
    rows = paid.join(pl.DataFrame({"month": MONTHS}), how="cross")
    rows = rows.filter(pl.col("month") >= pl.col("started_on").dt.month_start())
    is_deputy = pl.col("network_level") == DEPUTY
    due = pl.when(is_deputy).then(WAGE).otherwise(ALLOWANCE)
    is_village = pl.col("level") == "village"
    is_short = is_village & lapses(rng, rows["care"], 1.0, 0.8)
    return rows.with_columns(
        due.alias("amount_due"),
        pl.when(is_short).then(due / 2).otherwise(due).alias("amount_paid"),
        (pl.col("month").dt.month_end() + pl.duration(days=5)).alias("paid_on"),
        pl.when(is_village).then(pl.lit(VILLAGE)).otherwise(pl.lit(CITY)).alias("paying_body"),
    )


def _started(rows: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    count = len(rows)
    is_new = (pl.col("network_level") == HEAD) & pl.Series(rng.random(count) < 0.6)
    new = days(rng, date(2006, 3, 20), date(2006, 5, 31), count)
    old = days(rng, date(2003, 10, 8), date(2005, 11, 30), count)
    return rows.select(pl.when(is_new).then(new).otherwise(old)).to_series()


def _level(places: pl.DataFrame, level: str, letter: str) -> pl.DataFrame:
    has_courtyard = "courtyard_code" in places.columns
    suffix = pl.lit("-") + pl.col("courtyard_code") if has_courtyard else pl.lit("")
    columns = ("level", "care", "street_code", *(("courtyard_code",) if has_courtyard else ()))
    return places.select(
        (pl.lit(letter) + pl.col("body_code").str.slice(6) + suffix).alias("post_id"),
        pl.lit(level).alias("network_level"),
        pl.col("body_code").alias("division_code"),
        *columns,
    )
