"""Small hand-made homes with something of every kind in them."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.audit.log import append
from pipelines.audit.manifest import BEGUN, seal
from pipelines.home import Home, open_to_readers
from pipelines.privacy.keys import load_key


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home as a night left it, its files of chance bytes."""
    home = Home(tmp_path / "王主任's 台账")
    home.prepare()
    dice = random.Random(2006)
    load_key(home.key_file, data_exist=False)
    for path in (
        home.identified,
        home.warehouse,
        home.history / "2006-07-20.parquet",
        home.snapshots / "2006-07-20-0f.duckdb",
        *(home.archive / f"{number:064x}" for number in range(5)),
        home.inbox / "新华路" / "台账.xls",
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(dice.randbytes(20_000))
    (home.settings / "settings.csv").write_text("an officer's own", "utf-8")
    (home.worklists / "411602091").mkdir()
    home.current.symlink_to("snapshots/2006-07-20-0f.duckdb")
    home.dashboards.mkdir()
    (home.dashboards / "index.html").write_text("<p>台账", "utf-8")
    for place in (home.dashboards, home.snapshots):
        open_to_readers(place)
    with closing(sqlite3.connect(home.dagster / "runs.db")) as runs:
        runs.executescript("create table runs (run_id); insert into runs values ('one')")
    append(home.audit, BEGUN, {})
    seal(home)
    return home
