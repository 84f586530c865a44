"""The pseudonym key: made on first use, refused when it is missing or loose beside data that need it."""

import os
import secrets
import stat
from pathlib import Path

KEY_BYTES = 32
KEY_MODE = 0o400


class PseudonymKeyError(RuntimeError):
    """The key cannot be used; the message says what to do."""


def load_key(path: Path, data_exist: bool) -> bytes:
    """The 32 bytes of the key; a new one is made only where no data exist yet."""
    if not path.exists():
        if data_exist:
            raise PseudonymKeyError(
                f"{path.name} is missing beside existing data: put the key back from its backup, "
                "or start a new home; a new key would break every pseudonym"
            )
        _make_key(path)
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise PseudonymKeyError(f"{path.name} can be read by others (mode {mode:o}): run chmod 400 on it")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise PseudonymKeyError(
            f"{path.name} does not hold {KEY_BYTES} bytes: put the key back from its backup"
        )
    return key


def _make_key(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_MODE)
    with os.fdopen(handle, "wb") as key_file:
        key_file.write(secrets.token_bytes(KEY_BYTES))
        key_file.flush()
        os.fsync(key_file.fileno())
