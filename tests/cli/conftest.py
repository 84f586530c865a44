"""One home with the sample district in it, made by the real program."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
TAIZHANG = Path(sys.executable).with_name("taizhang")


def run_taizhang(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program's answer, as a clerk would see it without a terminal."""
    environment = {**os.environ, "TAIZHANG_HOME": str(home), "COLUMNS": "160", "NO_COLOR": "1"}
    return subprocess.run(
        [TAIZHANG, *arguments], env=environment, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="session")
def taizhang() -> Run:
    """Runs the program: taizhang(home, "nightly")."""
    return run_taizhang


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of `taizhang demo`, and what the command said."""
    home = tmp_path_factory.mktemp("demo") / "home"
    answer = run_taizhang(home, "demo")
    assert answer.returncode == 0, answer.stderr
    return home, answer.stdout
