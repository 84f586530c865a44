"""The desk's views: schema `desk` in memory, over the snapshot, or over rows copied out of layer 2.

`views/published/NAME.sql` makes `desk.NAME`, whose counts are those the snapshot tells. What those of
`views/pseudonymous` add is exact and without pseudonyms; it is copied, so that the layer is closed again
before a night needs it.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.audit.log import append
from pipelines.databases import attach
from pipelines.home import Home
from pipelines.warehouse.models import header, header_zh

VIEWS = Path(__file__).parent / "views"
PUBLISHED, PSEUDONYMOUS = "published", "pseudonymous"
OPENED = "desk"


class DeskError(RuntimeError):
    """The desk cannot be opened; the message says what to do."""


@dataclass(frozen=True)
class View:
    """One view of the desk: `desk.<name>`, its select, and what it holds in both languages."""

    name: str
    select: str
    meaning_zh: str
    meaning_en: str


def views(source: str) -> Iterator[View]:
    """The views over what is `published`, or those that the `pseudonymous` layer adds, by name."""
    for path in sorted((VIEWS / source).glob("*.sql")):
        text = path.read_text("utf-8")
        yield View(path.stem, text, header_zh(text), header(text))


def described(*, pseudonymous: bool = False) -> list[dict[str, str]]:
    """The views of the desk by name, each with what it holds in both languages."""
    sources = (PUBLISHED, PSEUDONYMOUS) if pseudonymous else (PUBLISHED,)
    return [
        {"表 view": f"desk.{view.name}", "内容": view.meaning_zh, "what it holds": view.meaning_en}
        for source in sources
        for view in views(source)
    ]


def open_desk(home: Home, *, pseudonymous: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection on which `desk.*` can be asked and no file be opened; DeskError where it cannot be made.

    Opening the pseudonymous layer is put on record first: without a record it is not opened.
    """
    check_desk(home, pseudonymous=pseudonymous)
    connection = duckdb.connect()
    connection.execute("create schema desk")
    attach(connection, home.current.resolve(), "snapshot")
    for view in views(PUBLISHED):
        connection.execute(f"create view desk.{view.name} as {view.select}")
    if pseudonymous:
        append(home.audit, OPENED, {"source": PSEUDONYMOUS, "snapshot_id": home.current.resolve().stem})
        _copy(connection, home)
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def check_desk(home: Home, *, pseudonymous: bool) -> None:
    """DeskError where nothing is published yet, or the layer is not this user's to read."""
    if not home.current.exists():
        raise DeskError(f"nothing is published in {home.root} yet: run taizhang nightly first")
    if pseudonymous and not os.access(home.warehouse, os.R_OK):
        raise DeskError(
            f"the pseudonymous layer of {home.root} is not yours to read; leave out --pseudonymous"
        )


def _copy(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    try:
        attach(connection, home.warehouse, "warehouse")
    except duckdb.IOException:
        raise DeskError(f"a run is writing to {home.root}: wait until it has ended") from None
    for view in views(PSEUDONYMOUS):
        connection.execute(f"create table desk.{view.name} as {view.select}")
    connection.execute("detach warehouse")
