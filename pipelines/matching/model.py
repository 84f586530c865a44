"""The trained model: made from the register and seeded slips, kept in the home, used every night."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import splink

from pipelines.matching.comparisons import register_settings
from pipelines.matching.engine import SEED, Training, train
from pipelines.matching.features import Register, with_features
from pipelines.matching.outcome import SETTINGS_FILE, SHARES_FILE
from pipelines.matching.seeded import seeded_entries
from pipelines.matching.slips import ERRORS

ENTRIES_A_SLIP = 200
OUTGROWN = 2  # the register has become a different one when it holds twice as many records
SHARED_COLUMNS = ("surname", "given_name")


@dataclass(frozen=True)
class PersonModel:
    """Splink's settings with their parameters, the shares of names, and the records it was trained on.

    `shares` (column, text, share) holds names: it stays in HOME/private. `settings` holds none.
    """

    settings: dict[str, Any]
    shares: pl.DataFrame
    records: int
    design: str

    @property
    def fingerprint(self) -> str:
        """One hash of all that a score depends on besides the two records."""
        return _digest(self.design, json.dumps(self.settings, sort_keys=True), self.shares.write_csv())

    def fits(self, records: int) -> bool:
        """Whether it was made by this code for a register of about this size."""
        return self.design == design() and records <= OUTGROWN * self.records


def design() -> str:
    """A hash of the comparisons and of Splink's version."""
    return _digest(json.dumps(register_settings(0), sort_keys=True), splink.__version__)


def train_model(connection: duckdb.DuckDBPyConnection, register: Register) -> PersonModel:
    """u from pairs of the register, m from seeded slips: it holds too few duplicates to learn from."""
    features = register.features
    shares = _shares(features)
    seeded = seeded_entries(register.candidates, ERRORS, ENTRIES_A_SLIP, SEED)
    originals = features.filter(pl.col("unique_id").is_in(seeded["original"].implode()))
    labelled = pl.concat([originals, with_features(seeded)])
    put_records(connection, "training_records", features, shares)
    put_records(connection, "labelled_records", labelled, shares)
    connection.execute(
        "create or replace table labels as "
        "select original as unique_id_l, unique_id as unique_id_r from seeded"
    )
    training = Training(labelled="labelled_records", labels="labels")
    settings = train(connection, ["training_records"], register_settings(features.height), training)
    return PersonModel(settings, shares, features.height, design())


def put_records(
    connection: duckdb.DuckDBPyConnection, table: str, features: pl.DataFrame, shares: pl.DataFrame
) -> None:
    """Write the records with the shares of their names, as Splink reads them; a new name is a rare one."""
    joined = features if "is_new" in features.columns else features.with_columns(is_new=True)
    for column in SHARED_COLUMNS:
        known = shares.filter(column=column).select(pl.col("text").alias(column), f_share="share")
        rarest = known["f_share"].min() or 1.0
        share = pl.when(pl.col(column).is_not_null()).then(pl.col("f_share").fill_null(rarest))
        joined = joined.join(known, on=column, how="left", maintain_order="left")
        joined = joined.with_columns(share.alias(f"tf_{column}")).drop("f_share")
    connection.execute(f"create or replace table {table} as select * from joined")


def save_model(model: PersonModel, folder: Path) -> None:
    """Keep the model in its two files, the `MODEL_FILES`."""
    model.shares.write_parquet(folder / SHARES_FILE)
    kept = {
        "fingerprint": model.fingerprint,
        "design": model.design,
        "records": model.records,
        "settings": model.settings,
    }
    (folder / SETTINGS_FILE).write_text(json.dumps(kept, indent=2, sort_keys=True), "utf-8")


def load_model(folder: Path) -> PersonModel | None:
    """The kept model; None where there is none, or its two files do not belong together."""
    try:
        kept = json.loads((folder / SETTINGS_FILE).read_text("utf-8"))
        shares = pl.read_parquet(folder / SHARES_FILE)
        model = PersonModel(kept["settings"], shares, kept["records"], kept["design"])
        return model if model.fingerprint == kept["fingerprint"] else None
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        return None


def _shares(features: pl.DataFrame) -> pl.DataFrame:
    counted = [
        features.select(pl.col(column).alias("text"))
        .drop_nulls()
        .group_by("text")
        .agg((pl.len() / features[column].count()).alias("share"))
        .select(pl.lit(column).alias("column"), "text", "share")
        for column in SHARED_COLUMNS
    ]
    return pl.concat(counted).sort("column", "text")


def _digest(*texts: str) -> str:
    return sha256("\x1f".join(texts).encode()).hexdigest()
