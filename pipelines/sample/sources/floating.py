"""The registrations of the floating population: in and out."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.sample.ground.calendar import NEW_SNAPSHOT
from pipelines.sample.ground.draws import days, lapses, picks, waits

INFLOW, OUTFLOW = "1", "2"
FLOATING = "3"
STREET_PLACES = ("1", "2")
ALL_EXPLAINED, ONE_LEFT_OUT = "YYYY", "YYNY"


def make_registrations(
    pages: pl.DataFrame,
    roster: pl.DataFrame,
    people: pl.DataFrame,
    bodies: pl.DataFrame,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """One row a registration: the women of class 3, those not yet filed, and the outflown of the villages."""
    rows = pl.concat(
        [
            _of_files(pages, roster, bodies, rng),
            _of_overlooked(roster, rng),
            _of_outflown(roster, bodies, rng),
        ],
        how="diagonal",
    ).sort("community_code", "registered_on", "woman")
    rows = rows.join(people.drop("care", strict=False), on="woman", how="left", maintain_order="left")
    cared = bodies.select(pl.col("body_code").alias("community_code"), "care", "street_code")
    rows = rows.join(cared, on="community_code", how="left", maintain_order="left")
    number = (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(7)
    rows = rows.with_columns((pl.lit("LD06") + number).alias("registration_no"))
    return _with_checks(_with_places(rows, rng), rng)


def _of_files(
    pages: pl.DataFrame, roster: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """Registered shortly before the file opened; a missed woman months before; a few never (no evidence)."""
    rows = pages.filter((pl.col("management_class") == FLOATING) & pl.col("woman").is_not_null())
    rows = rows.join(roster.select("woman", "is_missed"), on="woman", how="left", maintain_order="left")
    rows = rows.join(bodies.select("body_code", "care"), on="body_code", how="left", maintain_order="left")
    is_absent = lapses(rng, rows["care"], 0.995, 0.95)
    rows = rows.filter(~is_absent | pl.col("is_missed"))
    count = len(rows)
    early = days(rng, date(2005, 11, 10), date(2006, 1, 20), count)
    before = pl.col("opened_on") - waits(rng, 0, 20, count)
    return rows.select(
        "woman",
        pl.col("body_code").alias("community_code"),
        pl.lit(INFLOW).alias("direction"),
        pl.when("is_missed").then(early).otherwise(before).alias("registered_on"),
        pl.col("closed_on").alias("left_on"),
    )


def _of_overlooked(roster: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    rows = roster.filter(part="overlooked", management_class=FLOATING)
    return rows.select(
        "woman",
        pl.col("body_code").alias("community_code"),
        pl.lit(INFLOW).alias("direction"),
        days(rng, date(2006, 3, 6), date(2006, 5, 25), len(rows)).alias("registered_on"),
    )


def _of_outflown(roster: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    rows = roster.filter(part="outflown").select("woman", pl.col("body_code").alias("community_code"))
    cared = rows.join(
        bodies.select(pl.col("body_code").alias("community_code"), "care"),
        on="community_code", how="left", maintain_order="left",
    )  # fmt: skip
    count = len(rows)
    is_stale = lapses(rng, cared["care"], 0.95, 0.75)
    updated = (
        pl.when(is_stale)
        .then(pl.lit(date(2005, 9, 15)))
        .otherwise(days(rng, date(2006, 2, 1), NEW_SNAPSHOT, count))
    )
    return rows.with_columns(
        pl.lit(OUTFLOW).alias("direction"),
        days(rng, date(2005, 2, 10), date(2006, 6, 20), count).alias("registered_on"),
        updated.alias("contacted_on"),
        lapses(rng, cared["care"], 0.98, 0.78).alias("is_vague"),
    )


def _with_places(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    count = len(rows)
    place = picks(rng, ("1", "2", "3", "4"), (2, 2, 5, 1), count)
    is_out = pl.col("direction") == OUTFLOW
    destination = (
        pl.when(pl.col("is_vague").fill_null(False)).then(pl.lit("440000")).otherwise(pl.lit("440306"))
    )
    origin = pl.col("outside_code").fill_null("411625")
    return rows.with_columns(
        pl.when(is_out).then(pl.lit("9")).otherwise(place).alias("place_type"),
        pl.when(~is_out & place.is_in(STREET_PLACES)).then(pl.lit("第1片")).alias("section_code"),
        pl.when(is_out).then(destination).otherwise(origin).alias("other_division_code"),
        (pl.col("registered_on") - waits(rng, 0, 10, count)).alias("moved_on"),
        pl.coalesce("contacted_on", "registered_on").alias("updated_on"),
    )


def _with_checks(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    count = len(rows)
    is_in = pl.col("direction") == INFLOW
    has_check = is_in & ~lapses(rng, rows["care"], 0.98, 0.78)
    is_served = ~lapses(rng, rows["care"], 0.98, 0.78)
    has_cert = pl.Series(rng.random(count) < 0.8)
    number = pl.lit("HY") + pl.col("registration_no").str.slice(2)
    soon = pl.col("registered_on") + waits(rng, 0, 12, count)
    result = pl.when(has_cert).then(pl.lit("1")).otherwise(pl.lit("3"))
    return rows.with_columns(
        pl.when(has_cert).then(number).alias("marriage_birth_cert_no"),
        pl.when(has_cert).then(pl.lit(date(2004, 6, 1))).alias("cert_issued_on"),
        pl.when(has_cert).then(pl.lit(date(2007, 5, 31))).alias("cert_valid_to"),
        pl.when(has_check).then(soon).alias("cert_checked_on"),
        pl.when(has_check).then(result).alias("cert_check_result"),
        pl.when(is_in & is_served).then(pl.min_horizontal(soon, pl.lit(NEW_SNAPSHOT))).alias("home_visit_on"),
        pl.when(is_served)
        .then(pl.lit(ALL_EXPLAINED))
        .otherwise(pl.lit(ONE_LEFT_OUT))
        .alias("four_free_explained"),
        pl.lit(0.0).alias("fee_charged"),
        pl.lit(1).alias("child_count"),
    )
