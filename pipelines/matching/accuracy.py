"""The accuracy card: how many seeded duplicates are found, and how many of the pairs found are wrong."""

from math import sqrt

import duckdb
import polars as pl

from pipelines.matching.engine import SEED
from pipelines.matching.features import Register, with_features
from pipelines.matching.model import PersonModel
from pipelines.matching.outcome import CARD
from pipelines.matching.records import score_new
from pipelines.matching.seeded import seeded_entries
from pipelines.matching.slips import ERRORS, STRANGERS

ENTRIES_A_KIND = 100
OVERALL = "overall"
Z = 1.959963984540054  # of a 95 % interval


def wilson(successes: int, trials: int) -> tuple[float | None, float | None]:
    """Wilson's 95 % score interval of a share; None, None where nothing was tried."""
    if trials == 0:
        return None, None
    share, square = successes / trials, Z**2
    centre = (share + square / (2 * trials)) / (1 + square / trials)
    reach = sqrt(share * (1 - share) / trials + square / (4 * trials**2)) * Z / (1 + square / trials)
    return round(centre - reach, 9) + 0.0, round(centre + reach, 9)


def measure_accuracy(
    connection: duckdb.DuckDBPyConnection,
    register: Register,
    pairs: pl.DataFrame,
    model: PersonModel,
    threshold: float,
) -> pl.DataFrame:
    """Seeded entries scored against the whole register: a row a kind of error and of stranger, and overall.

    `error_kind`, `pairs` (made), `found` (at the threshold), `wrong` (pairs found with anybody else, or with
    a stranger), `precision` and `recall` with their Wilson intervals; figures alone. Nobody of a pair of the
    register is drawn, so that every other person is a wrong one. Other draws than those of the training.
    """
    paired = pl.concat([pairs["unique_id_l"], pairs["unique_id_r"]])
    drawn_from = register.candidates.filter(~pl.col("unique_id").is_in(paired.implode()))
    seeded = seeded_entries(drawn_from, {**ERRORS, **STRANGERS}, ENTRIES_A_KIND, SEED + 1)
    marked = pl.concat(
        [register.features.with_columns(is_new=False), with_features(seeded).with_columns(is_new=True)]
    )
    scored = score_new(connection, marked, model).filter(pl.col("match_probability") >= threshold)
    return _card(seeded, scored)


def _card(seeded: pl.DataFrame, scored: pl.DataFrame) -> pl.DataFrame:
    """Ids of seeded entries begin with a word, so that they come after the hashes: they stand right."""
    kinds = seeded.select("error_kind", "original", unique_id_r="unique_id").with_columns(
        is_error=pl.col("error_kind").is_in(list(ERRORS))
    )
    seeded_ids = seeded["unique_id"].implode()
    judged = scored.filter(~pl.col("unique_id_l").is_in(seeded_ids)).join(kinds, on="unique_id_r")
    is_right = pl.col("is_error") & (pl.col("unique_id_l") == pl.col("original"))
    hits = judged.group_by("error_kind").agg(is_right.sum().alias("found"), (~is_right).sum().alias("wrong"))
    made = kinds.group_by("error_kind", maintain_order=True).agg(
        pl.len().alias("pairs"), pl.col("is_error").sum().alias("to_find")
    )
    counted = made.join(hits, on="error_kind", how="left", maintain_order="left").fill_null(0)
    counts = ("pairs", "to_find", "found", "wrong")
    overall = {"error_kind": OVERALL, **{count: int(counted[count].sum()) for count in counts}}
    return pl.DataFrame([_line(**row) for row in [*counted.to_dicts(), overall]], schema=CARD)


def _line(error_kind: str, pairs: int, to_find: int, found: int, wrong: int) -> dict[str, object]:
    line: dict[str, object] = {"error_kind": error_kind, "pairs": pairs, "found": found, "wrong": wrong}
    for name, trials in (("precision", found + wrong), ("recall", to_find)):
        low, high = wilson(found, trials)
        line |= {name: found / trials if trials else None, f"{name}_low": low, f"{name}_high": high}
    return line
