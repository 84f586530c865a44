"""The public units, their versions since 1999, and which of them a community's women work at."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.sample.ground.calendar import REDIVISION, REGISTER_START
from pipelines.sample.ground.draws import Array, days, lapses, picks
from pipelines.sample.ground.identities import unit_codes
from pipelines.sample.ground.names import NUMERALS, PLACES
from pipelines.sample.ground.size import Size

BUREAUS = (
    "教育局", "卫生局", "建设委员会", "交通局", "农业局", "水利局", "商务局", "文化局", "民政局", "财政局",
    "公安局", "劳动局", "林业局", "粮食局", "广播电视局", "体育局", "国土资源局", "统计局", "审计局",
    "司法局", "环境保护局", "物价局", "科学技术局", "人事局",
)  # fmt: skip
INSTITUTIONS = ("服务中心", "监督站", "培训学校", "设计室", "管理所", "招待所", "技术推广站")
TRADES = ("纺织厂", "面粉厂", "商场", "制药厂", "印刷厂", "食品公司", "运输公司", "建材公司", "医院", "中学")
POOL = 50


def make_units(size: Size, bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Units in force: unit_code, unit_name, tier, superior, community and street, care of the street."""
    bureaus, institutions = size.units // 8, size.units * 3 // 8
    number = np.arange(size.units)
    codes = unit_codes(pl.Series(40_000_000 + rng.permutation(size.units * 37)[: size.units] * 11))
    superior = (number - bureaus) % bureaus
    is_second = (number >= bureaus) & (number < bureaus + institutions)
    no_unit = pl.Series([None] * size.units, dtype=pl.String)
    communities = bodies.filter(level="community")
    places = communities[rng.integers(0, len(communities), size.units)]
    return pl.DataFrame(
        {
            "unit_code": codes,
            "unit_name": _names(number, bureaus, institutions),
            "unit_type": np.where(number < bureaus, "30", np.where(is_second, "50", "10")),
            "affiliation_level": picks(rng, ("40", "50", "20"), (6, 3, 1), size.units),
            "institution_tier": np.where(is_second, "2", "1"),
            "superior_unit_code": codes.gather(superior).zip_with(pl.Series(is_second), no_unit),
            "agreement_signed_on": days(rng, date(2006, 1, 4), date(2006, 3, 10), size.units),
        }
    ).hstack(places.select("street_code", "care", "old_code", community_code="body_code"))


def make_unit_versions(units: pl.DataFrame, rng: np.random.Generator, old_street: str) -> pl.DataFrame:
    """The unit directory: each unit under the old street until September 2003, under its own since."""
    lapsed = lapses(rng, units["care"], 1.0, 0.8)
    now = units.with_columns(
        pl.when(~lapsed).then("agreement_signed_on").alias("agreement_signed_on"),
        pl.col("street_code").alias("jurisdiction_street_code"),
        pl.col("community_code").alias("location_community_code"),
        pl.lit(REDIVISION).alias("valid_from"),
    ).with_columns(pl.when(pl.col("agreement_signed_on").is_not_null()).then(2006).alias("agreement_year"))
    before = units.drop("agreement_signed_on").with_columns(
        pl.lit(old_street).alias("jurisdiction_street_code"),
        pl.col("old_code").alias("location_community_code"),
        pl.lit(REGISTER_START).alias("valid_from"),
        pl.lit(REDIVISION).alias("valid_to"),
    )
    return pl.concat([before, now], how="diagonal").sort("unit_code", "valid_from")


def draw_employers(
    units: pl.DataFrame, communities: pl.Series, of_women: Array, rng: np.random.Generator
) -> pl.Series:
    """A unit for each woman: from the 50 units that people of her community work at, few of them large.

    `of_women`: the number of each woman's community in `communities`.
    """
    pools = rng.integers(0, len(units), (len(communities), min(POOL, len(units))))
    places = (rng.random(len(of_women)) ** 2 * pools.shape[1]).astype(int)
    return units["unit_code"].gather(pools[of_women, places])


def _names(number: Array, bureaus: int, institutions: int) -> list[str]:
    return [_name(int(n), bureaus, institutions) for n in number]


def _name(number: int, bureaus: int, institutions: int) -> str:
    if number < bureaus:
        generation, kind = divmod(number, len(BUREAUS))
        return f"周口市{PLACES[generation] + '区' if generation else ''}{BUREAUS[kind % len(BUREAUS)]}"
    if number < bureaus + institutions:
        generation, superior = divmod(number - bureaus, bureaus)
        return f"{_name(superior, bureaus, institutions)}{INSTITUTIONS[generation % len(INSTITUTIONS)]}"
    generation, place = divmod(number - bureaus - institutions, len(PLACES))
    series, trade = divmod(generation, len(TRADES))
    return f"周口市{PLACES[place]}{TRADES[trade]}{NUMERALS[series]}"
