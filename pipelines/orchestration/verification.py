"""Verifying a pack: everything it shows is drawn again from its own snapshot and compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.orchestration.packs import draw_pack
from pipelines.publication.pack import SNAPSHOT, snapshot_stamp
from pipelines.publication.pack_manifest import PackManifest, changed_files, read_manifest
from pipelines.publication.pack_workbook import workbook_rows
from pipelines.publication.snapshot import content_id
from pipelines.warehouse.fingerprint import shown_sha256
from reports.verification.compared import Difference, grid_differences, page_differences, script_differences
from reports.verification.reading import read_page
from reports.verification.stated import sealed, stated_differences


@dataclass(frozen=True)
class Verification:
    """What came of verifying: every difference, how much was compared, and whether by the pack's program."""

    manifest: PackManifest
    differences: tuple[Difference, ...]
    files: int
    tables: int
    queries: int
    is_same_program: bool


def verify_pack(folder: Path) -> Verification:
    """Recompute the pack's figures from its own snapshot; NoPackError where the folder is no pack."""
    manifest = read_manifest(folder)
    changed = changed_files(folder, manifest)
    found = [Difference(name, "", "", "", what, "as the manifest has it") for name, what in changed.items()]
    tables, queries = 0, 0
    try:
        found += _of_snapshot(folder / SNAPSHOT)
        with TemporaryDirectory(prefix="taizhang-verify-") as place:
            fresh = Path(place)
            draw_pack(folder / SNAPSHOT, manifest.half_year, fresh)
            for path in sorted(path for path in fresh.rglob("*") if path.is_file()):
                name = path.relative_to(fresh).as_posix()
                if name not in changed or (folder / name).exists():
                    found += _of_file(name, folder / name, path)
                if path.suffix == ".html":
                    written = read_page(path.read_text("utf-8"))
                    tables += len(written.tables)
                    queries += sum(len(stated) for stated in written.queries.values())
                    found += stated_differences(name, written, folder / SNAPSHOT)
    except _UnusableSnapshotError as error:
        found.append(Difference(SNAPSHOT, "", "", "", str(error), "a published snapshot"))
    is_same = manifest.program_sha256 == shown_sha256()
    return Verification(manifest, tuple(found), len(manifest.files), tables, queries, is_same)


class _UnusableSnapshotError(ValueError):
    pass


def _of_snapshot(snapshot: Path) -> Iterable[Difference]:
    """Whether the content of the snapshot is what its own hash says."""
    try:
        with sealed(snapshot) as connection:
            ((views,),) = connection.execute(
                "select count(*) from duckdb_views() where not internal"
            ).fetchall()
            if views:
                # a view could show what lies elsewhere on this machine
                raise _UnusableSnapshotError("holds views")
            named = connection.execute(
                "select 'marts.' || table_name from duckdb_tables() where schema_name = 'marts'"
            ).fetchall()
            recomputed = content_id(connection, [name for (name,) in named])
        _, stated = snapshot_stamp(snapshot)
    except (duckdb.Error, ValueError, OSError) as error:
        raise _UnusableSnapshotError(str(error).splitlines()[0]) from error
    return (
        [Difference(SNAPSHOT, "marts.snapshot", "", "snapshot_id", stated, recomputed)]
        if stated != recomputed
        else []
    )


def _of_file(name: str, shown: Path, recomputed: Path) -> Iterable[Difference]:
    if not shown.is_file():
        return [Difference(name, "", "", "", "missing", "drawn from the snapshot")]
    if shown.read_bytes() == recomputed.read_bytes():
        return []
    if shown.suffix == ".xlsx":
        return _of_workbooks(name, shown, recomputed)
    ours, theirs = (path.read_bytes().decode("utf-8", "replace") for path in (shown, recomputed))
    if shown.suffix == ".html":
        return page_differences(name, ours, theirs)
    return script_differences(name, ours, theirs)


def _of_workbooks(name: str, shown: Path, recomputed: Path) -> Iterable[Difference]:
    """Cells that differ; a workbook that was merely saved anew by another program has none."""
    try:
        ours = workbook_rows(shown)
    except ValueError as error:
        yield Difference(name, "", "", "", str(error), "a workbook")
        return
    theirs = workbook_rows(recomputed)
    for sheet in dict.fromkeys([*theirs, *ours]):
        if sheet not in ours or sheet not in theirs:
            one, two = ("a sheet" if sheet in book else "no such sheet" for book in (ours, theirs))
            yield Difference(name, sheet, "", "", one, two)
            continue
        header = [str(cell) for cell in (theirs[sheet] or [[]])[0]]
        yield from grid_differences(name, sheet, header, ours[sheet], theirs[sheet])
