"""What matching hands on: the files of its model, pairs of pseudonyms, and how well it finds them."""

from dataclasses import dataclass, field

import polars as pl

SETTINGS_FILE, SHARES_FILE = MODEL_FILES = ("model.json", "name_shares.parquet")
PAIRS = {
    "person_key_left": pl.String(),
    "person_key_right": pl.String(),
    "match_probability": pl.Float64(),
    "cluster_id": pl.String(),
}
CARD = {
    "error_kind": pl.String(),
    **dict.fromkeys(("pairs", "found", "wrong"), pl.Int64()),
    **dict.fromkeys(
        ("precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high"), pl.Float64()
    ),
}


class MatchingError(RuntimeError):
    """Matching failed; the message names the kind of error alone, for its text may quote a name or an ID."""


@dataclass(frozen=True)
class Matches:
    """What one matching found; no name, ID or birth date in either table.

    `pairs`: person_key_left < person_key_right, match_probability from 0.50 up, and cluster_id: the smallest
    person_key that pairs at the threshold lead to, null below it. One row a pair, sorted.
    `accuracy`: one row a kind of seeded error, as `measure_accuracy` says.
    """

    pairs: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PAIRS))
    accuracy: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CARD))
