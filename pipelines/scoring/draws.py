"""The 1,000 draws: how weights, populations and the threshold of probable duplicates are varied."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import polars as pl

from pipelines.scoring.leagues import PARTS, Floats, League, Side
from pipelines.scoring.scores import Variation, unvaried

DRAWS = 1_000
SEED = 20060630
WEIGHT_FACTORS = (0.75, 1.25)
POPULATION_FACTORS = (0.98, 1.02)
MATCH_THRESHOLDS = (0.90, 0.99)
ALL = "all"


def variations(league: League, populations: pl.DataFrame, pairs: pl.DataFrame) -> dict[str, Variation]:
    """What is varied -> how, for `weights`, `populations`, `duplicates` and `all` of them together.

    `all` joins the very draws of the other three. `pairs` are `charged_pairs`.
    """
    assessed = unvaried(league)
    varied = Variation(
        factors={side.part: _factors(side) for side in league.sides},
        shares=_shares(league, populations),
        points_lost={
            side.part: _points_lost(side, pairs.filter(part=side.part), league.bodies.height)
            for side in league.sides
        },
    )
    return {
        "weights": replace(assessed, factors=varied.factors),
        "populations": replace(assessed, shares=varied.shares),
        "duplicates": replace(assessed, points_lost=varied.points_lost),
        ALL: varied,
    }


def charged_pairs(pairs: pl.DataFrame, bodies: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """The probable pairs with the `part` they are charged to: of the body itself, and of its street."""
    sides = values.select("body_code", "part").unique()
    own = (
        pairs.join(sides, on="body_code")
        .join(bodies.select("body_code", "street_code"), on="body_code")
        .select("body_code", "street_code", "part", "match_probability", "surplus")
    )
    of_street = own.drop("body_code").rename({"street_code": "body_code"}).drop_nulls("body_code")
    return pl.concat([own.drop("street_code"), of_street], how="diagonal")


def uniform(source: str, names: Iterable[str], limits: tuple[float, float]) -> Floats:
    """Draws x names, uniform between the limits; a name's draws are the same whoever is drawn beside it."""
    streams = (np.random.default_rng([SEED, *f"{source}/{name}".encode()]) for name in names)
    drawn = [stream.uniform(*limits, DRAWS) for stream in streams]
    return np.array(drawn).reshape(len(drawn), DRAWS).T


def _factors(side: Side) -> Floats:
    return uniform(f"weights/{side.part}", side.indicators, WEIGHT_FACTORS)


def _shares(league: League, populations: pl.DataFrame) -> dict[str, Floats]:
    """By part, draws x bodies; a body of one part, or with a population missing, keeps its shares."""
    shares = {side.part: side.share[np.newaxis] for side in league.sides}
    is_mixed = np.sum([side.share > 0 for side in league.sides], axis=0) == len(PARTS)
    streets = league.bodies.select(street_code="body_code").with_row_index("row").filter(is_mixed)
    figures = [f"{part}_population" for part in PARTS]
    counted = (
        populations.join(streets, on="street_code")
        .filter(pl.all_horizontal(pl.col(figures).is_not_null()).all().over("street_code"))
        .sort("row", "body_code")
    )
    if counted.is_empty():
        return shares
    rows, firsts = np.unique(counted["row"].to_numpy(), return_index=True)
    sums = {}
    for part, figure in zip(PARTS, figures, strict=True):
        factors = uniform(figure, counted["body_code"], POPULATION_FACTORS)
        sums[part] = np.add.reduceat(factors * counted[figure].cast(pl.Float64).to_numpy(), firsts, axis=1)
    whole = np.add(*sums.values())
    for part, fixed in shares.items():
        shares[part] = np.repeat(fixed, DRAWS, axis=0)
        shares[part][:, rows] = sums[part] / whole
    return shares


def _points_lost(side: Side, pairs: pl.DataFrame, bodies: int) -> Floats:
    """Draws x bodies: points of the indicator of duplicate files that go when probable ones count too."""
    lines = side.duplicates
    charged = pairs.join(lines.with_row_index("line").select("line", "body_code"), on="body_code")
    if charged.is_empty():
        return np.zeros((1, bodies))
    surplus = _surplus(charged.sort("line", "match_probability", "surplus"), lines.height)
    numerator, denominator, target, zero, points, fraction = (
        lines[name].cast(pl.Float64).to_numpy()
        for name in ("numerator", "denominator", "target_pct", "zero_pct", "points", "fraction")
    )
    value_pct = 100 * (numerator + surplus) / denominator
    left = np.clip((value_pct - zero) / (target - zero), 0, 1)
    lost = np.zeros((DRAWS, bodies))
    # a fraction of 0 may stand for a ledger that did not come: nothing is left to lose
    lost[:, lines["row"].to_numpy()] = points * np.maximum(fraction - left, 0)
    return lost


def _surplus(charged: pl.DataFrame, lines: int) -> Floats:
    """Draws x lines: the surplus of the pairs that reach each draw's threshold."""
    thresholds = uniform("duplicates", ["threshold"], MATCH_THRESHOLDS)[:, 0]
    order = np.argsort(thresholds)
    # a pair that reaches n thresholds counts in the draws of the n lowest
    reached = np.searchsorted(thresholds[order], charged["match_probability"].to_numpy(), side="right")
    by_reached = np.zeros((DRAWS + 1, lines))
    np.add.at(by_reached, (reached, charged["line"].to_numpy()), charged["surplus"].to_numpy())
    surplus = np.empty((DRAWS, lines))
    surplus[order] = np.cumsum(by_reached[:0:-1], axis=0)[::-1]
    return surplus
