"""How long the firmness of a large district's ranks takes: 150 streets, 3,000 communities, 33 indicators.

uv run python tests/bench/firmness.py 20 3
"""

import resource
import sys
import time

import numpy as np
import polars as pl

from pipelines.rules.files import HERE
from pipelines.rules.schemes import read_schemes
from pipelines.scoring.firmness import firmness
from pipelines.warehouse.sql_files import indicator_ids

STREETS = 150
POPULATIONS = ("urban_population", "rural_population")


def district(bodies_a_street: int, half_years: int) -> dict[str, pl.DataFrame]:
    """The inputs of `firmness`: every second body rural, every street mixed, two probable pairs a body."""
    random = np.random.default_rng(1)
    streets = pl.DataFrame({"street_code": [f"{number:09}" for number in range(STREETS)]})
    numbers = pl.DataFrame({"number": range(bodies_a_street)})
    below = streets.join(numbers, how="cross").select(
        "street_code",
        body_code=pl.format("{}{}", "street_code", pl.col("number").cast(pl.String).str.zfill(3)),
        league=pl.when(pl.col("number") % 2 == 0).then(pl.lit("urban")).otherwise(pl.lit("rural")),
    )
    above = streets.select(pl.lit(None, pl.String).alias("street_code"), body_code="street_code")
    bodies = pl.concat([below, above.with_columns(league=pl.lit("streets"))])
    parts = _parts(bodies)
    populations = below.select(
        "body_code", "street_code", _random(random, below, POPULATIONS[0])
    ).with_columns(_random(random, below, POPULATIONS[1]))
    pairs = pl.concat([below.select("body_code")] * 2)
    frames = {
        "values": _values(random, parts),
        "parts": parts,
        "bodies": bodies.with_columns(rank=pl.int_range(1, pl.len() + 1).over("league")),
        "populations": populations,
        "probable_duplicates": pairs.with_columns(
            match_probability=pl.Series(random.uniform(0.9, 1, pairs.height)), surplus=pl.lit(0.5)
        ),
    }
    when = pl.DataFrame({"half_year": [f"{2000 + number}H1" for number in range(half_years)]})
    return {name: when.join(frame, how="cross") for name, frame in frames.items()}


def _parts(bodies: pl.DataFrame) -> pl.DataFrame:
    sides = pl.DataFrame({"part": ["urban", "rural"]})
    is_street = pl.col("league") == "streets"
    return (
        bodies.join(sides, how="cross")
        .filter(is_street | (pl.col("league") == pl.col("part")))
        .select("body_code", "part", share=pl.when(is_street).then(0.5).otherwise(1.0))
    )


def _values(random: np.random.Generator, parts: pl.DataFrame) -> pl.DataFrame:
    lines = pl.DataFrame(read_schemes(HERE / "schemes", indicator_ids())).select(
        "indicator_id", "target_pct", "zero_pct", urban="urban_points", rural="rural_points"
    )
    sided = lines.unpivot(
        index=["indicator_id", "target_pct", "zero_pct"], variable_name="part", value_name="points"
    ).filter(pl.col("points") > 0)
    values = parts.select("body_code", "part").join(sided, on="part")
    return values.with_columns(
        fraction=pl.Series(random.uniform(0.5, 1, values.height)),
        numerator=pl.lit(1.0),
        denominator=pl.lit(200.0),
    )


def _random(random: np.random.Generator, frame: pl.DataFrame, name: str) -> pl.Series:
    return pl.Series(name, random.integers(500, 5_000, frame.height))


if __name__ == "__main__":
    given = district(*map(int, sys.argv[1:] or ("20", "1")))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, worked = time.perf_counter(), time.process_time()
    found = firmness(**given)
    wall, cpu = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory = f"{peak / 1e6:.2f} GB peak ({before / 1e6:.2f} before)"
    print(f"{found.ranks.height:,} ranks: {wall:.2f} s wall, {cpu:.2f} s cpu, {memory}")
