"""A real browser opens the pages from disk: nothing fails, nothing leaves, nothing hostile runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from snapshots import write_snapshot
from test_report_site import LINK, hostile_story

from reports.navigation import PAGES
from reports.site import write_site

pytestmark = pytest.mark.browser
SETTLED_MS = 10_000
FILES = tuple(entry.file for entry in PAGES)


class Watched:
    """A tab that notes every console message, error, dialog and request."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.messages: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("dialog", lambda dialog: self.messages.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: Path) -> None:
        self.page.goto(path.as_uri())
        for plot in self.page.locator(".plot:visible").all():
            plot.locator(".main-svg").first.wait_for(timeout=SETTLED_MS)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield Watched(page)
    page.close()


@pytest.mark.parametrize("name", FILES)
def test_page_opens_without_error_or_network(tab: Watched, index: Path, name: str) -> None:
    tab.open(index.parent / name)
    assert tab.messages == []
    assert {url.split(":")[0] for url in tab.requests} <= {"file", "data"}
    assert len(tab.requests) >= 4


def test_hostile_names_neither_run_nor_link(tab: Watched, tmp_path: Path) -> None:
    snapshot = write_snapshot(tmp_path / "hostile.duckdb", hostile_story())
    tab.open(write_site(snapshot, tmp_path / "site").with_name("classes.html"))
    links = tab.page.eval_on_selector_all(
        "a", "all => all.map(a => a.getAttribute('href') || a.href.baseVal)"
    )
    assert all(link.startswith(("#", *FILES)) for link in links)
    assert LINK in tab.page.locator("#figure-classes-street .ytick").all_text_contents()
    assert tab.messages == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_page_never_scrolls_sideways(tab: Watched, index: Path, width: int, name: str) -> None:
    tab.page.set_viewport_size({"width": width, "height": 900})
    tab.open(index.parent / name)
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


def test_figures_follow_a_dark_scheme(tab: Watched, index: Path) -> None:
    bar = tab.page.locator("#figure-movement .bars path").first
    tab.open(index.with_name("movements.html"))
    expect(bar).to_have_css("fill", "rgb(47, 59, 70)")
    tab.page.emulate_media(color_scheme="dark")
    expect(bar).to_have_css("fill", "rgb(132, 147, 161)")
    assert tab.messages == []


def test_paper_is_light_and_unfolded_and_then_as_before(tab: Watched, index: Path) -> None:
    tab.page.emulate_media(color_scheme="dark")
    tab.open(index)
    tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    surface = "getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()"
    assert tab.page.evaluate(surface) == "#ffffff"
    assert tab.page.locator("details:not([open])").count() == 0
    tab.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.page.evaluate(surface) != "#ffffff"
    assert tab.page.locator("details[open]").count() == 0


@pytest.mark.parametrize("name", FILES)
def test_each_figure_and_table_is_named(tab: Watched, index: Path, name: str) -> None:
    tab.open(index.parent / name)
    assert tab.page.locator(".plot:visible:not([aria-label])").count() == 0
    assert tab.page.locator("table:not(:has(caption))").count() == 0
    assert tab.page.locator("thead th:not([scope=col]), tbody th:not([scope=row])").count() == 0


def test_a_pressed_head_sorts_its_column(tab: Watched, index: Path) -> None:
    tab.open(index.parent / "quality.html")
    head = tab.page.locator("#table-matrix thead button").nth(1)
    column = tab.page.locator("#table-matrix tbody td:nth-child(2)")
    head.click()
    assert column.all_text_contents() == ["309", "≥6", "0", "0", "0"]
    head.click()
    assert column.all_text_contents() == ["0", "0", "0", "≥6", "309"]


def test_overview_and_quality_page_lead_to_each_other(tab: Watched, index: Path) -> None:
    tab.open(index)
    tab.page.locator("#findings .lead a").click()
    assert tab.page.title().startswith("漏重")
    tab.page.locator(".menu a", has_text="总览").click()
    assert tab.page.title().startswith("总览")
