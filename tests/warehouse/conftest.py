"""A small district's deliveries, one of which comes late, and the home before and after it came."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from independent.offices import Inbox
from whole_nights import Sent, deliver, landed_at_once, landing, quick_night

from pipelines.home import Home
from pipelines.publication.freeze import freeze
from pipelines.publication.record import NightRecord
from pipelines.warehouse.connection import warehouse

LATE = "甲/044台账.xlsx"  # of 29 June 2009, of three communities; their next is of 31 December
FROZEN, SEED, AS_OF = "2009H1", 11, date(2010, 2, 28)


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Inboxes `sent` and `late`; corrected files, the same bytes twice and one of no form are in them."""
    folder = tmp_path_factory.mktemp("district")
    Inbox(SEED).write(folder / "sent")
    (folder / "late" / LATE).parent.mkdir(parents=True)
    (folder / "sent" / LATE).rename(folder / "late" / LATE)
    return folder


@pytest.fixture(scope="session")
def sent(district: Path) -> Sent:
    """What was sent in time."""
    return Sent(district / "sent", AS_OF)


@pytest.fixture(scope="session")
def in_time(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """What came in time landed in one go, and a night on it."""
    home = landed_at_once(sent, tmp_path_factory.mktemp("in-time") / "home")
    quick_night(home, sent.as_of)
    return home


@pytest.fixture(scope="session")
def with_the_late_one(district: Path, in_time: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same home, a half-year of it frozen, after the night on which the late file came."""
    folder, late = tmp_path_factory.mktemp("late"), Sent(district / "late", AS_OF)
    home = Home(Path(shutil.copytree(in_time.root, folder / "home", symlinks=True)))
    with warehouse(home) as connection:
        freeze(connection, home, FROZEN, NightRecord(str(AS_OF), "", "published", "1", (), ""))
    deliver(late.files, late.inbox, home)
    assert landing(home).new == 1
    quick_night(home, AS_OF)
    return home
