"""What the program says: bars and tables in a terminal, plain lines elsewhere, and errors with a remedy."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

Report = Callable[[str, int, int], None]
STAGES = {
    "files": "sample files written",
    "archive": "files of the inbox looked at, new ones archived",
    "read": "files read",
    "build": "tables built",
}

# a file may be called :smile:.csv
console = Console(highlight=False, emoji=False)
errors = Console(stderr=True, highlight=False, emoji=False)


@contextmanager
def progress() -> Iterator[Report]:
    """A function (stage, done, of) that draws one bar a stage; outside a terminal, one line as each ends."""
    if not console.is_terminal:
        yield _plain
        return
    columns = (TextColumn("{task.description:<47}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        yield _Bars(bars)


def fail(message: str, status: int) -> int:
    """Print what is wrong and what to do about it; the exit status."""
    errors.print(
        f"taizhang: {message}", style="red" if errors.is_terminal else None, soft_wrap=True, markup=False
    )
    return status


class _Bars:
    def __init__(self, bars: Progress) -> None:
        self.bars = bars
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Move the stage's bar."""
        if stage not in self.tasks:
            self.tasks[stage] = self.bars.add_task(STAGES.get(stage, stage), total=of)
        self.bars.update(self.tasks[stage], completed=done, total=of)


def _plain(stage: str, done: int, of: int) -> None:
    if done == of:
        print(f"{STAGES.get(stage, stage)}: {of:,}", file=sys.stdout, flush=True)
