"""The divisions: one old street until September 2003, the streets, communities and villages after it."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.sample.ground.calendar import REDIVISION, REGISTER_START
from pipelines.sample.ground.names import (
    COMMUNITY_ENDS,
    NUMERALS,
    PLACES,
    SURNAMES,
    VILLAGE_ENDS,
    place_names,
)
from pipelines.sample.ground.size import Size, apportion

DISTRICT = "411602"
OLD_STREET = "411602090"
FIRST_STREET = 91
FIRST_VILLAGE = 200
PILOT = "通桥路社区"


@dataclass(frozen=True)
class StreetKind:
    """One of the report's five streets: scheme, share of communities and villages, care of its office."""

    name: str
    scheme: str
    communities: int
    villages: int
    care: float


STREET_KINDS = (
    StreetKind("新华路", "urban", 10, 0, 0.99),
    StreetKind("永安路", "rural", 2, 9, 0.93),
    StreetKind("紫荆路", "rural", 2, 9, 0.80),
    StreetKind("杜甫路", "mixed", 5, 6, 0.88),
    StreetKind("孝义", "mixed", 5, 6, 0.73),
)


def make_bodies(size: Size, rng: np.random.Generator) -> pl.DataFrame:
    """Streets, communities and villages in force in 2006.

    One row a body: body_code, body_name, level, area_type, street_code, street_name, scheme,
    care (0 to 1, how well its office works).
    """
    kinds = [STREET_KINDS[number % 5] for number in range(size.streets)]
    streets = pl.DataFrame(
        {
            "street_code": [f"{DISTRICT}{FIRST_STREET + number:03d}" for number in range(size.streets)],
            "street_name": [f"{kind.name}{NUMERALS[n // 5]}街道" for n, kind in enumerate(kinds)],
            "scheme": [kind.scheme for kind in kinds],
            "care": [kind.care for kind in kinds],
        }
    )
    own = streets.with_columns(
        pl.col("street_code").alias("body_code"),
        pl.col("street_name").alias("body_name"),
        pl.lit("street").alias("level"),
        pl.lit(None, dtype=pl.String).alias("area_type"),
    )
    communities = _below(streets, apportion(size.communities, [k.communities for k in kinds]), "community")
    villages = _below(streets, apportion(size.villages, [k.villages for k in kinds]), "village")
    bodies = pl.concat([own, communities, villages], how="diagonal")
    noise = pl.Series(rng.normal(0, 0.03, len(bodies)))
    return bodies.with_columns((pl.col("care") + noise).clip(0.02, 0.99)).sort("body_code")


def make_divisions(bodies: pl.DataFrame) -> pl.DataFrame:
    """The division directory: every version since 1999."""
    below = pl.col("level") != "street"
    now = bodies.select(
        pl.col("body_code").alias("division_code"),
        pl.col("body_name").alias("division_name"),
        pl.when(~below).then(pl.col("body_name") + "办事处").alias("aliases"),
        pl.col("level").alias("division_level"),
        pl.when(below).then("street_code").otherwise(pl.lit(DISTRICT)).alias("parent_code"),
        pl.when(~below).then("scheme").alias("scheme_type"),
        "area_type",
        (pl.col("body_name") == PILOT).alias("pilot_flag"),
        pl.lit("project").alias("code_status"),
        pl.lit(REDIVISION).alias("valid_from"),
        pl.when(~below).then(pl.lit(OLD_STREET)).otherwise("old_code").alias("predecessor_code"),
    )
    before = bodies.filter(level="community").select(
        pl.col("old_code").alias("division_code"),
        pl.col("body_name").alias("division_name"),
        pl.lit("community").alias("division_level"),
        pl.lit(OLD_STREET).alias("parent_code"),
        "area_type",
        pl.lit("project").alias("code_status"),
        pl.lit(REGISTER_START).alias("valid_from"),
        pl.lit(REDIVISION).alias("valid_to"),
    )
    return pl.concat([_top(), before, now], how="diagonal").sort("division_code", "valid_from")


def _top() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "division_code": [DISTRICT, OLD_STREET],
            "division_name": ["川汇区", "新华街道"],
            "division_level": ["district", "street"],
            "parent_code": [DISTRICT[:4] + "00", DISTRICT],
            "scheme_type": [None, "mixed"],
            "code_status": ["official", "project"],
            "valid_from": [REGISTER_START, REGISTER_START],
            "valid_to": [None, REDIVISION],
        }
    )


def _below(streets: pl.DataFrame, counts: list[int], level: str) -> pl.DataFrame:
    is_community = level == "community"
    if is_community:
        names = [f"{name}社区" for name in place_names(COMMUNITY_ENDS, PLACES, sum(counts))]
    else:
        names = [f"{name}村" for name in place_names(VILLAGE_ENDS, SURNAMES, sum(counts))]
    rows = streets.select(pl.all().repeat_by(pl.Series(counts))).explode(streets.columns)
    nth = pl.int_range(pl.len()).over("street_code") + (1 if is_community else FIRST_VILLAGE + 1)
    old_code = pl.lit(OLD_STREET) + (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(3)
    is_rural = (pl.col("scheme") == "rural") if is_community else pl.lit(True)
    return rows.with_columns(
        (pl.col("street_code") + nth.cast(pl.String).str.zfill(3)).alias("body_code"),
        pl.Series("body_name", names),
        pl.lit(level).alias("level"),
        pl.when(is_rural).then(pl.lit("2")).otherwise(pl.lit("1")).alias("area_type"),
        pl.when(is_community).then(old_code).alias("old_code"),
    )
