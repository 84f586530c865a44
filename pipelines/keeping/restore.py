"""A home out of its backup: laid beside and looked at in full, then put in its place by renaming."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.audit.log import append
from pipelines.audit.manifest import changes
from pipelines.audit.records import Fact
from pipelines.audit.verification import verified
from pipelines.home import Home, only_run
from pipelines.keeping.contents import HOME, KEYS, BadBackupError, Contents, key_mark
from pipelines.keeping.unpacking import unpacked


class RestoreRefusedError(ValueError):
    """The home cannot be put there; the message says what to do, and nothing was changed."""


@dataclass(frozen=True)
class Restored:
    """A restored home; `faults` is what was not as the last run left it when the backup was made."""

    contents: Contents
    has_key: bool
    faults: tuple[str, ...]
    replaced: Path | None


def restore(file: Path, keys: Path | None, home: Home, replaces: bool) -> Restored:
    """Put the backed up home in place; BadBackupError, RestoreRefusedError, HomeBusyError change nothing.

    What stood there is kept beside under another name; its keys serve on where they are the same.
    """
    is_there = home.root.exists() and any(home.root.iterdir())
    if is_there and not replaces:
        raise RestoreRefusedError(
            f"{home.root} is not empty: give another --home, or --replace to put the backup in its place; "
            "what is there is then kept beside it"
        )
    running = only_run(home) if is_there and home.lock.parent.is_dir() else nullcontext()
    with running, _laid_beside(home.root) as beside:
        contents = unpacked(file, HOME, beside.root)
        _lay_keys(contents, keys, home, beside)
        beside.prepare()
        faults = (*verified(beside.audit).faults, *changes(beside))
        facts: dict[str, Fact] = {
            "made_at": contents.made_at,
            "by_version": contents.version,
            "files": contents.files,
        }
        append(beside.audit, "restored", facts)
        os.sync()
        replaced = _put_in_place(beside.root, home.root) if is_there else None
        if not is_there:
            beside.root.rename(home.root)
    return Restored(contents, home.key_file.exists(), faults, replaced)


@contextmanager
def _laid_beside(root: Path) -> Iterator[Home]:
    beside = root.with_name(f".{root.name}.restoring")
    shutil.rmtree(beside, ignore_errors=True)  # what a killed restoring left
    beside.mkdir(mode=0o700, parents=True)
    try:
        yield Home(beside)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _lay_keys(contents: Contents, keys: Path | None, home: Home, beside: Home) -> None:
    if keys:
        unpacked(keys, KEYS, beside.root)
    elif contents.key_mark and key_mark(home.key_file) == contents.key_mark:
        shutil.copytree(home.key_file.parent, beside.key_file.parent)
    mark = key_mark(beside.key_file)
    if mark and contents.key_mark and mark != contents.key_mark:
        raise BadBackupError("these keys are of another home: name the keys that were backed up with it")


def _put_in_place(beside: Path, root: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = root.with_name(f"{root.name}.replaced-{stamp}")
    root.rename(kept)
    try:
        beside.rename(root)
    except OSError:
        kept.rename(root)
        raise
    return kept
