"""What may be opened of an inbox: everything that is a plain file with a plain name, and nothing else."""

import os
from pathlib import Path

import pytest

from pipelines.landing import inbox as room
from pipelines.landing.inbox import Arrival, scan, settled


def reasons(inbox: Path) -> dict[str, str | None]:
    return {arrival.delivered_as: arrival.reason_code for arrival in scan(inbox)}


def written(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_files_are_found_in_any_folder_depth(tmp_path: Path) -> None:
    written(tmp_path / "a" / "b" / "台账.csv")
    assert reasons(tmp_path) == {"a/b/台账.csv": None}


def test_dot_files_and_lock_files_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden", "~$book.xlsx", ".folder/inside.csv"):
        written(tmp_path / name)
    assert scan(tmp_path) == []


def test_the_oldest_comes_first_and_then_the_path(tmp_path: Path) -> None:
    for name, moment in (("c", 2), ("b", 1), ("a", 2)):
        os.utime(written(tmp_path / name), ns=(moment, moment))
    assert [arrival.delivered_as for arrival in scan(tmp_path)] == ["b", "a", "c"]


@pytest.mark.parametrize("year", [1600, 2400])
def test_a_file_of_a_time_beyond_all_clocks_is_one_like_others(tmp_path: Path, year: int) -> None:
    moment = (year - 1970) * 31_556_952
    os.utime(written(tmp_path / "a.csv"), (moment, moment))
    (arrival,) = settled(scan(tmp_path))
    assert arrival.modified_ns in range(-(2**63), 2**63)


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside" / "secret.csv")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "file").symlink_to(outside)
    (inbox / "folder").symlink_to(outside.parent)
    (inbox / "broken").symlink_to(tmp_path / "nowhere")
    (inbox / "hard").hardlink_to(outside)
    assert reasons(inbox) == dict.fromkeys(("file", "folder", "broken", "hard"), "not_a_regular_file")


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert reasons(tmp_path) == {"pipe.csv": "not_a_regular_file"}


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("a\u202exslx.csv", r"a\u202exslx.csv"),
        ("line\nbreak.csv", r"line\nbreak.csv"),
        ("esc\x1b[2J.csv", r"esc\x1b[2J.csv"),
        ("zero\u200bwidth.csv", r"zero\u200bwidth.csv"),
    ],
)
def test_control_and_bidi_characters_are_escaped_and_refused(tmp_path: Path, name: str, escaped: str) -> None:
    written(tmp_path / name)
    assert reasons(tmp_path) == {escaped: "name_not_plain"}


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "locked.csv").chmod(0)
    monkeypatch.setattr(room.os, "access", lambda path, mode: False)  # root may read everything
    assert reasons(tmp_path) == {"locked.csv": "not_readable"}


def test_a_file_that_went_away_is_no_delivery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.os, "walk", lambda *_, **__: [(str(tmp_path), [], ["gone.csv"])])
    assert scan(tmp_path) == []


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "open" / "a.csv")
    written(tmp_path / "shut" / "b.csv")
    listed = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "", str(path))
        return listed(path)

    monkeypatch.setattr(room.os, "scandir", refused)  # root may list everything
    assert reasons(tmp_path) == {"open/a.csv": None, "shut": "not_readable"}


def test_folders_deeper_than_any_path_are_told(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(22):
        os.mkdir("d" * 200, dir_fd=here)
        here = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
    (told,) = scan(tmp_path)
    assert told.reason_code == "not_readable"


def test_a_file_still_being_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "done.csv")
    growing = written(tmp_path / "growing.csv")
    arrivals = scan(tmp_path)
    monkeypatch.setattr(room.time, "sleep", lambda seconds: growing.write_text("xx", "utf-8"))
    assert [arrival.delivered_as for arrival in settled(arrivals)] == ["done.csv"]


def test_a_time_that_lies_ahead_lets_no_unfinished_file_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(written(tmp_path / "ahead.csv"), (4_100_000_000, 4_100_000_000))
    growing = written(tmp_path / "growing.csv")
    arrivals = scan(tmp_path)
    monkeypatch.setattr(room.time, "sleep", lambda seconds: growing.write_text("xx", "utf-8"))
    assert [arrival.delivered_as for arrival in settled(arrivals)] == ["ahead.csv"]


def test_nothing_is_waited_for_when_all_is_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(written(tmp_path / "old.csv"), (1_150_000_000, 1_150_000_000))
    waits: list[float] = []
    monkeypatch.setattr(room.time, "sleep", waits.append)
    assert [type(arrival) for arrival in settled(scan(tmp_path))] == [Arrival]
    assert waits == []
