"""The data dictionary as files: one page that opens offline, and the same as JSON."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from reports.dictionary import write_dictionary
from reports.parts.table import LONGEST

COLUMN = {
    "column": "women",
    "type": "BIGINT",
    "meaning_zh": "妇女人数（人）",
    "meaning_en": "Women <counted>",
    "unit": "women",
    "sensitivity": "protected",
    "comes_from": ["protection.class_counts.women"],
}
TABLE = {
    "table": "core.class_counts",
    "meaning_zh": "各类人数。",
    "meaning_en": "Women by class.",
    "source": "sql/core/class_counts.sql",
    "readers": "analysts",
    "is_by_person": False,
    "reads": ["core.files"],
    "sheets": ["ledger_persons"],
    "columns": [COLUMN],
}
TABLES = [TABLE, {**TABLE, "table": "marts.class_counts", "readers": "inspection"}]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs") / "dictionary"
    return write_dictionary(TABLES, {"version": "0.1.0", "sha256": "ab" * 32}, out).parent


def test_the_published_tables_come_first(written: Path) -> None:
    sections = re.findall(r'<section id="(\w+)"', (written / "index.html").read_text("utf-8"))
    assert sections == ["marts", "core"]


def test_a_table_leads_to_its_columns_and_each_says_all_that_is_known(written: Path) -> None:
    page = (written / "index.html").read_text("utf-8")
    assert 'href="#columns-core-class_counts"' in page
    assert 'id="columns-core-class_counts"' in page
    for told in (
        "妇女人数（人）",
        "Women &lt;counted&gt;",
        "protection.class_counts.women",
        "已经过小单元格保护",
    ):
        assert told in page


def test_the_entries_of_a_table_are_columns(written: Path) -> None:
    sizes = re.findall(r'class="size">(.*?)</summary>', (written / "index.html").read_text("utf-8"))
    assert sizes
    assert all("列" in size and "columns" in size and "rows" not in size for size in sizes)


def test_the_page_asks_for_nothing_but_files_beside_it(written: Path) -> None:
    page = (written / "index.html").read_text("utf-8")
    assert "default-src 'none'" in page
    asked = re.findall(r'(?:src|href)="([^"#:]+)"', page)
    assert asked
    assert not [name for name in asked if not (written / name).exists()]


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A dictionary of more tables than a page draws at once, each with a column of its own name."""
    many = [
        {**TABLE, "table": f"core.table_{number}", "columns": [COLUMN, {**COLUMN, "column": f"own_{number}"}]}
        for number in range(LONGEST + 1)
    ]
    out = write_dictionary([*TABLES, *many], {"version": "0.1.0", "sha256": "ab" * 32}, tmp_path / "docs")
    opened = browser.new_page(reduced_motion="reduce")
    opened.goto(out.as_uri())
    yield opened
    opened.close()


@pytest.mark.browser
def test_a_search_keeps_what_has_every_word_and_opens_its_columns(page: Page) -> None:
    page.locator("#search").fill("own_7 Counted")
    assert page.locator("#table-core tbody tr:visible a").all_text_contents() == ["core.table_7"]
    assert page.locator("main > section:visible h2 .en").all_text_contents() == ["Core"]
    assert page.locator("[id='columns-core-table_7'] tbody tr:visible th").all_text_contents() == ["own_7"]
    assert "表" in page.locator("#found").inner_text() and "q=own_7" in page.url
    page.locator("#search").fill("")
    assert page.locator("#table-core tbody tr:visible").count() == LONGEST + 2
    assert page.locator("details[open]").count() == 0


@pytest.mark.browser
def test_a_search_stands_in_the_address_and_finds_a_table_by_its_name(page: Page) -> None:
    page.goto(page.url + "?q=marts.class_counts")
    assert page.locator("#table-marts tbody tr:visible").count() == 1
    assert page.locator("#core").is_hidden()
    page.locator("details summary:visible").last.click()
    assert page.locator("[id='columns-marts-class_counts'] tbody tr:visible").count() == 1


@pytest.mark.browser
def test_meanings_of_long_tables_are_not_cut(page: Page) -> None:
    assert page.locator("table.virtual, [data-long]").count() == 0
    assert page.locator("#table-core tbody td").first.evaluate("cell => cell.scrollWidth <= cell.clientWidth")


def test_the_json_holds_the_same_tables(written: Path) -> None:
    told = json.loads((written / "dictionary.json").read_text("utf-8"))
    assert told["tables"] == TABLES
