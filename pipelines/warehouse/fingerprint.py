"""What a night's result depends on, as one hash: deliveries, date, rules, frozen half-years, the program."""

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.home import Home
from pipelines.warehouse.frozen import manifest_files

PROGRAM = Path(__file__).parents[2]
FIGURE_FOLDERS = ("pipelines", "expectations", "sql")


def night_fingerprint(
    as_of: date, last_delivery_no: int, home: Home, before_freezing: str | None = None
) -> str:
    """Equal for two nights that would give the same result; as it was before a half-year was frozen."""
    frozen = (path for path in manifest_files(home.frozen) if path.parent.name != before_freezing)
    rules = [*_files(home.settings), *frozen]
    return _hashed(f"{as_of} {last_delivery_no} {program_sha256()}", [*rules, *_files(PROGRAM / "reports")])


@cache
def program_sha256() -> str:
    """The hash of all code that figures come from."""
    return _hashed("", (path for folder in FIGURE_FOLDERS for path in _files(PROGRAM / folder)))


@cache
def shown_sha256() -> str:
    """The hash of all code that figures, pages and reports come from."""
    return _hashed(program_sha256(), _files(PROGRAM / "reports"))


def _hashed(start: str, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(start.encode())
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
