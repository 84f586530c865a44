"""How large a district's pages are and how soon they are seen, on a published snapshot grown to any size.

uv run python tests/bench/dashboards.py HOME/published/warehouse.duckdb 150 20
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from grown import grow
from playwright.sync_api import Browser, sync_playwright

from reports.site import write_site

CHROMIUM = "/usr/bin/chromium"
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
SETTLED = 1500  # milliseconds


def megabytes(folder: Path) -> float:
    """The size of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def first_paint(browser: Browser, file: Path) -> float:
    """Milliseconds from opening a page to the first of its text or pictures, as the browser reckons."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(file.as_uri())
    page.wait_for_timeout(SETTLED)
    painted = float(page.evaluate(FIRST_PAINT))
    page.close()
    return painted


def main(snapshot: str, streets: str, communities: str) -> None:
    """Print the seconds of drawing, the folder's size, and every page's size and first paint."""
    with TemporaryDirectory() as room:
        grown = grow([Path(snapshot)], Path(room) / "warehouse.duckdb", int(streets), int(communities))
        begun = perf_counter()
        pages = write_site(grown, Path(room) / "dashboards").parent
        print(f"drawn in {perf_counter() - begun:.1f} s, {megabytes(pages):.2f} MB in all")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            for file in sorted(pages.glob("*.html")):
                size = file.stat().st_size / 1e6
                print(f"{file.name:18} {size:5.2f} MB {first_paint(browser, file):5.0f} ms")
            browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
