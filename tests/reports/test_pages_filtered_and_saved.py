"""What a reader does with any page of the list: choose a language, filter, follow the menu, save a table."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from python_calamine import load_workbook

from reports.navigation import PAGES

pytestmark = pytest.mark.browser
FILES = [entry.file for entry in PAGES if entry.template == "page.html"]
SHOWN = """table => [...table.rows].filter(row => row.offsetParent).map(
    row => [...row.cells].map(cell => cell.textContent.replace(/\\s+/g, " ").trim()))"""
CHOSEN = "document.querySelector('#filters select[name=street]').selectedOptions[0].textContent"
BOXES = "all => all.map(one => getComputedStyle(one).display)"
STREETS = """() => [...document.querySelectorAll("tbody tr[data-facets]:not([hidden])")]
    .map(row => JSON.parse(row.dataset.facets).street).filter(Boolean)"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield opened
    opened.close()


def number(cell: object) -> object:
    """A cell as a number where it is one; a share is kept of 1."""
    text = str(cell).replace(",", "").replace("−", "-")
    try:
        return round(float(text.rstrip("%")) / (100 if text.endswith("%") else 1), 6)
    except ValueError:
        return str(cell)


def saved(page: Page, button: str) -> Path:
    """The file that the first table's button hands over."""
    with page.expect_download() as download:
        page.locator("p.tools button", has_text=button).first.click()
    return Path(download.value.path())


@pytest.mark.parametrize("file", FILES)
def test_saved_tables_equal_the_table(page: Page, index: Path, file: str) -> None:
    page.goto(index.with_name(file).as_uri())
    told = page.locator(".scroll > table:visible").first.evaluate(SHOWN)
    with saved(page, "CSV").open(encoding="utf-8-sig", newline="") as lines:
        in_csv = list(csv.reader(lines))
    sheet = load_workbook(str(saved(page, "XLSX"))).get_sheet_by_index(0)
    wanted = [[number(cell) for cell in row] for row in told]
    assert [[number(cell) for cell in row] for row in in_csv] == wanted
    assert [[number(cell) for cell in row] for row in sheet.to_python()] == wanted


@pytest.mark.parametrize("file", FILES)
def test_a_street_is_kept_alone_and_in_the_address(page: Page, index: Path, file: str) -> None:
    page.goto(index.with_name(file).as_uri())
    streets = page.locator("#filters select[name=street]")
    if not streets.count():
        pytest.skip("no table of this page goes by streets")
    streets.select_option(index=1)
    chosen = streets.input_value()
    assert set(page.evaluate(STREETS)) <= {chosen}
    page.goto(page.url)
    assert streets.input_value() == chosen and set(page.evaluate(STREETS)) <= {chosen}
    links = page.eval_on_selector_all(".menu a", "all => all.map(link => link.getAttribute('href'))")
    assert all(f"street={chosen}" in link for link in links)


def test_key_figures_are_of_the_street_that_is_kept(page: Page, index: Path) -> None:
    page.goto(index.with_name("classes.html").as_uri() + "?lang=en")
    figures = page.locator("#keys [data-key] dd:first-of-type")
    district = figures.all_text_contents()
    page.locator("#filters select[name=street]").select_option(index=1)
    row = page.locator("#table-classes-street tbody tr:visible").locator("td").all_text_contents()
    assert figures.all_text_contents() == row != district
    assert set(page.locator("#keys .scope").all_inner_texts()) == {page.evaluate(CHOSEN)}
    page.locator("#filters button").click()
    assert figures.all_text_contents() == district and page.locator(".scope").count() == 0


def test_a_key_figure_of_the_district_alone_says_so(page: Page, index: Path) -> None:
    page.goto(index.as_uri() + "?lang=en&street=411602091")
    scopes = {
        key: page.locator(f"#keys [data-key={key}] .scope").inner_text()
        for key in ("network", "coverage", "ledgers")
    }
    assert scopes == {"network": "whole district", "coverage": "whole district", "ledgers": "新华路街道"}
    assert "whole district" in page.locator(".what").inner_text()


def test_a_key_figure_says_that_it_is_of_both_areas_and_hides_with_its_class(page: Page, index: Path) -> None:
    page.goto(index.with_name("classes.html").as_uri() + "?lang=en&area=urban&class=floating")
    assert page.locator("#keys [data-key]:visible").count() == 1
    assert page.locator("#keys .scope:visible").inner_text() == "urban and rural together"


def test_a_figure_is_as_high_as_the_streets_that_are_kept(page: Page, grown_site: Path) -> None:
    page.goto((grown_site / "classes.html").as_uri())
    figure = page.locator("#figure-classes-street")
    whole, row = figure.evaluate("plot => [plot.clientHeight, plot.layout.meta.row]")
    page.locator("#filters select[name=street]").select_option(index=1)
    assert figure.evaluate("plot => plot.clientHeight") == whole - (40 - 1) * row


def test_a_class_is_kept_in_columns_and_figures(page: Page, index: Path) -> None:
    page.goto(index.with_name("classes.html").as_uri() + "?class=floating&lang=en")
    heads = page.locator("#table-classes-street thead th:visible").all_text_contents()
    assert [head.strip().split()[-1] for head in heads] == ["street", "floating"]
    assert page.locator("#figure-classes-street .trace.bars").count() == 1


@pytest.mark.parametrize("file", FILES)
def test_one_language_alone_is_read(page: Page, index: Path, file: str) -> None:
    page.goto(index.with_name(file).as_uri())
    page.locator(".language button", has_text="English").click()
    assert "lang=en" in page.url and page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".zh:has(+ .en):visible").count() == 0
    page.locator(".language button", has_text="中文").click()
    assert page.locator(".en:visible").count() == 0


def test_a_narrow_window_has_its_menu_in_either_language(page: Page, index: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    for language, name in (("zh", "总览"), ("en", "Overview")):
        page.goto(f"{index.as_uri()}?lang={language}")
        assert page.locator(".menu a").first.inner_text().strip() == name


def test_heads_of_tables_are_plain_on_paper_so_that_each_page_repeats_them(page: Page, index: Path) -> None:
    page.goto(index.with_name("slips.html").as_uri())
    page.emulate_media(media="print")
    heads = page.locator("#table-slips thead button")
    assert heads.count() and set(heads.evaluate_all(BOXES)) == {"contents"}


def test_a_saved_picture_has_its_caption(page: Page, index: Path) -> None:
    page.goto(index.with_name("movements.html").as_uri() + "?lang=zh")
    picture = saved(page, "SVG").read_text(encoding="utf-8")
    assert "全区档案增减" in picture and "2006-07-20" in picture
    assert saved(page, "PNG").read_bytes().startswith(b"\x89PNG")
