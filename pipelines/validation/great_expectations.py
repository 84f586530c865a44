"""The one place where Great Expectations stands: expectations in, outcomes out, no value in either."""

import logging
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.validation.duckdb_dialect import URL, engine_options
from pipelines.validation.rules import Expectation

if TYPE_CHECKING:
    from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource

PASSED, FAILED, COULD_NOT_RUN = "passed", "failed", "could_not_run"
# BASIC counts the rows of a query and keeps none of them; the queries select only places
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0, "include_unexpected_rows": False}


@dataclass(frozen=True)
class Outcome:
    """What became of an expectation: `rows_found` break it, null where it could not run.

    `seconds` are those of its whole suite.
    """

    expectation: Expectation
    state: str
    rows_found: int | None
    seconds: float


def validate(connection: duckdb.DuckDBPyConnection, expectations: Iterable[Expectation]) -> list[Outcome]:
    """An outcome for every expectation, in their order; one suite a table, judged on the open connection."""
    suites: dict[str, list[Expectation]] = {}
    for expectation in expectations:
        suites.setdefault(expectation.table, []).append(expectation)
    context = _context()
    source = context.data_sources.add_sql(  # type: ignore[call-arg] # its stub leaves `kwargs` out
        "warehouse", connection_string=URL, kwargs=engine_options(connection)
    )
    return [outcome for table, suite in suites.items() for outcome in _judged(context, source, table, suite)]


def _context() -> "EphemeralDataContext":
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations  # noqa: PLC0415 - its import takes 3.5 seconds and 260 MB
    from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: PLC0415

    # what it logs of an error quotes the query and may quote a cell
    logging.getLogger("great_expectations").setLevel(logging.CRITICAL + 1)
    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _judged(
    context: "EphemeralDataContext", source: "SQLDatasource", table: str, suite: list[Expectation]
) -> list[Outcome]:
    started = time.perf_counter()
    try:
        results = _results(source, table, suite)
    except Exception:
        # whatever it raised: the suite could not run, and the text of the error may quote cells
        results = {}
    seconds = time.perf_counter() - started
    return [_outcome(expectation, results.get(place), seconds) for place, expectation in enumerate(suite)]


def _results(source: "SQLDatasource", table: str, suite: list[Expectation]) -> Mapping[int, Any]:
    from great_expectations import ExpectationSuite  # noqa: PLC0415
    from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation  # noqa: PLC0415

    asset = source.add_query_asset(table, query=f"select * from staging.{table}")
    batch = asset.add_batch_definition_whole_table("all").get_batch()
    # results come in another order than the suite's: each carries its place
    expected = [
        UnexpectedRowsExpectation(unexpected_rows_query=expectation.broken_rows, meta={"place": place})
        for place, expectation in enumerate(suite)
    ]
    result = batch.validate(ExpectationSuite(name=table, expectations=expected), result_format=COUNTS_ONLY)
    return {
        found.expectation_config.meta["place"]: found for found in result.results if found.expectation_config
    }


def _outcome(expectation: Expectation, result: Any, seconds: float) -> Outcome:  # noqa: ANN401
    if result is None or _raised(result.exception_info):
        return Outcome(expectation, COULD_NOT_RUN, None, seconds)
    rows_found = int(result.result["observed_value"])
    return Outcome(expectation, FAILED if rows_found else PASSED, rows_found, seconds)


def _raised(exception_info: Mapping[str, Any]) -> bool:
    # one entry, or one for each metric: an expectation that raised also says success=False
    infos = [exception_info, *(info for info in exception_info.values() if isinstance(info, dict))]
    return any(info.get("raised_exception") for info in infos)
