"""The inspection pack: everything of a half-year in one folder, made whole or not at all."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipelines.home import PUBLIC_MODE, open_to_readers
from pipelines.publication.pack_manifest import (
    MANIFEST,
    NoPackError,
    PackManifest,
    changed_files,
    hashed_files,
    read_manifest,
    write_manifest,
)
from pipelines.warehouse.fingerprint import shown_sha256

SNAPSHOT, WORKBOOK, REPORT, PDF, PAGES = (
    "warehouse.duckdb",
    "tables.xlsx",
    "report.html",
    "report.pdf",
    "dashboards",
)
# what is drawn of a snapshot's half-year into a folder; why there is no PDF, where there is none
Draw = Callable[[Path, str, Path], str]


class PackRefusedError(ValueError):
    """The pack cannot be made there; the message says why and what to do."""


def make_pack(snapshot: Path, half_year: str, out: Path, draw: Draw) -> str:
    """Make the pack at `out`, in place of the one that is there; what `draw` says of it.

    PackRefusedError where `out` holds anything else, or cannot be written to.
    """
    try:
        out.parent.mkdir(mode=PUBLIC_MODE, parents=True, exist_ok=True)
        with _only_maker(out.parent):
            _restore(out)
            _check(out)
            fresh = _beside(out, "new")
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            shutil.copyfile(snapshot, fresh / SNAPSHOT)
            said = draw(fresh / SNAPSHOT, half_year, fresh)
            write_manifest(fresh, pack_manifest(fresh, half_year))
            open_to_readers(fresh)
            _swap_in(fresh, out)
    except PermissionError as error:
        raise PackRefusedError(f"{error.filename} cannot be written to: give another --out") from None
    return said


def open_packs(packs: Path) -> None:
    """Make the folder of a home's packs, readable by all; PackRefusedError where that is not allowed."""
    try:
        packs.mkdir(exist_ok=True)
        packs.chmod(PUBLIC_MODE)
    except PermissionError:
        raise PackRefusedError(f"{packs} cannot be written to: give --out a folder of yours") from None


def pack_manifest(folder: Path, half_year: str) -> PackManifest:
    """What the files of a folder are to be known by."""
    as_of, snapshot_id = snapshot_stamp(folder / SNAPSHOT)
    return PackManifest(
        half_year=half_year,
        as_of=as_of,
        snapshot_id=snapshot_id,
        version=version("taizhang"),
        program_sha256=shown_sha256(),
        files=hashed_files(folder),
    )


def snapshot_stamp(snapshot: Path) -> tuple[str, str]:
    """As of when a snapshot's figures are, and its hash."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        ((as_of, snapshot_id),) = connection.execute(
            "select as_of_date, snapshot_id from marts.snapshot"
        ).fetchall()
    return str(as_of), snapshot_id


def is_current(out: Path, snapshot: Path, half_year: str) -> bool:
    """Whether the pack at `out` is whole, of this snapshot and half-year, and made by this program."""
    try:
        made = read_manifest(out)
    except NoPackError:
        return False
    wanted = (half_year, shown_sha256(), snapshot_stamp(snapshot))
    is_same = (made.half_year, made.program_sha256, (made.as_of, made.snapshot_id)) == wanted
    return is_same and PDF in made.files and not changed_files(out, made)


def _check(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MANIFEST).exists())):
        raise PackRefusedError(f"{out} is there and is no pack: choose a new folder with --out")


@contextmanager
def _only_maker(folder: Path) -> Iterator[None]:
    """Wait for whoever makes a pack in the folder; the kernel frees the lock however its holder ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _swap_in(fresh: Path, out: Path) -> None:
    """Put the new pack in the old one's place; if that fails the old one goes back."""
    old = _beside(out, "old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _restore(out: Path) -> None:
    """Put back the pack of a run that was killed between taking it away and putting in the new one."""
    old = _beside(out, "old")
    if old.exists() and not out.exists():
        old.rename(out)


def _beside(out: Path, name: str) -> Path:
    return out.parent / f".{out.name}.{name}"
