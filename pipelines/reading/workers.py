"""Reads many files in processes of their own, so that a file that kills its reader costs itself only."""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from pipelines.reading.child import WORN_OUT

AHEAD = 3  # files handed to a worker before it has answered, so that it never waits
OUT_OF_MEMORY = (b"memory allocation", b"MemoryError", b"out of memory", b"Cannot allocate")


@dataclass(frozen=True)
class SheetResult:
    """A sheet as read, its frames in parquet files; `findings` and `quarantined` are None where empty."""

    table: str
    sheet_no: int
    tab: str
    is_hidden: bool
    header_row: int
    rows_seen: int
    excluded: dict[str, int]
    row_count: int
    quarantined_count: int
    rows: Path
    findings: Path | None
    quarantined: Path | None


@dataclass(frozen=True)
class FileResult:
    """One file of the call: like `FileReading`, with the frames on disk."""

    path: Path
    status: str
    reason_code: str | None
    detail: str | None
    sheets: tuple[SheetResult, ...] = ()
    unmatched_tabs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What one file may take of its reader."""

    seconds: float = 60.0
    megabytes: int = 1_000


LIMITS = Limits()


@dataclass
class Worker:
    """A running child, the places of the files it has been handed, and when it must have answered."""

    process: subprocess.Popen[bytes]
    errors: IO[bytes]
    handed: deque[int] = field(default_factory=deque)
    deadline: float = 0.0
    buffer: bytes = b""


def read_in_workers(
    paths: Sequence[Path],
    out: Path,
    workers: int = 2,
    limits: Limits = LIMITS,
    program: str = "pipelines.reading.child",
) -> Iterator[FileResult]:
    """The results of the files, in the order of `paths`; frames land in `out`, which must exist.

    A file whose reader dies is rejected as `parser_died`, one that takes too long as `parser_timeout`, one
    that takes too much memory as `out_of_memory`; the others are not affected. `program` is the module that
    a worker runs.
    """
    waiting = deque(range(len(paths)))
    done: dict[int, FileResult] = {}
    following = 0
    start = partial(_start, out, limits.megabytes, program)
    pool = [start() for _ in range(min(workers, len(paths)))]
    try:
        while following < len(paths):
            for worker in pool:
                _hand_on(worker, waiting, paths, limits.seconds)
            for place, manifest in _answers(pool, waiting, limits.seconds, start):
                done[place] = _result(paths[place], manifest)
            while following in done:
                yield done.pop(following)
                following += 1
    finally:
        for worker in pool:
            _stop(worker)


def _start(out: Path, megabytes: int, program: str) -> Worker:
    errors = tempfile.TemporaryFile(dir=out)  # noqa: SIM115 - lives as long as the worker
    process = subprocess.Popen(
        [sys.executable, "-m", program, str(out), str(megabytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, "POLARS_MAX_THREADS": "1", "RUST_BACKTRACE": "0"},
        umask=0o077,
    )
    return Worker(process, errors)


def _stop(worker: Worker) -> None:
    worker.process.kill()
    worker.process.communicate()
    worker.errors.close()


def _hand_on(worker: Worker, waiting: deque[int], paths: Sequence[Path], seconds: float) -> None:
    while waiting and len(worker.handed) < AHEAD:
        if not worker.handed:
            worker.deadline = time.monotonic() + seconds
        place = waiting.popleft()
        worker.handed.append(place)
        task = {"no": place, "path": os.fsencode(paths[place]).hex()}
        stdin = worker.process.stdin
        try:
            assert stdin is not None
            stdin.write(json.dumps(task).encode() + b"\n")
            stdin.flush()
        except BrokenPipeError:
            return  # its death is noticed when its answers end


def _answers(
    pool: list[Worker], waiting: deque[int], seconds: float, start: Callable[[], Worker]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """What the workers have answered by now; a dead or overdue one is replaced and its files go back."""
    for worker in _ready(pool):
        data = os.read(_output(worker), 1 << 20)
        *lines, worker.buffer = (worker.buffer + data).split(b"\n")
        for line in lines:
            worker.deadline = time.monotonic() + seconds
            yield worker.handed.popleft(), json.loads(line)
        if not data:
            worker.process.wait()
            yield from _failed(worker, _cause(worker), waiting)
            pool[pool.index(worker)] = start()
    for worker in [one for one in pool if one.handed and time.monotonic() > one.deadline]:
        yield from _failed(worker, "parser_timeout", waiting)
        pool[pool.index(worker)] = start()


def _ready(pool: list[Worker]) -> list[Worker]:
    busy = [worker for worker in pool if worker.handed]
    with selectors.DefaultSelector() as selector:
        for worker in busy:
            selector.register(_output(worker), selectors.EVENT_READ, worker)
        earliest = min(worker.deadline for worker in busy)
        events = selector.select(max(earliest - time.monotonic(), 0.0) + 0.01)
    return [key.data for key, _ in events]


def _failed(worker: Worker, reason: str | None, waiting: deque[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    if reason and worker.handed:
        yield worker.handed.popleft(), {"status": "rejected", "reason_code": reason, "detail": None}
    waiting.extendleft(reversed(worker.handed))
    _stop(worker)


def _cause(worker: Worker) -> str | None:
    """Why a worker ended: a reason code, or None where it had answered and asks to be replaced."""
    if worker.process.returncode == WORN_OUT:
        return None
    worker.errors.seek(0)
    said = worker.errors.read()
    is_memory = worker.process.returncode == -9 or any(words in said for words in OUT_OF_MEMORY)
    return "out_of_memory" if is_memory else "parser_died"


def _output(worker: Worker) -> int:
    assert worker.process.stdout is not None
    return worker.process.stdout.fileno()


def _result(path: Path, manifest: dict[str, Any]) -> FileResult:
    sheets = tuple(_sheet(sheet) for sheet in manifest.get("sheets", ()))
    tabs = tuple(manifest.get("unmatched_tabs", ()))
    return FileResult(path, manifest["status"], manifest["reason_code"], manifest["detail"], sheets, tabs)


def _sheet(manifest: dict[str, Any]) -> SheetResult:
    paths = manifest.pop("paths")
    findings, quarantined = (
        Path(paths[name]) if name in paths else None for name in ("findings", "quarantined")
    )
    return SheetResult(**manifest, rows=Path(paths["rows"]), findings=findings, quarantined=quarantined)
