"""A backup brings a home back as it was; a damaged, forged or foreign one changes nothing."""

import base64
import errno
import io
import os
import random
import shutil
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from pipelines.audit.manifest import changes
from pipelines.audit.verification import verified
from pipelines.home import Home, HomeBusyError, only_run
from pipelines.keeping import unpacking
from pipelines.keeping.backup import BackupRefusedError, back_up
from pipelines.keeping.contents import NAME, BadBackupError
from pipelines.keeping.restore import RestoreRefusedError, restore

FLIPS = 40
State = dict[str, tuple[int, int, bytes]]


@pytest.fixture
def files(home: Home, tmp_path: Path) -> tuple[Path, Path]:
    """The home's backup, and its keys."""
    out, keys = tmp_path / "home.tar.zst", tmp_path / "keys.tar.zst"
    back_up(home, out, keys)
    return out, keys


def state(home: Home) -> State:
    """Mode, time and bytes of every file but the audit log, which goes on, and the run logs' own."""
    left_out = (home.audit, home.dagster, home.lock)
    return {
        str(path.relative_to(home.root)): (
            stat.S_IMODE(path.stat().st_mode),
            path.stat().st_mtime_ns,
            path.read_bytes(),
        )
        for path in home.root.rglob("*")
        if path.is_file() and not any(map(path.is_relative_to, left_out))
    }


def members(file: Path) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
    with (
        pa.CompressedInputStream(str(file), "zstd") as stream,
        tarfile.open(fileobj=stream, mode="r|") as tar,
    ):
        for member in tar:
            content = tar.extractfile(member) if member.isreg() else None
            yield member, content.read() if content else b""


def forged(file: Path, name: str, kind: bytes, link: str = "") -> Path:
    """The backup with one entry more at its beginning."""
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, link
    out = file.with_name("forged.tar.zst")
    with (
        pa.CompressedOutputStream(str(out), "zstd") as stream,
        tarfile.open(fileobj=stream, mode="w|") as tar,
    ):
        for member, content in [(entry, b""), *members(file)]:
            tar.addfile(member, io.BytesIO(content))
    return out


def test_a_home_comes_back_as_it_was_with_its_record(home: Home, files: tuple[Path, Path]) -> None:
    before = state(home)
    shutil.rmtree(home.root)
    restored = restore(*files, home, replaces=False)
    assert (restored.faults, restored.has_key) == ((), True)
    assert state(home) == before
    assert home.current.readlink() == Path("snapshots/2006-07-20-0f.duckdb")
    assert (changes(home), verified(home.audit).faults) == ([], ())
    assert verified(home.audit).records[-1]["what"] == "restored"


def test_the_keys_are_in_their_own_file_alone(home: Home, files: tuple[Path, Path]) -> None:
    key = home.key_file.read_bytes()
    assert [content for member, content in members(files[1]) if member.name == "keys/pseudonym.key"] == [key]
    plain = b"".join(member.name.encode() + content for member, content in members(files[0]))
    for written in (key, key.hex().encode(), base64.b64encode(key), b"pseudonym.key"):
        assert written not in plain
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]


def test_without_its_keys_a_home_says_so_and_with_anothers_is_refused(
    home: Home, files: tuple[Path, Path], tmp_path: Path
) -> None:
    bare = Home(tmp_path / "bare")
    assert restore(files[0], None, bare, replaces=False).has_key is False
    home.key_file.chmod(0o600)
    home.key_file.write_bytes(bytes(32))
    back_up(home, tmp_path / "other.tar.zst", tmp_path / "other-keys.tar.zst")
    with pytest.raises(BadBackupError, match="of another home"):
        restore(files[0], tmp_path / "other-keys.tar.zst", Home(tmp_path / "new"), replaces=False)
    with pytest.raises(BadBackupError, match="name the other file"):
        restore(files[1], files[0], Home(tmp_path / "new"), replaces=False)
    assert not (tmp_path / "new").exists()


def test_every_flipped_byte_is_refused_or_did_no_harm(home: Home, files: tuple[Path, Path]) -> None:
    before, whole = state(home), files[0].read_bytes()
    shutil.rmtree(home.root)
    dice, refused = random.Random(6), 0
    for _ in range(FLIPS):
        place = dice.randrange(len(whole))
        files[0].write_bytes(
            whole[:place] + bytes([whole[place] ^ 1 << dice.randrange(8)]) + whole[place + 1 :]
        )
        try:
            restore(*files, home, replaces=False)
        except BadBackupError as error:
            assert "take another backup" in str(error)
            refused += 1
        else:
            assert state(home) == before
            shutil.rmtree(home.root)
    assert refused > FLIPS / 2
    assert not home.root.exists()


@pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.999])
def test_a_backup_cut_short_changes_nothing(home: Home, files: tuple[Path, Path], share: float) -> None:
    before = state(home)
    os.truncate(files[0], int(files[0].stat().st_size * share))
    with pytest.raises(BadBackupError, match="take another backup"):
        restore(*files, home, replaces=True)
    assert state(home) == before
    assert [path for path in home.root.parent.glob(f"*{home.root.name}*") if path.is_dir()] == [home.root]


@pytest.mark.parametrize(
    ("name", "kind", "link"),
    [
        ("../outside", tarfile.REGTYPE, ""),
        ("/tmp/outside", tarfile.REGTYPE, ""),
        ("private/../../outside", tarfile.REGTYPE, ""),
        ("keys/pseudonym.key", tarfile.REGTYPE, ""),
        ("published/dashboards", tarfile.SYMTYPE, "/etc"),
        ("published/warehouse.duckdb", tarfile.SYMTYPE, "../../outside"),
        ("private/link", tarfile.LNKTYPE, "/etc/passwd"),
        ("private/pipe", tarfile.FIFOTYPE, ""),
        ("private/device", tarfile.CHRTYPE, ""),
        ("private/last_night.json", tarfile.REGTYPE, ""),
    ],
)
def test_no_entry_can_land_elsewhere_or_unlisted(
    files: tuple[Path, Path], tmp_path: Path, name: str, kind: bytes, link: str
) -> None:
    with pytest.raises(BadBackupError, match=r"outside the home|not hold the home|missing or changed"):
        restore(forged(files[0], name, kind, link), None, Home(tmp_path / "new"), replaces=False)
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "outside").exists()


def test_what_the_disk_has_no_room_for_is_not_begun(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=unpacking.LEFT_FREE_BYTES))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        restore(files[0], None, Home(tmp_path / "new"), replaces=False)
    assert not [path for path in tmp_path.iterdir() if "new" in path.name]


def test_a_home_is_replaced_only_when_told_and_kept_beside(home: Home, files: tuple[Path, Path]) -> None:
    before = state(home)
    (home.settings / "settings.csv").write_text("changed since", "utf-8")
    with pytest.raises(RestoreRefusedError, match="--replace"):
        restore(*files, home, replaces=False)
    with only_run(home), pytest.raises(HomeBusyError):
        restore(*files, home, replaces=True)
    restored = restore(files[0], None, home, replaces=True)
    assert (state(home), restored.has_key) == (before, True)
    assert restored.replaced
    assert (restored.replaced / "settings" / "settings.csv").read_text("utf-8") == "changed since"


def test_what_was_tampered_with_before_the_backup_is_told_after_it(home: Home, tmp_path: Path) -> None:
    home.warehouse.write_bytes(b"other")
    back_up(home, tmp_path / "b", None)
    assert restore(tmp_path / "b", None, Home(tmp_path / "new"), replaces=False).faults == (
        "private/warehouse.duckdb: changed",
    )


def test_links_and_pipes_of_the_inbox_are_passed_over_and_counted(home: Home, tmp_path: Path) -> None:
    (home.inbox / "link").symlink_to("/etc/passwd")
    os.mkfifo(home.inbox / "pipe")
    made = back_up(home, tmp_path / "b", None)
    names = [member.name for member, _ in members(tmp_path / "b")]
    assert (made.skipped, names[-1]) == (2, NAME)
    assert not {"inbox/link", "inbox/pipe"} & set(names)


def test_a_backup_waits_for_no_night_and_overwrites_nothing(home: Home, tmp_path: Path) -> None:
    with only_run(home), pytest.raises(HomeBusyError):
        back_up(home, tmp_path / "b", None)
    (tmp_path / "there").write_text("mine")
    for out, keys in (("b", "b"), ("there", None), ("home/b", None), ("nowhere/b", None)):
        with pytest.raises(BackupRefusedError):
            back_up(home, tmp_path / out, tmp_path / keys if keys else None)
    assert ((tmp_path / "there").read_text(), (tmp_path / "b").exists()) == ("mine", False)
