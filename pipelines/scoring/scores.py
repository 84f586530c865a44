"""Scores and ranks of a league, as assessed or in many draws at once."""

from dataclasses import dataclass

import numpy as np

from pipelines.scoring.leagues import Floats, League, Whole

SETTLED_DIGITS = 9  # what the order of a floating sum may change is left off


@dataclass(frozen=True)
class Variation:
    """What the draws change, by part; the first axis is the draws, and a length of 1 says all are alike.

    `factors` (draws x indicators) multiply points, `shares` (draws x bodies) weigh the parts, `points_lost`
    (draws x bodies) go off what the indicator of duplicate files won.
    """

    factors: dict[str, Floats]
    shares: dict[str, Floats]
    points_lost: dict[str, Floats]


def unvaried(league: League) -> Variation:
    """The one draw in which everything is as assessed."""
    return Variation(
        factors={side.part: np.ones((1, len(side.indicators))) for side in league.sides},
        shares={side.part: side.share[np.newaxis] for side in league.sides},
        points_lost={side.part: np.zeros((1, league.bodies.height)) for side in league.sides},
    )


def scores_of(league: League, variation: Variation) -> Floats:
    """Draws x bodies: scores of 0 to 100; NaN where a part that weighs has no points left.

    A part's score is a ratio of points, so that factors need not be scaled back to a scheme of 100.
    """
    total: Floats = np.zeros((1, league.bodies.height))
    for side in league.sides:
        factors = variation.factors[side.part]
        lost_factor = factors[:, side.counts_duplicates].sum(axis=1, keepdims=True)
        won = factors @ side.points_won.T - lost_factor * variation.points_lost[side.part]
        applicable = np.broadcast_to(factors @ side.points.T, won.shape)
        part_won = np.divide(won, applicable, out=np.full(won.shape, np.nan), where=applicable > 0)
        share = variation.shares[side.part]
        total = total + np.where(share > 0, 100 * share * part_won, 0)
    return np.round(total, SETTLED_DIGITS)


def ranks_of(scores: Floats) -> Whole:
    """Draws x bodies: 1 for the highest score of each draw, equal scores share a rank (1, 1, 3)."""
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    is_lower = np.ones(scores.shape, dtype=bool)
    is_lower[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    places = np.arange(1, scores.shape[1] + 1)
    shared = np.maximum.accumulate(np.where(is_lower, places, 0), axis=1)
    ranks = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, shared, axis=1)
    return ranks
