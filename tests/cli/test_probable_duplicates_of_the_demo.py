"""The sample district's women who stand under two citizen IDs: all of them are found, and nobody else."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines.databases import attach
from pipelines.matching.matches import match_persons

BODIES = """
    select pairs.person_key_left, any_value(persons.community_code) as body_code
    from pairs
    inner join l1.identified.ledger_persons as persons on persons.person_key = pairs.person_key_right
    group by pairs.person_key_left
"""


def planted(home: Path) -> Counter[str]:
    with (home / "inbox-truth.csv").open(encoding="utf-8") as truth:
        rows = [row for row in csv.DictReader(truth) if row["check_id"] == "person_duplicate_probable"]
    return Counter(row["body_code"] for row in rows for _ in range(int(row["quantity"])))


def test_planted_duplicates_are_found_and_nobody_else(demo: tuple[Path, str], tmp_path: Path) -> None:
    home, _ = demo
    with duckdb.connect() as connection:
        attach(connection, home / "private" / "identified.duckdb", "l1")
        matches = match_persons(connection, tmp_path, date(2006, 7, 20), 0.95)
        pairs = matches.pairs.filter(pl.col("cluster_id").is_not_null())  # noqa: F841 - read by DuckDB
        found = connection.execute(BODIES).fetchall()
    assert Counter(body for _, body in found) == planted(home)
    overall = matches.accuracy.row(-1, named=True)
    assert overall["precision"] > 0.95 and overall["recall"] > 0.7
