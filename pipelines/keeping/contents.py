"""What a backup says of itself: when and by which version it was made, and the hash of all that it holds."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "backup.json"  # the last entry of the file: a backup that was cut short has none
HOME, KEYS = "home", "keys"
PLACES = {
    HOME: ("private", "settings", "published", "worklists", "dagster", "archive", "inbox"),
    KEYS: ("keys",),
}
LINK = "published/warehouse.duckdb"  # the only one that a home has
MARKED = b"taizhang backup"


class BadBackupError(ValueError):
    """The file is no whole backup; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Entry:
    """One entry: a file with its hash, a link with its target, or a folder, which has neither."""

    mode: int
    modified_ns: int
    sha256: str | None = None
    link: str | None = None


@dataclass(frozen=True)
class Contents:
    """All entries by name; `key_mark` tells which key the data were made with, and nothing of the key."""

    made_at: str
    version: str
    key_mark: str | None
    entries: dict[str, Entry]

    @property
    def files(self) -> int:
        """How many of the entries are files."""
        return sum(entry.sha256 is not None for entry in self.entries.values())

    def text(self) -> str:
        """The contents as JSON, with the hash of themselves."""
        told = asdict(self)
        return json.dumps({"own": _own(told), "contents": told})


def read_contents(text: bytes) -> Contents:
    """The contents in a backup's last entry; BadBackupError where they are not as they were written."""
    try:
        stored = json.loads(text)
        told = stored["contents"]
        if stored["own"] != _own(told):
            raise ValueError
        entries = {name: Entry(**entry) for name, entry in told["entries"].items()}
        return Contents(**told | {"entries": entries})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadBackupError("its list of contents was changed: take another backup") from error


def key_mark(key_file: Path) -> str | None:
    """By what a key is known again without giving it away; None where there is no key."""
    if not key_file.exists():
        return None
    return hmac.new(key_file.read_bytes(), MARKED, hashlib.sha256).hexdigest()[:16]


def _own(told: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
