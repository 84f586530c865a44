"""Where the program may take too little memory to be loaded, it says so and does nothing."""

import resource
import subprocess
from pathlib import Path

import pytest
from program import TAIZHANG


@pytest.mark.parametrize("megabytes", [150, 300, 700, 1_100])
def test_too_little_memory_is_told_in_a_line(tmp_path: Path, megabytes: int) -> None:
    limit = megabytes << 20
    answer = subprocess.run(
        [TAIZHANG, "nightly", "--home", tmp_path / "home"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (3, "", 1)
    assert f"it may take {megabytes:,} MB" in answer.stderr and "raise the limit" in answer.stderr
    assert list(tmp_path.iterdir()) == []
