"""Landing: what is new in the inbox is archived, read once and put on record; the rest stays untouched."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.home import Home
from pipelines.landing.archive import archive_file
from pipelines.landing.inbox import Arrival, scan, settled
from pipelines.landing.ledger import (
    Delivery,
    Known,
    known_deliveries,
    open_ledger,
    read_ledger,
    record,
    refuse_another_key,
)
from pipelines.reading.results import FileResult
from pipelines.reading.workers import read_in_workers

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Landing:
    """What one landing did: deliveries by status, and files left because they are still being written."""

    landed: int
    duplicates: int
    rejected: int
    left: int

    @property
    def new(self) -> int:
        """How many deliveries went on record."""
        return self.landed + self.duplicates + self.rejected


def land(home: Home, inbox: Path, key: bytes, progress: Progress) -> Landing:
    """Land every new file of the inbox; a file that cannot be read is put on record as rejected."""
    connection = open_ledger(home)
    _empty(home.scratch)  # what a killed run left behind
    try:
        refuse_another_key(connection, key)
        known = known_deliveries(connection)
        new = [arrival for arrival in scan(inbox) if _fingerprint(arrival) not in known.fingerprints]
        ready = settled(new)
        archived = list(_archived(ready, home.archive, progress))
        results = _read(home, _unread(archived, known), progress)
        deliveries = list(_deliveries(archived, known, results))
        if deliveries:
            record(connection, deliveries, known.last_delivery_no + 1, key)
        return _summary(deliveries, left=len(new) - len(deliveries))
    finally:
        connection.close()
        _empty(home.scratch)


def check_key(home: Home, key: bytes) -> None:
    """PseudonymKeyError where the key is another home's; what cannot be read now, the landing itself asks."""
    if not home.identified.exists():
        return
    try:
        with read_ledger(home) as connection:
            refuse_another_key(connection, key)
    except duckdb.Error:  # a run writes, or no table is there yet
        return


def _fingerprint(arrival: Arrival) -> tuple[str, int, int]:
    return arrival.delivered_as, arrival.size, arrival.modified_ns


def _archived(
    arrivals: list[Arrival], archive: Path, progress: Progress
) -> Iterator[tuple[Arrival, str | None]]:
    for done, arrival in enumerate(arrivals, start=1):
        digest = None if arrival.reason_code else archive_file(arrival, archive)
        if digest or arrival.reason_code:
            yield arrival, digest
        progress("archive", done, len(arrivals))


def _unread(archived: list[tuple[Arrival, str | None]], known: Known) -> list[str]:
    digests = dict.fromkeys(digest for _, digest in archived if digest)
    return [digest for digest in digests if digest not in known.digests]


def _read(home: Home, digests: Sequence[str], progress: Progress) -> dict[str, FileResult]:
    paths = [home.archive / digest for digest in digests]
    # the readers of a killed run may live on for a while, and would write over what tonight's have read
    out = Path(tempfile.mkdtemp(dir=home.scratch))
    results: dict[str, FileResult] = {}
    for digest, result in zip(digests, read_in_workers(paths, out), strict=True):
        results[digest] = result
        progress("read", len(results), len(paths))
    return results


def _deliveries(
    archived: list[tuple[Arrival, str | None]], known: Known, results: dict[str, FileResult]
) -> Iterator[Delivery]:
    seen = set(known.digests)
    for arrival, digest in archived:
        if digest is None:
            yield Delivery(arrival, None, "rejected", arrival.reason_code, None)
        elif digest in seen:
            yield Delivery(arrival, digest, "duplicate", None, None)
        else:
            seen.add(digest)
            result = results[digest]
            status = "landed" if result.status == "read" else "rejected"
            yield Delivery(arrival, digest, status, result.reason_code, result)


def _summary(deliveries: list[Delivery], left: int) -> Landing:
    statuses = [delivery.status for delivery in deliveries]
    return Landing(statuses.count("landed"), statuses.count("duplicate"), statuses.count("rejected"), left)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)  # a killed run's reader may just be writing to it
        else:
            path.unlink()


def news(home: Home, inbox: Path) -> tuple[int, int]:
    """How many files of the inbox are not on record yet, and the number of the last delivery that is."""
    if not home.identified.exists():
        return len(scan(inbox)), 0
    connection = open_ledger(home)
    try:
        known = known_deliveries(connection)
    finally:
        connection.close()
    arrived = [arrival for arrival in scan(inbox) if _fingerprint(arrival) not in known.fingerprints]
    return len(arrived), known.last_delivery_no


def nothing_ever(home: Home, inbox: Path) -> bool:
    """Whether nothing has arrived in a home that never published: a night there would publish emptiness."""
    return not home.current.exists() and news(home, inbox) == (0, 0)
