"""What DuckDB writes beside its data is blank: the program asks for blank memory, and DuckDB heeds it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import short_of_memory

from pipelines.cli import main as program
from pipelines.cli.environment import ENVIRONMENT
from pipelines.home import Home

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


def test_memory_that_held_layer_1_becomes_none_of_layer_2s_where_memory_is_short(tmp_path: Path) -> None:
    home = Home(tmp_path)
    script, environment = short_of_memory.__file__, ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, script, str(tmp_path)], env=environment, check=True)
    places = (home.identified, home.warehouse, short_of_memory.snapshot(home))
    landed, built, published = (path.read_bytes().count(short_of_memory.CANARY.encode()) for path in places)
    assert landed > 1_000_000
    assert (built, published) == (0, 0)
