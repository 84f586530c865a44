"""Probable duplicates found on layer 1 and written into layer 2, by the threshold in force."""

from datetime import date
from pathlib import Path

import duckdb

from pipelines.matching.outcome import Matches
from pipelines.rules.settings import Setting, setting_on


def find_matches(
    connection: duckdb.DuckDBPyConnection, folder: Path, settings: list[Setting], as_of: date
) -> None:
    """Match the persons of layer 1; the outcome is `matching.person_pairs` and `matching.accuracy`."""
    # Splink comes with pandas: only who matches waits for them
    from pipelines.matching.matches import match_persons

    threshold = setting_on(settings, "probable_duplicate_permille", as_of) / 1000
    load_matches(connection, match_persons(connection, folder, as_of, threshold))


def load_matches(connection: duckdb.DuckDBPyConnection, matches: Matches) -> None:
    """Write the pairs of probably one person, by pseudonyms, and the accuracy of finding them."""
    pairs, accuracy = matches.pairs, matches.accuracy  # noqa: F841 - read by DuckDB
    connection.execute("create or replace table matching.person_pairs as select * from pairs")
    connection.execute("create or replace table matching.accuracy as select * from accuracy")
