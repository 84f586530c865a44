"""Reads many files in processes of their own, so that a file that kills its reader costs itself only."""

import errno
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
from typing import IO

from pipelines.reading.child import HELPLESS, WORN_OUT
from pipelines.reading.results import FileResult, Manifest, file_result

AHEAD = 2  # batches handed to a worker before it has answered, so that it never waits
MOST_FILES = 128  # in a batch, which costs about as much as a file alone, and is lost where one file fails
MOST_BYTES = 4_000_000
OUT_OF_MEMORY = (b"memory allocation", b"MemoryError", b"out of memory", b"Cannot allocate")


@dataclass(frozen=True)
class Limits:
    """What one file, or one batch of small ones, may take of its reader."""

    seconds: float = 60.0
    megabytes: int = 1_000


LIMITS = Limits()
Batch = tuple[int, ...]


@dataclass
class Worker:
    """A running child, the batches (places of files) it has been handed, and when it must have answered."""

    process: subprocess.Popen[bytes]
    errors: IO[bytes]
    handed: deque[Batch] = field(default_factory=deque)
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
    that takes too much memory as `out_of_memory`; the others are not affected: where a batch of files fails,
    they are read again one by one. `program` is the module that a worker runs.
    """
    waiting = deque(_batches(paths, workers))
    done: dict[int, FileResult] = {}
    following = 0
    start = partial(_start, out, limits.megabytes, program)
    pool = [start() for _ in range(min(workers, len(waiting)))]
    try:
        while following < len(paths):
            for worker in pool:
                _hand_on(worker, waiting, paths, limits.seconds)
            for place, manifest in _answers(pool, waiting, limits.seconds, start):
                done[place] = file_result(paths[place], manifest)
            while following in done:
                yield done.pop(following)
                following += 1
    finally:
        for worker in pool:
            _stop(worker)


def _batches(paths: Sequence[Path], workers: int) -> Iterator[Batch]:
    """The places of all paths in batches, small enough that no worker is without work for long."""
    most = min(MOST_FILES, max(len(paths) // (workers * AHEAD), 1))
    batch: list[int] = []
    size = 0
    for place, path in enumerate(paths):
        added = _size(path)
        if len(batch) == most or (batch and size + added > MOST_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(place)
        size += added
    if batch:
        yield tuple(batch)


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


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:  # why it cannot be read is for its reader to say
        return 0


def _stop(worker: Worker) -> None:
    worker.process.kill()
    worker.process.communicate()
    worker.errors.close()


def _hand_on(worker: Worker, waiting: deque[Batch], paths: Sequence[Path], seconds: float) -> None:
    while waiting and len(worker.handed) < AHEAD:
        if not worker.handed:
            worker.deadline = time.monotonic() + seconds
        batch = waiting.popleft()
        worker.handed.append(batch)
        task = [{"no": place, "path": os.fsencode(paths[place]).hex()} for place in batch]
        stdin = worker.process.stdin
        try:
            assert stdin is not None
            stdin.write(json.dumps(task).encode() + b"\n")
            stdin.flush()
        except BrokenPipeError:
            return  # its death is noticed when its answers end


def _answers(
    pool: list[Worker], waiting: deque[Batch], seconds: float, start: Callable[[], Worker]
) -> Iterator[tuple[int, Manifest]]:
    """What the workers have answered by now; a dead or overdue one is replaced and its files go back."""
    for worker in _ready(pool):
        data = os.read(_output(worker), 1 << 20)
        *lines, worker.buffer = (worker.buffer + data).split(b"\n")
        for line in lines:
            worker.deadline = time.monotonic() + seconds
            yield from zip(worker.handed.popleft(), json.loads(line), strict=True)
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


def _failed(worker: Worker, reason: str | None, waiting: deque[Batch]) -> Iterator[tuple[int, Manifest]]:
    """The rejection of a file that failed alone; a batch that failed goes back file by file."""
    batch = worker.handed.popleft() if worker.handed else ()
    if reason and len(batch) == 1:
        yield batch[0], {"status": "rejected", "reason_code": reason, "detail": None}
        batch = ()
    waiting.extendleft(reversed(worker.handed))
    waiting.extendleft((place,) for place in reversed(batch))
    _stop(worker)


def _cause(worker: Worker) -> str | None:
    """Why a worker ended: a reason code, or None where it asks to be replaced.

    OSError where its disk or its memory is at fault: no file may be put on record as rejected for that.
    """
    if worker.process.returncode == HELPLESS:
        raise OSError(errno.EIO, "a reader could not save what it read, or was granted too little memory")
    if worker.process.returncode == WORN_OUT:
        return None
    worker.errors.seek(0)
    said = worker.errors.read()
    is_memory = worker.process.returncode == -9 or any(words in said for words in OUT_OF_MEMORY)
    return "out_of_memory" if is_memory else "parser_died"


def _output(worker: Worker) -> int:
    assert worker.process.stdout is not None
    return worker.process.stdout.fileno()
