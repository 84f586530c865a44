"""What `--help` says fits a terminal of 80 columns, and leaves nothing to guess."""

import click
import pytest
import typer
from typer.testing import CliRunner

from pipelines.cli.main import app

GROUP = typer.main.get_command(app)
assert isinstance(GROUP, click.Group)
COMMANDS = GROUP.commands


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_whole_at_80_columns(command: str) -> None:
    told = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"}).output
    assert "…" not in told
    words = " ".join(told.replace("│", " ").split())
    for parameter in COMMANDS[command].params:
        said = getattr(parameter, "help", None)
        assert said, f"{parameter.name} has no help"
        assert " ".join(said.split()) in words


@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_of_a_paragraph_is_broken_twice(command: str) -> None:
    _, *more = (COMMANDS[command].help or "").split("\n\n")
    broken = [paragraph.splitlines() for paragraph in more if "\n" in paragraph.strip()]
    assert [line for lines in broken for line in lines if len(line) > 78] == []
