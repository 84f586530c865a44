"""What a home keeps is bounded by its settings, and nothing that a figure rests on is ever removed."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipelines.home import Home
from pipelines.keeping.retention import prune
from pipelines.landing.ledger import open_ledger
from pipelines.rules.files import install_rules

NIGHTS, KEPT = 60, 5
FIRST = date(2006, 1, 1)
DELIVERY = "insert into received.deliveries values (?, ?, 'x.csv', 1, 1, ?, ?, null, null)"


@pytest.fixture
def kept(tmp_path: Path) -> Home:
    """A home that keeps five snapshots and worklists, and rejected originals for a year."""
    home = Home(tmp_path / "home")
    home.prepare()
    install_rules(home.settings)
    with (home.settings / "settings.csv").open("a", encoding="utf-8") as lines:
        for name, value in (("kept_snapshots", KEPT), ("kept_worklists", KEPT), ("kept_rejected_years", 1)):
            lines.write(f"{name},2000-01-01,{value}\n")
    open_ledger(home).close()
    (home.worklists / "411602091").mkdir()
    return home


def leave_night(home: Home, day: date) -> None:
    """What a night adds: a snapshot in force and a worklist."""
    snapshot = home.snapshots / f"{day}-0f.duckdb"
    snapshot.write_bytes(bytes(1_000))
    home.current.unlink(missing_ok=True)
    home.current.symlink_to(f"snapshots/{snapshot.name}")
    (home.worklists / "411602091" / f"{day}.xlsx").write_bytes(bytes(100))


def deliver(home: Home, number: int, received: date, status: str) -> Path:
    digest = f"{number:064x}"
    with open_ledger(home) as ledger:
        ledger.execute(DELIVERY, [number, digest, received, status])
    (home.archive / digest).write_text("x")
    return home.archive / digest


def test_the_disk_used_after_sixty_nights_is_that_of_five(kept: Home) -> None:
    used = []
    for night in range(NIGHTS):
        leave_night(kept, FIRST + timedelta(days=night))
        prune(kept, FIRST + timedelta(days=night))
        files = [*kept.snapshots.iterdir(), *(kept.worklists / "411602091").iterdir()]
        used.append(sum(path.stat().st_size for path in files))
    assert used[KEPT - 1 :] == [KEPT * 1_100] * (NIGHTS - KEPT + 1)
    assert kept.current.exists()


def test_the_snapshot_in_force_stays_however_old(kept: Home) -> None:
    for night in range(KEPT + 2):
        leave_night(kept, FIRST + timedelta(days=night))
    oldest = kept.snapshots / f"{FIRST}-0f.duckdb"
    kept.current.unlink()
    kept.current.symlink_to(f"snapshots/{oldest.name}")
    assert prune(kept, FIRST).snapshots == 1
    assert (oldest.exists(), len(list(kept.snapshots.iterdir()))) == (True, KEPT + 1)


def test_only_long_rejected_originals_of_no_frozen_half_year_go(kept: Home) -> None:
    long_ago, lately, now = date(2004, 1, 1), date(2006, 1, 1), date(2006, 7, 20)
    gone = deliver(kept, 1, long_ago, "rejected")
    staying = [
        deliver(kept, 2, long_ago, "landed"),
        deliver(kept, 3, lately, "rejected"),
        deliver(kept, 4, long_ago, "rejected"),
    ]
    freeze(kept, staying[-1].name)
    assert prune(kept, now).originals == (gone.name,)
    assert [gone.exists(), *(path.exists() for path in staying)] == [False, True, True, True]
    assert prune(kept, now).is_nothing


def freeze(home: Home, digest: str) -> None:
    """A frozen half-year that rests on one original."""
    given = {"delivery_no": 4, "sha256": digest, "delivered_as": "x.csv", "modified_ns": 1}
    told = ("half_year", "as_of", "frozen_at", "scheme_from", "version", "program_sha256")
    manifest = dict.fromkeys(told, "2006H1") | {"tables": {}, "rules": {}, "model": {}}
    inputs = [given | {"received_at": "2004-01-01", "status": "rejected"}]
    (home.frozen / "2006H1").mkdir()
    text = json.dumps(manifest | {"inputs": inputs})
    (home.frozen / "2006H1" / "manifest.json").write_text(text, "utf-8")
