"""Where the women live: courtyards, buildings and the household page of each stay."""

import numpy as np
import polars as pl

from pipelines.sample.ground.calendar import REGISTER_START
from pipelines.sample.ground.draws import days, lapses, picks
from pipelines.sample.ground.names import COURTYARD_ENDS, PLACES
from pipelines.sample.ground.size import Size

COURTYARDS_PER_COMMUNITY = 20
GROUPS_PER_VILLAGE = 4
VACANT_SHARE = 0.04
HUKOU_ONLY, VACANT = "5", "3"


def make_courtyards(bodies: pl.DataFrame) -> pl.DataFrame:
    """Courtyards of communities and groups of villages: body_code, courtyard_code, courtyard_name, care."""
    is_village = pl.col("level") == "village"
    per_body = pl.when(is_village).then(GROUPS_PER_VILLAGE).otherwise(COURTYARDS_PER_COMMUNITY)
    rows = (
        bodies.filter(pl.col("level") != "street")
        .select("body_code", "level", "care", "street_code", pl.int_ranges(1, per_body + 1).alias("number"))
        .explode("number")
    )
    names = pl.Series([place + end for end in COURTYARD_ENDS for place in PLACES])
    place = (pl.col("body_code").rank("dense").cast(pl.Int64) * 7 + pl.col("number")) % len(names)
    code = pl.col("number").cast(pl.String).str.zfill(2)
    group = "第" + pl.col("number").cast(pl.String) + "村民组"
    is_village_row = pl.col("level") == "village"
    return rows.with_columns(
        code.alias("courtyard_code"),
        pl.when(is_village_row)
        .then(group)
        .otherwise(names.gather(rows.select(place).to_series()))
        .alias("courtyard_name"),
    )


def make_buildings(size: Size, courtyards: pl.DataFrame) -> pl.DataFrame:
    """Buildings, numbered through each body: body_code, building (from 0), building_code, courtyard_code."""
    per_courtyard = pl.when(level="village").then(2).otherwise(size.buildings_per_courtyard)
    rows = courtyards.select(
        "body_code", "courtyard_code", "courtyard_name", "care", pl.int_ranges(0, per_courtyard).alias("nth")
    ).explode("nth")
    number = pl.int_range(pl.len()).over("body_code")
    code = (number + 1).cast(pl.String).str.zfill(3)
    return rows.drop("nth").with_columns(number.alias("building"), code.alias("building_code"))


def make_pages(stays: pl.DataFrame, buildings: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The stays with their page: household_page_no, building_code, courtyard_code, room, occupancy_status.

    Vacant dwellings are pages without a woman; pages of one body are spread evenly over its buildings.
    """
    vacant = stays.select("body_code").filter(pl.Series(rng.random(len(stays)) < VACANT_SHARE))
    rows = pl.concat([stays, vacant], how="diagonal").with_columns(pl.col("is_hukou_only").fill_null(False))
    count = len(rows)
    rows = rows.with_columns(pl.Series("draw", rng.random(count))).sort("body_code", "draw").drop("draw")
    in_body = pl.int_range(pl.len()).over("body_code")
    numbered = rows.with_columns(in_body.alias("page"), pl.len().over("body_code").alias("pages"))
    houses = buildings.group_by("body_code").agg(pl.len().cast(pl.Int64).alias("houses"))
    placed = numbered.join(houses, on="body_code", how="left", maintain_order="left").with_columns(
        (pl.col("page") * pl.col("houses") // pl.col("pages")).alias("building")
    )
    placed = placed.join(
        buildings.select("body_code", "building", "building_code", "courtyard_code"),
        on=["body_code", "building"], how="left", maintain_order="left",
    )  # fmt: skip
    lived_in = picks(rng, ("1", "2", "4"), (80, 15, 5), count)
    floor = pl.int_range(pl.len()).over("body_code", "building")
    placed = placed.with_columns(
        (pl.col("page") + 1).cast(pl.String).str.zfill(5).alias("household_page_no"),
        (floor % 2 + 1).cast(pl.String).alias("entrance_no"),
        ((floor // 2 + 1) * 100 + floor % 2 + 1).cast(pl.String).alias("room_no"),
        pl.when(pl.col("woman").is_null())
        .then(pl.lit(VACANT))
        .when("is_hukou_only")
        .then(pl.lit(HUKOU_ONLY))
        .otherwise(lived_in)
        .alias("occupancy_status"),
    )
    return placed.drop("pages", "houses", "building")


def make_inventory(pages: pl.DataFrame, buildings: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The buildings with `household_expected`: pages lived in, and the dwellings that were missed."""
    lived_in = pages.filter(
        pl.col("closed_on").is_null() & ~pl.col("occupancy_status").is_in([VACANT, HUKOU_ONLY])
    )
    counted = lived_in.group_by("body_code", "building_code").agg(pl.len().cast(pl.Int64).alias("lived_in"))
    rows = buildings.join(counted, on=["body_code", "building_code"], how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("lived_in").fill_null(0))
    missed_share = (1 - rows["care"].to_numpy()) * 0.15
    missed = pl.Series(rng.binomial(rows["lived_in"].to_numpy(), missed_share))
    has_no_book = lapses(rng, rows["care"], 1.0, 0.85)
    return rows.with_columns(
        (pl.col("lived_in") + missed).alias("household_expected"),
        has_no_book.alias("has_no_book"),
        pl.lit(2).alias("entrance_count"),
        days(rng, REGISTER_START, REGISTER_START.replace(2004), len(rows)).alias("book_opened_on"),
        days(rng, REGISTER_START.replace(1985), REGISTER_START, len(rows)).alias("valid_from"),
        (pl.lit("C") + pl.col("body_code").str.slice(6) + "-" + pl.col("building_code")).alias(
            "ledger_book_no"
        ),
    )
