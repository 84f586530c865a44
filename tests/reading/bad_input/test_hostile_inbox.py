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
select delivered_as, status, reason_code, rows_seen = rows_accepted + rows_quarantined + rows_excluded
from landing.deliveries
"""
FOUND = """
select delivered_as, check_id, column_name
from landing.findings inner join landing.deliveries using (delivery_no)
where check_id in (select id from rules.checks)
"""
REMARKS = """
select delivered_as, remarks.reason_code, tab
from landing.sheet_remarks as remarks inner join landing.deliveries using (delivery_no)
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
        yield connection


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
    assert {(name, reason) for name, reason, _ in remarks} == expected
    assert "Sheets to look at" in status
    for name, reason, tab in remarks:
        (line,) = (line for line in worklists if name in line and reasons()[reason].sentence_zh in line)
        assert tab in line
        assert reasons()[reason].remedy_en in line


def test_the_archive_holds_every_file_that_was_opened(
    home: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    digests = dict(warehouse.execute("select delivered_as, sha256 from landing.deliveries").fetchall())
    for case in CATALOGUE:
        digest = digests[delivered(case)]
        assert (digest is None) == (case.reason in UNOPENED), case.name
        if digest:
            original = (home / "inbox" / STREET_FOLDER / case.file).read_bytes()
            assert hashlib.sha256(original).hexdigest() == digest
            assert (home / "archive" / digest).read_bytes() == original


@pytest.mark.parametrize("case", REJECTED, ids=lambda case: case.name)
def test_a_rejection_is_told_with_its_remedy(case: Case, status: str, worklists: list[str]) -> None:
    assert case.reason
    reason = reasons()[case.reason]
    said = (reason.sentence_zh, reason.remedy_zh, reason.sentence_en, reason.remedy_en)
    _, _, told = status.partition(f"({delivered(case)}): {case.reason}")
    assert all(sentence in told.partition("Rejected:")[0] for sentence in said)
    (line,) = (line for line in worklists if delivered(case) in line)
    assert all(sentence in line for sentence in said)


def test_no_canary_leaves_layer_1(home: Path, status: str, answer: subprocess.CompletedProcess[str]) -> None:
    told = ("told", (status + answer.stdout + answer.stderr).encode())
    assert traces([*places(home), *packed_places(home), told], {NAME, ID, SOUND, WITH_X}) == set()
