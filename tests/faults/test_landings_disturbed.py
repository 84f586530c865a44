"""Landing is what no later night makes anew: disturbed at any write, it loses nothing and doubles nothing."""

import errno
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from broken_disk import IS_POSSIBLE, BrokenDisk, KilledAtWrite
from faults import Fault, Killed
from inbox_of_canaries import Sent
from nights_disturbed import landing
from outcomes import landed
from steps import STEPS

from pipelines.home import Home

pytestmark = pytest.mark.skipif(not IS_POSSIBLE, reason="this machine lets no process be watched")
FEW_FILES = 4
# DuckDB ends its process where it cannot undo what it began to write
KILLED, ABORTED, FAILED = -signal.SIGKILL, -signal.SIGABRT, 1
WRITES = range(1, 111)  # of the last ones a landing may need fewer
CERTAIN = 80
FAULTS = {
    "killed": KilledAtWrite,
    "input or output error": lambda nth: BrokenDisk(nth, errno.EIO),
    "one write on a full disk": lambda nth: BrokenDisk(nth, errno.ENOSPC),
    "a full disk": lambda nth: BrokenDisk(nth, errno.ENOSPC, is_lasting=True),
}


@pytest.fixture(scope="session")
def few(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few deliveries, so that a landing is short."""
    inbox = tmp_path_factory.mktemp("few")
    for path in sent.files[:: len(sent.files) // FEW_FILES][:FEW_FILES]:
        shutil.copy2(path, inbox)
    return inbox


@pytest.fixture(scope="session")
def landed_well(few: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is landed where nothing goes wrong."""
    home = Home(tmp_path_factory.mktemp("landed") / "home")
    assert landing(home, few).status == 0
    return landed(home)


def test_a_landing_disturbed_again_and_again_ends_as_if_undisturbed(
    few: Path, landed_well: dict[str, str], tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    faults = {
        KilledAtWrite(1): {KILLED},
        BrokenDisk(9, errno.EIO): {FAILED},
        Killed(STEPS["the first original kept"]): {KILLED},
        # on a busy machine the thirtieth write may be of what is on record already: all has landed then
        BrokenDisk(30, errno.ENOSPC, is_lasting=True): {FAILED, ABORTED},
        Killed(STEPS["deliveries on record"]): {KILLED, 0},
    }
    for fault, statuses in faults.items():
        assert landing(home, few, fault).status in statuses, fault
    assert landing(home, few).status == 0
    assert landed(home) == landed_well
    assert list(home.scratch.iterdir()) == []


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_landing_disturbed_at_any_write_is_made_good(
    fault: Callable[[int], Fault], few: Path, landed_well: dict[str, str], tmp_path: Path
) -> None:
    statuses = []
    for nth in WRITES:
        home = Home(tmp_path / str(nth))
        statuses.append(landing(home, few, fault(nth)).status)
        assert landing(home, few).status == 0, nth
        assert landed(home) == landed_well, nth
        shutil.rmtree(home.root)
    # the last writes fold into the database what its log holds already: the landing stands without them
    assert set(statuses[:CERTAIN]) <= {KILLED, ABORTED, FAILED}
