"""Every check leaves one run: clear, found, could_not_run or not_judged; none ends the night."""

from dataclasses import replace
from datetime import date

import duckdb
import pytest
from builders import all_models, built_warehouse

from pipelines.contracts.catalog import checks
from pipelines.validation import great_expectations as plumbing
from pipelines.warehouse.build import build

AS_OF = date(2006, 7, 20)
COMMUNITY = "411602091001"
ROWS: dict[str, list[dict[str, object]]] = {
    "divisions": [
        {"division_code": COMMUNITY, "division_name": "c1", "division_level": "community",
         "valid_from": "2003-09-01"}
    ],
    "populations": [
        {"division_code": COMMUNITY, "as_of_date": "2006-06-30", "total_population": 9,
         "urban_population": 5, "rural_population": 5}
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def told() -> duckdb.DuckDBPyConnection:
    """A night that is only read."""
    return built_warehouse(ROWS, AS_OF, {"quality.check_runs"})


@pytest.fixture
def night() -> duckdb.DuckDBPyConnection:
    """A night of the test's own, to be disturbed."""
    return built_warehouse(ROWS, AS_OF, {"quality.check_runs"})


def rerun(night: duckdb.DuckDBPyConnection, *models: str, sql: str | None = None) -> None:
    """Build the models again, the first with another select, and what became of the checks after them."""
    for name in (*models, "quality.findings", "quality.check_runs"):
        model = all_models()[name]
        build(night, replace(model, sql=sql) if sql and name == models[0] else model)


def run_of(night: duckdb.DuckDBPyConnection, check_id: str) -> tuple[object, ...]:
    return night.execute(
        "select state, findings from quality.check_runs where check_id = $1", [check_id]
    ).fetchall()[0]


def test_every_check_has_one_run(told: duckdb.DuckDBPyConnection) -> None:
    runs = told.execute("select check_id from quality.check_runs").fetchall()
    assert sorted(check_id for (check_id,) in runs) == sorted(check["id"] for check in checks())


@pytest.mark.parametrize(
    ("check_id", "run"),
    [
        ("population_sum_mismatch", ("found", 1)),
        ("division_gap_overlap", ("clear", 0)),
        ("id_blank", ("clear", 0)),
        ("weights_not_100", ("clear", 0)),
    ],
)
def test_a_run_tells_found_from_clear(
    told: duckdb.DuckDBPyConnection, check_id: str, run: tuple[str, int]
) -> None:
    assert run_of(told, check_id) == run


def test_nothing_arrived_is_nothing_judged(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    assert run_of(empty_warehouse, "id_blank") == ("not_judged", 0)
    assert run_of(empty_warehouse, "division_gap_overlap") == ("not_judged", 0)


def test_a_check_that_raises_could_not_run(night: duckdb.DuckDBPyConnection) -> None:
    rerun(night, "checks.division_gap_overlap", sql="select cast('canary' as integer) as body_code")
    assert run_of(night, "division_gap_overlap") == ("could_not_run", None)
    kinds = night.execute("select failed_with from quality.attempts where failed_with is not null").fetchall()
    assert kinds == [("ConversionException",)]


def test_a_check_that_runs_again_has_its_result(night: duckdb.DuckDBPyConnection) -> None:
    rerun(night, "checks.population_sum_mismatch", sql="select no_such_column from staging.populations")
    assert run_of(night, "population_sum_mismatch") == ("could_not_run", None)
    rerun(night, "checks.population_sum_mismatch")
    assert run_of(night, "population_sum_mismatch") == ("found", 1)


def test_two_counts_that_differ_are_no_result(night: duckdb.DuckDBPyConnection) -> None:
    night.execute("update quality.expectations set rows_found = 2 where about = 'population_sum_mismatch'")
    rerun(night)
    assert run_of(night, "population_sum_mismatch") == ("could_not_run", None)


def test_great_expectations_that_raises_is_no_result(
    night: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raising(*_: object) -> None:
        raise RuntimeError("canary")

    monkeypatch.setattr(plumbing, "_results", raising)
    rerun(night, "quality.expectations")
    assert run_of(night, "population_sum_mismatch") == ("could_not_run", None)
    assert run_of(night, "division_gap_overlap") == ("clear", 0)
