"""A disk that breaks, is full or has a quota, or too little memory: the last good snapshot stays readable."""

import errno
import signal

import pytest
from broken_disk import IS_POSSIBLE, BrokenDisk
from faults import Fault, FileLimit, LittleMemory
from inbox_of_canaries import Sent
from outcomes import made_good

from pipelines.home import Home

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not IS_POSSIBLE, reason="this machine lets no process be watched"),
]
FILL_LEVELS = (1, 5, 25, 125, 300, 600, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000)  # in writes to the home
FAILED, ABORTED, KILLED = 3, -signal.SIGABRT, -signal.SIGKILL


@pytest.mark.parametrize("nth", FILL_LEVELS)
def test_a_full_disk_leaves_the_last_good_snapshot(
    nth: int, begun: Home, later: dict[str, str], sent: Sent
) -> None:
    full = BrokenDisk(nth, errno.ENOSPC, is_lasting=True)
    made_good(begun, sent, later, full, statuses={FAILED, ABORTED})


@pytest.mark.parametrize("nth", FILL_LEVELS)
def test_an_error_of_the_disk_leaves_the_last_good_snapshot(
    nth: int, begun: Home, later: dict[str, str], sent: Sent
) -> None:
    made_good(begun, sent, later, BrokenDisk(nth, errno.EIO), statuses={FAILED, ABORTED})


@pytest.mark.parametrize(
    "fault", [FileLimit(1 << 20), FileLimit(12 << 20), *map(LittleMemory, (300, 600, 900))]
)
def test_a_quota_or_too_little_memory_leaves_the_last_good_snapshot(
    fault: Fault, begun: Home, later: dict[str, str], sent: Sent
) -> None:
    made_good(begun, sent, later, fault, statuses={FAILED, ABORTED, KILLED})
