"""Measures matching on invented registers: `uv run python tests/bench/matching.py 17000 200000 1000000`.

A register's women are drawn as the sample district draws them, one in 500 of them with a second entry.
Printed are seconds of wall and of processor for training (once in a home's life), for a whole night after
it, and for a night in which one row in 100 is new; then the pairs found and the accuracy card.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np
import polars as pl

from pipelines.matching.engine import workshop
from pipelines.matching.features import Register
from pipelines.matching.matches import match_register
from pipelines.matching.model import save_model, train_model
from pipelines.matching.outcome import Matches
from pipelines.matching.seeded import seeded_entries
from pipelines.matching.slips import ERRORS
from pipelines.sample.ground.names import person_names

Result = TypeVar("Result")
THRESHOLD = 0.95
AREAS = [f"4116{number:02}" for number in range(2, 29)]


def draw_register(count: int, seed: int) -> pl.DataFrame:
    """So many candidates, one in 500 of them a second entry of a woman with a slip of some kind."""
    rng = np.random.default_rng(seed)
    born = pl.Series(np.datetime64("1957-01-01") + rng.integers(0, 10_900, count)).cast(pl.Date)
    numbers = pl.Series(rng.permutation(count)).cast(pl.String).str.zfill(8)
    bodies = [f"41160209{number:04}" for number in range(count // 700 + 2)]
    women = pl.DataFrame({"name": person_names(rng, pl.Series(["2"] * count)), "birth_date": born}).select(
        pl.format("{}{}", pl.lit("r"), numbers).alias("unique_id"),
        pl.format("{}{}", pl.lit("p"), numbers).alias("person_key"),
        pl.concat_str(
            pl.Series(rng.choice(AREAS, count)),
            pl.col("birth_date").dt.strftime("%Y%m%d"),
            pl.Series(2 * rng.integers(1, 250, count)).cast(pl.String).str.zfill(3),
            pl.lit("0"),
        ).alias("citizen_id"),
        "name",
        "birth_date",
        pl.Series(
            "community_code",
            rng.choice(bodies, count),
        ),
        pl.int_range(pl.len()).cast(pl.String).alias("household_page_no"),
    )
    seconds = seeded_entries(women, ERRORS, count // 500 // len(ERRORS), seed).drop("error_kind", "original")
    return pl.concat([women, seconds]).sort("unique_id")


def timed(label: str, step: Callable[[], Result]) -> Result:
    wall, processor = perf_counter(), process_time()
    result = step()
    print(f"  {label}: {perf_counter() - wall:.1f} ({process_time() - processor:.1f})", flush=True)
    return result


def measure(count: int) -> None:
    """Print the figures of one size."""
    candidates = draw_register(count, seed=1)
    print(f"{candidates.height} records, {date.today()}")
    with TemporaryDirectory() as name, workshop(Path(name) / "spill", threads=2) as bench:
        folder = Path(name)

        def night(arrived: pl.DataFrame) -> Callable[[], Matches]:
            return lambda: match_register(bench, arrived, folder, THRESHOLD)

        model = timed("training", lambda: train_model(bench, Register.of(candidates)))
        save_model(model, folder)
        matches = timed("all scored, clustered, measured", night(candidates))
        (folder / "records.parquet").unlink()
        night(candidates.filter(pl.int_range(pl.len()) % 100 > 0))()
        timed("one row in 100 new", night(candidates))
        probable = matches.pairs.filter(pl.col("cluster_id").is_not_null()).height
        print(f"  {probable} probable duplicates of {candidates.height - count} entered twice")
        print(matches.accuracy.select("error_kind", "pairs", "found", "wrong", "precision", "recall"))


if __name__ == "__main__":
    for size in sys.argv[1:] or ["17000"]:
        measure(int(size))
