"""Printing a page to PDF with the Chromium, Chrome or Edge that the machine has."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
# where installers put them without telling PATH
USUAL_PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    ),
}
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    # the figures are drawn by scripts: this long, in the page's own time, before the paper is taken
    "--virtual-time-budget=60000",
)
SECONDS = 300


class PrintError(RuntimeError):
    """The browser made no PDF; the message says which browser, and what it said last."""


def find_browser() -> str | None:
    """The first browser that can print; None where there is none."""
    found = (shutil.which(name) for name in ON_PATH)
    placed = (place for place in USUAL_PLACES.get(sys.platform, ()) if Path(place).exists())
    return next((browser for browser in (*found, *placed) if browser), None)


def print_pdf(browser: str, page: Path, pdf: Path) -> None:
    """Print the page to the PDF; PrintError where none comes out."""
    # a profile of its own: a browser that is open would take the call and print nothing
    with tempfile.TemporaryDirectory(prefix="taizhang-print-", ignore_cleanup_errors=True) as profile:
        # Chromium refuses root its sandbox; the page is ours and loads nothing from elsewhere
        sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        call = [
            browser,
            *FLAGS,
            *sandbox,
            f"--user-data-dir={profile}",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        try:
            answer = subprocess.run(call, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PrintError(f"{browser} could not print: {type(error).__name__}") from error
    if answer.returncode or not pdf.exists() or pdf.read_bytes()[:5] != b"%PDF-":
        pdf.unlink(missing_ok=True)
        said = answer.stderr.decode(errors="replace").strip().splitlines()
        raise PrintError(f"{browser} made no PDF (exit {answer.returncode}): {said[-1] if said else ''}")
