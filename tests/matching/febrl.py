"""The FEBRL data sets of record linkage as the engine reads them, with comparisons of their own."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import polars as pl
import splink.comparison_library as cl
from splink import block_on

from pipelines.matching.engine import Training

TRAINING = Training(
    sampled_pairs=3e5, blocked_on=("l.date_of_birth = r.date_of_birth", "l.soc_sec_id = r.soc_sec_id")
)


def as_records(people: pd.DataFrame) -> pl.DataFrame:
    """One row a record, texts only, its number as unique_id."""
    records = pl.from_pandas(people.reset_index()).rename({"rec_id": "unique_id"})
    return records.with_columns(pl.all().cast(pl.String).str.strip_chars())


def febrl_settings(link_type: str, share_of_matches: float) -> dict[str, Any]:
    """Splink's settings for the columns of the FEBRL data sets."""
    return {
        "link_type": link_type,
        "probability_two_random_records_match": share_of_matches,
        "retain_matching_columns": False,
        "comparisons": [
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.8]),
            cl.JaroWinklerAtThresholds("suburb", [0.9]),
        ],
        "blocking_rules_to_generate_predictions": [
            block_on("soc_sec_id"),
            block_on("date_of_birth"),
            block_on("given_name", "surname"),
            block_on("postcode", "given_name"),
            block_on("postcode", "surname"),
            block_on("suburb", "given_name"),
            block_on("suburb", "surname"),
            block_on("address_1"),
            block_on("address_2"),
            block_on("postcode", "left(date_of_birth, 4)"),
            block_on("right(date_of_birth, 4)", "surname"),
            block_on("left(soc_sec_id, 4)"),
            block_on("right(soc_sec_id, 4)"),
            "l.given_name = r.surname and l.surname = r.given_name",
        ],
    }


def f1(found: Iterable[tuple[str, str]], true: Iterable[tuple[str, str]]) -> float:
    """The harmonic mean of precision and recall of pairs, whichever way round they stand."""
    one, other = ({frozenset(pair) for pair in pairs} for pairs in (found, true))
    return 2 * len(one & other) / (len(one) + len(other))
