"""Few rows held back for one reason are not told, nor what would give them away.

That is another reason of their contract, whose sum the files tell, or the findings of their check.
"""

from collections.abc import Iterator

import duckdb
import pytest
from assessed import AS_OF
from builders import all_models, built_warehouse

from pipelines.warehouse.build import build

Held = dict[tuple[str, str], int]
Told = dict[tuple[str, str], int | None]
PERSONS, SLIPS, HOUSEHOLDS = "ledger_persons", "slip_lines", "ledger_households"
FEW, SOME, MOST = ((PERSONS, reason) for reason in ("id_blank", "id_precision_loss", "id_checkdigit_failed"))
PROTECTED = (
    "quality.quarantine_counts",
    "quality.finding_counts",
    "protection.held_back",
    "protection.findings_cells",
    "protection.findings_relations",
    "protection.withheld_findings",
    "protection.finding_counts",
    "protection.check_runs",
    "protection.quarantine_counts",
    "protection.published_findings",
    "protection.open_findings",
)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty district."""
    connection = built_warehouse({}, AS_OF, {"protection.open_findings", "protection.quarantine_counts"})
    yield connection
    connection.close()


def told(con: duckdb.DuckDBPyConnection, held: Held, no_longer_in_force: int = 0) -> Told:
    """Counts by sheet and reason as published, and by `check` and reason what the checks found.

    So many rows are held back, each a finding but those that are no longer in force.
    """
    con.execute("delete from landing.quarantined_rows; update quality.check_runs set findings = 0")
    for (table, reason), number in held.items():
        con.execute(
            "insert into landing.quarantined_rows by name "
            "select $1 as table_name, $2 as reason_code from range($3)",
            [table, reason, number],
        )
        con.execute(
            "update quality.check_runs set findings = findings + $1 where check_id = $2",
            [number - no_longer_in_force, reason],
        )
    for name in PROTECTED:
        build(con, all_models()[name])
    assert con.execute("select cell from protection.open_findings").fetchall() == []
    return published(con)


def published(con: duckdb.DuckDBPyConnection) -> Told:
    cells = con.execute("""
        select table_name, reason_code, rows_quarantined, is_suppressed from protection.quarantine_counts
        union all
        select 'check', check_id, findings, is_suppressed from protection.check_runs
        where check_id in (select reason_code from quality.quarantine_counts)""").fetchall()
    assert all(hidden == (rows is None) for *_, rows, hidden in cells)
    return {(table, reason): rows for table, reason, rows, _ in cells}


def of_checks(counts: Told) -> Told:
    return {reason: rows for reason, rows in counts.items() if reason[0] == "check"}


def test_a_few_rows_hide_with_others_of_their_contract_in_both_tables(con: duckdb.DuckDBPyConnection) -> None:
    found = told(con, {FEW: 2, SOME: 8, MOST: 40})
    assert found[FEW] is None
    assert [found[SOME], found[MOST]].count(None) == 1
    assert of_checks(found) == {("check", reason): found[PERSONS, reason] for _, reason in (FEW, SOME, MOST)}


def test_another_sheet_of_the_contract_hides_them_as_well(con: duckdb.DuckDBPyConnection) -> None:
    found = told(con, {FEW: 2, (HOUSEHOLDS, "key_unreadable"): 8})
    assert set(found.values()) == {None}


def test_another_contract_keeps_its_counts(con: duckdb.DuckDBPyConnection) -> None:
    found = told(con, {FEW: 2, (SLIPS, "id_checkdigit_failed"): 8})
    assert (found[FEW], found[SLIPS, "id_checkdigit_failed"]) == (None, 8)


def test_a_check_told_of_two_sheets_does_not_give_the_few_of_one_away(con: duckdb.DuckDBPyConnection) -> None:
    found = told(con, {FEW: 2, MOST: 40, (SLIPS, "id_blank"): 30, (SLIPS, "key_repeated"): 20})
    assert found[FEW] is None
    assert None in (found["check", "id_blank"], found[SLIPS, "id_blank"])


def test_many_rows_are_told_by_both(con: duckdb.DuckDBPyConnection) -> None:
    assert told(con, {FEW: 5, MOST: 6}) == {
        FEW: 5,
        MOST: 6,
        ("check", FEW[1]): 5,
        ("check", MOST[1]): 6,
    }


def test_a_small_check_hides_rows_no_longer_in_force_as_well(con: duckdb.DuckDBPyConnection) -> None:
    found = told(con, {FEW: 8, MOST: 60}, no_longer_in_force=6)
    assert (found["check", FEW[1]], found[FEW]) == (None, None)
