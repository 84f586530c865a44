"""The scoring engine alone, on measurements and bodies written by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb
from builders import all_models

from pipelines.warehouse.build import build

ENGINE = (
    "scores.contributions",
    "scores.pooled_values",
    "scores.indicator_values",
    "scores.score_parts",
    "scores.body_scores",
    "figures.scores",
    "figures.score_parts",
    "figures.indicator_values",
    "figures.lost_points",
    "figures.turning_shares",
    "frozen.scores",
    "marts.scores",
)
SCHEME_FROM = date(1999, 1, 1)


@dataclass(frozen=True)
class Body:
    """A community with its street, area and populations; the street's scheme follows from its communities."""

    code: str
    street: str
    area: str = "urban"
    urban: int | None = 0
    rural: int | None = 0


@dataclass(frozen=True)
class Line:
    """One indicator of the scheme, the same for both areas."""

    indicator: str
    points: float
    target: float
    zero: float


@dataclass(frozen=True)
class Measured:
    """What an indicator counted for a body."""

    indicator: str
    body: str
    numerator: float
    denominator: float
    is_delivered: bool = True
    is_pooled: bool = True


def scored(
    bodies: Iterable[Body], lines: Iterable[Line], measured: Iterable[Measured], is_final: bool = True
) -> duckdb.DuckDBPyConnection:
    """The score tables of one half-year, 2006H1."""
    connection = duckdb.connect()
    for layer in ("core", "rules", "scores", "staging", "figures", "frozen", "marts"):
        connection.execute(f"create schema {layer}")
    _bodies(connection, list(bodies), is_final)
    connection.execute(
        "create table rules.scheme_lines (scheme_from date, indicator_id varchar, area_type varchar, "
        "points double, target_pct double, zero_pct double)"
    )
    for line in lines:
        for area in ("urban", "rural"):
            row = [SCHEME_FROM, line.indicator, area, line.points, line.target, line.zero]
            connection.execute("insert into rules.scheme_lines values (?, ?, ?, ?, ?, ?)", row)
    connection.execute(
        "create table scores.placed_measurements (indicator_id varchar, half_year varchar, basis varchar, "
        "body_code varchar, source_code varchar, numerator double, denominator double, is_delivered boolean, "
        "is_pooled boolean)"
    )
    for one in measured:
        row = [
            one.indicator,
            "2006H1",
            "own",
            one.body,
            one.body,
            one.numerator,
            one.denominator,
            one.is_delivered,
            one.is_pooled,
        ]
        connection.execute("insert into scores.placed_measurements values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    for name in ENGINE:
        build(connection, all_models()[name])
    return connection


def score_of(connection: duckdb.DuckDBPyConnection, body: str) -> float | None:
    """The published score of a body."""
    return connection.execute("select score from marts.scores where body_code = ?", [body]).fetchall()[0][0]


def full_score_of(connection: duckdb.DuckDBPyConnection, body: str) -> float:
    """The unrounded score of a body."""
    return float(
        connection.execute("select score from scores.body_scores where body_code = ?", [body]).fetchall()[0][
            0
        ]
    )


def _bodies(connection: duckdb.DuckDBPyConnection, bodies: list[Body], is_final: bool) -> None:
    connection.execute(
        "create table scores.bodies (half_year varchar, basis varchar, body_code varchar, body_name varchar, "
        "body_level varchar, street_code varchar, scheme varchar, charged_part varchar, ends_on date, "
        "is_final boolean, own_scheme_from date, ranked_points_from integer)"
    )
    connection.execute(
        "create table core.half_years as "
        "select '2006H1' as half_year, ? as scheme_from, date '2006-06-30' as ends_on",
        [SCHEME_FROM],
    )
    connection.execute(
        "create table core.units (unit_code varchar, unit_name varchar, valid_from date, valid_to date)"
    )
    connection.execute(
        "create table scores.populations (half_year varchar, basis varchar, body_code varchar, "
        "street_code varchar, urban_population bigint, rural_population bigint)"
    )
    connection.execute(
        "create table staging.rulings (subject_code varchar, sanction varchar, effective_from date, "
        "effective_to date, revoked_on date)"
    )
    areas: dict[str, set[str]] = {}
    for body in bodies:
        areas.setdefault(body.street, set()).add(body.area)
        _insert_body(connection, (body.code, "community", body.street, body.area, body.area), is_final)
        row = ["2006H1", "own", body.code, body.street, body.urban, body.rural]
        connection.execute("insert into scores.populations values (?, ?, ?, ?, ?, ?)", row)
    for street, sides in areas.items():
        scheme = "mixed" if len(sides) == 2 else next(iter(sides))
        charged = "urban" if "urban" in sides else "rural"
        _insert_body(connection, (street, "street", street, scheme, charged), is_final)


def _insert_body(
    connection: duckdb.DuckDBPyConnection, body: tuple[str, str, str, str, str], is_final: bool
) -> None:
    code, level, street, scheme, charged = body
    ends_on = date(2006, 6, 30)
    row = ["2006H1", "own", code, code, level, street, scheme, charged, ends_on, is_final, SCHEME_FROM, 60]
    connection.execute(f"insert into scores.bodies values ({', '.join('?' * len(row))})", row)
