"""Great Expectations counts rows, keeps no value of them, and says so where it could not run."""

import json
import logging
import socket
from collections.abc import Iterator

import duckdb
import pytest

from pipelines.validation import great_expectations as plumbing
from pipelines.validation.great_expectations import COULD_NOT_RUN, FAILED, PASSED, validate
from pipelines.validation.rules import Expectation

CANARY = "canary王小花411699197501010023"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema staging")
        connection.execute(
            "create table staging.slips as select 1 as delivery_no, 1 as sheet_no, range as row_no, "
            f"'{CANARY}' as name, range as line_count from range(300)"
        )
        connection.execute("create table staging.empty as select * from staging.slips limit 0")
        yield connection


def expected(condition: str, table: str = "slips", about: str = "a") -> Expectation:
    return Expectation(
        table, "rule", about, f"select delivery_no, sheet_no, row_no from {{batch}} where {condition}"
    )


@pytest.mark.parametrize(
    ("expectation", "outcome"),
    [
        (expected("line_count < 0"), (PASSED, 0)),
        (expected("line_count >= 50"), (FAILED, 250)),
        (expected("name = 'x{{}}'"), (PASSED, 0)),
        (expected("true", "empty"), (PASSED, 0)),
        (expected("no_such_column > 0"), (COULD_NOT_RUN, None)),
        (expected("cast(name as integer) > 0"), (COULD_NOT_RUN, None)),
        (expected("true", "no_such_table"), (COULD_NOT_RUN, None)),
    ],
)
def test_an_expectation_passes_fails_or_could_not_run(
    connection: duckdb.DuckDBPyConnection, expectation: Expectation, outcome: tuple[str, int | None]
) -> None:
    (found,) = validate(connection, [expectation])
    assert (found.state, found.rows_found) == outcome


def test_outcomes_stand_in_the_order_asked(connection: duckdb.DuckDBPyConnection) -> None:
    asked = [expected(f"line_count < {count}", about=str(count)) for count in (7, 0, 300, 20)]
    outcomes = validate(connection, [*asked[:1], expected("broken >", about="broken"), *asked[1:]])
    assert [(outcome.expectation.about, outcome.rows_found) for outcome in outcomes] == [
        ("7", 7), ("broken", None), ("0", 0), ("300", 300), ("20", 20)
    ]  # fmt: skip


def test_no_value_of_a_row_stands_in_results_or_logs(
    connection: duckdb.DuckDBPyConnection,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    seen = []
    results = plumbing._results

    def watched(*given: object) -> object:
        seen.append(results(*given))
        return seen[-1]

    monkeypatch.setattr(plumbing, "_results", watched)
    caplog.set_level(logging.DEBUG)
    outcomes = validate(
        connection, [expected("line_count > 5"), expected("cast(name as integer) > 0", about="raises")]
    )
    kept = json.dumps([found.to_json_dict() for found in seen[0].values() if not raised(found)])
    said = "".join(capfd.readouterr())
    assert raised(seen[0][1])
    assert CANARY not in kept + repr(outcomes) + said + caplog.text


def raised(found: object) -> bool:
    return plumbing._raised(found.exception_info)  # type: ignore[attr-defined]


def test_the_open_connection_stays_open_and_unchanged(connection: duckdb.DuckDBPyConnection) -> None:
    before = connection.execute("select table_name from duckdb_tables() order by all").fetchall()
    validate(connection, [expected("line_count > 5")])
    assert connection.execute("select table_name from duckdb_tables() order by all").fetchall() == before


def test_nothing_is_sent_to_any_host(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: called.append(address))
    validate(connection, [expected("line_count > 5")])
    assert called == []
