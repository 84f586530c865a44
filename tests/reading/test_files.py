"""Whatever lies in the inbox is read or rejected for a reason that is on the list; nothing raises."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_sheets import CHANGES, HEAD, MONTHS, ROW, change_row, lines, month_row, workbook

from pipelines.contracts import catalog
from pipelines.reading import files
from pipelines.reading.files import read_file
from pipelines.reading.readings import FileReading

QUIET = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
TEXT = lines(MONTHS, *(month_row(f"A{number}") for number in range(120))).encode("gb18030")
BOOK = workbook([["标题"], HEAD, ROW, ["合计", "", "", 4]], [CHANGES.split(","), change_row().split(",")])


def link(path: Path) -> None:
    path.symlink_to(__file__)


@pytest.mark.parametrize("make", [link, os.mkfifo, Path.mkdir])
def test_only_regular_files_are_opened(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x.csv")
    assert read_file(tmp_path / "x.csv").reason_code == "not_a_regular_file"


def test_a_missing_file_is_not_readable(tmp_path: Path) -> None:
    assert read_file(tmp_path / "x.csv").reason_code == "not_readable"


@QUIET
@given(st.binary(max_size=400), st.sampled_from([b"", TEXT[:300], BOOK[:300]]))
def test_any_bytes_are_judged(read: Callable[[bytes], FileReading], data: bytes, before: bytes) -> None:
    assert read(before + data).reason_code not in ("parser_died", "out_of_memory")


@QUIET
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4), st.sampled_from([TEXT, BOOK]))
def test_damaged_files_are_judged(
    read: Callable[[bytes], FileReading], place: int, patch: bytes, whole: bytes
) -> None:
    place %= len(whole)
    reading = read(whole[:place] + patch + whole[place + len(patch) :])
    assert reading.reason_code != "parser_died"
    for sheet in reading.sheets:
        assert sheet.rows_seen == sheet.rows.height + sum(sheet.excluded.values())


def test_every_reason_is_on_the_list() -> None:
    sources = "".join(path.read_text() for path in Path(files.__file__).parent.glob("*.py"))
    rejections = set(re.findall(r'(?:Rejection\(|"rejected", )"(\w+)"[,)]', sources))
    assert {"zip_bomb", "parser_died"} < rejections <= catalog.reasons().keys()
    assert {reason.applies_to for reason in catalog.reasons().values()} == {
        "file",
        "sheet",
        "row",
        "excluded",
        "mark",
    }
