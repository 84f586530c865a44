"""One small district whose people are canaries, and homes before and after a night on what it sent."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from inbox_of_canaries import Sent, send
from nights_disturbed import nightly
from outcomes import copied, results

from pipelines.home import Home

EARLIER_FILES = 60


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The deliveries of the small district."""
    return send(tmp_path_factory.mktemp("sent"))


@pytest.fixture(scope="session")
def undisturbed(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home after a night in which nothing went wrong."""
    return after_a_night(Home(tmp_path_factory.mktemp("undisturbed") / "home"), sent.inbox, sent)


@pytest.fixture(scope="session")
def earlier(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home after a night on the first deliveries, so that there is a last good snapshot."""
    folder = tmp_path_factory.mktemp("earlier")
    arrived = sorted(sent.files, key=lambda path: path.stat().st_mtime_ns)
    for path in arrived[:EARLIER_FILES]:
        place = folder / "inbox" / path.relative_to(sent.inbox)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place)
    return after_a_night(Home(folder / "home"), folder / "inbox", sent)


@pytest.fixture(scope="session")
def later(earlier: Home, sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the earlier home holds after an undisturbed night on all deliveries."""
    home = copied(earlier, tmp_path_factory.mktemp("later"))
    return results(after_a_night(home, sent.inbox, sent))


@pytest.fixture(scope="session")
def night_seconds(earlier: Home, sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long an undisturbed night on all deliveries takes."""
    return nightly(copied(earlier, tmp_path_factory.mktemp("measured")), sent.inbox, sent.as_of).seconds


@pytest.fixture
def homes(earlier: Home, tmp_path: Path) -> Iterator[Home]:
    """Copies of the earlier home, each for nights to be disturbed in."""
    return (copied(earlier, tmp_path / str(number)) for number in count())


def after_a_night(home: Home, inbox: Path, sent: Sent) -> Home:
    """The home, a night having ended well in it."""
    ending = nightly(home, inbox, sent.as_of)
    assert ending.status == 0, ending.said.decode()
    return home
