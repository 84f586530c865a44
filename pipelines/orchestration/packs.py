"""Drawing an inspection pack: the pages, the workbook and the report of one half-year of a snapshot."""

from datetime import date
from pathlib import Path

import duckdb

from pipelines.publication.browser import PrintError, find_browser, print_pdf
from pipelines.publication.freeze import file_sha256
from pipelines.publication.pack import PAGES, PDF, REPORT, WORKBOOK, snapshot_stamp
from pipelines.publication.pack_tables import published_tables
from pipelines.publication.pack_workbook import write_pack_workbook
from reports.parts.withheld import MARK, MARK_MEANS, SUM_MARK, SUM_MEANS
from reports.printed.report import write_report
from reports.site import write_site

MARKS = {MARK: MARK_MEANS, SUM_MARK: SUM_MEANS}
FROZEN = "select frozen_at, figures_sha256 from marts.frozen_half_years where half_year = ?"


def draw_pack(snapshot: Path, half_year: str, folder: Path) -> None:
    """Draw all that a pack shows of a half-year into the folder, but for the PDF.

    The same snapshot gives the same cells.
    """
    write_site(snapshot, folder / PAGES)
    write_report(snapshot, half_year, folder / REPORT, f"{PAGES}/assets")
    as_of, _ = snapshot_stamp(snapshot)
    write_pack_workbook(
        published_tables(snapshot, half_year),
        _facts(snapshot, half_year),
        {mark: f"{means.zh} · {means.en}" for mark, means in MARKS.items()},
        date.fromisoformat(as_of),
        folder / WORKBOOK,
    )


def draw_and_print_pack(snapshot: Path, half_year: str, folder: Path) -> str:
    """Draw the pack and print its report; why there is no PDF, blank where there is one."""
    draw_pack(snapshot, half_year, folder)
    browser = find_browser()
    if browser is None:
        return "no Chromium, Chrome or Edge was found to print it"
    try:
        print_pdf(browser, (folder / REPORT).resolve(), (folder / PDF).resolve())
    except PrintError as error:
        return str(error)
    return ""


def _facts(snapshot: Path, half_year: str) -> dict[str, str]:
    """What the workbook's notes say of all its tables."""
    as_of, snapshot_id = snapshot_stamp(snapshot)
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        frozen = connection.execute(FROZEN, [half_year]).fetchall()
    since = [f"{frozen_at} UTC, {figures_sha256}" for frozen_at, figures_sha256 in frozen]
    return {
        "半年 half-year": half_year,
        "统计时点 as of": as_of,
        "快照 snapshot": snapshot_id,
        "快照文件 SHA-256": file_sha256(snapshot),
        "冻结 frozen": since[0] if since else "否 no",
    }
