"""A night killed at any moment loses nothing, doubles nothing, and is made good by the next."""

import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import Killed, Raised, Step
from inbox_of_canaries import Sent
from nights_disturbed import Ending, nightly
from outcomes import all_made_good, disturbed, left_over, made_good, people_found, results
from personal_traces import tables
from steps import LANDING, STEPS

from pipelines.home import Home

pytestmark = pytest.mark.long
KILLED, FAILED = -signal.SIGKILL, 3
HALF = len(STEPS) // 2
HALVES = (list(STEPS.values())[:HALF], list(STEPS.values())[HALF:])
EARLY_OR_LATE = pytest.mark.parametrize("steps", HALVES, ids=["early steps", "late steps"])
CHAIN, CHAINS = 10, 50


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


@EARLY_OR_LATE
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_nights_killed_at_each_step_are_made_good(
    steps: list[Step], before: bool, homes: Iterator[Home], later: dict[str, str], sent: Sent
) -> None:
    all_made_good(homes, sent, later, [Killed(step, before) for step in steps], {KILLED})


@EARLY_OR_LATE
def test_errors_that_quote_people_at_each_step_are_made_good_and_tell_of_nobody(
    steps: list[Step], homes: Iterator[Home], later: dict[str, str], sent: Sent
) -> None:
    error = ValueError(f"no row like {sorted(sent.canaries)}")
    for step in steps:
        # a home of its own: what does not rest on the step is published all the same, and not made twice
        all_made_good(homes, sent, later, [Raised(step, error)], {FAILED})


@pytest.mark.parametrize("seed", range(CHAINS))
def test_nights_killed_at_random_moments_one_after_another_are_made_good(
    seed: int, homes: Iterator[Home], later: dict[str, str], night_seconds: float, sent: Sent
) -> None:
    moments, killed = random.Random(seed), 0
    while killed < CHAIN:
        home = next(homes)
        endings: list[Ending] = []
        # one that ended well before its moment leaves nothing to be killed: the next begins a new home
        while killed < CHAIN and all(ending.status == KILLED for ending in endings):
            moment = moments.uniform(0, night_seconds)
            endings.append(disturbed(home, sent, later, killed_after=moment, statuses={KILLED, 0}))
            killed += endings[-1].status == KILLED
        made_good(home, sent, later, endings)
