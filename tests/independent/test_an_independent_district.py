"""A night on a district unlike any sample publishes and finds what an independent reading does."""

import csv
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from .comparison import differences
from .findings import PAIRS, expected_lapses, finding_differences
from .indicators import expected_values
from .mistakes import KINDS
from .offices import Inbox
from .paper import CONTRACTS
from .reading import Reading
from .scoring import SCHEME

SEEDS = (11, 12, 13)
BLOCKS = {  # each keeps the whole snapshot back: test_nights_held_back
    "class_sum_mismatch",
    "division_gap_overlap",
    "scheme_type_conflict",
    "weights_not_100",
    "forbidden_measure",
    "small_cell",
}
with (CONTRACTS / "checks.csv").open(encoding="utf-8-sig", newline="") as _lines:
    CHECKS = {line["id"] for line in csv.DictReader(_lines)}


def test_the_districts_try_every_indicator_and_check(tmp_path: Path) -> None:
    between: Counter[str] = Counter()
    lapses: Counter[str] = Counter()
    statuses = set()
    for seed in SEEDS:
        inbox = Inbox(seed)
        inbox.write(tmp_path / str(seed))
        reading = Reading(inbox)
        for half in reading.half_years():
            for (*_, indicator), value in expected_values(reading, half).items():
                between[indicator] += 0 < value.numerator < value.denominator
                statuses.add(value.status)
        lapses.update(lapse.check for lapse in expected_lapses(reading).elements())
        assert {pair.kind for pair in inbox.pairs} == KINDS
    assert lapses.keys() == CHECKS - BLOCKS - {PAIRS}
    assert not {check for check, count in lapses.items() if count < 2}
    assert statuses == {"ok", "not_applicable", "no_data"}
    assert not {indicator: between[indicator] for indicator in SCHEME if between[indicator] < 5}


@pytest.mark.parametrize("seed", [*SEEDS[:2], pytest.param(SEEDS[2], marks=pytest.mark.long)])
def test_figures_and_findings_equal_the_independent_reading(seed: int, tmp_path: Path) -> None:
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
    with duckdb.connect(str(tmp_path / "home/private/warehouse.duckdb"), read_only=True) as con:
        con.execute(f"attach '{tmp_path}/home/private/identified.duckdb' as l1 (read_only)")
        found += finding_differences(Reading(inbox), inbox.pairs, con)
    shutil.rmtree(tmp_path / "home")
    assert not found, f"{len(found)} differences:\n" + "\n".join(found[:60])
