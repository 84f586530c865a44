"""Few rows held back for one reason are not told, nor what would give them away with their contract's sum."""

import duckdb
import pytest
from assessed import AS_OF
from builders import all_models, built_warehouse

from pipelines.warehouse.build import build

Told = dict[tuple[str, str], int | None]


def told(rows: dict[tuple[str, str], int]) -> Told:
    """Counts by sheet and reason as published, of so many rows each."""
    con = built_warehouse({}, AS_OF, {"protection.quarantine_counts"})
    for (table, reason), number in rows.items():
        con.execute(
            "insert into landing.quarantined_rows by name "
            "select $1 as table_name, $2 as reason_code from range($3)",
            [table, reason, number],
        )
    build(con, all_models()["protection.quarantine_counts"])
    return published(con)


def published(con: duckdb.DuckDBPyConnection) -> Told:
    columns = "table_name, reason_code, rows_quarantined, is_suppressed"
    cells = con.execute(f"select {columns} from protection.quarantine_counts").fetchall()
    con.close()
    assert all(hidden == (rows is None) for *_, rows, hidden in cells)
    return {(table, reason): rows for table, reason, rows, _ in cells}


@pytest.mark.parametrize("table", ["ledger_persons", "ledger_households"])
def test_a_few_rows_hide_with_others_of_their_contract(table: str) -> None:
    few, others = ("ledger_persons", "id_blank"), (table, "key_unreadable")
    most = ("ledger_persons", "id_checkdigit_failed")
    assert told({few: 2, others: 8, most: 40}) == {few: None, others: None, most: 40}


def test_another_contract_keeps_its_counts() -> None:
    few, apart = ("ledger_persons", "id_blank"), ("slip_lines", "id_blank")
    assert told({few: 2, apart: 8}) == {few: None, apart: 8}


def test_many_rows_are_told() -> None:
    many = {("ledger_persons", "id_blank"): 5, ("ledger_persons", "key_unreadable"): 6}
    assert told(many) == many
