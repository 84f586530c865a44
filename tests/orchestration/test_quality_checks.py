"""Dagster shows each check's count and remedy, and no result at all of a check that has none."""

from collections.abc import Iterator
from types import SimpleNamespace

import duckdb
import pytest
from dagster import AssetCheckResult, AssetCheckSeverity, build_op_context

from pipelines.contracts.catalog import checks
from pipelines.orchestration.checks import CONTRACTS, check_specs, quality_checks

RUNS = [
    ("class_missing", "found", 3),
    ("head_condition_unmet", "found", 2),
    ("id_blank", "clear", 0),
    ("inspection_count", "not_judged", 0),
    ("small_cell", "could_not_run", None),
]


@pytest.fixture(params=["('code', 'passed', 0)"])
def results(request: pytest.FixtureRequest) -> Iterator[dict[str | None, AssetCheckResult]]:
    with duckdb.connect() as connection:
        connection.execute("create schema quality")
        connection.execute("create table quality.check_runs (check_id text, state text, findings bigint)")
        connection.executemany("insert into quality.check_runs values (?, ?, ?)", RUNS)
        connection.execute("create table quality.expectations (kind text, state text, rows_found bigint)")
        connection.execute(
            f"insert into quality.expectations values ('required', 'failed', 4), {request.param}"
        )
        night = SimpleNamespace(connection=connection)
        yield {found.check_name: found for found in quality_checks()(build_op_context(), night=night)}


def test_only_a_check_with_a_result_has_one(results: dict[str | None, AssetCheckResult]) -> None:
    assert {name: result.passed for name, result in results.items()} == {
        "class_missing": False, "head_condition_unmet": False, "id_blank": True, CONTRACTS: True
    }  # fmt: skip


def test_a_result_tells_count_and_remedy(results: dict[str | None, AssetCheckResult]) -> None:
    metadata = results["class_missing"].metadata
    (remedy,) = (check["remedy_zh"] for check in checks() if check["id"] == "class_missing")
    assert (metadata["findings"].value, metadata["remedy_zh"].text) == (3, remedy)


def test_a_result_is_as_grave_as_its_check(results: dict[str | None, AssetCheckResult]) -> None:
    assert results["class_missing"].severity == AssetCheckSeverity.ERROR
    assert results["head_condition_unmet"].severity == AssetCheckSeverity.WARN


@pytest.mark.parametrize("results", ["('code', 'could_not_run', null)"], indirect=True)
def test_contracts_that_could_not_be_judged_have_no_result(
    results: dict[str | None, AssetCheckResult],
) -> None:
    assert CONTRACTS not in results


@pytest.mark.parametrize("results", ["('code', 'failed', 7)"], indirect=True)
def test_a_code_outside_its_list_breaks_the_contracts(results: dict[str | None, AssetCheckResult]) -> None:
    assert not results[CONTRACTS].passed
    assert results[CONTRACTS].metadata["code: rows"].value == 7


def test_a_declared_rule_stands_on_its_table() -> None:
    tables = {spec.name: spec.asset_key.path for spec in check_specs()}
    assert tables["head_condition_unmet"] == ["staging", "network_posts"]
    assert tables["class_missing"] == ["quality", "findings"]
    assert tables.keys() == {check["id"] for check in checks()} | {CONTRACTS}
