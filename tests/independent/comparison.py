"""Every published number beside the oracle's; what differs, as sentences."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import duckdb

from .indicators import PARITY, Expected, Key, expected_values
from .offices import Inbox
from .periods import bounds
from .reading import Reading
from .scoring import SCHEME, Value, points, rounded, scores, won

SMALL = range(1, 5)


def differs(table: str, key: object, expected: object, found: object) -> str:
    return f"{table} {key}: expected {expected}, found {found}"


def differences(inbox: Inbox, con: duckdb.DuckDBPyConnection) -> list[str]:
    """All differences between the published snapshot and the independent reading."""
    reading = Reading(inbox)
    return [
        *of_files(inbox, reading, con),
        *of_class_counts(reading, con),
        *of_movements(reading, con),
        *of_indicators(reading, con),
        *of_scores(reading, con),
    ]


def of_files(inbox: Inbox, reading: Reading, con: duckdb.DuckDBPyConnection) -> Iterable[str]:
    rows = con.sql(
        "select sha256, status, rows_seen, rows_accepted, rows_quarantined, rows_excluded from marts.files"
    ).fetchall()
    landed = {sha: tuple(map(int, counts)) for sha, status, *counts in rows if status == "landed"}
    expected = reading.file_rows()
    paths = {d.sha256: d.path for d in inbox.deliveries}
    for sha in expected.keys() | landed.keys():
        if expected.get(sha) != landed.get(sha):
            yield differs("files", paths.get(sha, sha), expected.get(sha), landed.get(sha))
    others = sorted((sha, status) for sha, status, *_ in rows if status != "landed")
    odd = sorted([(inbox.twin.sha256, "duplicate"), (inbox.stray.sha256, "rejected")])
    if others != odd:
        yield differs("files", "duplicate and rejected", odd, others)


def of_class_counts(reading: Reading, con: duckdb.DuckDBPyConnection) -> Iterable[str]:
    rows = con.sql(
        "select as_of_date, body_code, management_class, women, is_suppressed from marts.class_counts"
    ).fetchall()
    found = {(on, body, name): (women, hidden) for on, body, name, women, hidden in rows}
    expected = reading.class_counts()
    for key in sorted(expected.keys() | found.keys()):
        women, hidden = found.get(key, ("no row", False))
        true = expected.get(key, "no row")
        if hidden != (women is None and true is not None):
            yield differs("class_counts", key, true, (women, hidden))
        elif women is not None and (women != true or true in SMALL):
            yield differs("class_counts", key, "a protected cell" if women == true else true, women)
    shown = sum(women is not None for women, _ in found.values())
    if shown < len(found) / 3:
        yield differs("class_counts", "cells shown", "at least a third", f"{shown} of {len(found)}")


def of_movements(reading: Reading, con: duckdb.DuckDBPyConnection) -> Iterable[str]:
    rows = con.sql(
        "select from_date, to_date, body_code, files_before, missed_filed, opened_other,"
        " transferred_to_villages, closed_other, files_after from marts.movements"
    ).fetchall()
    found = {tuple(row[:3]): tuple(row[3:]) for row in rows}
    expected = reading.movements()
    for key in sorted(expected.keys() | found.keys()):
        true, seen = expected.get(key), found.get(key)
        if (
            true is None
            or seen is None
            or any(s is not None and s != t for t, s in zip(true, seen, strict=True))
        ):
            yield differs("movements", key, true, seen)


def published_values(reading: Reading, con: duckdb.DuckDBPyConnection) -> list[Value]:
    """Every value; where its counts of persons are withheld, the expected ones stand in their place."""
    expected = {
        key: value for half in reading.half_years() for key, value in expected_values(reading, half).items()
    }
    rows = con.sql(
        "select half_year, body_code, part, indicator_id, numerator, denominator, status, is_suppressed"
        " from marts.indicator_values"
    ).fetchall()
    return [_value(row, expected.get(row[:4])) for row in rows]


def _value(row: tuple[Any, ...], true: Expected | None) -> Value:
    *place, numerator, denominator, status, is_suppressed = row
    assert is_suppressed == (numerator is None) == (denominator is None)
    if is_suppressed:
        numerator, denominator = (true.numerator, true.denominator) if true else (0, 0)
    return Value(*place, numerator, denominator, status)


def of_indicators(reading: Reading, con: duckdb.DuckDBPyConnection) -> Iterable[str]:
    found = {(v.half, v.body, v.part, v.indicator): v for v in published_values(reading, con)}
    for half in reading.half_years():
        expected = expected_values(reading, half)
        for key in sorted(every_key(reading, half)):
            if not agrees(key, expected.get(key), found.get(key)):
                yield differs("indicator_values", key, expected.get(key), found.get(key))
    halves = set(reading.half_years())
    for key in sorted(key for key in found if key[0] not in halves or key[3] not in SCHEME):
        yield differs("indicator_values", key, "no row", found[key])


def agrees(key: Key, true: Expected | None, seen: Value | None) -> bool:
    """Whether a published value is the expected one; what is charged to others or without points may lack."""
    if true is None:
        return seen is None or seen.status == "not_applicable"
    if seen is None:
        return points(key[3], key[2]) == 0
    if seen.status != true.status:
        return False
    if key[3] == PARITY and seen.denominator and true.denominator:
        return abs(seen.numerator / seen.denominator - true.numerator / true.denominator) < 1e-9
    pairs = ((true.numerator, seen.numerator), (true.denominator, seen.denominator))
    return all(abs(t - s) < 1e-6 for t, s in pairs)


def every_key(reading: Reading, half: str) -> Iterable[Key]:
    """Every indicator for every part of every body and street."""
    parts = {(c, "urban" if b.area == "1" else "rural") for c, b in reading.bodies.items()}
    parts |= {(reading.bodies[code].street, part) for code, part in parts}
    return ((half, code, part, indicator) for code, part in parts for indicator in SCHEME)


def of_scores(reading: Reading, con: duckdb.DuckDBPyConnection) -> Iterable[str]:
    values = published_values(reading, con)
    yield from of_points(values, con)
    sides = dict(reading.streets) | {
        c: "urban" if b.area == "1" else "rural" for c, b in reading.bodies.items()
    }
    groups = dict.fromkeys(reading.streets, "street") | {c: b.area for c, b in reading.bodies.items()}
    expected = scores(values, populations(reading, sides), groups, sides, reading.as_of)
    found = {
        (row[0], row[1]): row[2:]
        for row in con.sql(
            "select half_year, body_code, scheme, score, rank, status, applicable_points from marts.scores"
        ).fetchall()
    }
    for key in sorted(expected.keys() | found.keys()):
        if key not in expected or key not in found:
            yield differs("scores", key, expected.get(key), found.get(key))
            continue
        true, (scheme, score, rank, status, applicable) = expected[key], found[key]
        wanted = (sides[key[1]], rounded(true.score), true.rank, true.status)
        if wanted != (scheme, score, rank, status):
            yield differs("scores", key, wanted, (scheme, score, rank, status))
        if len(true.applicable) == 1 and applicable != sum(true.applicable.values()):
            yield differs("scores applicable_points", key, true.applicable, applicable)
    parts = {
        (row[0], row[1], row[2]): row[3]
        for row in con.sql("select half_year, body_code, part, part_score from marts.score_parts").fetchall()
    }
    for (half, body), result in expected.items():
        for part, score in result.parts.items():
            if parts.get((half, body, part)) != rounded(score):
                yield differs(
                    "score_parts", (half, body, part), rounded(score), parts.get((half, body, part))
                )


def of_points(values: list[Value], con: duckdb.DuckDBPyConnection) -> Iterable[str]:
    found = {
        tuple(row[:4]): row[4:]
        for row in con.sql(
            "select half_year, body_code, part, indicator_id, points_won, points, value_pct"
            " from marts.indicator_values"
        ).fetchall()
    }
    for value in values:
        key = (value.half, value.body, value.part, value.indicator)
        gained, full, percent = found[key]
        true = won(value)
        if value.status == "ok" and abs(percent - 100 * value.numerator / value.denominator) > 0.0051:
            yield differs("indicator_values value_pct", key, value, percent)
        if full != points(value.indicator, value.part):
            yield differs("indicator_values points", key, points(value.indicator, value.part), full)
        if (true is None) != (gained is None) or (true is not None and abs(true - gained) > 0.0051):
            yield differs("indicator_values points_won", key, true, gained)


def populations(reading: Reading, sides: dict[str, str]) -> dict[tuple[str, dt.date, str], int | None]:
    """A body's urban and rural population at each half-year's end; a street's with every body's, or None."""
    result: dict[tuple[str, dt.date, str], int | None] = {}
    table = reading.tables["populations"]
    for half in reading.half_years():
        end = bounds(half)[1]
        for code in sides:
            bodies = [b for b in reading.bodies if b == code or reading.bodies[b].street == code]
            rows = [table.get((body, end)) for body in bodies]
            for part in ("urban", "rural"):
                counts = [row[f"{part}_population"] for row in rows if row]
                result[code, end, part] = sum(counts) if len(counts) == len(rows) else None
    return result
