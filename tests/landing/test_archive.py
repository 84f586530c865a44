"""Originals lie in the archive whole, under their SHA-256, or not at all."""

import hashlib
from pathlib import Path

import pytest

from pipelines.landing.archive import CHUNK_BYTES, archive_file
from pipelines.landing.inbox import Arrival, scan


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    place = tmp_path / "archive"
    place.mkdir()
    return place


def arrival_of(tmp_path: Path, content: bytes) -> Arrival:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "file.csv").write_bytes(content)
    return scan(inbox)[0]


@pytest.mark.parametrize("content", [b"", b"one", b"x" * (CHUNK_BYTES + 1)])
def test_a_file_is_kept_byte_for_byte_under_its_hash(tmp_path: Path, archive: Path, content: bytes) -> None:
    digest = archive_file(arrival_of(tmp_path, content), archive)
    assert digest == hashlib.sha256(content).hexdigest()
    assert {path.name: path.read_bytes() for path in archive.iterdir()} == {digest: content}


def test_a_file_that_changes_while_it_is_copied_leaves_no_trace(tmp_path: Path, archive: Path) -> None:
    arrival = arrival_of(tmp_path, b"half")
    arrival.path.write_bytes(b"half and the rest")
    assert archive_file(arrival, archive) is None
    assert list(archive.iterdir()) == []


def test_a_file_that_is_taken_away_before_it_is_copied_leaves_no_trace(tmp_path: Path, archive: Path) -> None:
    arrival = arrival_of(tmp_path, b"here")
    arrival.path.unlink()
    assert archive_file(arrival, archive) is None
    assert list(archive.iterdir()) == []


def test_a_link_put_in_the_place_of_a_scanned_file_is_not_followed(tmp_path: Path, archive: Path) -> None:
    arrival = arrival_of(tmp_path, b"here")
    secret = tmp_path / "secret"
    secret.write_bytes(b"from outside")
    arrival.path.unlink()
    arrival.path.symlink_to(secret)
    assert archive_file(arrival, archive) is None
    assert list(archive.iterdir()) == []


def test_what_a_killed_copy_left_is_written_over(tmp_path: Path, archive: Path) -> None:
    (archive / ".incoming").write_bytes(b"a longer leftover of a killed run")
    digest = archive_file(arrival_of(tmp_path, b"new"), archive)
    assert digest is not None
    assert (archive / digest).read_bytes() == b"new"
