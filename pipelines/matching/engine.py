"""Splink as every linkage here uses it: silent, in memory, training, prediction and clustering."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker
from splink.clustering import cluster_pairwise_predictions_at_threshold

from pipelines.databases import quoted

SEED = 20060630
MEMORY_LIMIT = "2GB"
# what no sampled pair shows is held for rare, not for impossible
RAREST = 1e-6

Model = dict[str, Any]


@dataclass(frozen=True)
class Training:
    """How a model learns: u from sampled pairs; m from pairs blocked on each rule, or from labelled ones.

    `labels` is a table of pairs of one person (unique_id_l, unique_id_r), whose records `labelled` holds.
    """

    sampled_pairs: float = 1e6
    blocked_on: Sequence[str] = ()
    labelled: str = ""
    labels: str = ""


@contextmanager
def workshop(spill: Path | None = None, threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory, which spills into `spill` alone; Splink's tables live and end in it."""
    logging.getLogger("splink").setLevel(logging.CRITICAL + 1)
    connection = duckdb.connect()
    try:
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute(f"set temp_directory = {quoted(spill or '')}")
        if threads:
            connection.execute(f"set threads = {threads}")
        yield connection
    finally:
        connection.close()


def train(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[str], settings: Model, training: Training
) -> Model:
    """The settings with every m and u filled; they hold parameters alone, no value of a record.

    Records are sampled by a hash of their id, and u, like m from labels, is a count: neither the order of
    the rows nor the number of threads changes it.
    """
    linker = _linker(connection, tables, settings)
    linker.training.estimate_u_using_random_sampling(training.sampled_pairs, seed=SEED, num_chunks=1)
    for rule in training.blocked_on:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    if training.labels:
        linker = _linker(connection, [training.labelled], linker.misc.save_model_to_json())
        linker.training.estimate_m_from_pairwise_labels(training.labels)  # type: ignore[no-untyped-call]
    return _with_unseen_levels(linker.misc.save_model_to_json())


def predict(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[str], model: Model, at_least: float
) -> pl.DataFrame:
    """The blocked pairs of records with a match probability of `at_least`, by their ids, in any order."""
    linker = _linker(connection, tables, model)
    pairs = linker.inference.predict(threshold_match_probability=at_least, warning_mode="never")
    return connection.sql(
        f"select unique_id_l, unique_id_r, match_probability from {pairs.physical_name}"
    ).pl()


def cluster(
    connection: duckdb.DuckDBPyConnection, nodes: pl.DataFrame, pairs: pl.DataFrame, threshold: float
) -> pl.DataFrame:
    """`unique_id` and `cluster_id` of every node: the smallest id that a chain of pairs leads to."""
    api = DuckDBAPI(connection)
    found = cluster_pairwise_predictions_at_threshold(
        api.register(nodes.select("unique_id").to_arrow()),
        api.register(pairs.select("unique_id_l", "unique_id_r", "match_probability").to_arrow()),
        db_api=api,
        node_id_column_name="unique_id",
        threshold_match_probability=threshold,
    )
    clusters = connection.sql(f"select unique_id, cluster_id from {found.physical_name}").pl()
    smallest = clusters.group_by("cluster_id").agg(pl.col("unique_id").min().alias("smallest"))
    return clusters.join(smallest, on="cluster_id").select("unique_id", cluster_id="smallest")


def _linker(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], settings: Model) -> Linker:
    api = DuckDBAPI(connection)
    return Linker([api.register(table) for table in tables], settings, log_level=None)


def _with_unseen_levels(model: Model) -> Model:
    model.pop("linker_uid", None)  # drawn anew each time
    levels = [level for comparison in model["comparisons"] for level in comparison["comparison_levels"]]
    for level in levels:
        if not level.get("is_null_level"):
            for parameter in ("m_probability", "u_probability"):
                trained = level.get(parameter)
                is_seen = isinstance(trained, float) and trained > 0
                level[parameter] = trained if is_seen else RAREST
        if level["sql_condition"] == "ELSE":
            # that nothing agrees never speaks for one person
            level["u_probability"] = max(level["u_probability"], level["m_probability"])
    return model
