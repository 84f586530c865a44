"""The audit log: lines appended one at a time and forced to disk, and the head that tells their number.

A line is written before its head. What a kill leaves behind is therefore beyond the head, and no tampering:
a whole line counts, a torn one is dropped by the next writer, who says so. What is missing or different up
to the head was taken away or changed.
"""

import fcntl
import json
import os
import pwd
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pipelines.audit.records import BEGINNING, BadRecordError, Fact, opened, sealed

LOG, HEAD, LOCK = "log.jsonl", "head.json", "lock"
FILE_MODE, FOLDER_MODE = 0o600, 0o700
TORN, HEADLESS = "torn_bytes", "head_was_missing"


@dataclass(frozen=True)
class Head:
    """The last line known to be on disk: its number, its own hash, and the bytes of the log up to its end."""

    number: int = 0
    own: str = BEGINNING
    size: int = 0


def append(folder: Path, what: str, facts: Mapping[str, Fact]) -> int:
    """Add one line with who, when and what; its number. OSError where it could not be forced to disk."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    with locked(folder, fcntl.LOCK_EX), _open(folder / LOG) as log:
        known = read_head(folder)
        head, torn = _caught_up(log.fileno(), known or Head())
        stamp: dict[str, Fact] = {"at": _now(), "who": _user(), "what": what}
        found = {TORN: torn, HEADLESS: known is None and head.number > 1}
        marks = {name: value for name, value in found.items() if value}
        line, own = sealed(stamp | dict(facts) | marks, head.number + 1, head.own)
        size = os.fstat(log.fileno()).st_size
        try:
            _write(log.fileno(), line + b"\n")
        except OSError:
            os.ftruncate(log.fileno(), size)  # a full disk must not leave half a line for others to follow
            raise
        _write_head(folder, Head(head.number + 1, own, size + len(line) + 1))
    return head.number + 1


@contextmanager
def locked(folder: Path, kind: int) -> Iterator[None]:
    """Hold the log's lock, LOCK_EX to write and LOCK_SH to read; waits for others."""
    path = folder / LOCK
    # who reads needs no place that can be written
    with path.open("rb") if kind == fcntl.LOCK_SH and path.exists() else _open(path) as lock:
        fcntl.flock(lock, kind)
        yield


def read_head(folder: Path) -> Head | None:
    """The head; None where there is none or it cannot be read."""
    try:
        return Head(**json.loads((folder / HEAD).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def beyond(rest: bytes, head: Head) -> tuple[Head, int]:
    """The head moved on over the whole lines that follow it, and how many bytes of a torn one are left."""
    while (end := rest.find(b"\n")) >= 0:
        try:
            facts = opened(rest[:end])
        except BadRecordError:
            break
        if facts["before"] != head.own:
            break
        head = Head(head.number + 1, str(facts["own"]), head.size + end + 1)
        rest = rest[end + 1 :]
    return head, 0 if b"\n" in rest else len(rest)


def _caught_up(log: int, head: Head) -> tuple[Head, int]:
    size = os.fstat(log).st_size
    if size <= head.size:
        return head, 0
    head, torn = beyond(os.pread(log, size - head.size, head.size), head)
    if torn:
        os.ftruncate(log, size - torn)
    return head, torn


def _open(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, FILE_MODE), "ab+", buffering=0)


def _write(log: int, data: bytes) -> None:
    while data:
        data = data[os.write(log, data) :]
    os.fsync(log)


def _write_head(folder: Path, head: Head) -> None:
    part = folder / f".{HEAD}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE), "w") as file:
        file.write(json.dumps(asdict(head)))
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / HEAD)
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
