"""A home in one file, without its keys, and the keys in another: whole, as they were between two nights."""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.audit.log import append, locked
from pipelines.audit.records import Fact
from pipelines.home import Home, only_run
from pipelines.keeping.contents import HOME, KEYS, LINK, key_mark
from pipelines.keeping.packing import Pack, packing
from pipelines.keeping.unpacking import unpacked


class BackupRefusedError(ValueError):
    """No backup can be made so; the message says what to do."""


@dataclass(frozen=True)
class Backup:
    """A backup that was read back whole; `skipped` inbox entries are links, devices or not readable."""

    files: int
    bytes: int
    sha256: str
    skipped: int


def back_up(home: Home, out: Path, keys_out: Path | None) -> Backup:
    """Write the home to `out`, its keys to `keys_out`; HomeBusyError while a night runs.

    BackupRefusedError where there is nothing to back up, or a file would overwrite or hold itself.
    """
    _check(home, [out, *([keys_out] if keys_out else [])])
    mark = key_mark(home.key_file)
    # what stands under its name is whole: one that was killed leaves its draft
    draft, keys_draft = _draft(out), _draft(keys_out) if keys_out else None
    with _removed_on_failure(draft, keys_draft):
        with packing(draft, home.root, mark) as pack:
            _add_home(pack, home)
        contents = unpacked(draft, HOME, None)
        if keys_draft:
            with packing(keys_draft, home.root, mark) as keys:
                _add_tree(keys, home.key_file.parent)
                _demand_all(keys)
            unpacked(keys_draft, KEYS, None)
        if keys_out and keys_draft:
            keys_draft.rename(keys_out)
        draft.rename(out)
    made = Backup(contents.files, out.stat().st_size, _sha256(out), pack.skipped)
    facts: dict[str, Fact] = {
        "files": made.files,
        "bytes": made.bytes,
        "sha256": made.sha256,
        "with_keys": bool(keys_out),
    }
    append(home.audit, "backup", facts)
    return made


def _draft(out: Path) -> Path:
    """The file's place while it is written; what a killed backup left there is removed."""
    draft = out.with_name(f".{out.name}.part")
    draft.unlink(missing_ok=True)
    return draft


def _check(home: Home, outs: list[Path]) -> None:
    if not home.identified.exists():
        raise BackupRefusedError(f"nothing has run in {home.root} yet: there is nothing to back up")
    if len({out.resolve() for out in outs}) < len(outs):
        raise BackupRefusedError("the keys belong apart: give --keys another file")
    for out in outs:
        if out.exists():
            raise BackupRefusedError(f"{out} is there already: give another name")
        if out.resolve().is_relative_to(home.root):
            raise BackupRefusedError(f"{out} lies in the home itself: give a place outside, on another disk")
        if not out.resolve().parent.is_dir():
            raise BackupRefusedError(f"{out.parent} is no folder: make it first")


@contextmanager
def _removed_on_failure(*outs: Path | None) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for out in outs:
            if out:
                out.unlink(missing_ok=True)
        raise


def _add_home(pack: Pack, home: Home) -> None:
    """Add what nights change while none can run; originals never change, so no night waits for them."""
    with only_run(home):
        _add_tree(pack, home.identified.parent, but=(home.scratch, home.lock, home.audit))
        with locked(home.audit, fcntl.LOCK_SH):
            _add_tree(pack, home.audit)
        for place in (home.settings, home.published, home.worklists):
            _add_tree(pack, place)
        _add_tree(pack, home.dagster, copies=home.scratch)
        originals = sorted(home.archive.iterdir())
    _demand_all(pack)
    pack.add_folder(home.archive)
    for original in originals:
        pack.add(original)
    _demand_all(pack)
    _add_tree(pack, home.inbox)


def _demand_all(pack: Pack) -> None:
    if pack.skipped:
        raise BackupRefusedError(
            f"{pack.skipped} files of the home cannot be read: taizhang doctor says which and what to do"
        )


def _add_tree(pack: Pack, place: Path, but: tuple[Path, ...] = (), copies: Path | None = None) -> None:
    """Add a folder with all that lies in it; run logs, which may be written to now, by way of a copy."""
    for path in _walked(place, but):
        if path.is_symlink():
            if path.relative_to(pack.root) == Path(LINK):
                pack.add_link(path)
            else:
                pack.skipped += 1
        elif path.is_dir():
            pack.add_folder(path)
        elif copies and path.suffix == ".db":
            copy = copies / path.name
            _copy_sqlite(path, copy)
            pack.add(path, instead=copy)
            copy.unlink()
        elif not copies or not path.name.endswith((".db-wal", ".db-shm", ".db-journal")):
            pack.add(path)


def _walked(place: Path, but: tuple[Path, ...]) -> Iterator[Path]:
    if place in but or not place.exists():
        return
    yield place
    if place.is_symlink() or not place.is_dir():
        return
    for path in sorted(place.iterdir()):
        yield from _walked(path, but)


def _copy_sqlite(path: Path, copy: Path) -> None:
    source = f"file:{path}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as log, closing(sqlite3.connect(copy)) as target:
        log.backup(target)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
