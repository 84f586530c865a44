"""What a home stands on: the space of its disk, the lock of a run, and the versions of what is installed."""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires, version

import duckdb
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pipelines.home import Home
from pipelines.keeping.findings import OK, WARNING, Finding, judged

PROGRAM = "taizhang"
MEGABYTE = 1_000_000
SPARE_BYTES = 200 * MEGABYTE


def disk(home: Home) -> Finding:
    """Whether a night has room: it may write its layers and a snapshot anew before it lets go of the old."""
    if not os.access(home.root, os.W_OK):
        return judged("disk", ["the home can only be read"], "")
    files = [path for path in (home.identified, home.warehouse, home.current) if path.exists()]
    needed = SPARE_BYTES + sum(path.stat().st_size for path in files)
    free = shutil.disk_usage(home.root).free
    told = f"{free // MEGABYTE:,} MB free, a night may need {needed // MEGABYTE:,} MB"
    if free < needed:
        return judged("disk", [told], "")
    return judged("disk", [told] if free < 3 * needed else [], told, worst=WARNING)


def lock(home: Home) -> Finding:
    """Whether a run is writing now; looked at by asking the kernel, with nothing written."""
    if not home.lock.exists():
        return Finding("lock", OK, "free")
    with home.lock.open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return Finding(
                "lock", WARNING, "a run is writing: databases and files of the home were not looked at"
            )
    return Finding("lock", OK, "free")


def versions(writer: str | None) -> Finding:
    """Whether all that is installed is of a version that the program takes, and none newer wrote the home."""
    return judged("versions", _unfit(writer), f"{PROGRAM} {version(PROGRAM)}, DuckDB {duckdb.__version__}")


def _unfit(writer: str | None) -> Iterator[str]:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    if python not in SpecifierSet(metadata(PROGRAM)["Requires-Python"]):
        yield f"Python {python} is not one the program takes"
    for line in requires(PROGRAM) or ():
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate():
            try:
                installed = version(needed.name)
            except PackageNotFoundError:
                yield f"{needed.name} is not installed"
                continue
            if not needed.specifier.contains(installed, prereleases=True):
                yield f"{needed.name} {installed} is not {needed.specifier}"
    if writer and Version(writer) > Version(version(PROGRAM)):
        yield f"the home was written by version {writer}, newer than this {version(PROGRAM)}"
