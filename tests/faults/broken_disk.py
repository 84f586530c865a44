"""A disk that breaks or is full: each write of a night goes by a watcher that may refuse it.

Linux hands a filtered system call to another process before it is made (seccomp's user notification, which
needs no rights): so the disk fails for Python, Polars, DuckDB and SQLite alike, and for every thread.
"""

import ctypes
import errno
import fcntl
import os
import platform
import select
import signal
import socket
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

IS_POSSIBLE = sys.platform == "linux" and platform.machine() == "x86_64"
WRITES = {
    1: "write",
    18: "pwrite64",
    20: "writev",
    296: "pwritev",
    74: "fsync",
    75: "fdatasync",
    77: "ftruncate",
}
RENAMES = {82: "rename", 264: "renameat", 316: "renameat2"}
NO_NEW_PRIVILEGES, SECCOMP, FILTER, LISTENER = 38, 317, 1, 8
LOAD, EQUAL, RETURN, ALLOWED, NOTIFIED = 0x20, 0x15, 0x06, 0x7FFF0000, 0x7FC00000
RECEIVE, SEND, CONTINUE = 0xC0502100, 0xC0182101, 1
NOTIFICATION = struct.Struct("=QIIiIQ6Q")
RESPONSE = struct.Struct("=QqiI")


@dataclass(frozen=True)
class BrokenDisk:
    """The nth write to the home, or every one from it on, fails with `error`, a number of `errno`."""

    nth: int
    error: int
    is_lasting: bool = False

    def arm(self, home: Path) -> None:
        """Have every call that changes the disk looked at before it is made."""
        _arm(_Watch(home, self.nth, self.error, self.is_lasting))


@dataclass(frozen=True)
class KilledAtWrite:
    """SIGKILL where the nth write to the home would have been made: between two, the disk does not change."""

    nth: int

    def arm(self, home: Path) -> None:
        """Have every call that changes the disk looked at before it is made."""
        _arm(_Watch(home, self.nth, killed=os.getpid()))


@dataclass
class _Watch:
    home: Path
    nth: int
    error: int = 0
    is_lasting: bool = False
    killed: int = 0
    writes: int = 0

    def answer(self, process: int, call: int, file: int) -> tuple[int, int]:
        """The error and the flags that Linux is given for this call; one on another file is not counted."""
        if call in WRITES and not _is_below(self.home, process, file):
            return 0, CONTINUE
        self.writes += 1
        if self.writes < self.nth or (self.writes > self.nth and not self.is_lasting):
            return 0, CONTINUE
        if not self.killed:
            return -self.error, 0
        os.kill(self.killed, signal.SIGKILL)
        return -errno.EINTR, 0


def _arm(watch: _Watch) -> None:
    """Put a watcher beside this process, and the filter around it and all that it will start."""
    ours, watchers = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        _answer(watchers, watch)
    watchers.close()
    with ours:
        socket.send_fds(ours, [b"!"], [_filtered()])


def _is_below(root: Path, process: int, file: int) -> bool:
    try:
        return Path(f"/proc/{process}/fd/{file}").readlink().is_relative_to(root)
    except OSError:
        return False


def _filtered() -> int:
    """Filter this process and all that it starts; the descriptor on which the watcher is asked."""
    calls = [*WRITES, *RENAMES]
    steps = [(LOAD, 0, 0, 0)]
    steps += [(EQUAL, len(calls) - number, 0, call) for number, call in enumerate(calls)]
    steps += [(RETURN, 0, 0, ALLOWED), (RETURN, 0, 0, NOTIFIED)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("@HP", len(steps), ctypes.addressof(code))
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    descriptor: int = kernel.syscall(SECCOMP, FILTER, LISTENER, program)
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), "this machine lets no process be watched")
    return descriptor


def _answer(asked: socket.socket, watch: _Watch) -> NoReturn:
    """Answer until the last watched process has ended."""
    (listener,) = socket.recv_fds(asked, 1, 1)[1]
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    while not waiting.poll()[0][1] & select.POLLHUP:
        try:
            notification = bytearray(NOTIFICATION.size)
            fcntl.ioctl(listener, RECEIVE, notification)
            identity, process, _, call, _, _, file, *_ = NOTIFICATION.unpack(notification)
            error, flags = watch.answer(process, call, file)
            fcntl.ioctl(listener, SEND, RESPONSE.pack(identity, 0, error, flags))
        except FileNotFoundError:
            continue  # whoever asked has been killed meanwhile
    os._exit(0)
