"""What lies in the inbox: which entries may be opened, and which are still being written."""

import os
import stat
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETTLED_SECONDS = 2.0
LAST_NS = 9_223_372_036_000_000_000  # in the year 2262


@dataclass(frozen=True)
class Arrival:
    """One entry of the inbox; `reason_code` says why it must not be opened, else None."""

    path: Path
    delivered_as: str
    size: int
    modified_ns: int
    reason_code: str | None

    @property
    def order(self) -> tuple[int, str]:
        """Modification time, then path: of two deliveries of one thing the later stands."""
        return self.modified_ns, self.delivered_as


def scan(inbox: Path) -> list[Arrival]:
    """Every file of the inbox, oldest first; dot files and lock files (`~$`) are passed over.

    A folder is no delivery of its own, but for one that cannot be listed: what lies in it is not lost unsaid.
    """
    found = (_arrival(inbox, path) for path in _entries(inbox))
    return sorted(filter(None, found), key=lambda arrival: arrival.order)


def settled(arrivals: list[Arrival]) -> list[Arrival]:
    """Those whose size and time stay as they are for two seconds; a file still being written is left out."""
    newest = max((arrival.modified_ns for arrival in arrivals), default=0) / 1e9
    # a time ahead of the clock does not tell when its file was written, nor anything of the other files
    wait = min(newest + SETTLED_SECONDS - time.time(), SETTLED_SECONDS)
    if wait > 0:
        time.sleep(wait)
    return [arrival for arrival in arrivals if arrival.reason_code or is_unchanged(arrival)]


def is_unchanged(arrival: Arrival) -> bool:
    """Whether the file is still the one that was scanned."""
    try:
        found = arrival.path.lstat()
    except OSError:
        return False
    return (found.st_size, _modified_ns(found)) == (arrival.size, arrival.modified_ns)


def _entries(inbox: Path) -> Iterator[Path]:
    unlisted: list[OSError] = []
    for folder, folders, names in os.walk(inbox, onerror=unlisted.append, followlinks=False):
        links = [name for name in folders if _is_link(Path(folder) / name)]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in [*names, *links]:
            if not name.startswith((".", "~$")):
                yield Path(folder) / name
    yield from (Path(error.filename) for error in unlisted if error.filename != str(inbox))


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # its path is too long; listing it fails in its turn
        return False


def _arrival(inbox: Path, path: Path) -> Arrival | None:
    """The entry; None where it has gone since it was listed."""
    name = os.fsencode(path.relative_to(inbox)).decode("utf-8", "backslashreplace")
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    except OSError:  # folders so deep that no path reaches it
        return Arrival(path, _escaped(name), 0, 0, "not_readable")
    return Arrival(path, _escaped(name), found.st_size, _modified_ns(found), _reason(path, name, found))


def _modified_ns(found: os.stat_result) -> int:
    """Nanoseconds since 1970; times that a database's whole numbers do not reach are taken for the last."""
    return min(max(found.st_mtime_ns, -LAST_NS), LAST_NS)


def _reason(path: Path, name: str, found: os.stat_result) -> str | None:
    if stat.S_ISDIR(found.st_mode):
        return "not_readable"
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        return "not_a_regular_file"
    if _escaped(name) != name:
        return "name_not_plain"
    return None if os.access(path, os.R_OK) else "not_readable"


def _escaped(name: str) -> str:
    # Cc are control characters, Cf the invisible ones that turn a name around on the screen
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in ("Cc", "Cf")
        else character
        for character in name
    )
