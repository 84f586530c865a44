"""Freezing a half-year: its figures, rules and list of inputs, kept in a folder, whole or not at all."""

import os
import shutil
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipelines.home import PRIVATE_MODE, Home
from pipelines.landing.land import news
from pipelines.matching.outcome import MODEL_FILES
from pipelines.publication.record import NightRecord
from pipelines.rules.files import rule_files
from pipelines.warehouse.fingerprint import night_fingerprint, program_sha256
from pipelines.warehouse.frozen import (
    FROZEN_RULES,
    FROZEN_TABLES,
    MANIFEST,
    Input,
    Manifest,
    manifest_files,
    read_manifest,
)

RULES, MODEL = "rules", "matching"
KEPT_FILE_MODE = 0o400


class FreezeRefusedError(ValueError):
    """The half-year cannot be frozen; the message says why and what to do."""


def frozen_manifest(home: Home, half_year: str) -> Manifest | None:
    """The manifest of a frozen half-year; None where it is not frozen."""
    found = {path.parent.name: path for path in manifest_files(home.frozen)}
    return read_manifest(found[half_year]) if half_year in found else None


def check_state(home: Home, half_year: str, record: NightRecord) -> None:
    """FreezeRefusedError where the half-year is frozen, or the last night not published or out of date.

    One that is kept and not published was killed in between, and may be finished.
    """
    frozen = frozen_manifest(home, half_year)
    if frozen and _is_published(home, half_year):
        raise FreezeRefusedError(f"{half_year} is frozen already, since {frozen.frozen_at} UTC: it stays so")
    if record.outcome == "held_back":
        raise FreezeRefusedError(
            f"the last night was held back by {', '.join(record.held_back_by)}: "
            "look at taizhang status, mend what it names, and run taizhang nightly first"
        )
    _check_alone(home)
    arrived, last_delivery_no = news(home, home.inbox)
    expected = night_fingerprint(date.fromisoformat(record.as_of), last_delivery_no, home, half_year)
    if arrived or expected != record.fingerprint:
        what = f"{arrived} files have arrived" if arrived else "settings or program have changed"
        raise FreezeRefusedError(f"{what} since the last night: run taizhang nightly first")


def _is_published(home: Home, half_year: str) -> bool:
    if not home.current.exists():
        return False
    with duckdb.connect(str(home.current), read_only=True) as snapshot:
        query = "select 1 from marts.frozen_half_years where half_year = ?"
        return snapshot.execute(query, [half_year]).fetchone() is not None


def _check_alone(home: Home) -> None:
    try:
        duckdb.connect(str(home.warehouse)).close()
    except duckdb.IOException:
        raise FreezeRefusedError(
            "the warehouse is open elsewhere: close what reads it, then freeze"
        ) from None


def freeze(
    connection: duckdb.DuckDBPyConnection, home: Home, half_year: str, record: NightRecord
) -> Manifest:
    """Keep the half-year's figures as they are in the warehouse; FreezeRefusedError where they cannot be.

    What is kept already stays as it is.
    """
    if kept := frozen_manifest(home, half_year):
        return kept
    _check_half_year(connection, half_year, record)
    part = home.frozen / f".{half_year}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=PRIVATE_MODE)
    for table in FROZEN_TABLES:
        _keep(connection, f"select * from figures.{table} where half_year = '{half_year}'", part, table)
    for table in FROZEN_RULES:
        _keep(connection, f"select '{half_year}' as half_year, * from rules.{table}", part, table)
    (part / RULES).mkdir(mode=PRIVATE_MODE)
    for path in rule_files(home.settings):
        shutil.copyfile(path, part / RULES / path.name)
    (part / MODEL).mkdir(mode=PRIVATE_MODE)
    for name in MODEL_FILES:
        if (home.matching / name).exists():
            shutil.copyfile(home.matching / name, part / MODEL / name)
    manifest = _manifest(connection, half_year, part)
    (part / MANIFEST).write_text(manifest.text(), "utf-8")
    _settle(part)
    part.rename(home.frozen / half_year)
    _sync(home.frozen)
    return manifest


def _check_half_year(connection: duckdb.DuckDBPyConnection, half_year: str, record: NightRecord) -> None:
    half_years = {
        name: (is_final, deadline)
        for name, is_final, deadline in connection.execute(
            "select half_year, is_final, slip_deadline_on from core.half_years order by half_year"
        ).fetchall()
    }
    if half_year not in half_years:
        raise FreezeRefusedError(
            f"there is no half-year {half_year}; there are: {', '.join(half_years) or 'none'}"
        )
    is_final, deadline = half_years[half_year]
    if not is_final:
        raise FreezeRefusedError(
            f"{half_year} is provisional: it can be frozen from {deadline + timedelta(days=1)} on, "
            "after a taizhang nightly of that day or later"
        )
    ((as_of,),) = connection.execute("select as_of_date from rules.run").fetchall()
    if str(as_of) != record.as_of:
        raise FreezeRefusedError("the last night did not end: run taizhang nightly first")


def _keep(connection: duckdb.DuckDBPyConnection, select: str, folder: Path, table: str) -> None:
    # ordered, so that the same rows are the same bytes
    connection.sql(f"select * from ({select}) as kept order by all").pl().write_parquet(
        folder / f"{table}.parquet"
    )


def _manifest(connection: duckdb.DuckDBPyConnection, half_year: str, folder: Path) -> Manifest:
    ((as_of, scheme_from),) = connection.execute(
        "select run.as_of_date, half_years.scheme_from from rules.run as run "
        "inner join core.half_years as half_years on half_years.half_year = ?",
        [half_year],
    ).fetchall()
    inputs = connection.execute(
        "select delivery_no, sha256, modified_ns, cast(received_at as varchar), status "
        "from l1.received.deliveries order by modified_ns, delivered_as, delivery_no"
    ).fetchall()
    return Manifest(
        half_year=half_year,
        as_of=str(as_of),
        frozen_at=datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
        scheme_from=str(scheme_from) if scheme_from else None,
        version=version("taizhang"),
        program_sha256=program_sha256(),
        tables={path.name: file_sha256(path) for path in sorted(folder.glob("*.parquet"))},
        rules={path.name: file_sha256(path) for path in sorted((folder / RULES).iterdir())},
        model={path.name: file_sha256(path) for path in sorted((folder / MODEL).iterdir())},
        inputs=tuple(Input(*row) for row in inputs),
    )


def file_sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _settle(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(KEPT_FILE_MODE)
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
