"""A command that serves ends all it started when it alone is told to, and takes no port of others."""

import signal
import socket
import subprocess
import sys

import pytest

from pipelines.cli.serving import port_problem

# a server that forgets a process of its own, which holds the pipe open as long as it lives
SERVER = """
import subprocess, time
subprocess.Popen(["sleep", "600"])
print("serving", flush=True)
time.sleep(600)
"""
COMMAND = f"""
import sys
from pipelines.cli.serving import serve_until_told
sys.exit(serve_until_told([sys.executable, "-c", {SERVER!r}], {{}}))
"""


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_no_process_outlives_the_command_that_is_told_to_end(told: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", COMMAND], stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout
        assert command.stdout.readline() == "serving\n"
        command.send_signal(told)
        ended, _ = command.communicate(timeout=60)
        assert (ended, command.returncode) == ("", 0)


def test_the_status_of_a_server_that_ends_by_itself_is_the_commands() -> None:
    command = COMMAND.replace(repr(SERVER), repr("raise SystemExit(7)"))
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 7


def test_a_port_that_another_serves_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert f"port {taken.getsockname()[1]} cannot be had" in (port_problem(taken.getsockname()[1]) or "")
