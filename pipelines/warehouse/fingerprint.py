"""What a night's result depends on, as one hash: deliveries on record, date, rules and the program itself."""

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

PROGRAM = Path(__file__).parents[2]
PROGRAM_FOLDERS = ("pipelines", "expectations", "sql", "reports")


def night_fingerprint(as_of: date, last_delivery_no: int, rules: Path) -> str:
    """Equal for two nights that would give the same result."""
    digest = hashlib.sha256(f"{as_of} {last_delivery_no}".encode())
    for path in [*_files(rules), *(path for folder in PROGRAM_FOLDERS for path in _files(PROGRAM / folder))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
