"""`taizhang nightly` changes nothing when nothing is new, and says what is wrong when it cannot run."""

import fcntl
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from dagster import AssetCheckEvaluation, EventLogEntry
from dagster._serdes import deserialize_value
from program import run_taizhang

from pipelines.audit.log import append
from pipelines.audit.manifest import BEGUN
from pipelines.cli.nightly import nothing_new
from pipelines.home import Home
from pipelines.publication.record import read_record, write_record

PROGRAM = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after one night on a small district."""
    folder = tmp_path_factory.mktemp("small")
    assert (
        run_taizhang(folder / "home", "sample", "--out", str(folder / "inbox"), "--files", "300").returncode
        == 0
    )
    answer = run_taizhang(
        folder / "home", "nightly", "--inbox", str(folder / "inbox"), "--as-of", "2006-07-20"
    )
    assert answer.returncode == 0, answer.stderr
    return folder


def nightly(
    folder: Path, as_of: str = "2006-07-20", program: Path | None = None
) -> subprocess.CompletedProcess[str]:
    arguments = ("nightly", "--inbox", str(folder / "inbox"), "--as-of", as_of)
    return run_taizhang(folder / "home", *arguments, program=program)


def test_nothing_new_changes_nothing(small: Path) -> None:
    current = small / "home" / "published" / "warehouse.duckdb"
    before = (current.resolve(), current.stat().st_mtime_ns)
    answer = nightly(small)
    assert (answer.returncode, (current.resolve(), current.stat().st_mtime_ns)) == (0, before)
    assert "Nothing new" in answer.stdout


def test_before_the_first_file_the_night_says_where_files_belong_and_publishes_nothing(
    tmp_path: Path,
) -> None:
    answer = run_taizhang(tmp_path / "home", "nightly")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert f"Nothing was found in {tmp_path / 'home' / 'inbox'}" in answer.stdout
    assert "Put the offices' files there (.xlsx, .xls, .ods, .csv" in answer.stdout
    assert list((tmp_path / "home" / "published").rglob("*.*")) == []


def test_a_first_night_that_accepts_no_row_publishes_nothing_and_says_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Home(home).prepare()
    (home / "inbox" / "电话.csv").write_text("联系人,电话\n", "utf-8")
    answer = run_taizhang(home, "nightly", "--as-of", "2006-07-20")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "nothing is published yet" in answer.stdout and "taizhang status" in answer.stdout
    assert list((home / "published").rglob("*.*")) == []
    status = run_taizhang(home, "status").stdout
    assert "Published: nothing yet" in status and "电话.csv" in status
    assert "Nothing new" in run_taizhang(home, "nightly", "--as-of", "2006-07-20").stdout


def test_a_first_night_held_back_does_not_speak_of_a_snapshot(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Home(home).prepare()
    (home / "inbox" / "区划.csv").write_text(
        "区划代码,名称,级别,上级代码,考核类型,代码来源,生效日期\n"
        "411602091,新华路街道,street,411602,urban,project,2004-01-01\n"
        "411602091,新华路街道,street,411602,urban,project,2004-01-02\n",
        "utf-8",
    )
    answer = run_taizhang(home, "nightly", "--as-of", "2006-07-20")
    assert answer.returncode == 1
    assert "Held back by division_gap_overlap: nothing is published yet." in answer.stdout


def test_a_night_without_all_results_is_run_again(small: Path, tmp_path: Path) -> None:
    copy = _copied(small, tmp_path)
    home = Home(copy / "home")
    record = read_record(home.record)
    assert record is not None
    for could_not_run in ((), ("building_two_books",)):
        write_record(home.record, replace(record, could_not_run=could_not_run))
        assert nothing_new(home, copy / "inbox", date(2006, 7, 20)) == (not could_not_run)


def test_a_night_that_ended_early_is_run_again(small: Path, tmp_path: Path) -> None:
    copy = _copied(small, tmp_path)
    append(Home(copy / "home").audit, BEGUN, {"as_of": "2006-07-20"})
    assert not nothing_new(Home(copy / "home"), copy / "inbox", date(2006, 7, 20))


def test_the_same_bytes_under_a_new_name_land_once(small: Path, tmp_path: Path) -> None:
    copy = _copied(small, tmp_path)
    inventory = next((copy / "inbox").rglob("*楼栋清册*"))
    shutil.copy2(inventory, inventory.with_name("again.csv"))
    assert nightly(copy).returncode == 0
    assert "duplicate" in run_taizhang(copy / "home", "status").stdout


def test_a_home_out_of_its_backup_goes_on_where_it_was(small: Path, tmp_path: Path) -> None:
    files = str(tmp_path / "home.tar.zst"), "--keys", str(tmp_path / "keys.tar.zst")
    assert run_taizhang(small / "home", "backup", *files).returncode == 0
    (tmp_path / "inbox").symlink_to(small / "inbox")
    assert run_taizhang(tmp_path / "home", "restore", *files).returncode == 0
    assert run_taizhang(tmp_path / "home", "audit", "--files").returncode == 0
    assert "published" in run_taizhang(tmp_path / "home", "status").stdout
    assert "Nothing new" in nightly(tmp_path).stdout


def test_a_second_run_is_refused_while_one_writes(small: Path) -> None:
    with (small / "home" / "private" / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = nightly(small, "2006-07-21")
    assert answer.returncode == 2
    assert "another run" in answer.stderr


def test_a_block_check_keeps_the_last_good_snapshot(small: Path, tmp_path: Path) -> None:
    copy = _copied(small, tmp_path)
    current = copy / "home" / "published" / "warehouse.duckdb"
    before = current.resolve()
    (copy / "inbox" / "区划.csv").write_text(
        "区划代码,名称,级别,上级代码,考核类型,代码来源,生效日期\n411602091,新华路街道,street,411602,urban,project,2004-01-01\n"
    )
    answer = nightly(copy)
    assert (answer.returncode, current.resolve()) == (1, before)
    assert "division_gap_overlap: Correct the division's dates" in answer.stdout


def test_every_check_is_an_asset_check_with_its_count(small: Path) -> None:
    results = {
        result.check_name: (result.passed, result.metadata["findings"].value)
        for result in _check_results(small / "home")
        if "findings" in result.metadata
    }
    with duckdb.connect(str(small / "home" / "published" / "warehouse.duckdb"), read_only=True) as published:
        runs = published.execute("select check_id, state, findings from marts.check_runs").fetchall()
    judged = {check_id: (state, findings) for check_id, state, findings in runs if state != "not_judged"}
    assert {check_id: passed for check_id, (passed, _) in results.items()} == {
        check_id: state == "clear" for check_id, (state, _) in judged.items()
    }
    told = {check_id: findings for check_id, (_, findings) in judged.items() if findings is not None}
    assert told == {check_id: results[check_id][1] for check_id in told}
    assert results["fee_charged_on_free_service"][0] is False


def _check_results(home: Path) -> list[AssetCheckEvaluation]:
    """Of all runs on record: one that was refused has a log of its own, and says nothing of checks."""
    query = "select event from event_logs where dagster_event_type = 'ASSET_CHECK_EVALUATION'"
    entries = []
    for log in (home / "dagster" / "history" / "runs").glob("*.db"):
        with closing(sqlite3.connect(log)) as storage:
            entries += [deserialize_value(event, EventLogEntry) for (event,) in storage.execute(query)]
    return [entry.asset_check_evaluation for entry in entries if entry.asset_check_evaluation]


@pytest.mark.parametrize(
    ("breakage", "said"),
    [
        (lambda home: (home / "keys" / "pseudonym.key").chmod(0o644), "chmod 400"),
        (lambda home: (home / "keys" / "pseudonym.key").unlink(), "missing beside existing data"),
        (
            lambda home: (home / "settings" / "settings.csv").write_text("setting,valid_from,value\nx,,"),
            "line 2: no such setting: x",
        ),
    ],
)
def test_a_night_that_cannot_start_says_what_to_do(
    small: Path, tmp_path: Path, breakage: Callable[[Path], object], said: str
) -> None:
    copy = _copied(small, tmp_path)
    breakage(copy / "home")
    answer = nightly(copy, "2006-07-21")
    assert answer.returncode == 2
    assert said in answer.stderr


def test_a_refused_scheme_changes_nothing(small: Path, tmp_path: Path) -> None:
    copy = _copied(small, tmp_path)
    scheme = copy / "home" / "settings" / "scheme-1999-01-01.csv"
    text = scheme.read_text("utf-8").replace("missed_record_rate", "missed_rate")
    scheme.with_name("scheme-2006-07-01.csv").write_text(text, "utf-8")
    (copy / "inbox" / "new.csv").write_text("nothing\n")
    before = _state(copy / "home")
    answer = nightly(copy)
    assert (answer.returncode, _state(copy / "home")) == (2, before)
    assert "scheme-2006-07-01.csv line 7: no such indicator: missed_rate; did you mean" in answer.stderr


def test_a_forbidden_measure_is_refused_before_landing(small: Path, tmp_path: Path) -> None:
    copy = _copied(small, tmp_path)
    program = tmp_path / "program"
    for folder in ("pipelines", "sql", "reports"):
        shutil.copytree(PROGRAM / folder, program / folder)
    indicator = program / "sql" / "indicators" / "missed_record_rate.sql"
    indicator.write_text(f"{indicator.read_text('utf-8')}where birth_count > 0\n", "utf-8")
    (copy / "inbox" / "new.csv").write_text("nothing\n")
    before = _state(copy / "home")
    answer = nightly(copy, program=program)
    assert (answer.returncode, _state(copy / "home")) == (2, before)
    assert "line 7: forbidden_measure: missed_record_rate uses birth_count" in answer.stderr


def _state(home: Path) -> dict[str, int]:
    """Every file of a home with the time of its last change."""
    return {str(path): path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize("place", ["private/warehouse.duckdb", "published/dashboards"])
def test_a_night_whose_results_were_taken_away_is_run_again(small: Path, tmp_path: Path, place: str) -> None:
    home = Home(_copied(small, tmp_path) / "home")
    assert nothing_new(home, small / "inbox", date(2006, 7, 20))
    (home.root / place).rename(tmp_path / "aside")
    assert not nothing_new(home, small / "inbox", date(2006, 7, 20))


def _copied(folder: Path, target: Path) -> Path:
    shutil.copytree(folder, target / "copy", symlinks=True)
    return target / "copy"
