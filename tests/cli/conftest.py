"""One home with the sample district in it, made by the real program."""

from pathlib import Path

import pytest
from program import run_taizhang


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of `taizhang demo`, and what the command said."""
    home = tmp_path_factory.mktemp("demo") / "home"
    answer = run_taizhang(home, "demo")
    assert answer.returncode == 0, answer.stderr
    return home, answer.stdout
