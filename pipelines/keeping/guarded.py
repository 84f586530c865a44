"""Who may reach what: the rights of a home's places, its keys, and whether its rules can be used."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from pipelines.home import PASSAGE_MODE, PUBLIC_MODE, Home
from pipelines.keeping.findings import OK, WARNING, Finding, judged
from pipelines.landing.land import check_key
from pipelines.privacy.keys import PseudonymKeyError, load_key
from pipelines.rules.files import RuleError
from pipelines.rules.schemes import read_schemes
from pipelines.rules.settings import read_settings
from pipelines.warehouse.sql_files import indicator_ids

OTHERS = 0o077


def rights(home: Home) -> Finding:
    """Whether private places are their owner's alone, and what is published is open to all."""
    closed = [*_too_open(home)]
    shut = [f"{_told(home, path)} cannot be read by others" for path in _published(home) if not _open(path)]
    if home.inbox.exists() and home.inbox.stat().st_mode & 0o004:
        # offices may have to write to it, but what others send is not theirs to read
        shut.append(f"inbox can be read by others (mode {_mode(home.inbox)})")
    if closed or not shut:
        return judged("rights", closed, "private places are their owner's alone")
    return judged("rights", shut, "", worst=WARNING)


def keys(home: Home) -> Finding:
    """Whether the key is there, guarded, whole and this home's own; a home without data needs none yet."""
    if not home.identified.exists() and not home.key_file.exists():
        return Finding("keys", OK, "none needed yet")
    try:
        check_key(home, load_key(home.key_file, data_exist=True))
    except PseudonymKeyError as error:
        return judged("keys", [str(error)], "")
    return Finding("keys", OK, "there, and its owner's alone")


def settings(home: Home) -> Finding:
    """Whether settings and schemes can be used; where there are none yet, the shipped ones are."""
    if not any(home.settings.glob("*.csv")):
        return Finding("settings", OK, "as shipped")
    try:
        read_settings(home.settings)
        read_schemes(home.settings, indicator_ids())
    except RuleError as error:
        return judged("settings", [str(error)], "")
    return Finding("settings", OK, "can be used")


def _too_open(home: Home) -> Iterator[str]:
    private = home.identified.parent
    kept = (home.key_file.parent, private, home.audit, home.archive, home.dagster)
    for place in (*kept, home.settings, home.worklists):
        if place.exists() and place.stat().st_mode & OTHERS:
            yield f"{_told(home, place)} can be reached by others (mode {_mode(place)})"
    if home.root.stat().st_mode & OTHERS & ~PASSAGE_MODE:
        yield f"the home can be listed or written by others (mode {_mode(home.root)})"
    for path in (*home.key_file.parent.glob("*"), *private.glob("*.duckdb"), *home.audit.glob("*")):
        if path.stat().st_mode & OTHERS:
            yield f"{_told(home, path)} can be reached by others (mode {_mode(path)})"
    for place in (home.root, *kept):
        if place.exists() and place.stat().st_uid != os.getuid():
            yield f"{_told(home, place)} belongs to another user"


def _published(home: Home) -> list[Path]:
    return [path for path in (home.published, home.snapshots, home.dashboards, home.current) if path.exists()]


def _open(path: Path) -> bool:
    needed = PUBLIC_MODE & 0o005 if path.is_dir() else 0o004
    return path.stat().st_mode & needed == needed


def _mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):o}"


def _told(home: Home, path: Path) -> str:
    return path.relative_to(home.root).as_posix()
