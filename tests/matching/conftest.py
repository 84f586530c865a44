"""A register, the model trained on it, and a bench to score on."""

from collections.abc import Iterator

import duckdb
import polars as pl
import pytest
from made_register import Score, candidates_of, make_register

from pipelines.matching.engine import workshop
from pipelines.matching.features import Register, with_features
from pipelines.matching.model import PersonModel, train_model
from pipelines.matching.records import score_new


@pytest.fixture(scope="session")
def register() -> pl.DataFrame:
    return make_register(6_000)


@pytest.fixture(scope="session")
def bench() -> Iterator[duckdb.DuckDBPyConnection]:
    with workshop() as connection:
        yield connection


@pytest.fixture(scope="session")
def model(bench: duckdb.DuckDBPyConnection, register: pl.DataFrame) -> PersonModel:
    return train_model(bench, Register.of(register))


@pytest.fixture
def score(bench: duckdb.DuckDBPyConnection, model: PersonModel) -> Score:
    """The match probability of two women, 0 where it is under 0.50."""

    def score(one: dict[str, object], other: dict[str, object]) -> float:
        marked = with_features(candidates_of(one, other)).with_columns(is_new=True)
        return sum(score_new(bench, marked, model)["match_probability"].to_list())

    return score
