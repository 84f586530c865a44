"""What several rooms' tests stand on."""

from collections.abc import Iterator

import duckdb
import pytest

from pipelines.warehouse.blank import blank_warehouse


@pytest.fixture(scope="session")
def empty_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """All models of layer 2 as they are before anything has arrived."""
    with blank_warehouse() as connection:
        yield connection
