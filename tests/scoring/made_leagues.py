"""Leagues made by hand, scored by the plainest reading of the rules, as the frames that `firmness` reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.scoring.firmness import firmness

HALF_YEAR = "2006H1"
DUPLICATES = "duplicate_record_rate"
FILES = 1_000
TARGET, ZERO = 0.2, 2.0
TEXT = ("half_year", "body_code", "part", "indicator_id", "street_code", "league", "body_level")
COLUMNS = {
    "values": "half_year body_code part indicator_id points fraction "
    "numerator denominator target_pct zero_pct",
    "parts": "half_year body_code part share population",
    "bodies": "half_year body_code body_level street_code league score rank",
    "populations": "half_year body_code street_code urban_population rural_population",
    "probable_duplicates": "half_year body_code match_probability surplus",
}
Fractions = Mapping[str, float | None]
Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Made:
    """A body with what it won of each indicator's points, by part; None is not applicable."""

    code: str
    won: Mapping[str, Fractions]
    league: str = "streets"
    street: str | None = None
    urban: int = 0
    rural: int = 0
    is_ranked: bool = True


@dataclass(frozen=True)
class Pair:
    """The surplus of a body if a probable pair is one person."""

    code: str
    match_probability: float
    surplus: float


def urban(code: str, street: str | None = None, **fractions: float | None) -> Made:
    """An urban community."""
    return Made(code, {"urban": fractions}, "urban", street)


def part_score(won: Fractions, points: Mapping[str, float], without: str = "") -> float:
    due = {name: value for name, value in won.items() if value is not None and name != without}
    return 100 * sum(points[name] * due[name] for name in due) / sum(points[name] for name in due)


def share(body: Made, part: str, bodies: Sequence[Made]) -> float:
    if len(body.won) == 1:
        return 1.0
    below = [other for other in bodies if other.street == body.code]
    people = sum(getattr(other, part) for other in below)
    return people / sum(other.urban + other.rural for other in below)


def score(body: Made, bodies: Sequence[Made], points: Mapping[str, float], without: str = "") -> float:
    return sum(share(body, part, bodies) * part_score(won, points, without) for part, won in body.won.items())


def rank(body: Made, bodies: Sequence[Made], points: Mapping[str, float], without: str = "") -> int | None:
    if not body.is_ranked:
        return None
    rivals = [other for other in bodies if other.league == body.league and other.is_ranked]
    own = round(score(body, bodies, points, without), 9)
    return 1 + sum(round(score(other, bodies, points, without), 9) > own for other in rivals)


def frames(bodies: Sequence[Made], points: Mapping[str, float], pairs: Sequence[Pair] = ()) -> Frames:
    """The five inputs; every numerator is of 1,000 files, so that 2 surplus ones are the target."""
    values, parts, listed, populations = [], [], [], []
    for body in bodies:
        level = "street" if body.league == "streets" else "community"
        of_body = (score(body, bodies, points), rank(body, bodies, points))
        listed.append((HALF_YEAR, body.code, level, body.street, body.league, *of_body))
        if level == "community":
            populations.append((HALF_YEAR, body.code, body.street, body.urban, body.rural))
        for part, won in body.won.items():
            parts.append((HALF_YEAR, body.code, part, share(body, part, bodies), None))
            values += [(HALF_YEAR, body.code, part, *_value(name, won[name], points)) for name in won]
    rows = {
        "values": values,
        "parts": parts,
        "bodies": listed,
        "populations": populations,
        "probable_duplicates": [(HALF_YEAR, p.code, p.match_probability, p.surplus) for p in pairs],
    }
    return {name: _frame(name, rows[name]) for name in COLUMNS}


def _value(name: str, fraction: float | None, points: Mapping[str, float]) -> tuple[object, ...]:
    value_pct = ZERO - (fraction or 0) * (ZERO - TARGET)
    return name, points[name], fraction, value_pct * FILES / 100, FILES, TARGET, ZERO


def _frame(name: str, rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    schema = {
        column: pl.String if column in TEXT else pl.Int64 if column == "rank" else pl.Float64
        for column in COLUMNS[name].split()
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def intervals(bodies: Sequence[Made], points: Mapping[str, float], varied: str, *pairs: Pair) -> pl.DataFrame:
    """The intervals of what is varied, in the order of the bodies' codes."""
    return firmness(**frames(bodies, points, pairs)).intervals.filter(varied=varied)
