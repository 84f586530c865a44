"""Nights on the real code of every step, without Dagster, so that a test can afford many."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

import duckdb
import numpy as np
from builders import all_models
from scipy.sparse import csr_array

from pipelines.home import Home
from pipelines.landing.land import Landing, land
from pipelines.privacy.cells import Cells
from pipelines.privacy.suppression import Choice
from pipelines.publication.night import publish_night
from pipelines.rules.files import install_rules
from pipelines.warehouse import small_cells
from pipelines.warehouse.build import build
from pipelines.warehouse.connection import load_rules, warehouse
from pipelines.warehouse.finding_memory import remember_night
from pipelines.warehouse.history import keep_published
from pipelines.warehouse.matches import find_matches
from pipelines.warehouse.models import mart_models
from pipelines.warehouse.rulebook import read_rules

KEY = bytes(range(32))


@dataclass(frozen=True)
class Sent:
    """What a district has sent by a day."""

    inbox: Path
    as_of: date

    @property
    def files(self) -> list[Path]:
        """Every file, oldest first."""
        files = (path for path in self.inbox.rglob("*") if path.is_file())
        return sorted(files, key=lambda path: (path.stat().st_mtime_ns, path))

    @property
    def copies(self) -> list[Path]:
        """Those whose bytes an older one has."""
        seen: set[bytes] = set()
        return [path for path in self.files if (content := path.read_bytes()) in seen or seen.add(content)]


def new_home(root: Path) -> Home:
    """A home with the shipped rules, in which nothing has arrived."""
    home = Home(root)
    home.prepare()
    install_rules(home.settings)
    return home


def deliver(
    files: Iterable[Path], inbox: Path, home: Home, told: Callable[[Path], str] | None = None
) -> None:
    """Copy files, with their times, into the same folders of the home's inbox; `told` names them anew."""
    for file in files:
        target = home.inbox / file.relative_to(inbox)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target.with_stem(told(file)) if told else target)


def landing(home: Home) -> Landing:
    """Land what is new in the home's inbox."""
    return land(home, home.inbox, KEY, lambda stage, done, of: None)


def landed_at_once(sent: Sent, root: Path) -> Home:
    """A new home in which all that was sent has landed in one go."""
    home = new_home(root)
    deliver(sent.files, sent.inbox, home)
    landing(home)
    return home


def night(home: Home, as_of: date, threads: int = 2) -> str:
    """What became of a whole night on what has landed, pages and worklists left out."""
    with warehouse(home) as connection:
        _build(connection, home, as_of, threads)
        outcome = publish_night(connection, home, mart_models()).outcome
        remember_night(connection, home.history)
    return outcome


def quick_night(home: Home, as_of: date, threads: int = 2) -> None:
    """All tables of a night as they are where nothing has to be withheld, which takes longest to choose."""
    with warehouse(home) as connection, patch.object(small_cells, "withheld", _nothing_withheld):
        _build(connection, home, as_of, threads)
        keep_published(connection)
        remember_night(connection, home.history)


def _nothing_withheld(cells: Cells, kept: csr_array) -> Choice:
    nowhere = np.zeros(len(cells.names), dtype=bool)
    return Choice(nowhere, nowhere, kept)


def _build(connection: duckdb.DuckDBPyConnection, home: Home, as_of: date, threads: int) -> None:
    connection.execute(f"set threads = {threads}")
    settings, schemes = read_rules(home.settings)
    load_rules(connection, as_of, settings, schemes)
    find_matches(connection, home.matching, settings, as_of)
    for model in all_models().values():
        build(connection, model)
