"""Writing a backup: files into one compressed tar, each hashed as it is read, the list of contents last."""

import hashlib
import io
import os
import stat
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from pipelines.keeping.contents import NAME, Contents, Entry

COMPRESSION = "zstd"
FILE_MODE = 0o600


@dataclass
class Pack:
    """A backup being written; `skipped` counts what is neither file nor folder, or could not be opened."""

    tar: tarfile.TarFile
    root: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    skipped: int = 0

    def add(self, path: Path, instead: Path | None = None) -> None:
        """Add a file as it is now, or the copy of it that is to be read `instead`."""
        try:
            # what took the file's place since it was listed is not followed, and not waited for
            handle = os.open(instead or path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            self.skipped += 1
            return
        with os.fdopen(handle, "rb") as source:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                self.skipped += 1
                return
            self._write(path, source, found)

    def add_folder(self, path: Path) -> None:
        """Add a folder, without what lies in it."""
        info = self._info(path, path.stat())
        info.type = tarfile.DIRTYPE
        self.tar.addfile(info)
        self.entries[info.name] = _entry(path.stat())

    def add_link(self, path: Path) -> None:
        """Add a link as a link."""
        info = self._info(path, path.lstat())
        info.type, info.linkname = tarfile.SYMTYPE, str(path.readlink())
        self.tar.addfile(info)
        self.entries[info.name] = _entry(path.lstat(), link=info.linkname)

    def _write(self, path: Path, source: BinaryIO, found: os.stat_result) -> None:
        info = self._info(path, found)
        info.size = found.st_size
        hashed = _Hashed(source)
        self.tar.addfile(info, hashed)
        self.entries[info.name] = _entry(found, sha256=hashed.digest.hexdigest())

    def _info(self, path: Path, found: os.stat_result) -> tarfile.TarInfo:
        info = tarfile.TarInfo(path.relative_to(self.root).as_posix())
        info.mode, info.mtime = stat.S_IMODE(found.st_mode), int(found.st_mtime)
        return info


@dataclass
class _Hashed:
    """A file that is hashed as it is read."""

    source: BinaryIO
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        data = self.source.read(size)
        self.digest.update(data)
        return data


@contextmanager
def packing(out: Path, root: Path, mark: str | None) -> Iterator[Pack]:
    """A pack at `out`, a new file of its owner's, whole and forced to disk once the block has ended."""
    os.close(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    with (
        pa.CompressedOutputStream(str(out), COMPRESSION) as stream,
        tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        pack = Pack(tar, root)
        yield pack
        now = datetime.now(UTC).isoformat(timespec="seconds")
        text = Contents(now, version("taizhang"), mark, pack.entries).text().encode()
        info = tarfile.TarInfo(NAME)
        info.size, info.mode = len(text), FILE_MODE
        tar.addfile(info, io.BytesIO(text))
    with out.open("rb") as written:
        os.fsync(written.fileno())


def _entry(found: os.stat_result, sha256: str | None = None, link: str | None = None) -> Entry:
    return Entry(stat.S_IMODE(found.st_mode), found.st_mtime_ns, sha256, link)
