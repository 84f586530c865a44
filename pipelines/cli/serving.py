"""A server run by a command: on a free port, and ended with all its processes when the command is."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

LOCAL = "127.0.0.1"
TOLD_BY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_SECONDS = 0.2
# a night that is told to stop may close its files
PATIENCE_SECONDS = 120.0


def port_problem(port: int) -> str | None:
    """Why nothing can be served on the port of this machine; None where it is free."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((LOCAL, port))
        except OSError as error:
            return f"port {port} cannot be had ({error.strerror}): give another --port"
    return None


def serve_until_told(command: Sequence[str], told: Mapping[str, str]) -> int:
    """Run the command until it ends or this process is told to; 0 where it was told, else its status.

    The server has a session of its own, so that a key or a signal reaches this process alone, which passes it
    on and waits until none of the server's processes is left.
    """
    with _listening() as heard:
        server = subprocess.Popen(
            command, env={**os.environ, **told}, stdin=subprocess.DEVNULL, start_new_session=True
        )
        while server.poll() is None and not heard:
            time.sleep(LOOK_SECONDS)
        _end(server)
    return 0 if heard else server.returncode


@contextmanager
def _listening() -> Iterator[list[int]]:
    """The signals to end that came meanwhile."""
    heard: list[int] = []
    before = {number: signal.signal(number, lambda caught, _: heard.append(caught)) for number in TOLD_BY}
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(server: subprocess.Popen[bytes]) -> None:
    """Ask the server, which asks its own, then whoever is left, and at last leave nobody."""
    with suppress(subprocess.TimeoutExpired):
        server.terminate()
        server.wait(PATIENCE_SECONDS)
    until = time.monotonic() + PATIENCE_SECONDS / 10
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)
        while time.monotonic() < until:
            os.killpg(server.pid, 0)
            time.sleep(LOOK_SECONDS)
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
