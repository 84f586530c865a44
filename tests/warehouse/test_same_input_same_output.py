"""What is counted, checked, scored and published goes by what was sent: not by threads, nights or names."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tables_compared import different
from whole_nights import Sent, deliver, landed_at_once, landing, new_home, night, quick_night

from pipelines.home import Home
from pipelines.sample.district import SAMPLE_AS_OF, write_district
from pipelines.warehouse.connection import LAYERS

SAMPLE_FILES, NIGHTS = 1_500, 4
RUNS = [(rerun, threads) for rerun in range(5) for threads in (1, 2, 8)]
NOT_OF_THE_INPUT = {
    "quality.attempts": "how many seconds each check took",
    "seconds": "the same",
    "suite_seconds": "the same",
    "delivered_as": "the name of a file, told to its sender alone",
    "told_name": "the same",
    "quality.returned_faults": "faults of one delivery, told by its number to its sender alone",
    "quality.worklist_lines": "the same among the findings, in the order of landing",
}
OF_DELIVERIES = {
    "landing.arrivals": "every delivery on record",
    "landing.deliveries": "the same, with what became of it",
    "quality.senders": "the same, with who sent it",
    "marts.files": "the same, as it is told",
    "marts.provenance": "how many there are, and their hash",
    "night": "the hash that tells nights apart",
}
OF_EARLIER_NIGHTS = {
    "night": "the hash that tells nights apart",
    "history.counted_files": "what the last published nights counted",
    "history.finding_events": "what earlier nights found",
    "history.nights": "which nights there were",
    "core.file_changes": "what differs from what was last published",
    "core.count_changes": "the same, counted",
    "protection.count_changes": "the same, where it may be told",
    "marts.count_changes": "the same, as it is told",
    "quality.finding_events": "what the last night found and did not find any more",
    "quality.finding_lives": "since when each finding has stood, and what was mended",
    "quality.repairs": "the same",
    "quality.finding_trend": "the same, by night",
    "marts.finding_trend": "the same, as it is told",
    "marts.repair_half_lives": "how fast findings are mended",
    "first_found_on": "since when a finding has stood, told to its owner",
    "line_first_found_on": "the same",
    "matching.accuracy": "what scores probable duplicates is trained once, on a home's first night",
    "matching.person_pairs": "the same",
    "figures.probable_duplicates": "the same",
    "marts.matching_accuracy": "the same",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The sample district, in all formats."""
    folder = tmp_path_factory.mktemp("sample") / "inbox"
    write_district(folder, SAMPLE_FILES, 1)
    return Sent(folder, SAMPLE_AS_OF)


@pytest.fixture(scope="module")
def published(sample: Sent, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """All of it landed and published in one night."""
    home = landed_at_once(sample, tmp_path_factory.mktemp("published") / "home")
    assert night(home, sample.as_of) == "published"
    return home


@pytest.fixture(scope="module")
def counted(sample: Sent, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """All of it landed in one night, and nothing withheld."""
    home = landed_at_once(sample, tmp_path_factory.mktemp("counted") / "home")
    quick_night(home, sample.as_of)
    return home


def shuffled(sent: Sent, home: Home, seed: int) -> list[Callable[[], object]]:
    """Landings of all that was sent, in any order and under new names in the same folders.

    Of several copies the one that lands first counts, so these come last as in the inbox they are from.
    """
    draw, copies = random.Random(seed), sent.copies
    files = [path for path in sent.files if path not in copies]
    draw.shuffle(files)
    batches = [
        *(files[start::NIGHTS] for start in range(NIGHTS - 1)),
        [*files[NIGHTS - 1 :: NIGHTS], *copies],
    ]
    return [lambda batch=batch: _land(batch, sent.inbox, home, draw) for batch in batches]


def _land(batch: list[Path], inbox: Path, home: Home, draw: random.Random) -> None:
    deliver(batch, inbox, home, told=lambda path: f"{path.stem}{draw.getrandbits(64):x}")
    landing(home)


def test_order_names_and_threads_change_no_figure(sent: Sent, in_time: Home, tmp_path: Path) -> None:
    home = new_home(tmp_path / "home")
    for land in shuffled(sent, home, seed=1):
        land()
    quick_night(home, sent.as_of, threads=1)
    assert different(in_time.warehouse, home.warehouse, LAYERS, NOT_OF_THE_INPUT) == {}


@pytest.mark.long
@pytest.mark.parametrize(("rerun", "threads"), RUNS)
def test_order_names_and_threads_change_nothing_published(
    sample: Sent, published: Home, tmp_path: Path, rerun: int, threads: int
) -> None:
    home = new_home(tmp_path / "home")
    for land in shuffled(sample, home, seed=rerun):
        land()
    assert night(home, sample.as_of, threads) == "published"
    assert different(published.warehouse, home.warehouse, LAYERS, NOT_OF_THE_INPUT) == {}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_the_last_of_several_nights_knows_what_one_night_knows(
    sample: Sent, counted: Home, tmp_path: Path, seed: int
) -> None:
    home = new_home(tmp_path / "home")
    for number, land in enumerate(shuffled(sample, home, seed), start=1):
        land()
        quick_night(home, sample.as_of - timedelta(days=NIGHTS - number))
    left_out = NOT_OF_THE_INPUT | OF_EARLIER_NIGHTS
    assert different(counted.warehouse, home.warehouse, LAYERS, left_out) == {}


@pytest.mark.long
def test_deliveries_repeated_change_no_figure(sample: Sent, counted: Home, tmp_path: Path) -> None:
    home = landed_at_once(sample, tmp_path / "home")
    for again in ("再报", "三报"):
        deliver(sample.files, sample.inbox, home, told=lambda path, again=again: f"{again}{path.stem}")
        assert landing(home).landed == 0
    quick_night(home, sample.as_of)
    left_out = NOT_OF_THE_INPUT | OF_DELIVERIES
    assert different(counted.warehouse, home.warehouse, LAYERS, left_out) == {}
