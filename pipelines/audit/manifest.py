"""The manifest: the SHA-256 of every original, layer and published file as the last run left them."""

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path

from pipelines.audit.log import append
from pipelines.audit.records import Fact
from pipelines.audit.verification import verified
from pipelines.home import Home

SEALED, BEGUN, NIGHT = "manifest", "run_begun", "night"
LINK = "link:"


def seal(home: Home, night: str | None = None) -> None:
    """Write the manifest anew and its own hash into the audit log, with the date of a night that ended."""
    hashes = dict(sorted(_hashes(home)))
    text = json.dumps(hashes, ensure_ascii=False, indent=0)
    part = _part(home)
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(home.manifest)
    facts: dict[str, Fact] = {"files": len(hashes), "sha256": sha256(text.encode()).hexdigest()}
    append(home.audit, SEALED, facts | ({NIGHT: night} if night else {}))


def is_ended(home: Home) -> bool:
    """Whether the night that began last came to its end, all its results on disk."""
    turns = [record for record in verified(home.audit).records if record["what"] == BEGUN or NIGHT in record]
    return bool(turns) and NIGHT in turns[-1]


def changes(home: Home) -> list[str]:
    """What is not as the last run left it: the manifest itself, and every file changed, missing or added."""
    records = verified(home.audit).records
    sealed = [record for record in records if record["what"] in (SEALED, BEGUN)]
    if not any(record["what"] == SEALED for record in sealed):
        return ["no run has left a manifest yet: run taizhang nightly"]
    if sealed[-1]["what"] == BEGUN:
        return ["a run has begun since and not ended: run taizhang nightly, then ask again"]
    text = home.manifest.read_bytes() if home.manifest.exists() else b""
    if sha256(text).hexdigest() != sealed[-1]["sha256"]:
        return [f"{_name(home, home.manifest)}: it is not the one that line {sealed[-1]['no']} names"]
    return list(_differences(json.loads(text), dict(_hashes(home))))


def _differences(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(then.keys() | now.keys()):
        if name not in now:
            yield f"{name}: missing"
        elif name not in then:
            yield f"{name}: added"
        elif then[name] != now[name]:
            yield f"{name}: changed"


def _hashes(home: Home) -> Iterator[tuple[str, str]]:
    for path in _files(home):
        yield _name(home, path), _link(path) if path.is_symlink() else _sha256(path)


def _files(home: Home) -> Iterator[Path]:
    """Originals, layers, what is kept in private, and what is published; no log, lock or scratch."""
    private = home.identified.parent
    # a pack is made between runs, and has a manifest of its own
    apart = (home.audit, home.scratch, home.manifest, _part(home), home.lock, home.packs)
    for place in (home.archive, private, home.published):
        for path in sorted(place.rglob("*")):
            if path.is_symlink() or (path.is_file() and not any(map(path.is_relative_to, apart))):
                yield path


def _part(home: Home) -> Path:
    """The manifest being written; one that a killed run left is written over by the next."""
    return home.manifest.with_name(f".{home.manifest.name}.part")


def _link(path: Path) -> str:
    return f"{LINK}{path.readlink()}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _name(home: Home, path: Path) -> str:
    return path.relative_to(home.root).as_posix()
