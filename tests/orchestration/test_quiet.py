"""An error of a step reaches the run's log without the cells it quotes."""

import errno
import json
import sys
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from dagster._utils.error import serializable_error_info_from_exc_info

from pipelines.home import Home
from pipelines.orchestration.quiet import StepError, quiet
from pipelines.orchestration.run import NightFailedError, execute_night
from pipelines.rules.files import RuleError

NAME = "王秀英"


def convert_in_duckdb() -> None:
    duckdb.sql(f"select cast('{NAME}' as integer)").fetchall()


def convert_in_polars() -> None:
    pl.Series([NAME]).cast(pl.Int64)


def look_up() -> None:
    raise KeyError(NAME)


def look_up_again() -> None:
    try:
        look_up()
    except KeyError as error:
        raise ValueError(f"no row of {NAME}") from error


def open_her_file() -> None:
    raise FileNotFoundError(errno.ENOENT, "No such file", f"{NAME}.xlsx")


STEPS = [convert_in_duckdb, convert_in_polars, look_up, look_up_again, open_her_file]


@pytest.mark.parametrize("step", STEPS)
def test_what_dagster_stores_quotes_no_cell(step: object) -> None:
    assert callable(step)
    try:
        with quiet("core.files"):
            step()
    except StepError:
        stored = serializable_error_info_from_exc_info(sys.exc_info()).to_string()
    assert NAME not in stored
    assert "core.files: " in stored
    assert "look at that step" in stored
    assert "snapshot" not in stored, "a step does not know whether there is one"


def test_an_error_of_our_own_is_told_in_full_and_not_what_caused_it() -> None:
    try:
        with quiet("landing"):
            try:
                look_up()
            except KeyError as error:
                raise RuleError("settings.csv, line 2: no such setting") from error
    except RuleError:
        stored = serializable_error_info_from_exc_info(sys.exc_info()).to_string()
    assert "line 2: no such setting" in stored
    assert NAME not in stored


def test_what_the_system_says_is_told() -> None:
    with pytest.raises(StepError, match=r"landing: OSError \(No space left on device\)"), quiet("landing"):
        raise OSError(errno.ENOSPC, "No space left on device", f"{NAME}.xlsx")


def look_up_whatever(*_: object, **__: object) -> None:
    look_up_again()


@pytest.mark.parametrize(("step", "said"), [("append", "beginning"), ("seal", "end")])
def test_an_error_outside_the_steps_fails_the_night_and_is_stored_without_what_it_quotes(
    step: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"pipelines.orchestration.night.{step}", look_up_whatever)
    home = Home(tmp_path / "home")
    home.prepare()
    with pytest.raises(NightFailedError):
        execute_night(home, home.inbox, date(2006, 7, 20), lambda stage, done, of: None)
    stored = b"".join(path.read_bytes() for path in home.dagster.rglob("*") if path.is_file())
    assert f"{said} of the night: ValueError".encode() in stored
    assert json.dumps(NAME)[1:-1].encode() not in stored
    assert NAME.encode() not in stored
