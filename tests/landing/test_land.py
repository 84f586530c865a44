"""Landing: each delivery once, rejected ones on record, no row lost."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest
from division_files import HEADER, division_file

from pipelines.home import Home
from pipelines.landing.land import Landing, land, news
from pipelines.landing.ledger import open_ledger
from pipelines.reading.results import FileResult
from pipelines.reading.workers import read_in_workers

KEY = bytes(range(32))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    return made


def landed(home: Home) -> Landing:
    return land(home, home.inbox, KEY, lambda stage, done, of: None)


def on_record(home: Home, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{home.identified}' as l1 (read_only); use l1")
        return connection.execute(query).fetchall()


def test_the_same_bytes_count_once_under_new_names(home: Home) -> None:
    for round_no in range(3):
        for number in range(4):
            name = f"round-{round_no}/{number}.csv"
            division_file(home.inbox / name, f"街道{number}", minutes=round_no)
    assert landed(home) == Landing(landed=4, duplicates=8, rejected=0, left=0)
    assert on_record(home, "select count(*) from identified.divisions") == [(4,)]
    assert len(list(home.archive.iterdir())) == 4


def test_nothing_new_changes_nothing(home: Home) -> None:
    division_file(home.inbox / "a.csv", "东")
    assert news(home, home.inbox) == (1, 0)
    assert landed(home).new == 1
    assert landed(home) == Landing(0, 0, 0, 0)
    assert news(home, home.inbox) == (0, 1)


def test_the_same_bytes_on_another_night_are_a_duplicate(home: Home) -> None:
    division_file(home.inbox / "a.csv", "东")
    landed(home)
    division_file(home.inbox / "again.csv", "东", minutes=9)
    assert landed(home) == Landing(landed=0, duplicates=1, rejected=0, left=0)


def test_a_corrected_file_at_the_same_path_is_a_new_delivery(home: Home) -> None:
    division_file(home.inbox / "a.csv", "东")
    landed(home)
    division_file(home.inbox / "a.csv", "西", minutes=1)
    assert landed(home).landed == 1
    names = on_record(home, "select delivery_no, division_name from identified.divisions order by all")
    assert names == [(1, "东"), (2, "西")]


def test_what_is_not_opened_is_rejected_without_a_hash_and_kept_out_of_the_archive(home: Home) -> None:
    outside = division_file(home.root.parent / "outside.csv", "外")
    (home.inbox / "link.csv").symlink_to(outside)
    division_file(home.inbox / "turned\u202e.csv", "东")
    assert landed(home).rejected == 2
    assert on_record(
        home, "select delivered_as, sha256, status, reason_code from received.deliveries order by all"
    ) == [
        ("link.csv", None, "rejected", "not_a_regular_file"),
        (r"turned\u202e.csv", None, "rejected", "name_not_plain"),
    ]
    assert list(home.archive.iterdir()) == []


def test_a_file_that_cannot_be_understood_is_rejected_with_its_hash_and_the_rest_lands(home: Home) -> None:
    division_file(home.inbox / "good.csv", "东")
    bad = division_file(home.inbox / "bad.csv")
    bad.write_text("no,contract,has,these,headers\n1,2,3,4,5\n", "utf-8")
    assert landed(home) == Landing(landed=1, duplicates=0, rejected=1, left=0)
    ((reason, is_kept),) = on_record(
        home, "select reason_code, sha256 is not null from received.deliveries where status = 'rejected'"
    )
    assert (reason, is_kept) == ("no_sheet_recognised", True)


def test_rows_seen_are_kept_or_excluded(home: Home) -> None:
    path = division_file(home.inbox / "a.csv", "东", "西")
    good = path.read_text("utf-8")
    path.write_text(
        f"全区区划,,,,,,,,,\n{good},,,,,,,,,\n坏码,,,,,,,,,\n{HEADER}\n填表人:王,,,,,,,,,\n", "utf-8"
    )
    assert landed(home).landed == 1
    ((seen,),) = on_record(home, "select rows_seen from received.sheets")
    ((kept, quarantined),) = on_record(
        home, "select count(*), count(quarantine_reason) from identified.divisions"
    )
    ((excluded,),) = on_record(home, "select sum(excluded_rows) from received.exclusions")
    assert (seen, kept, quarantined, excluded) == (6, 3, 1, 3)


def test_a_killed_run_leaves_nothing_in_the_scratch_folder(home: Home) -> None:
    (home.scratch / "leftover.parquet").write_text("half", "utf-8")
    (home.scratch / "rebuild-1" / "inbox").mkdir(parents=True)
    landed(home)
    assert list(home.scratch.iterdir()) == []


def test_readers_that_outlive_a_killed_run_write_where_no_later_one_reads(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_to: list[Path] = []

    def read(paths: Sequence[Path], out: Path) -> Iterator[FileResult]:
        written_to.append(out)
        return read_in_workers(paths, out)

    monkeypatch.setattr("pipelines.landing.land.read_in_workers", read)
    for number, name in enumerate("东西"):
        division_file(home.inbox / f"{name}.csv", name, minutes=number)
        landed(home)
    assert len(set(written_to)) == 2
    assert {out.parent for out in written_to} == {home.scratch}


def test_a_column_the_contract_gains_is_added_to_the_table_that_is_there(home: Home) -> None:
    division_file(home.inbox / "a.csv", "东")
    landed(home)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{home.identified}' as l1; use l1")
        connection.execute("alter table identified.divisions drop column aliases")
    open_ledger(home).close()
    assert on_record(home, "select division_name, aliases from identified.divisions") == [("东", None)]
