"""How many women no register shows, estimated from how two registers overlap (capture and recapture)."""

import math
from typing import NamedTuple

import numpy as np
import polars as pl

METHOD = "two registers: Chapman 1951; 95 % interval of Rivest and Yauck 2023 (generalized Waring)"
TAIL = 0.025  # on each side of a 95 % interval
HALF = 0.5  # added to each count, as a beta prior of one half adds it
FURTHEST = 2**20  # women, more than live in a district; an end beyond is none


class Overlap(NamedTuple):
    """Women in the one register alone, in the other alone, and in both."""

    ledger_alone: int
    other_alone: int
    both: int


def estimate_missed(overlaps: pl.DataFrame) -> pl.DataFrame:
    """The rows of `overlaps` with `estimated_missed`, `low` and `high`, in women, and the `method`.

    Of women `in_ledger`, `in_other` and `in_both`, Chapman's estimate of those in neither is the product of
    those in one alone over those in both and one. Both registers must be of one closed population, and a
    woman's place in one must say nothing about the other: registers copied from each other miss the same
    women, and the estimate is then a lower bound.
    """
    counts = [
        Overlap(ledger - both, other - both, both)
        for ledger, other, both in overlaps.select("in_ledger", "in_other", "in_both").iter_rows()
    ]
    estimates = [seen.ledger_alone * seen.other_alone / (seen.both + 1) for seen in counts]
    ends = [interval(seen) for seen in counts]
    return overlaps.with_columns(
        estimated_missed=pl.Series(estimates, dtype=pl.Float64),
        low=pl.Series([low for low, _ in ends], dtype=pl.Int64),
        high=pl.Series([high for _, high in ends], dtype=pl.Int64),
        method=pl.lit(METHOD),
    )


def interval(seen: Overlap) -> tuple[int, int | None]:
    """The 95 % interval of the women in neither register; without an upper end where too few are in both.

    Given the others they follow a generalized Waring distribution: those the ledger lacks among women off
    the other register are negative binomial, at the rate at which it lacks women on that register. Its
    quantiles keep their 95 % where nearly all are registered, and where few are, unlike normal or logit
    intervals (Rivest and Yauck, Small sample estimators for two-way capture recapture experiments, 2023).
    """
    first, second, both = (count + HALF for count in seen)
    length = 64
    while True:
        cumulated = _cumulated(first, second, both, length)
        if cumulated[-1] >= 1 - TAIL or length >= FURTHEST:
            low, high = np.searchsorted(cumulated, [TAIL, 1 - TAIL])
            return int(low), int(high) if high < length else None
        length *= 4


def _cumulated(first: float, second: float, both: float, length: int) -> np.ndarray:
    """Chances that at most 0, 1, ... `length` - 1 women are in neither."""
    steps = np.arange(length - 1)
    ratios = np.log((first + steps) * (second + steps) / ((first + second + both + steps) * (steps + 1)))
    return np.cumsum(np.exp(_none(first, second, both) + np.concatenate([[0.0], np.cumsum(ratios)])))


def _none(first: float, second: float, both: float) -> float:
    """Logarithm of the chance that nobody is in neither."""
    return (
        math.lgamma(first + both)
        + math.lgamma(second + both)
        - math.lgamma(both)
        - math.lgamma(first + second + both)
    )
