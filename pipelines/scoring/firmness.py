"""How firm every rank is, from the frames of the scoring engine to the frames that are published."""

from dataclasses import dataclass

import polars as pl

from pipelines.scoring.draws import ALL, charged_pairs, variations
from pipelines.scoring.judgement import bands_of, deciding_indicators, middle
from pipelines.scoring.leagues import Floats, League, leagues_of
from pipelines.scoring.scores import ranks_of, scores_of

INTERVALS = {
    "half_year": pl.String,
    "body_code": pl.String,
    "varied": pl.String,
    "score_low": pl.Float64,
    "score_high": pl.Float64,
    "rank_best": pl.Int64,
    "rank_worst": pl.Int64,
}
RANKS = {
    "half_year": pl.String,
    "body_code": pl.String,
    "band": pl.Int64,
    "deciding_indicator_id": pl.String,
    "rank_without": pl.Int64,
}


@dataclass(frozen=True)
class Firmness:
    """`intervals` has four lines a ranked body, one for each thing varied; `ranks` has one.

    Probable duplicates only take points: the score as assessed may lie above its interval.
    """

    intervals: pl.DataFrame
    ranks: pl.DataFrame


def firmness(
    values: pl.DataFrame,
    parts: pl.DataFrame,
    bodies: pl.DataFrame,
    populations: pl.DataFrame,
    probable_duplicates: pl.DataFrame,
) -> Firmness:
    """Intervals, bands and deciding indicators of every ranked body of every half-year, ordered by key.

    The same rows in any order give the same answer. Columns read: `values` half_year, body_code, part,
    indicator_id, points, fraction (null: not applicable), numerator, denominator, target_pct, zero_pct;
    `parts` half_year, body_code, part, share; `bodies` half_year, body_code, street_code, league, rank (null:
    not ranked); `populations` half_year, body_code, street_code, urban_population, rural_population, and
    `probable_duplicates` half_year, body_code, match_probability, surplus, both of communities and villages:
    streets are pooled here.
    """
    intervals, ranks = [pl.DataFrame(schema=INTERVALS)], [pl.DataFrame(schema=RANKS)]
    for half_year in bodies["half_year"].unique().sort():
        of_bodies, of_values, of_parts, of_populations, of_pairs = (
            frame.filter(half_year=half_year)
            for frame in (bodies, values, parts, populations, probable_duplicates)
        )
        pairs = charged_pairs(of_pairs, of_bodies, of_values)
        for league in leagues_of(of_bodies, of_values, of_parts):
            for varied, variation in variations(league, of_populations, pairs).items():
                scores = scores_of(league, variation)
                intervals.append(_intervals(league, varied, scores))
                if varied == ALL:
                    ranks.append(_ranks(league, scores))
    return Firmness(
        pl.concat(intervals).sort("half_year", "body_code", "varied"),
        pl.concat(ranks).sort("half_year", "body_code"),
    )


def _intervals(league: League, varied: str, scores: Floats) -> pl.DataFrame:
    score_low, score_high = middle(scores)
    rank_best, rank_worst = middle(ranks_of(scores))
    return league.bodies.select(
        "half_year",
        "body_code",
        varied=pl.lit(varied),
        score_low=pl.Series(score_low),
        score_high=pl.Series(score_high),
        rank_best=pl.Series(rank_best),
        rank_worst=pl.Series(rank_worst),
    )


def _ranks(league: League, scores: Floats) -> pl.DataFrame:
    indicators, ranks_without = deciding_indicators(league)
    return league.bodies.select(
        "half_year",
        "body_code",
        band=pl.Series(bands_of(league.bodies["rank"].to_numpy(), scores)),
        deciding_indicator_id=pl.Series(indicators, dtype=pl.String),
        rank_without=pl.Series(ranks_without, dtype=pl.Int64),
    )
