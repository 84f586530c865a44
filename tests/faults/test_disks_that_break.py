"""A disk that breaks, is full or has a quota, or too little memory: the last good snapshot stays readable."""

import errno
import signal
from collections.abc import Iterator

import pytest
from broken_disk import IS_POSSIBLE, BrokenDisk
from faults import FileLimit, LittleBuffer, LittleMemory
from inbox_of_canaries import Sent
from outcomes import all_made_good

from pipelines.home import Home

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not IS_POSSIBLE, reason="this machine lets no process be watched"),
]
FIRST_WRITES = range(1, 101)
FILL_LEVELS = (125, 300, 600, 1_000, 1_500, 2_000, 3_000, 5_000, 8_000, 12_000, 16_000, 20_000)  # in writes
ERRORS = (errno.EIO, errno.ENOSPC)
DONE, NOT_BEGUN, FAILED, ABORTED, KILLED = 0, 1, 3, -signal.SIGABRT, -signal.SIGKILL
HALTED = {FAILED, ABORTED}


@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
def test_an_error_at_any_of_the_first_writes_leaves_the_last_good_snapshot(
    error: int, homes: Iterator[Home], later: dict[str, str], sent: Sent
) -> None:
    faults = [BrokenDisk(nth, error) for nth in FIRST_WRITES]
    # a write that was made again when it failed once costs nothing: that night ends well
    all_made_good(homes, sent, later, faults, {DONE, *HALTED})


@pytest.mark.parametrize("is_lasting", [True, False], ids=["a full disk", "one error"])
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
def test_a_disk_that_fails_later_in_the_night_leaves_the_last_good_snapshot(
    error: int, is_lasting: bool, homes: Iterator[Home], later: dict[str, str], sent: Sent
) -> None:
    faults = [BrokenDisk(nth, error, is_lasting) for nth in FILL_LEVELS]
    all_made_good(homes, sent, later, faults, HALTED if is_lasting else {DONE, *HALTED})


def test_a_quota_or_too_little_memory_leaves_the_last_good_snapshot(
    homes: Iterator[Home], later: dict[str, str], sent: Sent
) -> None:
    faults = [*map(FileLimit, (1 << 20, 12 << 20)), *map(LittleMemory, (300, 600, 900))]
    # with the least of them Python cannot even import the program
    all_made_good(homes, sent, later, faults, {NOT_BEGUN, KILLED, *HALTED})


def test_a_database_short_of_memory_gives_the_same_or_gives_up_and_tells_of_nobody(
    homes: Iterator[Home], later: dict[str, str], sent: Sent
) -> None:
    all_made_good(homes, sent, later, [*map(LittleBuffer, (20, 40, 80))], {DONE, FAILED})
