"""The audit log: what is written stays, and what is changed, cut or torn is told."""

import errno
import json
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from pipelines.audit import log
from pipelines.audit.log import HEAD, LOG, append
from pipelines.audit.verification import Verdict, verified

LINES = 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(LINES):
        append(tmp_path / "audit", "query", {"snapshot_id": "0f", "rows": number})
    return tmp_path / "audit"


def test_a_log_that_nobody_touched_is_whole(folder: Path) -> None:
    verdict = verified(folder)
    assert (verdict.faults, verdict.torn_bytes) == ((), 0)
    assert [record["rows"] for record in verdict.records] == list(range(LINES))
    assert {record["what"] for record in verdict.records} == {"query"}
    assert all(record["who"] and record["at"] for record in verdict.records)


def test_it_is_read_where_nothing_can_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(path: Path) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(log, "_open", opened)
    assert verified(folder).faults == ()


def test_a_log_that_was_never_begun_is_whole(tmp_path: Path) -> None:
    assert verified(tmp_path) == Verdict((), (), 0)


def test_only_its_owner_reads_it(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_every_flipped_byte_is_found_and_its_line_named(folder: Path) -> None:
    log = folder / LOG
    text = log.read_bytes()
    for place in range(0, len(text), 7):
        log.write_bytes(text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :])
        number = text[:place].count(b"\n") + 1
        assert verified(folder).faults[0].startswith(f"line {number}: "), place
    last = len(text) - 1
    log.write_bytes(text[:last] + b"\x0b")
    assert verified(folder).faults[0].startswith(f"line {LINES}: ")


@pytest.mark.parametrize("cut", range(LINES))
def test_a_line_taken_out_is_found(folder: Path, cut: int) -> None:
    lines = (folder / LOG).read_bytes().splitlines(keepends=True)
    (folder / LOG).write_bytes(b"".join(lines[:cut] + lines[cut + 1 :]))
    assert verified(folder).faults[0].startswith(f"line {cut + 1}: ")


def test_two_lines_exchanged_are_found(folder: Path) -> None:
    lines = (folder / LOG).read_bytes().splitlines(keepends=True)
    (folder / LOG).write_bytes(b"".join([lines[0], lines[2], lines[1], *lines[3:]]))
    assert verified(folder).faults[0].startswith("line 2: ")


@pytest.mark.parametrize("left", [0, 3, LINES - 1])
def test_a_line_cut_off_the_end_stays_found_when_others_follow(folder: Path, left: int) -> None:
    lines = (folder / LOG).read_bytes().splitlines(keepends=True)
    (folder / LOG).write_bytes(b"".join(lines[:left]))
    assert verified(folder).faults
    append(folder, "query", {})
    assert verified(folder).faults[0].startswith(f"line {left + 1}: ")


@pytest.mark.parametrize("left", [1, 40, 150])
def test_a_line_torn_by_a_kill_is_no_tampering(folder: Path, left: int) -> None:
    torn = (folder / LOG).read_bytes().splitlines()[0][:left]
    with (folder / LOG).open("ab") as log:
        log.write(torn)
    assert (verified(folder).faults, verified(folder).torn_bytes) == ((), left)
    append(folder, "run", {})
    verdict = verified(folder)
    assert (verdict.faults, verdict.torn_bytes, verdict.records[-1]["torn_bytes"]) == ((), 0, left)


def test_a_line_killed_before_its_head_counts(folder: Path) -> None:
    before = (folder / HEAD).read_bytes()
    append(folder, "run", {})
    (folder / HEAD).write_bytes(before)
    assert (verified(folder).faults, len(verified(folder).records)) == ((), LINES + 1)
    append(folder, "run", {})
    assert (verified(folder).faults, len(verified(folder).records)) == ((), LINES + 2)


def test_a_head_taken_away_is_found_also_later(folder: Path) -> None:
    lines = (folder / LOG).read_bytes().splitlines(keepends=True)
    (folder / LOG).write_bytes(b"".join(lines[:-1]))
    (folder / HEAD).unlink()
    assert verified(folder).faults[0].startswith(HEAD)
    append(folder, "run", {})
    assert verified(folder).faults[0].startswith(f"line {LINES}: {HEAD}")


@pytest.mark.parametrize("name", ["number", "own", "size"])
def test_a_changed_head_is_found(folder: Path, name: str) -> None:
    head = json.loads((folder / HEAD).read_text())
    head[name] = "0" * 64 if name == "own" else head[name] - 1
    (folder / HEAD).write_text(json.dumps(head))
    assert verified(folder).faults


def write_many(folder: Path, writer: int) -> None:
    for number in range(25):
        append(folder, "query", {"writer": writer, "rows": number})


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    writers = [multiprocessing.Process(target=write_many, args=(tmp_path, writer)) for writer in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    verdict = verified(tmp_path)
    assert verdict.faults == ()
    assert {(record["writer"], record["rows"]) for record in verdict.records} == {
        (writer, number) for writer in range(4) for number in range(25)
    }
