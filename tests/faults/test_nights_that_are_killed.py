"""A night killed at any moment loses nothing, doubles nothing, and is made good by the next."""

import random
import shutil
import signal
from pathlib import Path

import pytest
from faults import Killed, Raised, Step
from inbox_of_canaries import Sent
from nights_disturbed import nightly
from outcomes import left_over, made_good, people_found, results
from personal_traces import tables
from steps import LANDING, STEPS

from pipelines.home import Home

pytestmark = pytest.mark.long
KILLED, FAILED = -signal.SIGKILL, 3
KILLS = [
    pytest.param(Killed(step, before), id=f"{'before' if before else 'after'} {name}")
    for name, step in STEPS.items()
    for before in (True, False)
]
RANDOM_KILLS, LONGEST_NIGHT = 500, 20.0


def test_a_night_that_fails_and_is_killed_twice_ends_as_if_undisturbed(
    undisturbed: Home, sent: Sent, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    shutil.copy2(undisturbed.key_file, home.key_file)  # so that pseudonyms can be compared
    quoting = Raised(Step(f"{LANDING}.record"), ValueError(f"no row like {sorted(sent.canaries)}"))
    faults = (quoting, Killed(STEPS["deliveries on record"]), Killed(STEPS["a table built"]), None)
    endings = [nightly(home, sent.inbox, sent.as_of, fault) for fault in faults]
    assert [ending.status for ending in endings] == [FAILED, KILLED, KILLED, 0]
    assert results(home) == results(undisturbed)
    assert left_over(home) == []
    assert people_found(home, sent.canaries, *(ending.said for ending in endings)) == set()


def test_the_search_finds_people_where_they_may_be(undisturbed: Home, sent: Sent) -> None:
    landed = b"".join(rows for _, rows in tables(undisturbed.identified)).decode()
    assert sum(canary in landed for canary in sent.canaries) > 1_000


@pytest.mark.parametrize("fault", KILLS)
def test_a_night_killed_at_a_step_is_made_good(
    fault: Killed, begun: Home, later: dict[str, str], sent: Sent
) -> None:
    made_good(begun, sent, later, fault, statuses={KILLED})


@pytest.mark.parametrize("number", range(RANDOM_KILLS))
def test_a_night_killed_at_a_random_moment_is_made_good(
    number: int, begun: Home, later: dict[str, str], sent: Sent
) -> None:
    moment = random.Random(number).uniform(0, LONGEST_NIGHT)
    made_good(begun, sent, later, killed_after=moment, statuses={KILLED, 0})
