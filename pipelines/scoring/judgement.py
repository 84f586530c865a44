"""What the draws say about a league's ranks: ranges, bands, and the indicator that decides each rank."""

from dataclasses import replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pipelines.scoring.leagues import Floats, League, Whole
from pipelines.scoring.scores import SETTLED_DIGITS, ranks_of, scores_of, unvaried

DRAWS_IN_A_TAIL = 1 / 20
TOLD_APART = 0.95
Number = TypeVar("Number", np.float64, np.int64)


def middle(drawn: npt.NDArray[Number]) -> tuple[npt.NDArray[Number], npt.NDArray[Number]]:
    """Lowest and highest of each body in the middle 90 % of the draws: its 5 % and 95 % quantiles."""
    tail = int(len(drawn) * DRAWS_IN_A_TAIL)
    ends = [tail, len(drawn) - 1 - tail]
    low, high = np.partition(drawn, ends, axis=0)[ends]  # a copy: a view would keep all draws in memory
    return low, high


def bands_of(ranks: Whole, scores: Floats) -> Whole:
    """The band of each body, 1 for the first of the ranking, from its rank and its scores in the draws.

    A new band starts below where the band's leader beats a body in more than 95 % of the draws. Bodies tied
    in rank stand together: tied leaders beat, and tied bodies are beaten, only when all of them are.
    """
    order = np.argsort(ranks, kind="stable")
    tied = np.split(order, np.flatnonzero(np.diff(ranks[order])) + 1)
    by_body = np.ascontiguousarray(scores.T)
    bands = np.empty(len(ranks), dtype=np.int64)
    band, leaders = 0, np.empty(0)
    # where a band starts hangs on the leader of the one above: step by step
    for bodies in tied:
        if not band or np.mean(leaders > by_body[bodies].max(axis=0)) > TOLD_APART:
            band, leaders = band + 1, by_body[bodies].min(axis=0)
        bands[bodies] = band
    return bands


def deciding_indicators(league: League) -> tuple[list[str | None], list[int | None]]:
    """By body: the indicator whose leaving moves its rank the most, and that rank; None where none moves it.

    Of equal moves the one that changes the score more decides, then the id. A body that would be left
    without points in a part is not moved.
    """
    assessed = unvaried(league)
    indicators = sorted({name for side in league.sides for name in side.indicators})
    # an indicator left out is one that weighs nothing
    stays = {
        side.part: (np.array(indicators)[:, np.newaxis] != np.array(side.indicators, dtype=str)).astype(float)
        for side in league.sides
    }
    scores = scores_of(league, replace(assessed, factors=stays))
    ranks = ranks_of(scores)
    moves = np.where(np.isnan(scores), 0, abs(ranks - league.bodies["rank"].to_numpy()))
    changes = np.round(np.nan_to_num(abs(scores - scores_of(league, assessed))), SETTLED_DIGITS)
    most = np.lexsort((-changes, -moves), axis=0)[0]
    places = np.arange(league.bodies.height)
    moved = moves[most, places] > 0
    found = zip(most.tolist(), ranks[most, places].tolist(), moved.tolist(), strict=True)
    deciding = [(indicators[left], rank) if is_moved else (None, None) for left, rank, is_moved in found]
    return [name for name, _ in deciding], [rank for _, rank in deciding]
