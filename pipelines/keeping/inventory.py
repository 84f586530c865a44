"""Whether a home holds what it should: record and files as the last run left them, originals, no more."""

from collections.abc import Iterator

from pipelines.audit.manifest import BEGUN, SEALED, changes
from pipelines.audit.verification import verified
from pipelines.home import Home
from pipelines.keeping.findings import FAULT, WARNING, Finding, judged
from pipelines.landing.ledger import read_ledger
from pipelines.warehouse.frozen import manifest_files, read_manifest

DIGITS = 12
LEDGER = "select sha256, status from received.deliveries where sha256 is not null"


def record(home: Home) -> Finding:
    """Whether every line of the audit log is as it was written."""
    verdict = verified(home.audit)
    return judged("record", verdict.faults, f"{len(verdict.records):,} lines, whole")


def files(home: Home) -> Finding:
    """Whether every original, layer and published file is as the last run left it."""
    turns = [line["what"] for line in verified(home.audit).records if line["what"] in (SEALED, BEGUN)]
    worst = FAULT if turns and turns[-1] == SEALED else WARNING
    return judged("files", changes(home), "as the last run left them", worst)


def originals(home: Home) -> Finding:
    """Whether every original of a landed delivery, and of a frozen half-year, is in the archive."""
    needed = {digest for digest, status in _ledger(home) if status == "landed"}
    for path in manifest_files(home.frozen):
        needed |= set(read_manifest(path).digests)
    missing = sorted(digest for digest in needed if not (home.archive / digest).is_file())
    told = (f"archive/{digest[:DIGITS]}… is missing" for digest in missing)
    return judged("originals", told, f"{len(needed):,} there")


def leftovers(home: Home) -> Finding:
    """What a run, a publication or a restoring left half done, and originals that no delivery names."""
    return judged("leftovers", _left(home), "none", worst=WARNING)


def _left(home: Home) -> Iterator[str]:
    known = {digest for digest, _ in _ledger(home)}
    unnamed = [path for path in home.archive.iterdir() if path.name not in known]
    if unnamed:
        yield f"{len(unnamed):,} files of archive belong to no delivery"
    if any(home.scratch.iterdir()):
        yield "private/scratch is not empty"
    places = (home.identified.parent, home.frozen, home.published, home.snapshots, home.packs)
    for place in places:
        for path in sorted(place.glob(".*.part*")) + sorted(place.glob("*.wal")):
            yield path.relative_to(home.root).as_posix()
    for path in sorted(home.root.parent.glob(f".{home.root.name}.restoring")):
        yield f"{path.name} beside the home"


def _ledger(home: Home) -> list[tuple[str, str]]:
    with read_ledger(home) as connection:
        return connection.execute(LEDGER).fetchall()
