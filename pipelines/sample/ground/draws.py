"""Random draws: one reproducible stream for each source."""

import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Array = npt.NDArray[Any]


def stream(seed: int, source: str) -> np.random.Generator:
    """The generator of one source: what another source draws does not change it."""
    return np.random.default_rng([seed, zlib.crc32(source.encode())])


def days(rng: np.random.Generator, first: date, last: date, count: int) -> pl.Series:
    """`count` dates from `first` to `last`, both inclusive."""
    offsets = rng.integers(0, (last - first).days + 1, count)
    return pl.Series(np.datetime64(first) + offsets.astype("timedelta64[D]")).cast(pl.Date)


def waits(rng: np.random.Generator, shortest: int, longest: int, count: int) -> pl.Expr:
    """`count` spans of `shortest` to `longest` - 1 days."""
    return pl.duration(days=pl.lit(pl.Series(rng.integers(shortest, longest, count))))


def picks(rng: np.random.Generator, values: Sequence[str], weights: Sequence[float], count: int) -> pl.Series:
    """`count` of the values, drawn by weight."""
    shares = np.asarray(weights, dtype=float)
    chosen = rng.choice(len(values), count, p=shares / shares.sum())
    return pl.Series(np.asarray(values, dtype=object)[chosen], dtype=pl.String)


def lapses(rng: np.random.Generator, care: pl.Series, target: float, zero: float) -> pl.Series:
    """True where a body of that `care` (0 to 1) lapses, so that an indicator between
    `zero` and `target` (shares) wins about `care` of its points.
    """
    chance = (1 - target) + (1 - care.to_numpy()) * (target - zero)
    return pl.Series(rng.random(len(care)) < chance)


def some(rng: np.random.Generator, mask: Array, count: int) -> Array:
    """A mask of `count` of the True places, fewer where there are not so many."""
    places = np.flatnonzero(mask)
    chosen = rng.permutation(places)[:count]
    result = np.zeros(len(mask), dtype=bool)
    result[chosen] = True
    return result
