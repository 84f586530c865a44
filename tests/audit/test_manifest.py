"""The manifest: every byte changed, file lost or file added since the last run is told by its name."""

import random
from pathlib import Path

import pytest

from pipelines.audit.log import append
from pipelines.audit.manifest import BEGUN, changes, is_ended, seal
from pipelines.home import Home

FLIPS = 20


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with something of every kind, as a run left it."""
    home = Home(tmp_path / "home")
    home.prepare()
    dice = random.Random(2006)
    for number in range(10):
        (home.archive / f"{number:064x}").write_bytes(dice.randbytes(3_000))
    for path in (home.identified, home.warehouse, home.history / "2006-07-20.parquet"):
        path.write_bytes(dice.randbytes(50_000))
    snapshot = home.snapshots / "2006-07-20-0f.duckdb"
    snapshot.write_bytes(dice.randbytes(20_000))
    home.current.symlink_to(f"snapshots/{snapshot.name}")
    home.dashboards.mkdir()
    (home.dashboards / "index.html").write_text("<p>台账")
    append(home.audit, BEGUN, {})
    seal(home)
    return home


def sealed_files(home: Home) -> list[Path]:
    places = (home.archive, home.identified.parent, home.published)
    found = [
        path for place in places for path in place.rglob("*") if path.is_file() and not path.is_symlink()
    ]
    return sorted(path for path in found if home.audit not in path.parents and path.name != home.lock.name)


def test_a_home_as_the_run_left_it_shows_no_change(home: Home) -> None:
    append(home.audit, "query", {})
    (home.inbox / "new.csv").write_text("new")
    (home.settings / "settings.csv").write_text("an officer's own")
    assert changes(home) == []


def test_what_a_run_killed_while_sealing_left_is_sealed_by_nobody(home: Home) -> None:
    (home.manifest.parent / f".{home.manifest.name}.part").write_text('{"half": ')
    seal(home)
    assert changes(home) == []


def test_twenty_flipped_bytes_are_twenty_found(home: Home) -> None:
    dice = random.Random(6)
    files = sealed_files(home)
    assert home.manifest in files
    found = 0
    for path in [*files, *dice.choices(files, k=FLIPS)][:FLIPS]:
        before = path.read_bytes()
        place = dice.randrange(len(before))
        path.write_bytes(
            before[:place] + bytes([before[place] ^ 1 << dice.randrange(8)]) + before[place + 1 :]
        )
        found += [line.split(": ")[0] for line in changes(home)] == [path.relative_to(home.root).as_posix()]
        path.write_bytes(before)
    assert found == FLIPS
    assert changes(home) == []


def test_files_lost_added_and_a_link_turned_are_named(home: Home) -> None:
    lost = next(home.archive.iterdir())
    lost.unlink()
    (home.archive / "added").write_text("x")
    home.current.unlink()
    home.current.symlink_to("elsewhere.duckdb")
    assert changes(home) == sorted(
        [f"archive/{lost.name}: missing", "archive/added: added", "published/warehouse.duckdb: changed"]
    )


def test_a_run_that_did_not_end_is_no_tampering(home: Home) -> None:
    append(home.audit, BEGUN, {})
    home.warehouse.write_text("half written")
    assert changes(home) == ["a run has begun since and not ended: run taizhang nightly, then ask again"]
    seal(home)
    assert changes(home) == []


def test_a_night_has_ended_when_it_sealed_what_it_left(home: Home) -> None:
    assert not is_ended(home)  # sealed, but not by a night that came to its end
    seal(home, night="2006-07-20")
    append(home.audit, "query", {})
    assert is_ended(home)
    append(home.audit, BEGUN, {})
    assert not is_ended(home)


def test_a_home_without_a_run_has_nothing_to_compare(tmp_path: Path) -> None:
    assert changes(Home(tmp_path)) == ["no run has left a manifest yet: run taizhang nightly"]
