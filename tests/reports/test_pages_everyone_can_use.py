"""Every page, whoever reads it: axe-core finds nothing, paper holds each table whole, motion is asked for."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from reports.navigation import PAGES

pytestmark = pytest.mark.browser
# a style sheet fetched anew would be a request, which the pages forbid
EVERY_RULE = {"resultTypes": ["violations"], "preload": False}
PAPER = 688  # CSS pixels between the margins of A4
TOO_WIDE = """[...document.querySelectorAll("table")]
    .filter((table) => table.offsetWidth > table.parentElement.clientWidth)
    .map((table) => [table.id, table.offsetWidth])"""
COLOURS = {**EVERY_RULE, "runOnly": ["color-contrast"]}


def violations(page: Page, rules: dict[str, object]) -> list[tuple[str, str]]:
    """The broken rules, each with the first element that breaks it."""
    found = Axe().run(page, options=rules).response["violations"]
    return [(violation["id"], violation["nodes"][0]["html"]) for violation in found]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("file", [entry.file for entry in PAGES])
def test_axe_finds_no_violation(browser: Browser, index: Path, file: str, language: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
    page.goto(f"{index.with_name(file).as_uri()}?lang={language}")
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert violations(page, EVERY_RULE) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []
    page.close()


@pytest.mark.parametrize("language", ["zh", "en", ""])
@pytest.mark.parametrize("file", [entry.file for entry in PAGES])
def test_paper_cuts_no_table(browser: Browser, index: Path, file: str, language: str) -> None:
    page = browser.new_page(viewport={"width": PAPER, "height": 1020})
    page.goto(f"{index.with_name(file).as_uri()}?lang={language}")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert page.evaluate(TOO_WIDE) == []
    page.close()


def test_a_page_glides_only_for_who_has_nothing_against_motion(browser: Browser, index: Path) -> None:
    page = browser.new_page(reduced_motion="no-preference")
    page.goto(index.as_uri())
    glides = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(glides) == "smooth"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(glides) == "auto"
    page.close()
