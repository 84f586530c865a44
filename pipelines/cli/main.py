"""The program `taizhang`: its commands, in the order in which one meets them."""

import os

import click
import typer
from typer.core import TyperGroup

from pipelines.cli.commands import figures, keeping, nights
from pipelines.cli.console import fail
from pipelines.cli.environment import ENVIRONMENT
from pipelines.cli.places import unusable
from pipelines.cli.statuses import WRONG_CALL
from pipelines.rules.files import RuleError


class Program(TyperGroup):
    """The commands; what no command can foresee of places and rules ends it in a line, not in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """What the command returns; its exit status where a place or the home's rules cannot be used."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # who reads along has seen enough
            raise
        except OSError as error:
            raise typer.Exit(unusable(error)) from None
        except RuleError as error:
            raise typer.Exit(fail(str(error), WRONG_CALL)) from None


app = typer.Typer(
    cls=Program,
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
