"""Scored pairs of records, kept from night to night: only what touches a new record is scored again."""

from pathlib import Path

import duckdb
import polars as pl

from pipelines.matching.engine import predict
from pipelines.matching.model import PersonModel, put_records

AT_LEAST = 0.5
PAIR = {"unique_id_l": pl.String(), "unique_id_r": pl.String(), "match_probability": pl.Float64()}
DIGITS = 9  # what another order of multiplying may change is left off


def record_pairs(
    connection: duckdb.DuckDBPyConnection, features: pl.DataFrame, model: PersonModel, folder: Path
) -> pl.DataFrame:
    """All pairs of records from 0.50 up, the smaller id left, sorted; the same as if all were scored anew.

    Pairs of records that were there last time under this model are read back, the others scored.
    """
    known, kept = _read(folder, model.fingerprint)
    marked = features.with_columns(is_new=~pl.col("unique_id").is_in(known.implode()))
    still_there = [pl.col(side).is_in(features["unique_id"].implode()) for side in list(PAIR)[:2]]
    pairs = pl.concat([kept.filter(*still_there), score_new(connection, marked, model)])
    pairs = pairs.sort("unique_id_l", "unique_id_r")
    _write(folder, model.fingerprint, features["unique_id"], pairs)
    return pairs


def score_new(
    connection: duckdb.DuckDBPyConnection, marked: pl.DataFrame, model: PersonModel
) -> pl.DataFrame:
    """The pairs from 0.50 up that touch a record with `is_new`."""
    if marked.height < 2 or not marked["is_new"].any():
        return pl.DataFrame(schema=PAIR)
    put_records(connection, "records", marked, model.shares)
    pairs = predict(connection, ["records"], model.settings, AT_LEAST)
    left, right = pl.col("unique_id_l"), pl.col("unique_id_r")
    return pairs.select(
        pl.min_horizontal(left, right).alias("unique_id_l"),
        pl.max_horizontal(left, right).alias("unique_id_r"),
        pl.col("match_probability").round(DIGITS),
    )


def _read(folder: Path, fingerprint: str) -> tuple[pl.Series, pl.DataFrame]:
    nothing = pl.Series([], dtype=pl.String), pl.DataFrame(schema=PAIR)
    path = folder / "records.parquet"
    try:
        if pl.read_parquet_metadata(path).get("model") != fingerprint:
            return nothing
        records = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError):
        return nothing
    pairs = records.rename({"unique_id": "unique_id_l"}).explode("pairs").drop_nulls("pairs").unnest("pairs")
    return records["unique_id"], pairs.select(list(PAIR))


def _write(folder: Path, fingerprint: str, known: pl.Series, pairs: pl.DataFrame) -> None:
    """One file, a row a record with its pairs, swapped in whole: records and pairs never disagree."""
    listed = pairs.group_by("unique_id_l").agg(
        pl.struct("unique_id_r", "match_probability").sort_by("unique_id_r").alias("pairs")
    )
    records = pl.DataFrame({"unique_id": known}).join(
        listed, left_on="unique_id", right_on="unique_id_l", how="left", maintain_order="left"
    )
    written = folder / "records.parquet.new"
    records.write_parquet(written, metadata={"model": fingerprint})
    written.replace(folder / "records.parquet")
