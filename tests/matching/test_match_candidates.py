"""Who is compared: the women of each body's newest delivery of its newest snapshot, not closed."""

from collections.abc import Iterator
from datetime import date

import duckdb
import polars as pl
import pytest

from pipelines.landing.schema import create_tables
from pipelines.matching.candidates import read_candidates

JUNE, MARCH = date(2006, 6, 30), date(2006, 3, 31)
AS_OF = date(2006, 7, 20)
HERS = "411602197003050040"
ROW: dict[str, object] = {
    "delivery_no": 1, "sheet_no": 1, "row_no": 2, "community_code": "411602091001", "as_of_date": JUNE,
    "household_page_no": "1", "name": "王秀英", "citizen_id": HERS, "person_key": "k", "sex": "2",
    "birth_date": date(1970, 3, 5),
}  # fmt: skip


@pytest.fixture
def ledger() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as l1; use l1")
    create_tables(connection)
    for number in (1, 2):
        connection.execute(
            "insert into received.deliveries values (?, null, 'file', 1, ?, now(), 'landed', null, null)",
            [number, 10 - number],
        )
    yield connection
    connection.close()


def found(ledger: duckdb.DuckDBPyConnection, *rows: dict[str, object]) -> pl.DataFrame:
    for row in rows:
        written = {**ROW, **row}
        marks = ", ".join("?" * len(written))
        into = f"identified.ledger_persons ({', '.join(written)})"
        ledger.execute(f"insert into {into} values ({marks})", [*written.values()])
    return read_candidates(ledger, AS_OF)


def test_a_woman_is_read_as_written(ledger: duckdb.DuckDBPyConnection) -> None:
    row = found(ledger, {}).row(0, named=True)
    assert len(row.pop("unique_id")) == 64
    assert row == {
        "person_key": "k", "citizen_id": HERS, "name": "王秀英", "birth_date": date(1970, 3, 5),
        "community_code": "411602091001", "household_page_no": "1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ({"sex": "1"}, False),
        ({"sex": None}, True),
        ({"sex": None, "citizen_id": "411602197003050030"}, False),
        ({"file_closed_on": AS_OF}, False),
        ({"file_closed_on": date(2006, 7, 21)}, True),
        ({"quarantine_reason": "key_unreadable"}, False),
        ({"person_key": None, "citizen_id": None}, False),
        ({"as_of_date": date(2006, 7, 31)}, False),
        ({"citizen_id": "411602200607200040"}, True),
        ({"citizen_id": "411602200607210048"}, False),
    ],
)
def test_men_and_closed_files_are_passed_over(
    ledger: duckdb.DuckDBPyConnection, row: dict[str, object], counts: bool
) -> None:
    assert found(ledger, row).height == counts


def test_a_blank_birth_date_is_the_ids(ledger: duckdb.DuckDBPyConnection) -> None:
    assert found(ledger, {"birth_date": None})["birth_date"].to_list() == [date(1970, 3, 5)]


def test_the_newest_snapshot_of_each_body_counts(ledger: duckdb.DuckDBPyConnection) -> None:
    other = {"community_code": "411602091002", "as_of_date": MARCH, "person_key": "other"}
    read = found(ledger, {}, {"as_of_date": MARCH, "person_key": "old"}, other)
    assert set(read["person_key"]) == {"k", "other"}


def test_of_two_deliveries_the_later_file_counts(ledger: duckdb.DuckDBPyConnection) -> None:
    assert found(ledger, {}, {"delivery_no": 2, "person_key": "early"})["person_key"].to_list() == ["k"]


def test_one_entry_in_two_rows_is_one_record(ledger: duckdb.DuckDBPyConnection) -> None:
    assert found(ledger, {}, {"row_no": 3}).height == 1
    assert found(ledger, {"row_no": 4, "name": "王秀瑛"}).height == 2
