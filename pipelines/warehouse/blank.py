"""The warehouse before anything has arrived: every table with its columns and types, no home behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import duckdb

from pipelines.landing.schema import create_tables
from pipelines.matching.outcome import Matches
from pipelines.rules.files import HERE
from pipelines.rules.schemes import read_schemes
from pipelines.rules.settings import read_settings
from pipelines.warehouse.build import build
from pipelines.warehouse.connection import LAYERS, load_rules
from pipelines.warehouse.matches import load_matches
from pipelines.warehouse.models import models
from pipelines.warehouse.sql_files import indicator_ids

AS_OF = date(2006, 8, 1)  # any day will do: without rows it dates nothing


@contextmanager
def blank_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """Both layers in memory as shipped settings and schemes make them, layer 1 as `l1`, without a row."""
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as l1; use l1")
        create_tables(connection)
        connection.execute("use memory; set variable frozen_folder = null")
        for layer in LAYERS:
            connection.execute(f"create schema {layer}")
        load_rules(connection, AS_OF, read_settings(HERE), read_schemes(HERE / "schemes", indicator_ids()))
        load_matches(connection, Matches())
        for model in models().values():
            build(connection, model)
        yield connection
