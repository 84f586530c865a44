"""A night on a district unlike any sample publishes what an independent reading finds."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from .comparison import differences
from .indicators import expected_values
from .offices import Inbox
from .reading import Reading
from .scoring import SCHEME

SEEDS = (11, 12, 13)


def test_the_districts_try_every_indicator(tmp_path: Path) -> None:
    between: Counter[str] = Counter()
    statuses = set()
    for seed in SEEDS:
        inbox = Inbox(seed)
        inbox.write(tmp_path / str(seed))
        reading = Reading(inbox)
        for half in reading.half_years():
            for (*_, indicator), value in expected_values(reading, half).items():
                between[indicator] += 0 < value.numerator < value.denominator
                statuses.add(value.status)
    assert statuses == {"ok", "not_applicable", "no_data"}
    assert not {indicator: between[indicator] for indicator in SCHEME if between[indicator] < 5}


@pytest.mark.parametrize("seed", SEEDS)
def test_published_figures_equal_the_independent_reading(seed: int, tmp_path: Path) -> None:
    inbox = Inbox(seed)
    inbox.write(tmp_path / "inbox")
    program = Path(sys.executable).with_name("taizhang")
    run = subprocess.run(
        [
            program,
            "nightly",
            "--home",
            tmp_path / "home",
            "--inbox",
            tmp_path / "inbox",
            "--as-of",
            inbox.district.as_of.isoformat(),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    with duckdb.connect(str(tmp_path / "home/published/warehouse.duckdb"), read_only=True) as con:
        found = differences(inbox, con)
    shutil.rmtree(tmp_path / "home")
    assert not found, f"{len(found)} differences:\n" + "\n".join(found[:60])
