"""One home with the sample district in it, made by the real program."""

from pathlib import Path

import pytest
from program import run_taizhang


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of `taizhang demo`, and what the command said."""
    # a path as offices have them: it must not end a text in SQL, nor an argument of a command
    home = tmp_path_factory.mktemp("demo") / "王主任's 台账"
    answer = run_taizhang(home, "demo")
    assert answer.returncode == 0, answer.stderr
    return home, answer.stdout
