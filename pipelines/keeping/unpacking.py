"""Reading a backup: every entry is held against the list of contents, none can land outside its folder."""

import errno
import hashlib
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

import pyarrow as pa

from pipelines.keeping.contents import (
    HOME,
    LINK,
    NAME,
    PLACES,
    BadBackupError,
    Contents,
    Entry,
    read_contents,
)
from pipelines.keeping.packing import COMPRESSION

CHUNK_BYTES = 1 << 20
LEFT_FREE_BYTES = 1 << 28  # of the disk, on which the last snapshot lies as well
OWNER_MODE, SHARED_BITS = 0o700, 0o755
TARGET = re.compile(r"snapshots/[\w-]+\.duckdb", re.ASCII)
Found = tuple[str | None, str | None]


def unpacked(file: Path, kind: str, folder: Path | None) -> Contents:
    """What the backup holds, laid into the folder where one is given; BadBackupError unless all is whole."""
    found: dict[str, Found] = {}
    try:
        with (
            pa.CompressedInputStream(str(file), COMPRESSION) as stream,
            tarfile.open(fileobj=stream, mode="r|") as tar,
        ):
            contents = _read(tar, kind, folder, found)
    except (OSError, tarfile.TarError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno:
            raise  # the disk's, not the backup's
        raise BadBackupError("it is cut short or damaged: take another backup") from error
    _compare(contents, found)
    if folder:
        for name, entry in contents.entries.items():
            _dress(folder / name, entry)
    return contents


def _read(tar: tarfile.TarFile, kind: str, folder: Path | None, found: dict[str, Found]) -> Contents:
    for number, member in enumerate(tar, start=1):
        if member.name == NAME and member.isreg():
            return read_contents(_bytes(tar, member).read())
        if any(_is_inside(member, other) for other in PLACES if other != kind):
            raise BadBackupError(f"it does not hold the {kind}: name the other file")
        if not _is_inside(member, kind) or member.name in found:
            raise BadBackupError(
                f"its entry {number} would lie outside the home, or on another: it was not written by "
                "taizhang backup; do not use it"
            )
        path = folder / member.name if folder else None
        if path:
            path.parent.mkdir(mode=OWNER_MODE, parents=True, exist_ok=True)
        found[member.name] = _taken(tar, member, path)
    raise BadBackupError("it is cut short: take another backup")


def _is_inside(member: tarfile.TarInfo, kind: str) -> bool:
    path = PurePosixPath(member.name)
    plain = str(path) == member.name and ".." not in path.parts and path.parts[0] in PLACES[kind]
    if member.issym():
        return kind == HOME and member.name == LINK and bool(TARGET.fullmatch(member.linkname))
    return plain and (member.isreg() or member.isdir())


def _taken(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path | None) -> Found:
    """The hash of a file, the target of a link; laid at the path where one is given."""
    if member.issym():
        if path:
            path.symlink_to(member.linkname)
        return None, member.linkname
    if member.isdir():
        if path:
            path.mkdir(mode=OWNER_MODE, exist_ok=True)
        return None, None
    if path and member.size > shutil.disk_usage(path.parent).free - LEFT_FREE_BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    digest = hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600) if path else None
    try:
        for chunk in _chunks(_bytes(tar, member)):
            digest.update(chunk)
            if handle is not None:
                _write(handle, chunk)
    finally:
        if handle is not None:
            os.close(handle)
    return digest.hexdigest(), None


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    source = tar.extractfile(member)
    if source is None:
        raise BadBackupError("it is damaged: take another backup")
    return source


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(CHUNK_BYTES):
        yield chunk


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _compare(contents: Contents, found: dict[str, Found]) -> None:
    expected = {name: (entry.sha256, entry.link) for name, entry in contents.entries.items()}
    different = [name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)]
    if different:
        raise BadBackupError(f"{len(different)} of its files are missing or changed: take another backup")


def _dress(path: Path, entry: Entry) -> None:
    """Give a file or folder its rights and time; none may be written by others, whatever the list says."""
    if entry.link is None:
        path.chmod(entry.mode & SHARED_BITS)
        os.utime(path, ns=(entry.modified_ns, entry.modified_ns))
