"""The step of a night that finds probable duplicates: rows of layer 1 in, pairs of pseudonyms out."""

from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines.failures import kind
from pipelines.home import PRIVATE_MODE
from pipelines.matching.accuracy import measure_accuracy
from pipelines.matching.candidates import read_candidates
from pipelines.matching.engine import cluster, workshop
from pipelines.matching.features import Register
from pipelines.matching.model import load_model, save_model, train_model
from pipelines.matching.outcome import Matches, MatchingError
from pipelines.matching.records import record_pairs


def match_persons(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    as_of: date,
    threshold: float,
    retrain: bool = False,
) -> Matches:
    """The probable duplicates among the women of the ledgers in force, layer 1 being attached as `l1`.

    `folder`, a private one, keeps model, shares of names and scored pairs; what is missing or unreadable in
    it is made anew. MatchingError where it fails.
    """
    try:
        folder.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
        candidates = read_candidates(connection, as_of)
        with workshop(folder / "spill") as bench:
            return match_register(bench, candidates, folder, threshold, retrain)
    except Exception as error:  # Splink wraps what the database says of a row into errors of its own
        told = kind(error)
    # raised outside the except block, so that the original is not chained to it
    raise MatchingError(f"matching: {told}; run it again; if it fails again, remove its folder")


def match_register(
    bench: duckdb.DuckDBPyConnection,
    candidates: pl.DataFrame,
    folder: Path,
    threshold: float,
    retrain: bool = False,
) -> Matches:
    """The matches of these candidates, on a bench of the engine's.

    The same candidates and the same model give the same tables, whatever the nights in between brought, and
    on however many threads.
    """
    if candidates["person_key"].n_unique() < 2:
        return Matches()
    register = Register.of(candidates)
    model = None if retrain else load_model(folder)
    if model is None or not model.fits(candidates.height):
        model = train_model(bench, register)
        save_model(model, folder)
    pairs = record_pairs(bench, register.features, model, folder)
    accuracy = measure_accuracy(bench, register, pairs, model, threshold)
    return Matches(_person_pairs(bench, pairs, candidates, threshold), accuracy)


def _person_pairs(
    bench: duckdb.DuckDBPyConnection, pairs: pl.DataFrame, candidates: pl.DataFrame, threshold: float
) -> pl.DataFrame:
    """The best score of any two rows of two persons, with their cluster."""
    keys = candidates.select("unique_id", "person_key")
    sides = pairs.join(keys.rename({"unique_id": "unique_id_l", "person_key": "one"}), on="unique_id_l").join(
        keys.rename({"unique_id": "unique_id_r", "person_key": "other"}), on="unique_id_r"
    )
    persons = sides.group_by(
        pl.min_horizontal("one", "other").alias("person_key_left"),
        pl.max_horizontal("one", "other").alias("person_key_right"),
    ).agg(pl.col("match_probability").max())
    probable = persons.filter(pl.col("match_probability") >= threshold)
    clusters = _cluster_persons(bench, probable, threshold)
    return (
        probable.join(clusters, left_on="person_key_left", right_on="person_key")
        .join(persons, on=persons.columns, how="right")
        .select(*persons.columns, "cluster_id")
        .sort("person_key_left", "person_key_right")
    )


def _cluster_persons(
    bench: duckdb.DuckDBPyConnection, probable: pl.DataFrame, threshold: float
) -> pl.DataFrame:
    """`person_key` and `cluster_id` of everybody in a pair."""
    if probable.is_empty():
        return pl.DataFrame(schema={"person_key": pl.String(), "cluster_id": pl.String()})
    edges = probable.rename({"person_key_left": "unique_id_l", "person_key_right": "unique_id_r"})
    nodes = pl.DataFrame({"unique_id": pl.concat([edges["unique_id_l"], edges["unique_id_r"]]).unique()})
    return cluster(bench, nodes, edges, threshold).rename({"unique_id": "person_key"})
