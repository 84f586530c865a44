"""A folder that takes another's place whole: what fails before leaves the old one standing."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKING_FOLDER, EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """An empty folder beside `out`, which takes its place once what is written into it is whole.

    What a killed run left is put right first; what fails leaves the old folder where it was.
    """
    _restore(out)
    fresh = _beside(out, "new")
    _remove(fresh)
    fresh.mkdir(parents=True)
    yield fresh
    _swap_in(fresh, out)


def _swap_in(fresh: Path, out: Path) -> None:
    """Put `fresh` where `out` is; if that fails the old folder goes back."""
    old = _beside(out, "old")
    _remove(old)
    if out.exists() and _exchanged(fresh, out):
        _remove(fresh)
        return
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    _remove(old)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two changed places in one step, so that no reader finds none; not every system can."""
    exchange = getattr(ctypes.CDLL(None), "renameat2", None)
    if exchange is None:
        return False
    places = (WORKING_FOLDER, os.fsencode(one), WORKING_FOLDER, os.fsencode(other))
    return bool(exchange(*places, EXCHANGE) == 0)


def _restore(out: Path) -> None:
    """Put back the folder of a run that was killed between taking it away and putting in the new one."""
    old = _beside(out, "old")
    if old.exists() and not out.exists():
        old.rename(out)


def _beside(out: Path, name: str) -> Path:
    """A folder next to `out`, on its file system; a killed run's is found and removed by the next."""
    return out.parent / f".{out.name}.{name}"


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
