"""A night of the real program on an inbox of the whole catalogue: it survives, tells all, leaks nothing."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import python_calamine
from personal_traces import packed_places, places, traces
from program import run_taizhang

from pipelines.contracts.catalog import reasons

from .canaries import ID, NAME
from .case import Case, Findings
from .cells import SOUND, WITH_X
from .ground import STREET_FOLDER, write_ground
from .test_catalogue import CATALOGUE

REJECTED = [case for case in CATALOGUE if case.status == "rejected"]
UNOPENED = ("not_a_regular_file", "name_not_plain")
FILES = """
select received.delivered_as, told.status, told.reason_code,
    rows_seen = rows_accepted + rows_quarantined + rows_excluded
from landing.deliveries as told inner join l1.received.deliveries as received using (delivery_no)
"""
FOUND = """
select delivered_as, check_id, column_name
from landing.findings inner join l1.received.deliveries using (delivery_no)
where check_id in (select id from rules.checks)
"""
REMARKS = """
select received.delivered_as, told.delivered_as, remarks.reason_code, tab
from landing.sheet_remarks as remarks
inner join landing.deliveries as told using (delivery_no)
inner join l1.received.deliveries as received using (delivery_no)
"""
TOLD = """
select received.delivered_as, told.delivered_as, delivery_no
from landing.deliveries as told inner join l1.received.deliveries as received using (delivery_no)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "home"
    write_ground(folder / "inbox")
    for case in CATALOGUE:
        case.put(folder / "inbox" / STREET_FOLDER)
    return folder


@pytest.fixture(scope="module")
def answer(home: Path) -> subprocess.CompletedProcess[str]:
    return run_taizhang(home, "nightly", "--as-of", "2006-08-01")


@pytest.fixture(scope="module")
def warehouse(home: Path, answer: subprocess.CompletedProcess[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(home / "private" / "warehouse.duckdb"), read_only=True) as connection:
        connection.execute(f"attach '{home}/private/identified.duckdb' as l1 (read_only)")
        yield connection


@pytest.fixture(scope="module")
def told_as(warehouse: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, int]]:
    """By what name and number a file is told past layer 1, by the path under which it was delivered."""
    return {name: (told, number) for name, told, number in warehouse.execute(TOLD).fetchall()}


@pytest.fixture(scope="module")
def status(home: Path, answer: subprocess.CompletedProcess[str]) -> str:
    return run_taizhang(home, "status").stdout


@pytest.fixture(scope="module")
def worklists(home: Path, answer: subprocess.CompletedProcess[str]) -> list[str]:
    """The text of every line of every worklist."""
    books = map(python_calamine.CalamineWorkbook.from_path, sorted((home / "worklists").glob("*/*.xlsx")))
    return ["\t".join(map(str, row)) for book in books for row in book.get_sheet_by_index(0).to_python()]


def delivered(case: Case) -> str:
    return f"{STREET_FOLDER}/{case.file_told}"


def test_the_night_survives_and_publishes(home: Path, answer: subprocess.CompletedProcess[str]) -> None:
    assert (answer.returncode, answer.stderr) == (0, "")
    assert (home / "published" / "warehouse.duckdb").exists()


def test_every_file_is_on_record_with_its_reason_and_all_its_rows(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    told = {name: rest for name, *rest in warehouse.execute(FILES).fetchall()}
    assert {delivered(case): told.get(delivered(case)) for case in CATALOGUE} == {
        delivered(case): [case.status, case.reason, True] for case in CATALOGUE
    }


def test_every_finding_is_made_by_morning(warehouse: duckdb.DuckDBPyConnection) -> None:
    found: dict[str, set[tuple[str, str | None]]] = {delivered(case): set() for case in CATALOGUE}
    for name, *finding in warehouse.execute(FOUND).fetchall():
        found.setdefault(name, set()).add((finding[0], finding[1]))
    expected: dict[str, Findings] = {delivered(case): case.findings | case.at_night for case in CATALOGUE}
    assert {name: found[name] for name in expected} == expected


def test_sheets_to_look_at_are_named(
    warehouse: duckdb.DuckDBPyConnection, status: str, worklists: list[str]
) -> None:
    remarks = warehouse.execute(REMARKS).fetchall()
    expected = {(delivered(case), reason) for case in CATALOGUE for reason in case.remarks}
    assert {(name, reason) for name, _, reason, _ in remarks} == expected
    assert "Sheets to look at" in status
    for _, name, reason, tab in remarks:
        (line,) = (line for line in worklists if name in line and reasons()[reason].sentence_zh in line)
        assert tab in line
        assert reasons()[reason].remedy_en in line


def test_the_archive_holds_every_file_that_was_opened(
    home: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    digests = dict(warehouse.execute("select delivered_as, sha256 from l1.received.deliveries").fetchall())
    for case in CATALOGUE:
        digest = digests[delivered(case)]
        assert (digest is None) == (case.reason in UNOPENED), case.name
        if digest:
            original = (home / "inbox" / STREET_FOLDER / case.file).read_bytes()
            assert hashlib.sha256(original).hexdigest() == digest
            assert (home / "archive" / digest).read_bytes() == original


@pytest.mark.parametrize("case", REJECTED, ids=lambda case: case.name)
def test_a_rejection_is_told_with_its_remedy(
    case: Case, told_as: dict[str, tuple[str, int]], status: str, worklists: list[str]
) -> None:
    assert case.reason
    reason = reasons()[case.reason]
    said = (reason.sentence_zh, reason.remedy_zh, reason.sentence_en, reason.remedy_en)
    name, number = told_as[delivered(case)]
    _, _, told = status.partition(f"delivery {number} ({name}): {case.reason}")
    assert all(sentence in told.partition("Rejected:")[0] for sentence in said)
    # two names may be told alike
    alike = [other for other in REJECTED if told_as[delivered(other)][0] == name]
    lines = [line for line in worklists if f"\t{name}\t" in line and reason.sentence_zh in line]
    assert len(lines) == [other.reason for other in alike].count(case.reason)
    assert all(sentence in line for sentence in said for line in lines)


def test_no_canary_leaves_layer_1(home: Path, status: str, answer: subprocess.CompletedProcess[str]) -> None:
    told = ("told", (status + answer.stdout + answer.stderr).encode())
    assert traces([*places(home), *packed_places(home), told], {NAME, ID, SOUND, WITH_X}) == set()
