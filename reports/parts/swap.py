"""A folder that takes another's place whole: what fails before leaves the old one standing."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    _remove(old)


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
