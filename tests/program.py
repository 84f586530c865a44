"""The real program, run as a clerk runs it."""

import os
import subprocess
import sys
from pathlib import Path

TAIZHANG = Path(sys.executable).with_name("taizhang")


def run_taizhang(
    home: Path, *arguments: str, program: Path | None = None, columns: int = 160
) -> subprocess.CompletedProcess[str]:
    """The program's answer, as a clerk would see it without a terminal; a changed copy's where given."""
    environment = {**os.environ, "TAIZHANG_HOME": str(home), "COLUMNS": str(columns), "NO_COLOR": "1"}
    if program:
        environment["PYTHONPATH"] = str(program)
    return subprocess.run(
        [TAIZHANG, *arguments], env=environment, capture_output=True, text=True, timeout=600, check=False
    )
