"""The pack's manifest: what it holds, of which snapshot and program, and the SHA-256 of every file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.publication.freeze import file_sha256

MANIFEST = "manifest.json"
CHANGED, MISSING, EXTRA = "changed", "missing", "not in the manifest"


class NoPackError(ValueError):
    """The folder is no pack; the message says what is wrong with it."""


@dataclass(frozen=True)
class PackManifest:
    """What a pack says of itself; `files` has the SHA-256 of every file by its path within the pack."""

    half_year: str
    as_of: str
    snapshot_id: str
    version: str
    program_sha256: str
    files: Mapping[str, str]


def write_manifest(folder: Path, manifest: PackManifest) -> None:
    """Write the manifest, for people to read too."""
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> PackManifest:
    """The manifest of a pack; NoPackError where the folder has none that can be read."""
    try:
        stored = json.loads((folder / MANIFEST).read_text("utf-8"))
        manifest = PackManifest(**stored)
        if not all(isinstance(text, str) for text in (*manifest.files, *manifest.files.values())):
            raise TypeError("files")
    except FileNotFoundError:
        raise NoPackError(f"{folder} is no pack: it has no {MANIFEST}") from None
    except (ValueError, TypeError, AttributeError):
        raise NoPackError(f"{folder / MANIFEST} cannot be read: copy the pack again") from None
    return manifest


def hashed_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of the folder but its manifest, by path."""
    return {
        path.relative_to(folder).as_posix(): file_sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }


def changed_files(folder: Path, manifest: PackManifest) -> dict[str, str]:
    """What is wrong with each file that is not as the manifest says: changed, missing or not in it."""
    there = hashed_files(folder)
    wrong = dict.fromkeys(manifest.files.keys() - there.keys(), MISSING)
    wrong |= dict.fromkeys(there.keys() - manifest.files.keys(), EXTRA)
    wrong |= {
        name: CHANGED for name in there.keys() & manifest.files.keys() if there[name] != manifest.files[name]
    }
    return dict(sorted(wrong.items()))
