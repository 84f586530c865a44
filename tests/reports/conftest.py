"""A published snapshot that tells the report's story, its pages, and a browser to open them in."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from explained_district import write_explained
from grown import grow
from playwright.sync_api import Browser, expect, sync_playwright
from snapshots import story, write_snapshot
from test_report_site import HOSTILE

from reports.marts.snapshot import read_marts
from reports.marts.tables import Marts
from reports.site import write_site

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
)


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_snapshot(tmp_path_factory.mktemp("published") / "warehouse.duckdb", story())


@pytest.fixture(scope="session")
def marts(snapshot: Path) -> Marts:
    return read_marts(snapshot)


@pytest.fixture(scope="session")
def index(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(snapshot, tmp_path_factory.mktemp("site") / "dashboards")


@pytest.fixture(scope="session")
def grown_snapshot(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 streets of 3 bodies over four half-years, with long tables; the first body's name is hostile."""
    grown = grow([snapshot], tmp_path_factory.mktemp("grown") / "warehouse.duckdb", 40, 3)
    with duckdb.connect(str(grown)) as connection:
        for table in ("class_counts", "funds"):
            connection.execute(
                f"update marts.{table} set body_name = ? where body_code = '411600001001'", [HOSTILE]
            )
    return grown


@pytest.fixture(scope="session")
def grown_site(grown_snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(grown_snapshot, tmp_path_factory.mktemp("grown") / "site").parent


@pytest.fixture(scope="session")
def large_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """150 streets of 20 communities."""
    return write_explained(tmp_path_factory.mktemp("large") / "warehouse.duckdb", 150, 20)


@pytest.fixture(scope="session")
def large_site(large_snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(large_snapshot, tmp_path_factory.mktemp("large") / "site").parent


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip(f"{CHROMIUM} is not installed; pages cannot be opened here")
    expect.set_options(timeout=30_000)  # a busy machine draws late
    with sync_playwright() as playwright:
        opened: Any = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET.split())
        yield opened
        opened.close()
