"""The pseudonym key: made once, never replaced beside data, never readable by others."""

import stat
from pathlib import Path

import pytest

from pipelines.privacy.keys import PseudonymKeyError, load_key


def test_a_new_home_gets_a_key_of_its_own_that_only_its_owner_reads(tmp_path: Path) -> None:
    key = load_key(tmp_path / "key", data_exist=False)
    assert len(key) == 32
    assert key != load_key(tmp_path / "other", data_exist=False)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o400


def test_the_key_stays_the_same(tmp_path: Path) -> None:
    key = load_key(tmp_path / "key", data_exist=False)
    assert load_key(tmp_path / "key", data_exist=True) == key
    assert load_key(tmp_path / "key", data_exist=False) == key


def test_a_missing_key_beside_data_is_refused_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(PseudonymKeyError, match="put the key back from its backup"):
        load_key(tmp_path / "key", data_exist=True)
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644, 0o420, 0o401])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    load_key(tmp_path / "key", data_exist=False)
    (tmp_path / "key").chmod(mode)
    with pytest.raises(PseudonymKeyError, match="run chmod 400"):
        load_key(tmp_path / "key", data_exist=True)


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33])
def test_a_key_of_another_length_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    (tmp_path / "key").chmod(0o400)
    with pytest.raises(PseudonymKeyError, match="does not hold 32 bytes"):
        load_key(tmp_path / "key", data_exist=True)
