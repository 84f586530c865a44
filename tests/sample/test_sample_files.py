"""The files as files: the same bytes for the same arguments, in every format, dated 2006."""

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import SEED, SMALL, District

from pipelines.sample.district import SAMPLE_AS_OF, write_district


def fingerprints(inbox: Path) -> dict[str, tuple[str, float]]:
    files = [path for path in inbox.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(inbox)): (sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime)
        for path in files
    }


def test_same_arguments_give_same_bytes(small: District, tmp_path: Path) -> None:
    truth = write_district(tmp_path / "again", SMALL, SEED)
    assert fingerprints(tmp_path / "again") == fingerprints(small.inbox)
    assert truth.read_bytes() == small.truth.read_bytes()


def test_another_seed_gives_other_people(small: District, tmp_path: Path) -> None:
    write_district(tmp_path / "other", SMALL, SEED + 1)
    assert fingerprints(tmp_path / "other") != fingerprints(small.inbox)


def test_everything_arrived_by_the_date_of_the_demo(full: District) -> None:
    arrivals = [datetime.fromtimestamp(path.stat().st_mtime, UTC).date() for path in full.inbox.rglob("*.*")]
    assert date(2006, 1, 1) <= min(arrivals) and max(arrivals) < SAMPLE_AS_OF


def test_offices_send_all_four_formats(small: District) -> None:
    assert {path.suffix for path in small.inbox.rglob("*.*")} == {".csv", ".xlsx", ".xls", ".ods"}


def test_truth_lies_beside_the_inbox(small: District) -> None:
    assert small.truth == small.inbox.with_name("inbox-truth.csv")
    assert small.truth.is_file() and not list(small.inbox.rglob("*truth*"))


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_district(tmp_path / "inbox", SMALL, progress=lambda _stage, done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == len(told)


def test_too_small_a_district_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 240 files"):
        write_district(tmp_path / "inbox", 100)
