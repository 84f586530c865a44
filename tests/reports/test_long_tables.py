"""A long table is handed over packed, and reads, filters, sorts, saves and prints as any other."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from dashboards import megabytes
from explained_district import write_explained
from grown import grow
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from test_report_browser import Watched
from test_report_site import HOSTILE

from reports.marts.snapshot import read_marts
from reports.navigation import PAGES
from reports.parts.labels import Label
from reports.parts.long_tables import packed_tables, unpacked_tables
from reports.parts.table import ABSENT, LONGEST, WITHHELD, Cell, Table, count, measure, percent, signed, yuan
from reports.site import write_site
from reports.verification.compared import page_differences
from reports.verification.reading import read_page

FILE, LONG = "network.html", "table-funds-body"
SOUGHT = """([head, rows]) => {
    document.querySelector(head).scrollIntoView();
    return document.querySelector(rows)?.checkVisibility();
}"""
ROWS = f"#{LONG} tbody:not(.space) tr"
STREET = "411600001"
ALL = """tables => tables.reduce((sum, table) => sum + (Number(table.dataset.long)
    || table.querySelectorAll("tbody tr[data-facets]").length), 0)"""
numbers = st.integers(-(10**9), 10**9).map(lambda cents: cents / 100)
cells = st.one_of(
    st.integers(0, 10**7).map(count),
    *(numbers.map(write) for write in (measure, percent, signed, yuan)),
    st.builds(Cell, st.text(), st.text(), st.sampled_from(["text", "date", "alert", "number", "partial"])),
    st.sampled_from([ABSENT, WITHHELD]),
)


def table(columns: list[list[Cell]]) -> Table:
    heads = tuple(Label(str(place)) for place in range(len(columns)))
    return Table("t", Label("表"), heads, tuple(zip(*columns, strict=True)))


def written(cell: Cell) -> str:
    return " ".join(f"{cell.zh} {cell.en}".split())


@given(
    rows=st.lists(st.tuples(cells, numbers.map(percent), st.sampled_from([count(7), WITHHELD])), min_size=1)
)
def test_unpacked_cells_read_as_they_were_written(rows: list[tuple[Cell, ...]]) -> None:
    packed = packed_tables([table([list(column) for column in zip(*rows, strict=True)])])
    assert unpacked_tables(packed)["t"] == [[written(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("text", ["", "AAAA", "eJyrrgUAAXUA", "eJwDAAAAAAE="])
def test_what_is_no_packed_table_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="no packed tables"):
        unpacked_tables(text)


def test_every_row_of_every_page_is_read_back(grown_snapshot: Path, grown_site: Path) -> None:
    long = 0
    for entry in (entry for entry in PAGES if entry.template == "page.html"):
        shown = read_page((grown_site / entry.file).read_text("utf-8")).tables
        for made in entry.build(read_marts(grown_snapshot, entry.reads)).tables:
            assert (
                shown[made.id].rows == [[written(cell) for cell in row] for row in made.rows] or not made.rows
            )
            long += len(made.rows) > LONGEST
    assert long > 5


def test_another_number_in_a_long_table_is_named_to_its_cell() -> None:
    grid = "<table id=t><thead><tr><th>body</th><th>files</th></tr></thead></table>"
    pages = []
    for files in (4096, 4095):
        packed = packed_tables([table([[Cell("某社区")] * 70, [*[count(12)] * 69, count(files)]])])
        pages.append(f'{grid}<script id="long-tables">"{packed}"</script>')
    (found,) = page_differences("floating.html", *pages)
    assert (found.table, found.row, found.column) == ("t", "70 某社区", "files")
    assert (found.shown, found.recomputed) == ("4,096", "4,095")


def test_rows_that_cannot_be_unpacked_are_a_difference(grown_site: Path) -> None:
    html = (grown_site / FILE).read_text("utf-8")
    cut = html.replace('id="long-tables">"', 'id="long-tables">"AAAA', 1)
    assert page_differences("floating.html", cut, html)


@pytest.mark.long
def test_three_thousand_communities_stay_under_twelve_megabytes(snapshot: Path, tmp_path: Path) -> None:
    sources = [write_explained(tmp_path / "explained.duckdb"), snapshot]
    pages = write_site(grow(sources, tmp_path / "grown.duckdb", 150, 20), tmp_path / "site").parent
    assert megabytes(pages) < 12


@pytest.fixture
def tab(browser: Browser) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield Watched(page)
    page.close()


def opened(tab: Watched, site: Path, query: str = "") -> Page:
    tab.page.goto(f"{(site / FILE).as_uri()}{query}")
    # by key: a summary that moves while the page still draws is missed by a pointer
    tab.page.locator(f"details:has(#{LONG}) > summary").press("Enter")
    # figures above that are drawn at any time after that push the table out of sight, where it is not
    tab.page.wait_for_function(SOUGHT, arg=[f"#{LONG} thead", ROWS])
    expect(tab.page.locator(ROWS).first).to_be_visible()
    return tab.page


def rows_of(site: Path) -> list[list[str]]:
    return read_page((site / FILE).read_text("utf-8")).tables[LONG].rows


@pytest.mark.browser
def test_rows_in_sight_are_drawn_and_all_are_told(tab: Watched, grown_site: Path) -> None:
    page, all_rows = opened(tab, grown_site), rows_of(grown_site)
    assert page.locator(ROWS).count() < LONGEST < len(all_rows)
    expect(page.locator(f"#{LONG}")).to_have_attribute("aria-rowcount", f"{len(all_rows) + 1}")
    told = page.locator(ROWS).first.locator("th, td").all_text_contents()
    assert [" ".join(cell.split()) for cell in told] == all_rows[0]
    assert tab.messages == []


@pytest.mark.browser
@pytest.mark.parametrize("form", ["CSV", "XLSX"])
def test_a_saved_long_table_has_the_rows_that_the_filter_keeps(
    tab: Watched, grown_site: Path, form: str
) -> None:
    page = opened(tab, grown_site, f"?street={STREET}&lang=zh")
    with page.expect_download() as waited:
        page.locator(f"details:has(#{LONG}) .tools button", has_text=form).click()
    saved = waited.value.path().read_bytes()
    if form == "CSV":
        names = [row[0] for row in csv.reader(io.StringIO(saved.decode("utf-8-sig")))]
    else:
        names = [row[0] for row in pl.read_excel(io.BytesIO(saved), has_header=False).rows()]
    street = page.locator("#filters select[name=street] option:checked").text_content()
    assert names[1:] == [row[0] for row in rows_of(grown_site) if row[1] == street]


@pytest.mark.browser
def test_a_half_year_is_chosen_and_counted(tab: Watched, grown_site: Path) -> None:
    page = opened(tab, grown_site)
    rows = page.locator("table").evaluate_all(ALL)
    expect(page.locator("#kept .en")).to_have_text(f"{rows:,} of {rows:,} rows shown")
    page.locator("#filters select[name=half_year]").select_option("2005H1")
    expect(page.locator(f"{ROWS} >> nth=0")).to_contain_text("2005H1")
    kept = sum("2005H1" in row for row in rows_of(grown_site))
    expect(page.locator(f"#{LONG}")).to_have_attribute("aria-rowcount", f"{kept + 1}")


@pytest.mark.browser
def test_a_pressed_head_sorts_numbers_by_size(tab: Watched, grown_site: Path) -> None:
    page = opened(tab, grown_site, "?lang=en")
    page.locator(f"#{LONG} thead button", has_text="due, yuan").click()
    told = [row.locator("td").nth(5).text_content() or "" for row in page.locator(ROWS).all()]
    dearest = sorted((float(row[6].replace(",", "")) for row in rows_of(grown_site)), reverse=True)
    assert [float(text.replace(",", "")) for text in told] == dearest[: len(told)]


@pytest.mark.browser
def test_paper_holds_every_row_and_the_screen_then_few(tab: Watched, grown_site: Path) -> None:
    page = tab.page
    page.goto((grown_site / FILE).as_uri())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(ROWS).count() == len(rows_of(grown_site))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(ROWS).count() < LONGEST


@pytest.mark.browser
def test_sums_stand_under_all_rows_and_not_under_some(tab: Watched, grown_site: Path) -> None:
    page = tab.page
    page.goto((grown_site / "slips.html").as_uri())
    total = page.locator("#table-slips tfoot")
    page.locator(
        ".scroll:has(#table-slips)"
    ).scroll_into_view_if_needed()  # it is drawn when it comes in sight
    page.locator("#table-slips tbody:not(.space) tr").first.wait_for()
    expect(total).to_be_visible()
    page.locator("#filters select[name=street]").select_option(STREET)
    expect(total).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("file", ["classes.html", "slips.html", "network.html"])
def test_axe_finds_nothing_in_long_tables(tab: Watched, grown_site: Path, file: str) -> None:
    page = tab.page
    page.goto((grown_site / file).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    page.evaluate("document.querySelectorAll('table[data-long]').forEach((table) => { table.wholeRows(); })")
    assert page.locator("table.virtual tbody:not(.space) th").count() > 0
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.browser
def test_hostile_names_of_long_tables_are_texts(tab: Watched, grown_site: Path) -> None:
    page = opened(tab, grown_site)
    expect(page.locator(ROWS).first.locator("th")).to_have_text(HOSTILE)
    assert page.locator("main img, main a[href^='http']").count() == 0
    assert tab.messages == []
