"""The certificates of management that streets issue to communities for women in service."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.sample.ground.draws import days, lapses, waits

CO_MANAGED = "2"


def with_certificates(pages: pl.DataFrame, units: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The pages with their unit's name and street, and `certificate_no` where due and not forgotten."""
    known = units.select("unit_code", "unit_name", "street_code", pl.col("care").alias("unit_care"))
    rows = pages.join(known, on="unit_code", how="left", maintain_order="left")
    is_due = (pl.col("management_class") == CO_MANAGED) & pl.col("unit_code").is_not_null()
    has_none = lapses(rng, rows["unit_care"].fill_null(1.0), 0.98, 0.78)
    number = (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(7)
    return rows.drop("unit_care").with_columns(
        pl.when(is_due & ~has_none).then(pl.lit("ZM06") + number).alias("certificate_no")
    )


def make_certificates(pages: pl.DataFrame, ids: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One row a certificate, issued as the file opened; the one of a woman who moved away is revoked."""
    rows = pages.filter(pl.col("certificate_no").is_not_null()).join(
        ids, on="woman", how="left", maintain_order="left"
    )
    count = len(rows)
    issued_on = pl.max_horizontal(pl.col("opened_on"), days(rng, date(2004, 1, 5), date(2005, 12, 20), count))
    wait = waits(rng, 0, 3, count)
    is_ending = pl.Series(rng.random(count) < 0.5)
    return rows.with_columns(
        pl.col("street_code").alias("issuer_code"),
        pl.col("body_code").alias("community_code"),
        issued_on.alias("issued_on"),
        pl.when(is_ending).then(pl.lit(date(2007, 12, 31))).alias("valid_to"),
        pl.min_horizontal(issued_on + wait, pl.lit(date(2006, 7, 10))).alias("received_on"),
        pl.col("closed_on").alias("revoked_on"),
    ).sort("issuer_code", "certificate_no")
