"""The program `taizhang`: its commands, in the order in which one meets them."""

import os

import typer

from pipelines.cli.commands import figures, keeping, nights
from pipelines.cli.environment import ENVIRONMENT

app = typer.Typer(
    help="台账: the nightly pipeline and reporting warehouse of a district's population administration.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for room in (nights, figures, keeping):
    app.add_typer(room.app)


def main() -> None:
    """Run the program."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    app()
