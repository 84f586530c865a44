"""How long a home keeps what no figure rests on: old snapshots, worklists, rejected originals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.home import Home
from pipelines.landing.ledger import read_ledger
from pipelines.rules.settings import read_settings, setting_on
from pipelines.warehouse.frozen import manifest_files, read_manifest

REJECTED = """
select sha256 from received.deliveries where sha256 is not null
group by sha256
having bool_and(status <> 'landed') and max(received_at) < cast(? as date) - to_years(?)
"""


@dataclass(frozen=True)
class Pruned:
    """How much was removed; `originals` are named by their hashes, to be told from lost ones."""

    snapshots: int
    worklists: int
    originals: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether all is still there."""
        return not (self.snapshots or self.worklists or self.originals)


def prune(home: Home, as_of: date) -> Pruned:
    """Remove what the settings in force let go; landed and frozen originals stay for good."""
    settings = read_settings(home.settings)
    kept, in_force = setting_on(settings, "kept_snapshots", as_of), home.current.resolve()
    snapshots = [old for old in _beyond(home.snapshots.glob("*.duckdb"), kept) if old != in_force]
    lists = setting_on(settings, "kept_worklists", as_of)
    worklists = [old for body in home.worklists.iterdir() for old in _beyond(body.glob("*.xlsx"), lists)]
    originals = _long_rejected(home, as_of, setting_on(settings, "kept_rejected_years", as_of))
    for path in (*snapshots, *worklists, *originals):
        path.unlink()
    return Pruned(len(snapshots), len(worklists), tuple(path.name for path in originals))


def _beyond(paths: Iterator[Path], kept: int) -> Sequence[Path]:
    """All but the newest; their names begin with their dates, and of one date the later written is newer."""
    newest_first = sorted(
        paths, key=lambda path: (path.name[: len("YYYY-MM-DD")], path.stat().st_mtime_ns), reverse=True
    )
    return newest_first[kept:]


def _long_rejected(home: Home, as_of: date, years: int) -> list[Path]:
    frozen = {digest for path in manifest_files(home.frozen) for digest in read_manifest(path).digests}
    with read_ledger(home) as connection:
        found = connection.execute(REJECTED, [as_of, years]).fetchall()
    paths = [home.archive / digest for (digest,) in found if digest not in frozen]
    return sorted(path for path in paths if path.exists())
