"""A real `taizhang nightly` in a process of its own, forked from one that has imported the program.

What disturbs it is a `Fault`: anything that can be pickled and has `arm`, which the night's process calls
before the night begins. A new kind of fault is a new class in `faults.py` or a module beside it.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from faults import Fault, Nothing
from joblib import Memory

from pipelines.cli.environment import ENVIRONMENT
from pipelines.home import Home

os.environ.update(ENVIRONMENT)  # the process that all nights are forked from has it from here

FORKSERVER = multiprocessing.get_context("forkserver")
FORKSERVER.set_forkserver_preload(["pipelines.cli.main", "pipelines.orchestration.run", "splink"])
LONGEST = 3_600.0
KEY = bytes(32)


@dataclass(frozen=True)
class Ending:
    """How a night ended: its exit status (negative: the signal that did), its words, its seconds."""

    status: int
    said: bytes
    seconds: float


def nightly(
    home: Home, inbox: Path, as_of: date, fault: Fault | None = None, killed_after: float | None = None
) -> Ending:
    """Run one night to its end, under a fault, or until so many seconds have passed and it is killed."""
    arguments = ["nightly", "--home", str(home.root), "--inbox", str(inbox), "--as-of", str(as_of)]
    return _ended(home, fault, killed_after, _run_program, arguments, inbox.with_name("found"))


def landing(home: Home, inbox: Path, fault: Fault | None = None, killed_after: float | None = None) -> Ending:
    """The same of the landing alone, the one part of a night that no later night can make anew."""
    return _ended(home, fault, killed_after, _land, home, inbox)


def _run_program(arguments: list[str], found: Path) -> None:
    from pipelines.cli.main import app  # noqa: PLC0415 - here it is imported already
    from pipelines.warehouse import small_cells  # noqa: PLC0415 - likewise

    # what to withhold is sought for most of a night, and nothing is written then: once for the same cells
    small_cells.withheld = Memory(found, verbose=0).cache(small_cells.withheld)
    app(arguments)


def _land(home: Home, inbox: Path) -> None:
    from pipelines.landing.land import land  # noqa: PLC0415 - here it is imported already

    home.prepare()
    land(home, inbox, KEY, lambda stage, done, of: None)


def _ended(
    home: Home, fault: Fault | None, killed_after: float | None, work: Callable[..., None], *given: object
) -> Ending:
    said = home.root.parent / f"{home.root.name}.said"
    said.write_bytes(b"")  # what is killed at once has not begun it
    night = FORKSERVER.Process(target=_work, args=(home, said, fault or Nothing(), work, *given))
    begun_at = time.monotonic()
    night.start()
    night.join(killed_after or LONGEST)
    if night.is_alive():
        night.kill()
        night.join()
    assert night.exitcode is not None
    return Ending(night.exitcode, said.read_bytes(), time.monotonic() - begun_at)


def _work(home: Home, said: Path, fault: Fault, work: Callable[..., None], *given: object) -> None:
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(file, stream.fileno())
    fault.arm(home.root)
    work(*given)
