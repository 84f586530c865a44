"""One league of one half-year as arrays: what its ranked bodies won, of which points, on which side."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

PARTS = ("urban", "rural")
DUPLICATES = "duplicate_record_rate"
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Side:
    """One part of a league's bodies; points are bodies x indicators, 0 where an indicator does not apply."""

    part: str
    indicators: tuple[str, ...]
    points: Floats
    points_won: Floats
    share: Floats  # by body, 0 where it has no such part
    duplicates: pl.DataFrame  # one line a body whose duplicate files are counted, `row` its place

    @property
    def counts_duplicates(self) -> list[bool]:
        """Which of the indicators is the one that counts duplicate files."""
        return [name == DUPLICATES for name in self.indicators]


@dataclass(frozen=True)
class League:
    """The ranked bodies in the order of their codes, which is that of every array, and their parts."""

    bodies: pl.DataFrame
    sides: tuple[Side, ...]


def leagues_of(bodies: pl.DataFrame, values: pl.DataFrame, parts: pl.DataFrame) -> Iterator[League]:
    """The leagues of one half-year, bodies without a rank left out; every input holds that half-year only."""
    ranked = bodies.filter(pl.col("rank").is_not_null()).sort("league", "body_code")
    for league in ranked.partition_by("league"):
        rows = league.with_row_index("row").select("row", "body_code")
        won = values.filter(pl.col("fraction").is_not_null()).join(rows, on="body_code")
        shares = parts.join(rows, on="body_code")
        sides = (
            _side(part, won.filter(part=part), shares.filter(part=part), league.height)
            for part in PARTS
            if part in won["part"]
        )
        yield League(league, tuple(sides))


def _side(part: str, values: pl.DataFrame, shares: pl.DataFrame, bodies: int) -> Side:
    indicators = values["indicator_id"].unique().sort()
    columns = pl.DataFrame({"indicator_id": indicators}).with_row_index("column")
    placed = values.join(columns, on="indicator_id")
    cells = (placed["row"].to_numpy(), placed["column"].to_numpy())
    points = np.zeros((bodies, len(indicators)))
    points[cells] = placed["points"].to_numpy()
    points_won = np.zeros_like(points)
    points_won[cells] = (placed["points"] * placed["fraction"]).to_numpy()
    share = np.zeros(bodies)
    share[shares["row"].to_numpy()] = shares["share"].to_numpy()
    duplicates = placed.filter(pl.col("indicator_id") == DUPLICATES, pl.col("denominator") > 0)
    return Side(part, tuple(indicators), points, points_won, share, duplicates.sort("row"))
