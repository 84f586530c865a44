"""What a home holds after a night, so that two homes can be compared: rows, pages, worklists, originals."""

import hashlib
import shutil
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
from faults import Fault
from inbox_of_canaries import Sent
from nights_disturbed import Ending, nightly
from personal_traces import packed_places, places, traces

from pipelines.audit.manifest import changes
from pipelines.audit.verification import verified
from pipelines.home import Home
from pipelines.publication.snapshot import content_id

HALF_DONE = ("*.part", "*.wal", ".incoming", ".*.part")
DATED_PART = "docProps/core.xml"  # holds the time of writing


def results(home: Home) -> dict[str, str]:
    """Everything a night leaves that must not depend on how often it was begun, as name and content."""
    found = landed(home)
    found |= {f"history {path.name}": _history(path) for path in home.history.glob("*.parquet")}
    found |= {f"page {path.name}": _sha256(path.read_bytes()) for path in _files(home.dashboards)}
    found |= {
        f"worklist {path.relative_to(home.worklists)}": _workbook(path) for path in _files(home.worklists)
    }
    return found | {f"published {name}": rows for name, rows in published(home).items()}


def copied(home: Home, folder: Path) -> Home:
    """The same home in another place."""
    return Home(shutil.copytree(home.root, folder / "home", symlinks=True))


def landed(home: Home) -> dict[str, str]:
    """What landing alone leaves: originals and the tables of layer 1."""
    originals = {f"original {path.name}": _sha256(path.read_bytes()) for path in home.archive.iterdir()}
    return originals | {f"layer 1 {table}": rows for table, rows in _tables(home.identified).items()}


def published(home: Home) -> dict[str, str]:
    """The published tables with their content, and the snapshot they are in; read as a reader would."""
    if not home.current.exists():
        return {}
    return {"snapshot": home.current.resolve().name} | _tables(home.current)


def is_whole(home: Home) -> bool:
    """Whether the published snapshot, where there is one, holds what its name says."""
    if not home.current.exists():
        return True
    with duckdb.connect(str(home.current), read_only=True) as reader:
        tables = reader.execute("select 'marts.' || table_name from duckdb_tables()").fetchall()
        content = content_id(reader, [name for (name,) in tables])
    return home.current.resolve().stem.endswith(content)


def left_over(home: Home) -> list[str]:
    """What a night that ended well must not leave: half-done files, a broken record, unsealed files."""
    half_done = [str(path) for pattern in HALF_DONE for path in home.root.rglob(pattern)]
    scratch = [str(path) for path in home.scratch.iterdir()]
    return [*half_done, *scratch, *verified(home.audit).faults, *changes(home)]


def people_found(home: Home, canaries: Collection[str], *said: bytes) -> set[str]:
    """Where a person stands outside layers 0 and 1: in files, in what they pack, in what was said."""
    told = [(f"said {number}", text) for number, text in enumerate(said)]
    return traces([*places(home.root), *packed_places(home.root), *told], canaries)


def disturbed(
    home: Home,
    sent: Sent,
    later: dict[str, str],
    fault: Fault | None = None,
    *,
    killed_after: float | None = None,
    statuses: Collection[int],
) -> Ending:
    """A disturbed night, which ended so and left the snapshot before it or the later one, whole."""
    before = published(home)
    ending = nightly(home, sent.inbox, sent.as_of, fault, killed_after)
    assert ending.status in statuses, (fault, ending.said.decode())
    assert is_whole(home), fault
    assert published(home) in (before, {name: later[f"published {name}"] for name in before}), fault
    return ending


def made_good(home: Home, sent: Sent, later: dict[str, str], endings: Sequence[Ending]) -> None:
    """The disturbed nights left nobody's name; the next one leaves `later`, and nothing half done."""
    assert people_found(home, sent.canaries, *(ending.said for ending in endings)) == set()
    again = nightly(home, sent.inbox, sent.as_of)
    assert again.status == 0, again.said.decode()
    assert results(home) == later
    left = left_over(home)
    assert left == [], left


def all_made_good(
    homes: Iterator[Home],
    sent: Sent,
    later: dict[str, str],
    faults: Iterable[Fault],
    statuses: Collection[int],
) -> None:
    """Nights disturbed one after another, each on what the one before it left, are made good by the next.

    One that ended well all the same leaves the next nothing to do: that begins a new home.
    """
    home, endings = next(homes), list[Ending]()
    for fault in faults:
        if any(ending.status == 0 for ending in endings):
            made_good(home, sent, later, endings)
            home, endings = next(homes), []
        endings.append(disturbed(home, sent, later, fault, statuses=statuses))
    made_good(home, sent, later, endings)


def _tables(path: Path) -> dict[str, str]:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as found (read_only)")
        names = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'found'"
        ).fetchall()
        rows = {
            name: connection.sql(f"select * from found.{name} order by all").pl().write_csv()
            for (name,) in names
        }
    return {name: _sha256(text.encode()) for name, text in rows.items()}


def _history(path: Path) -> str:
    return _sha256(duckdb.sql(f"select * from '{path}' order by all").pl().write_csv().encode())


def _workbook(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return _sha256(b"".join(book.read(name) for name in book.namelist() if name != DATED_PART))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
