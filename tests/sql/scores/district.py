"""The scoring engine alone, on measurements and bodies written by hand, in any number of half-years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb
import polars as pl
from builders import all_models

from pipelines.warehouse.build import build
from pipelines.warehouse.connection import LAYERS
from pipelines.warehouse.models import behind

BUILT = ("scores", "figures", "frozen", "protection", "marts")
SCHEME_FROM = date(1999, 1, 1)
TODAY = date(2007, 8, 1)
TABLES = {
    "rules.run": "as_of_date date",
    "rules.settings": "setting varchar, valid_from date, value integer",
    "rules.indicators": "indicator_id varchar, persons varchar, denominator_told varchar",
    "rules.scheme_lines": "scheme_from date, scheme_line integer, indicator_id varchar, "
    "indicator_group varchar, area_type varchar, points double, target_pct double, zero_pct double",
    "core.half_years": "half_year varchar, ends_on date, is_final boolean, scheme_from date, "
    "ranked_points_from integer",
    "core.body_half_years": "half_year varchar, body_code varchar, body_name varchar, body_level varchar, "
    "street_code varchar, scheme varchar, charged_part varchar, ends_on date",
    "core.bodies": "as_of_date date, body_code varchar, body_name varchar, body_level varchar, "
    "area_type varchar",
    "core.successors": "as_of_date date, body_code varchar, body_code_today varchar, "
    "street_code_today varchar",
    "core.unit_half_years": "half_year varchar, unit_code varchar, street_code_today varchar",
    "core.units": "unit_code varchar, unit_name varchar, valid_from date, valid_to date",
    "protection.withheld_files": "half_year varchar, body_code varchar, persons varchar",
    "staging.populations": "division_code varchar, as_of_date date, urban_population bigint, "
    "rural_population bigint",
    "staging.rulings": "subject_code varchar, sanction varchar, effective_from date, effective_to date, "
    "revoked_on date",
    "scores.measurements": "indicator_id varchar, half_year varchar, basis varchar, body_code varchar, "
    "source_code varchar, numerator double, denominator double, is_delivered boolean, is_pooled boolean",
}


@dataclass(frozen=True)
class Body:
    """A community with its street, area and populations; the street's scheme follows from its communities."""

    code: str
    street: str
    area: str = "urban"
    urban: int | None = 0
    rural: int | None = 0
    half_year: str = "2006H1"


@dataclass(frozen=True)
class Line:
    """One indicator of a scheme version, the same for both areas."""

    indicator: str
    points: float
    target: float
    zero: float
    scheme_from: date = SCHEME_FROM
    group: str = "monthly"


@dataclass(frozen=True)
class Measured:
    """What an indicator counted for a body, and the unit behind it where there is one."""

    indicator: str
    body: str
    numerator: float
    denominator: float
    is_delivered: bool | None = True
    is_pooled: bool = True
    half_year: str = "2006H1"
    source: str | None = None


def scored(
    bodies: Iterable[Body],
    lines: Iterable[Line],
    measured: Iterable[Measured],
    *,
    is_final: bool = True,
    moved: dict[str, str] | None = None,
    persons: dict[str, str] | None = None,
    told: str = "",
    withheld: Iterable[tuple[str, str, str]] = (),
    wanted: str | tuple[str, ...] = "marts.scores",
) -> duckdb.DuckDBPyConnection:
    """The wanted marts and all they read.

    `moved`: the street of today of a body or unit that changed it; `persons`: the register that an indicator
    counts persons of; `told`: of whom the class counts tell its denominator, but for half-year, body and
    register in `withheld`.
    """
    bodies, lines = list(bodies), list(lines)
    connection = duckdb.connect()
    for layer in LAYERS:
        connection.execute(f"create schema {layer}")
    rows = _places(bodies, moved or {})
    rows["rules.run"] = [(TODAY,)]
    rows["rules.settings"] = [("smallest_published_cell", SCHEME_FROM, 5)]
    rows["rules.indicators"] = [
        (indicator, register, told) for indicator, register in (persons or {}).items()
    ]
    rows["protection.withheld_files"] = list(withheld)
    rows["rules.scheme_lines"] = [
        (line.scheme_from, number, line.indicator, line.group, area, line.points, line.target, line.zero)
        for number, line in enumerate(lines, start=1)
        for area in ("urban", "rural")
    ]
    versions = sorted({line.scheme_from for line in lines})
    rows["core.half_years"] = [
        (half, _end(half), is_final, max(v for v in versions if v <= _end(half)), 60)
        for half in dict.fromkeys(body.half_year for body in bodies)
    ]
    rows["scores.measurements"] = [
        (one.indicator, one.half_year, None, one.body, one.source or one.body, one.numerator,
         one.denominator, one.is_delivered, one.is_pooled)
        for one in measured
    ]  # fmt: skip
    for table, columns in TABLES.items():
        _fill(connection, table, columns, rows.get(table, []))
    made = {name: model for name, model in all_models().items() if name not in TABLES}
    for model in behind([wanted] if isinstance(wanted, str) else wanted, made):
        if model.layer in BUILT:
            build(connection, model)
    return connection


def score_of(connection: duckdb.DuckDBPyConnection, body: str) -> float | None:
    """The published score of a body."""
    return connection.execute("select score from marts.scores where body_code = ?", [body]).fetchall()[0][0]


def full_score_of(connection: duckdb.DuckDBPyConnection, body: str) -> float:
    """The unrounded score of a body."""
    query = "select score from figures.scores where body_code = ?"
    return float(connection.execute(query, [body]).fetchall()[0][0])


def _places(bodies: list[Body], moved: dict[str, str]) -> dict[str, list[tuple[object, ...]]]:
    sides: dict[tuple[str, str], set[str]] = {}
    streets_today = {body.street for body in bodies} | set(moved.values())
    for body in bodies:
        sides.setdefault((body.half_year, body.street), set()).add(body.area)
    found = [(body.half_year, body.code, "community", body.street, body.area, body.area) for body in bodies]
    for (half, street), areas in sides.items():
        charged = "urban" if "urban" in areas else "rural"
        found.append((half, street, "street", street, "mixed" if len(areas) == 2 else charged, charged))
    today = {body.code: ("community", body.area) for body in bodies}
    today |= dict.fromkeys(streets_today, ("street", None))
    return {
        "core.body_half_years": [
            (half, code, code, level, street, scheme, charged, _end(half))
            for half, code, level, street, scheme, charged in found
        ],
        "core.bodies": [(TODAY, code, code, level, area) for code, (level, area) in today.items()],
        "core.successors": [
            (_end(half), code, code, moved.get(code, street)) for half, code, _, street, _, _ in found
        ],
        "core.unit_half_years": [
            (half, unit, street)
            for half in {body.half_year for body in bodies}
            for unit, street in moved.items()
            if unit not in today
        ],
        "protection.withheld_files": "half_year varchar, body_code varchar, persons varchar",
        "staging.populations": [(body.code, _end(body.half_year), body.urban, body.rural) for body in bodies],
    }


def _end(half_year: str) -> date:
    return date(int(half_year[:4]), *((6, 30) if half_year.endswith("H1") else (12, 31)))


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, columns: str, rows: list[tuple[object, ...]]
) -> None:
    connection.execute(f"create table {table} ({columns})")
    if rows:
        names = [column.split()[0] for column in columns.split(", ")]
        frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)  # noqa: F841 - DuckDB reads it
        connection.execute(f"insert into {table} select * from frame")
