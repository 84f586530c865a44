"""What DuckDB writes beside its data is blank: the program asks for blank memory, and DuckDB heeds it."""

import os
import subprocess
import sys

import pytest

from pipelines.cli import main as program
from pipelines.cli.environment import ENVIRONMENT

NAME = "DUCKDB_JE_MALLOC_CONF"


def test_the_program_asks_for_blank_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    asked: list[str] = []
    monkeypatch.setattr(program, "app", lambda: asked.append(os.environ[NAME]))
    program.main()
    assert asked == ["zero:true"]


def test_no_database_is_loaded_before_it_has_asked() -> None:
    loaded = "import sys, pipelines.cli.main; print('duckdb' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True) == "False\n"


def test_duckdb_heeds_it() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import duckdb; duckdb.connect()"],
        env={NAME: f"{ENVIRONMENT[NAME]},confirm_conf:true"},
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert "Set conf value: zero:true" in told
    assert "Invalid" not in told
