"""What several rooms' tests stand on."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from builders import built_warehouse


@pytest.fixture(scope="session")
def empty_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """All models of layer 2 as they are before anything has arrived."""
    connection = built_warehouse({}, date(2006, 8, 1))
    yield connection
    connection.close()
