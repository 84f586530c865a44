"""Layer 0: originals kept by their SHA-256, each copied whole or not at all."""

import hashlib
import os
from pathlib import Path

from pipelines.landing.inbox import Arrival, is_unchanged

CHUNK_BYTES = 1 << 20


def archive_file(arrival: Arrival, archive: Path) -> str | None:
    """The SHA-256 under which the file now lies in the archive; None where it has changed since the scan."""
    digest = hashlib.sha256()
    part = archive / ".incoming"
    try:
        # a link that took the file's place since the scan is not followed
        handle = os.open(arrival.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as source, part.open("wb") as target:
        while chunk := source.read(CHUNK_BYTES):
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if not is_unchanged(arrival):
        part.unlink()
        return None
    part.replace(archive / digest.hexdigest())
    return digest.hexdigest()
