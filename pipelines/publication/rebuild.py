"""Rebuilding a frozen half-year from its originals, rules and date, in a home of its own."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pipelines.home import Home
from pipelines.landing.land import land
from pipelines.privacy.keys import load_key
from pipelines.publication.freeze import MODEL, RULES, file_sha256
from pipelines.rules.files import RuleError
from pipelines.rules.schemes import read_schemes
from pipelines.rules.settings import read_settings
from pipelines.warehouse.build import build
from pipelines.warehouse.connection import load_rules, warehouse
from pipelines.warehouse.frozen import Manifest, manifest_files, read_manifest
from pipelines.warehouse.matches import find_matches
from pipelines.warehouse.models import behind, models
from pipelines.warehouse.sql_files import indicator_ids

Progress = Callable[[str, int, int], None]
DIFFERENCES = "frozen.differences"


class CannotRebuildError(RuntimeError):
    """Something that the half-year rests on is missing or changed; the message says what, and what to do."""


def rebuild(home: Home, manifest: Manifest, progress: Progress) -> list[tuple[str, str, int]]:
    """The figures that come out otherwise than frozen: table, figure and how many; empty where none does."""
    check_kept(home, manifest)
    key = load_key(home.key_file, data_exist=True)
    with _temporary_home(home) as temporary:
        _lay_originals(home, manifest, temporary.inbox)
        land(temporary, temporary.inbox, key, progress)
        _lay_frozen(home, manifest, temporary)
        return _differences(home, manifest, temporary, progress)


def check_kept(home: Home, manifest: Manifest) -> None:
    """CannotRebuildError unless every kept file and every original is there and has its hash."""
    folder = home.frozen / manifest.half_year
    kept = {folder / name: digest for name, digest in manifest.tables.items()}
    kept |= {folder / RULES / name: digest for name, digest in manifest.rules.items()}
    kept |= {folder / MODEL / name: digest for name, digest in manifest.model.items()}
    kept |= {home.archive / digest: digest for digest in manifest.digests}
    bad = [path for path, digest in kept.items() if not path.is_file() or file_sha256(path) != digest]
    if bad:
        shown = ", ".join(str(path.relative_to(home.root)) for path in bad[:5])
        raise CannotRebuildError(
            f"{len(bad)} of {len(kept)} files are missing or changed: {shown}"
            f"{' …' if len(bad) > 5 else ''}; put them back from a backup of the home, then ask again"
        )


@contextmanager
def _temporary_home(home: Home) -> Iterator[Home]:
    folder = Path(tempfile.mkdtemp(prefix="rebuild-", dir=home.scratch))
    try:
        temporary = Home(folder)
        temporary.prepare()
        yield temporary
    finally:
        shutil.rmtree(folder)


def _lay_originals(home: Home, manifest: Manifest, inbox: Path) -> None:
    """Every original under a number in the order of arrival, with its time.

    Duplicates are left out: they brought no row, and an earlier time of theirs would change which delivery
    stands.
    """
    # a manifest of before has them in the order of landing
    in_order = sorted(manifest.inputs, key=lambda given: given.modified_ns)
    for number, given in enumerate(in_order):
        if given.sha256 is None or given.status == "duplicate":
            continue
        path = inbox / f"{number:09}"
        shutil.copyfile(home.archive / given.sha256, path)
        os.utime(path, ns=(given.modified_ns, given.modified_ns))


def _lay_frozen(home: Home, manifest: Manifest, temporary: Home) -> None:
    if manifest.model:
        shutil.copytree(home.frozen / manifest.half_year / MODEL, temporary.matching)
    # half-years frozen before this one were part of what it rested on
    for path in manifest_files(home.frozen):
        if read_manifest(path).frozen_at <= manifest.frozen_at:
            (temporary.frozen / path.parent.name).symlink_to(path.parent)


def _differences(
    home: Home, manifest: Manifest, temporary: Home, progress: Progress
) -> list[tuple[str, str, int]]:
    rules, as_of = home.frozen / manifest.half_year / RULES, date.fromisoformat(manifest.as_of)
    needed = behind([DIFFERENCES], models())
    with warehouse(temporary) as connection:
        try:
            settings, schemes = read_settings(rules), read_schemes(rules, indicator_ids())
        except RuleError as error:
            raise CannotRebuildError(f"this version cannot use the frozen rules: {error}") from error
        load_rules(connection, as_of, settings, schemes)
        find_matches(connection, temporary.matching, settings, as_of)
        for done, model in enumerate(needed, start=1):
            build(connection, model)
            progress("build", done, len(needed))
        return connection.execute(
            f"select figure_table, figure, count(*) from {DIFFERENCES} where half_year = ? "
            "group by all order by all",
            [manifest.half_year],
        ).fetchall()
