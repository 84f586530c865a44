"""The women of the story and their stays: who has a file in which body from when to when."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from pipelines.sample.ground.draws import Array, days, lapses, picks, some, waits
from pipelines.sample.ground.size import CLASSES, Size, apportion

NATIVES_PER_VILLAGE = 25
OUTFLOWN_PER_VILLAGE = 8
CLASS_FLOATING = "3"
RECENT_SHARE = 0.45


@dataclass(frozen=True)
class Women:
    """All women, one row each, and their stays, one row for a woman in a body.

    `roster`: woman, part (filed, handed, departed, native, overlooked, outflown), body_code,
    management_class, and for the filed ones is_missed (at the first snapshot), is_moved,
    is_left_unit, is_doubled. `stays`: woman, body_code, management_class, opened_on, closed_on,
    close_reason, is_hukou_only, handed_on.
    """

    roster: pl.DataFrame
    stays: pl.DataFrame


def make_women(size: Size, bodies: pl.DataFrame, rng: np.random.Generator) -> Women:
    """The women at this size; the counts of the story hold exactly."""
    communities = bodies.filter(level="community")["body_code"]
    villages = bodies.filter(level="village")
    filed = _filed(size, communities, rng)
    others = [
        _part("handed", size.handed, _anywhere(communities, size.handed, rng), "1"),
        _part("departed", size.scaled(60), _anywhere(communities, size.scaled(60), rng), "1"),
        _natives(size, villages["body_code"], rng),
        _overlooked(size, bodies, rng),
        _part("outflown", len(villages) * OUTFLOWN_PER_VILLAGE, _each(villages, OUTFLOWN_PER_VILLAGE), "4"),
    ]
    roster = pl.concat([filed, *others], how="diagonal").with_columns(pl.col("^is_.*$").fill_null(False))
    roster = roster.with_row_index("woman").with_columns(pl.col("woman").cast(pl.Int64))
    stays = [
        _filed_stays(roster.filter(part="filed"), rng),
        _moved_out(roster.filter(pl.col("is_moved")), communities, rng),
        _handed_stays(roster.filter(part="handed"), villages, rng),
        _departed_stays(roster.filter(part="departed"), rng),
        _native_stays(roster.filter(part="native"), rng),
        _doubled(roster.filter(pl.col("is_doubled")), communities, rng),
    ]
    return Women(roster, _closing_moves(pl.concat(stays, how="diagonal")))


def _filed(size: Size, communities: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    homes = np.repeat(
        np.arange(len(communities)), apportion(size.files, rng.uniform(0.85, 1.15, len(communities)).tolist())
    )
    classes = np.repeat(CLASSES, size.class_files)
    firsts = [range(n) for n in size.missed]
    starts = np.cumsum((0, *size.class_files[:-1]))
    is_missed = np.zeros(size.files, dtype=bool)
    for start, first in zip(starts, firsts, strict=True):
        is_missed[start : start + len(first)] = True
    is_moved = some(rng, ~is_missed, size.scaled(120))
    is_plain = (classes == "1") & ~is_missed & ~is_moved
    is_left_unit = some(rng, is_plain, size.scaled(80))
    return _part("filed", size.files, communities.gather(rng.permutation(homes)), classes).with_columns(
        pl.Series("is_missed", is_missed),
        pl.Series("is_moved", is_moved),
        pl.Series("is_left_unit", is_left_unit),
        pl.Series("is_doubled", some(rng, is_plain & ~is_left_unit, size.scaled(90))),
    )


def _natives(size: Size, villages: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    each = max(4, size.scaled(NATIVES_PER_VILLAGE * 24) // size.communities)
    count = len(villages) * each
    homes = villages.gather(np.repeat(np.arange(len(villages)), each))
    return _part("native", count, homes, picks(rng, ("4", "3"), (9, 1), count).to_numpy())


def _overlooked(size: Size, bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    below = bodies.filter(pl.col("level") != "street")
    carelessness = ((1.05 - pl.col("care")) ** 2) * pl.when(level="village").then(0.05).otherwise(1)
    weights = below.select(carelessness).to_series()
    count = size.scaled(72)
    classes = picks(rng, ("3", "1", "2"), (5, 4, 1), count).to_numpy()
    return _part(
        "overlooked", count, picks(rng, below["body_code"].to_list(), weights.to_list(), count), classes
    )


def _filed_stays(filed: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    count = len(filed)
    is_recent = (pl.col("management_class") == CLASS_FLOATING) & pl.Series(rng.random(count) < RECENT_SHARE)
    late, moving = (
        days(rng, date(2006, 4, 3), date(2006, 6, 28), count),
        days(rng, date(2006, 4, 5), date(2006, 6, 20), count),
    )
    recent, old = (
        days(rng, date(2006, 1, 4), date(2006, 3, 27), count),
        days(rng, date(2001, 1, 5), date(2005, 11, 30), count),
    )
    opened_on = pl.when("is_missed").then(late).when("is_moved").then(moving).when(is_recent).then(recent)
    return _stays(filed, opened_on.otherwise(old))


def _moved_out(moved: pl.DataFrame, communities: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    opened_on = days(rng, date(2001, 1, 5), date(2005, 11, 30), len(moved))
    left = moved.with_columns(_elsewhere(moved["body_code"], communities, rng))
    return _stays(left, opened_on).with_columns(pl.lit("1").alias("close_reason"))


def _handed_stays(handed: pl.DataFrame, villages: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    count = len(handed)
    handed_on = days(rng, date(2006, 4, 3), date(2006, 6, 10), count)
    out = _stays(handed, days(rng, date(2001, 1, 5), date(2005, 11, 30), count)).with_columns(
        handed_on.alias("handed_on"),
        (handed_on + waits(rng, 0, 5, count)).alias("closed_on"),
        pl.lit("3").alias("close_reason"),
    )
    # The last village sends no second ledger (a planted mistake): nobody is handed to it.
    receiving = villages[rng.integers(0, len(villages) - 1, count)]
    is_late = lapses(rng, receiving["care"], 1.0, 0.8) & (handed_on < date(2006, 5, 26))
    wait = pl.when(is_late).then(33).otherwise(pl.Series(rng.integers(1, 20, count)))
    inward = handed.with_columns(receiving["body_code"], pl.lit("4").alias("management_class"))
    taken = _stays(inward, handed_on).with_columns(handed_on.alias("handed_on"))
    return pl.concat([out, taken.with_columns(pl.col("opened_on") + pl.duration(days=wait))], how="diagonal")


def _departed_stays(departed: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    count = len(departed)
    return _stays(departed, days(rng, date(2001, 1, 5), date(2005, 11, 30), count)).with_columns(
        days(rng, date(2006, 1, 20), date(2006, 3, 20), count).alias("closed_on"),
        pl.lit("2").alias("close_reason"),
    )


def _native_stays(natives: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    count = len(natives)
    is_recent = (pl.col("management_class") == CLASS_FLOATING) & pl.Series(rng.random(count) < RECENT_SHARE)
    recent = days(rng, date(2006, 1, 4), date(2006, 3, 27), count)
    return _stays(
        natives,
        pl.when(is_recent).then(recent).otherwise(days(rng, date(2001, 1, 5), date(2005, 11, 30), count)),
    )


def _doubled(doubled: pl.DataFrame, communities: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    copies = doubled.with_columns(_elsewhere(doubled["body_code"], communities, rng))
    opened_on = days(rng, date(2000, 1, 5), date(2000, 12, 20), len(doubled))
    return _stays(copies, opened_on).with_columns(pl.lit(True).alias("is_hukou_only"))


def _closing_moves(stays: pl.DataFrame) -> pl.DataFrame:
    """A woman who moved: her old file closes on the day the new one opens."""
    arrived = stays.group_by("woman").agg(pl.col("opened_on").max().alias("arrived_on"))
    is_left = (pl.col("close_reason") == "1") & pl.col("closed_on").is_null()
    return (
        stays.join(arrived, on="woman", how="left", maintain_order="left")
        .with_columns(pl.when(is_left).then("arrived_on").otherwise("closed_on").alias("closed_on"))
        .drop("arrived_on")
        .with_columns(pl.col("is_hukou_only").fill_null(False))
    )


def _stays(women: pl.DataFrame, opened_on: pl.Series | pl.Expr) -> pl.DataFrame:
    return women.select("woman", "body_code", "management_class", opened_on.alias("opened_on"))


def _part(part: str, count: int, body: pl.Series, management_class: str | Array) -> pl.DataFrame:
    classes = np.broadcast_to(management_class, count)
    return pl.DataFrame({"part": [part] * count, "body_code": body, "management_class": classes})


def _anywhere(communities: pl.Series, count: int, rng: np.random.Generator) -> pl.Series:
    return communities.gather(rng.integers(0, len(communities), count))


def _each(villages: pl.DataFrame, count: int) -> pl.Series:
    return villages["body_code"].gather(np.repeat(np.arange(len(villages)), count))


def _elsewhere(home: pl.Series, communities: pl.Series, rng: np.random.Generator) -> pl.Series:
    places = communities.search_sorted(home).to_numpy()
    steps = rng.integers(1, len(communities), len(home))
    return communities.gather((places + steps) % len(communities)).alias("body_code")
