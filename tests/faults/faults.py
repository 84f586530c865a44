"""What may befall a night: killed at a named step, an error in it, a full disk, too little memory."""

import importlib
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Fault(Protocol):
    """Something that goes wrong; `arm` is called in the night's own process before the night begins."""

    def arm(self, home: Path) -> None:
        """Lay the trap."""


@dataclass(frozen=True)
class Nothing:
    """An undisturbed night."""

    def arm(self, home: Path) -> None:
        """Nothing to lay."""


@dataclass(frozen=True)
class Step:
    """A call of the program: the name under which it is looked up, and which of its calls.

    `onto` ends the path of the file that a rename is to replace, where the step is a rename.
    """

    name: str
    onto: str = ""
    call: int = 1

    def surround(self, before: Callable[[], None], after: Callable[[], None]) -> None:
        """Have `before` called before the step and `after` after it."""
        owner, attribute = self.found()
        setattr(owner, attribute, self._surrounded(getattr(owner, attribute), before, after))

    def found(self) -> tuple[object, str]:
        """The module or class in which the name is looked up, and the last part of the name."""
        place, attribute = self.name.rsplit(".", 1)
        try:
            return importlib.import_module(place), attribute
        except ModuleNotFoundError:
            module, owner = place.rsplit(".", 1)
            return getattr(importlib.import_module(module), owner), attribute

    def _surrounded(
        self, original: Callable[Given, Answer], before: Callable[[], None], after: Callable[[], None]
    ) -> Callable[Given, Answer]:
        calls = 0

        @wraps(original)
        def surrounded(*arguments: Given.args, **named: Given.kwargs) -> Answer:
            nonlocal calls
            if not str(arguments[-1] if arguments else "").endswith(self.onto):
                return original(*arguments, **named)
            calls += 1
            if calls == self.call:
                before()
            answer = original(*arguments, **named)
            if calls == self.call:
                after()
            return answer

        return surrounded


@dataclass(frozen=True)
class Killed:
    """SIGKILL before or after a step."""

    step: Step
    before: bool = False

    def arm(self, home: Path) -> None:
        """Lay the trap at the step."""
        self.step.surround(*((_kill, _go_on) if self.before else (_go_on, _kill)))


def _go_on() -> None:
    pass


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Raised:
    """An error out of a step, such as a library's that quotes what it was reading."""

    step: Step
    error: Exception

    def arm(self, home: Path) -> None:
        """Lay the trap at the step."""
        self.step.surround(self._raise, _go_on)

    def _raise(self) -> None:
        raise self.error


@dataclass(frozen=True)
class FileLimit:
    """No file may grow beyond so many bytes, as under a quota."""

    size: int

    def arm(self, home: Path) -> None:
        """Set the limit; writing beyond it is an error, and no signal."""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.size, self.size))


@dataclass(frozen=True)
class LittleMemory:
    """The night may take so many megabytes of data memory."""

    megabytes: int

    def arm(self, home: Path) -> None:
        """Set the limit."""
        size = self.megabytes << 20
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


@dataclass(frozen=True)
class LittleBuffer:
    """The database of layer 2 may keep so many megabytes in memory: it drops blocks, or gives up."""

    megabytes: int

    def arm(self, home: Path) -> None:
        """Set the limit."""
        owner, name = Step("pipelines.warehouse.connection.MEMORY_LIMIT").found()
        setattr(owner, name, f"{self.megabytes}MB")
