"""Landing: each delivery once, rejected ones on record, no row lost."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest
from division_files import HEADER, division_file

from pipelines.home import Home
from pipelines.landing.land import Landing, check_key, land, news
from pipelines.landing.ledger import open_ledger
from pipelines.privacy.keys import PseudonymKeyError
from pipelines.reading.results import FileResult
from pipelines.reading.workers import read_in_workers

KEY = bytes(range(32))
FILES, ROUNDS = 100, 3


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


@pytest.mark.parametrize("nights", [1, ROUNDS])
def test_files_delivered_again_under_new_names_count_once(home: Home, nights: int) -> None:
    told = []
    for round_no in range(ROUNDS):
        for number in range(FILES):
            division_file(home.inbox / f"round-{round_no}/{number}.csv", f"街道{number}", minutes=round_no)
        if nights > 1 or round_no == ROUNDS - 1:
            told.append(landed(home))
    assert sum(landing.landed for landing in told) == FILES
    assert sum(landing.duplicates for landing in told) == FILES * (ROUNDS - 1)
    statuses = on_record(
        home, "select status, count(*)::int from received.deliveries group by all order by all"
    )
    assert statuses == [("duplicate", FILES * (ROUNDS - 1)), ("landed", FILES)]
    rows = on_record(
        home, "select count(*)::int, count(distinct division_name)::int from identified.divisions"
    )
    assert rows == [(FILES, FILES)]
    assert len(list(home.archive.iterdir())) == FILES


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


def test_the_key_of_another_home_is_refused_before_it_splits_a_woman(home: Home) -> None:
    slips = "通报单号,序号,姓名,公民身份号码,管理证明编号,在职状态,婚姻变动,生育情况,节育情况,康检情况,备注\n"
    (home.inbox / "通报单.csv").write_text(slips + "T1,1,x,110105194912310021,z,1,,a,b,c,\n", "utf-8")
    os.utime(home.inbox / "通报单.csv", (1, 1))
    assert landed(home).landed == 1
    check_key(home, KEY)
    with pytest.raises(PseudonymKeyError, match="restore with --keys"):
        check_key(home, bytes(32))
    with pytest.raises(PseudonymKeyError, match="restore with --keys"):
        land(home, home.inbox, bytes(32), lambda stage, done, of: None)
