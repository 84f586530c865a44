"""An error of a step reaches the run's log without the cells it quotes."""

import sys

import duckdb
import polars as pl
import pytest
from dagster._utils.error import serializable_error_info_from_exc_info

from pipelines.orchestration.quiet import StepError, quiet

NAME = "王秀英"


def convert_in_duckdb() -> None:
    duckdb.sql(f"select cast('{NAME}' as integer)").fetchall()


def convert_in_polars() -> None:
    pl.Series([NAME]).cast(pl.Int64)


@pytest.mark.parametrize("step", [convert_in_duckdb, convert_in_polars])
def test_what_dagster_stores_quotes_no_cell(step: object) -> None:
    assert callable(step)
    try:
        with quiet("core.files"):
            step()
    except StepError:
        stored = serializable_error_info_from_exc_info(sys.exc_info()).to_string()
    assert NAME not in stored
    assert "core.files: " in stored
    assert "look at that step" in stored
