"""The README names every command of the program, and none that does not exist."""

import re
from pathlib import Path

import click
import typer

from pipelines.cli.main import app

README = Path(__file__).parents[2] / "README.md"
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\btaizhang ([a-z]+)")


def commands() -> set[str]:
    program = typer.main.get_command(app)
    assert isinstance(program, click.Group)
    return set(program.commands)


def named() -> set[str]:
    return {name for code in CODE.findall(README.read_text("utf-8")) for name in COMMAND.findall(code)}


def test_every_command_is_in_the_readme() -> None:
    assert not commands() - named(), "add a line with `taizhang NAME` to README.md"


def test_every_command_of_the_readme_exists() -> None:
    assert not named() - commands(), "README.md names a command that taizhang does not have"
