"""The half-yearly slips: what each unit tells each community about the women in its service."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.sample.ground.draws import days, lapses, waits

DEADLINE_DAYS = 15
IN_SERVICE = "1"


def make_staff(homes: pl.DataFrame, roster: pl.DataFrame) -> pl.DataFrame:
    """The stays in a community as employers see them: woman, community_code, unit_code, former_unit_code."""
    rows = homes.filter(~pl.col("is_hukou_only") & pl.col("woman").is_not_null())
    missed = roster.select("woman", "is_missed")
    return rows.join(missed, on="woman", how="left", maintain_order="left").select(
        "woman",
        pl.col("body_code").alias("community_code"),
        "unit_code",
        "former_unit_code",
        "certificate_no",
        "closed_on",
        "is_missed",
        pl.lit(False).alias("is_early"),
    )


def staff_before(staff: pl.DataFrame) -> pl.DataFrame:
    """Who was in service at the end of 2005: at the old home of those who moved, and those who left since."""
    is_old_home = pl.col("closed_on").is_not_null() | ~pl.col("woman").is_duplicated()
    unit_code = pl.coalesce("unit_code", "former_unit_code").alias("unit_code")
    return staff.filter(is_old_home).with_columns(unit_code).filter(pl.col("unit_code").is_not_null())


def staff_after(staff: pl.DataFrame) -> pl.DataFrame:
    """Who is in service at the second snapshot."""
    return staff.filter(pl.col("closed_on").is_null() & pl.col("unit_code").is_not_null())


def make_early_staff(roster: pl.DataFrame, units: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Women in service whom only an early slip shows."""
    rows = roster.filter(part="overlooked", management_class="2")
    employer = units["unit_code"].gather(rng.integers(0, len(units), len(rows)))
    return rows.select(
        "woman",
        pl.col("body_code").alias("community_code"),
        employer.alias("unit_code"),
        pl.lit(True).alias("is_missed"),
        pl.lit(True).alias("is_early"),
    )


def make_slip_lines(
    employed: pl.DataFrame, half_year: str, units: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """One row a woman in service on the half-year's last day, with `slip_no`, community and unit.

    `employed`: woman, community_code, unit_code, certificate_no, is_missed, is_early. Careless units name the
    community of a colleague, and leave whole communities out (never one with a missed woman).
    """
    rows = employed.join(units.select("unit_code", "care"), on="unit_code", how="left", maintain_order="left")
    rows = rows.sort("unit_code", "community_code", "woman")
    colleague = pl.col("community_code").shift(40).over("unit_code")
    is_astray = lapses(rng, rows["care"], 0.99, 0.9) & ~rows["is_missed"]
    rows = rows.with_columns(
        pl.when(is_astray)
        .then(colleague)
        .otherwise("community_code")
        .fill_null(pl.col("community_code"))
        .alias("community_code")
    )
    pairs = rows.group_by("unit_code", "community_code", maintain_order=True).agg(
        pl.col("is_missed").any(), pl.col("care").first()
    )
    is_sent = ~lapses(rng, pairs["care"], 1.0, 0.8) | pairs["is_missed"]
    pairs = pairs.filter(is_sent).sort("unit_code", "community_code").drop("is_missed", "care")
    number = (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(6)
    pairs = pairs.with_columns((pl.lit(f"TB{half_year}-") + number).alias("slip_no"))
    lines = rows.join(pairs, on=["unit_code", "community_code"], how="inner", maintain_order="left")
    return lines.sort("slip_no", "woman").with_columns(
        (pl.int_range(pl.len()).over("slip_no") + 1).alias("line_no"),
        pl.lit(IN_SERVICE).alias("employment_status"),
    )


def make_slips(
    lines: pl.DataFrame,
    half_year: tuple[str, date],
    units: pl.DataFrame,
    bodies: pl.DataFrame,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """One row a slip: most are delivered by the deadline and acknowledged, an early one before the end."""
    name, period_end = half_year
    slips = lines.group_by("slip_no", "unit_code", "community_code", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("line_count"), pl.col("is_early").any()
    )
    slips = slips.join(units, on="unit_code", how="left", maintain_order="left", suffix="_unit")
    receivers = bodies.select(
        pl.col("body_code").alias("community_code"), pl.col("care").alias("receiver_care")
    )
    slips = slips.join(receivers, on="community_code", how="left", maintain_order="left")
    count = len(slips)
    deadline = period_end + timedelta(DEADLINE_DAYS)
    usual = days(rng, period_end + timedelta(2), deadline - timedelta(4), count)
    early = days(rng, period_end - timedelta(40), period_end - timedelta(32), count)
    issued = slips.select(pl.when("is_early").then(early).otherwise(usual)).to_series()
    is_late = lapses(rng, slips["care"], 0.97, 0.75)
    delivered = (
        pl.when(is_late)
        .then(days(rng, deadline + timedelta(1), deadline + timedelta(3), count))
        .otherwise(issued + waits(rng, 0, 4, count))
    )
    wait = waits(rng, 0, 2, count)
    is_open = lapses(rng, slips["receiver_care"], 0.98, 0.78)
    return slips.with_columns(
        pl.col("street_code").alias("jurisdiction_street_code"),
        pl.lit(name).alias("half_year"),
        issued.alias("issued_on"),
        delivered.alias("delivered_on"),
        pl.lit(True).alias("stamped_flag"),
    ).with_columns(
        pl.when(~is_open).then(pl.col("delivered_on") + wait).alias("acknowledged_on"),
        pl.when(~is_open).then(pl.lit("HZ") + pl.col("slip_no")).alias("acknowledgement_no"),
    )
