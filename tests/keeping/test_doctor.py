"""`taizhang doctor` finds each thing that is broken in a sound home, names a remedy, and changes nothing."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import duckdb
import polars as pl
import pytest

from pipelines.audit.log import LOG, append
from pipelines.audit.manifest import BEGUN, seal
from pipelines.cli.doctor import print_examination
from pipelines.home import Home
from pipelines.keeping import guarded, inventory, machine
from pipelines.keeping.databases import databases, written_by
from pipelines.keeping.doctor import examine
from pipelines.keeping.findings import FAULT, OK, WARNING, Finding, remedies
from pipelines.landing.ledger import open_ledger
from pipelines.rules.files import install_rules

DELIVERY = "insert into received.deliveries values (?, ?, 'x.csv', 1, 1, '2006-07-01', 'landed', null, null)"
Breakage = Callable[[Home], object]
CHECKS: dict[str, Callable[[Home], Finding]] = {
    "rights": guarded.rights,
    "keys": guarded.keys,
    "settings": guarded.settings,
    "versions": lambda home: machine.versions(written_by(home)),
    "databases": databases,
    "record": inventory.record,
    "files": inventory.files,
    "originals": inventory.originals,
    "leftovers": inventory.leftovers,
}


@pytest.fixture
def sound(home: Home) -> Home:
    """A home with true databases in it, as a night left it."""
    (home.settings / "settings.csv").unlink()
    install_rules(home.settings)
    for path in (home.identified, home.warehouse, home.current.resolve()):
        path.unlink()
    originals = [path.name for path in home.archive.iterdir()]
    with open_ledger(home) as ledger:
        ledger.executemany(DELIVERY, list(enumerate(originals, start=1)))
    for path in (home.warehouse, home.current.resolve()):
        with duckdb.connect(str(path)) as layer:
            layer.execute("create schema rules; create table rules.run as select '0.1.0' as program_version")
            layer.execute("create table rules.filler as select range as number from range(200000)")
    home.current.resolve().chmod(0o644)
    pl.DataFrame({"finding_id": ["a"]}).write_parquet(home.history / "2006-07-20.parquet")
    append(home.audit, BEGUN, {})
    seal(home)
    return home


def state(home: Home) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mode, path.stat().st_mtime_ns) for path in home.root.rglob("*")}


def states(home: Home) -> dict[str, str]:
    return {finding.check: finding.state for finding in examine(home)}


def blank_blocks(path: Path) -> None:
    """All behind the headers of the database becomes zeros."""
    size = path.stat().st_size
    os.truncate(path, 3 * 4096)
    os.truncate(path, size)


def take_another_key(home: Home) -> None:
    """Data on record that another key has made."""
    with open_ledger(home) as ledger:
        ledger.execute(
            "insert into identified.ledger_persons (delivery_no, sheet_no, row_no, citizen_id, person_key) "
            "values (1, 1, 2, '110105194912310021', 'made by another')"
        )


def spoil_settings(home: Home) -> None:
    (home.settings / "settings.csv").write_text("setting,valid_from,value\nx,,", "utf-8")


def spoil_run_log(home: Home) -> None:
    (home.dagster / "runs.db").write_bytes(b"SQLite format 3\0" + bytes(5_000))


def drop_line(home: Home) -> None:
    log = home.audit / LOG
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[1:]))


def write_newer(home: Home) -> None:
    with duckdb.connect(str(home.warehouse)) as layer:
        layer.execute("update rules.run set program_version = '99.0'")


def test_a_sound_home_is_well_in_every_check_and_stays_as_it_is(
    sound: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(sound)
    assert print_examination(sound, "table") == 0
    assert states(sound) == dict.fromkeys(remedies(), OK)
    assert "warning" not in capsys.readouterr().out
    assert state(sound) == before


@pytest.mark.parametrize(
    ("check", "expected", "breakage"),
    [
        ("rights", FAULT, lambda home: home.identified.chmod(0o644)),
        ("rights", FAULT, lambda home: home.archive.chmod(0o755)),
        ("rights", FAULT, lambda home: home.root.chmod(0o777)),
        ("rights", WARNING, lambda home: home.dashboards.chmod(0o700)),
        ("rights", WARNING, lambda home: home.inbox.chmod(0o755)),
        ("keys", FAULT, lambda home: home.key_file.unlink()),
        ("keys", FAULT, lambda home: home.key_file.chmod(0o440)),
        ("keys", FAULT, lambda home: os.truncate(home.key_file, 8)),
        ("keys", FAULT, take_another_key),
        ("settings", FAULT, spoil_settings),
        ("versions", FAULT, write_newer),
        ("databases", FAULT, lambda home: blank_blocks(home.warehouse)),
        ("databases", FAULT, lambda home: blank_blocks(home.current.resolve())),
        ("databases", FAULT, lambda home: os.truncate(home.identified, 5_000)),
        ("databases", FAULT, lambda home: os.truncate(home.history / "2006-07-20.parquet", 20)),
        ("databases", FAULT, spoil_run_log),
        ("record", FAULT, drop_line),
        ("files", FAULT, lambda home: (home.dashboards / "index.html").write_text("other")),
        ("files", WARNING, lambda home: append(home.audit, BEGUN, {})),
        ("originals", FAULT, lambda home: next(home.archive.iterdir()).unlink()),
        ("leftovers", WARNING, lambda home: (home.archive / "f").write_text("unnamed")),
        ("leftovers", WARNING, lambda home: (home.scratch / "rebuild-x").mkdir()),
        ("leftovers", WARNING, lambda home: (home.snapshots / ".2006.duckdb.part").write_text("half")),
    ],
)  # fmt: skip
def test_what_is_broken_is_found(sound: Home, check: str, expected: str, breakage: Breakage) -> None:
    breakage(sound)
    assert CHECKS[check](sound).state == expected


def test_a_home_that_can_only_be_read_is_a_fault(sound: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert machine.disk(sound).state == FAULT


def test_a_full_disk_is_a_fault_and_a_filling_one_a_warning(
    sound: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    for free in (10**6, 4 * 10**8, 10**12):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        found[free] = machine.disk(sound).state
    assert list(found.values()) == [FAULT, WARNING, OK]


def test_a_package_of_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "requires", lambda _: ["duckdb>=99", "no-such-package-here"])
    found = machine.versions(None)
    assert (found.state, "is not >=99" in found.found, "not installed" in found.found) == (FAULT, True, True)


def test_while_a_run_writes_its_files_are_left_alone(sound: Home) -> None:
    with sound.lock.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = states(sound)
    assert (found["lock"], found.keys() & {"databases", "files", "originals"}) == (WARNING, set())


def test_run_logs_being_written_to_are_sound(sound: Home) -> None:
    with closing(sqlite3.connect(sound.dagster / "runs.db")) as log:
        log.executescript("pragma journal_mode = wal; insert into runs values ('two')")
        assert states(sound)["databases"] == OK


def test_a_fault_is_told_with_its_remedy_in_both_languages(
    sound: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    sound.key_file.unlink()
    assert print_examination(sound, "table") == 1
    said = capsys.readouterr().out
    assert remedies()["keys"]["remedy_zh"] in said
    assert remedies()["keys"]["remedy_en"] in said


def test_no_home_is_a_wrong_call_and_a_new_one_is_well(tmp_path: Path) -> None:
    assert print_examination(Home(tmp_path / "none"), "table") == 2
    new = Home(tmp_path / "new")
    new.prepare()
    assert set(states(new).values()) == {OK}
