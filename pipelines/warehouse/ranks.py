"""How firm the ranks are: frames of the scoring engine handed to the draws, their answers kept as tables."""

import duckdb

from pipelines.scoring.firmness import firmness

RANK_INPUTS = (
    "figures.scores",
    "figures.score_parts",
    "figures.indicator_values",
    "figures.probable_duplicates",
    "scores.populations",
)
VALUES = """
select half_year, body_code, part, indicator_id, points, points_won / points as fraction,
    numerator, denominator, target_pct, zero_pct
from figures.indicator_values
"""
BODIES = "select half_year, body_code, street_code, league, rank from figures.scores"
POPULATIONS = """
select half_year, body_code, street_code, urban_population, rural_population
from scores.populations where basis = 'own'
"""
PARTS = "select half_year, body_code, part, share from figures.score_parts"
DUPLICATES = "select half_year, body_code, match_probability, surplus from figures.probable_duplicates"


def draw_ranks(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `figures.rank_intervals` and `figures.rank_firmness` for every half-year as known now."""
    frames = (connection.sql(query).pl() for query in (VALUES, PARTS, BODIES, POPULATIONS, DUPLICATES))
    firm = firmness(*frames)
    for table, frame in (("rank_intervals", firm.intervals), ("rank_firmness", firm.ranks)):
        connection.register("drawn", frame)
        connection.execute(f"create or replace table figures.{table} as select * from drawn")
        connection.unregister("drawn")
