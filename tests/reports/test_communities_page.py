"""The page of communities shows every one, says what the marts say, and is quick in a large district."""

import base64
import csv
import io
import json
import re
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from explained_district import write_explained
from playwright.sync_api import Browser, Page, expect
from test_report_browser import Watched
from test_report_site import HOSTILE

from reports.pages.communities.bodies import CLASSES
from reports.site import write_site

ROWS = "#table-communities tbody:not(.space) tr"
MONTH_ENDS = 3


@pytest.fixture(scope="module")
def snapshot_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_explained(tmp_path_factory.mktemp("bodies") / "warehouse.duckdb")


@pytest.fixture(scope="module")
def site(snapshot_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(snapshot_file, tmp_path_factory.mktemp("bodies") / "site").parent


@pytest.fixture
def tab(browser: Browser) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield Watched(page)
    page.close()


def opened(tab: Watched, site: Path, query: str = "") -> Page:
    tab.page.goto(f"{(site / 'communities.html').as_uri()}{query}")
    expect(tab.page.locator("#answer .zh")).to_contain_text("2006H1 共")
    return tab.page


def cells(page: Page, rows: str = ROWS) -> list[list[str]]:
    return [
        [" ".join(cell.split()) for cell in row.locator("th, td").all_text_contents()]
        for row in page.locator(rows).all()
    ]


def unpacked(site: Path, half_year: str = "2006H1") -> dict[str, Any]:
    script = (site / "assets" / f"bodies-{half_year}.js").read_text("utf-8")
    found = re.search(r'= "([\w+/=]+)";', script)
    assert found
    return dict(json.loads(zlib.decompress(base64.b64decode(found[1]))))


def pressed(page: Page, name: str) -> list[str]:
    """The names in their order after a head is pressed."""
    page.locator("#table-communities thead button", has_text=name).first.click()
    return [row[0] for row in cells(page)]


def test_packed_counts_are_the_marts(snapshot_file: Path, site: Path) -> None:
    packed = unpacked(site)
    of, at = packed["bodies"]["body_code"]["of"], packed["bodies"]["body_code"]["at"]
    places = {of[code]: place for place, code in enumerate(at)}
    with duckdb.connect(str(snapshot_file), read_only=True) as connection:
        counts = connection.sql("select * from marts.class_counts order by as_of_date").pl()
    assert counts.height == len(places) * MONTH_ENDS * 4
    months = counts["as_of_date"].unique().sort().to_list()
    for row in counts.iter_rows(named=True):
        place = places[row["body_code"]] * MONTH_ENDS + months.index(row["as_of_date"])
        told = packed["body_months"][row["management_class"]][place]
        assert told == (-1 if row["is_suppressed"] else row["women"])


def test_packed_figures_are_the_scores_and_movements(snapshot_file: Path, site: Path) -> None:
    bodies = unpacked(site)["bodies"]
    with duckdb.connect(str(snapshot_file), read_only=True) as connection:
        scores = connection.sql(
            "from marts.scores where half_year = '2006H1' and body_level = 'community' order by body_code"
        ).pl()
        moved = connection.sql("from marts.movements order by body_code").pl()
    assert bodies["score"] == scores["score"].cast(pl.Float64).to_list()
    handed = moved["transferred_to_villages"].fill_null(-1).to_list()
    assert bodies["transferred_to_villages"] == handed and -1 in handed


def test_no_count_that_is_withheld_is_in_the_files(site: Path) -> None:
    packed = unpacked(site)
    assert not {1, 2, 3, 4} & {count for code in CLASSES for count in packed["body_months"][code]}


@pytest.mark.browser
def test_rows_are_the_marts_and_say_what_is_withheld(tab: Watched, site: Path) -> None:
    rows = cells(opened(tab, site, "?flows=1"))
    assert len(rows) == 12
    place = ["第1街道第1社区", "第1街道", "社区 community", "城区 urban"]
    first = [*place, "96.70", "1 / 3", "≥641", "12", "6", "1", "97", "487", "57", "*", "—"]
    assert rows[0] == [*first, "600", "20", "5", "10", "4", "611"]
    assert rows[1][-3:] == ["*", "4", "*"]
    assert tab.messages == []


@pytest.mark.browser
def test_the_shown_query_finds_the_shown_rows(tab: Watched, site: Path, snapshot_file: Path) -> None:
    page = opened(tab, site)
    query = page.locator("#bodies code[data-query]").text_content() or ""
    with duckdb.connect(str(snapshot_file), read_only=True) as connection:
        found = connection.sql(query).pl()
    assert found["body_name"].to_list() == [row[0] for row in cells(page)]
    assert found["findings"].cast(pl.String).to_list() == [row[7].strip("≥") for row in cells(page)]


@pytest.mark.browser
def test_a_pressed_head_sorts_and_says_so(tab: Watched, site: Path) -> None:
    page = opened(tab, site)
    assert pressed(page, "核查发现")[:3] == ["第1街道第4社区", "第2街道第4社区", "第3街道第4社区"]
    head = page.locator("#table-communities th[aria-sort]")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert pressed(page, "核查发现")[0] == "第1街道第2社区"
    expect(head.locator("button")).to_be_focused()
    assert pressed(page, "未分类")[:3] == [f"第{street}街道第2社区" for street in (1, 2, 3)]


@pytest.mark.browser
def test_search_and_filters_stand_in_the_address(tab: Watched, site: Path) -> None:
    page = opened(tab, site)
    page.locator("#search").fill("第4社区")
    expect(page.locator(ROWS)).to_have_count(3)
    page.locator("select[name=street]").select_option("411600002")
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator("#shown")).to_contain_text("显示 1 / 12 个")
    again = page.url
    page.goto("about:blank")
    page.goto(again)
    expect(page.locator("#table-communities a")).to_have_text(["第2街道第4社区"])
    page.locator("#filters button", has_text="清除").click()
    expect(page.locator(ROWS)).to_have_count(12)


@pytest.mark.browser
def test_area_and_class_of_the_address_keep_rows_columns_and_bars(tab: Watched, site: Path) -> None:
    page = opened(tab, site, "?area=rural&class=floating")
    assert [row[0] for row in cells(page)] == ["第1街道第2社区", "第1街道第4社区"]
    heads = page.locator("#table-communities thead th").all_text_contents()
    assert any("流动类" in head for head in heads) and not any("主管类" in head for head in heads)
    page.locator("#multiple-0").scroll_into_view_if_needed()
    page.locator("#multiple-0 .main-svg").first.wait_for()
    assert page.evaluate("document.getElementById('multiple-0').data.map((trace) => trace.meta.class)") == [
        "floating"
    ]


@pytest.mark.browser
def test_movements_stand_in_the_table_where_they_are_asked_for(tab: Watched, site: Path) -> None:
    page = opened(tab, site)
    heads = page.locator("#table-communities thead th")
    few = heads.count()
    page.locator("#with-flows").check()
    assert heads.count() == few + 6 and "flows=1" in page.url
    page.locator("#with-flows").uncheck()
    assert heads.count() == few


@pytest.mark.browser
def test_a_chart_without_a_bar_says_why(tab: Watched, snapshot_file: Path, tmp_path: Path) -> None:
    quiet = tmp_path / "warehouse.duckdb"
    shutil.copyfile(snapshot_file, quiet)
    with duckdb.connect(str(quiet)) as connection:
        connection.execute("update marts.class_counts set women = null where body_code like '411600001001'")
        connection.execute("update marts.class_counts set women = 0 where body_code like '411600001002'")
        connection.execute("delete from marts.class_counts where body_code like '411600001003'")
    page = opened(tab, write_site(quiet, tmp_path / "site").parent, "?lang=en")
    told = [page.locator(".gallery figure").nth(place).inner_text() for place in range(4)]
    said = ("Every count here is withheld", "There was nobody", "No ledger of it could be counted")
    assert [any(why in text for why in said) for text in told] == [True, True, True, False]
    assert [why in text for why, text in zip(said, told, strict=False)] == [True] * 3


@pytest.mark.browser
@pytest.mark.parametrize("language", ["", "zh", "en"])
def test_the_table_fits_a_window_of_1440(tab: Watched, site: Path, language: str) -> None:
    page = opened(tab, site, f"?lang={language}")
    reach = "place => place.scrollWidth - place.clientWidth"
    assert page.locator(".scroll:has(#table-communities)").evaluate(reach) <= 0


@pytest.mark.browser
def test_an_older_half_year_has_scores_and_no_findings(tab: Watched, site: Path) -> None:
    page = opened(tab, site)
    page.locator("#pick-half-year").select_option("2005H2")
    expect(page.locator("#answer .zh")).to_contain_text("2005H2 共 12 个")
    assert cells(page)[0][4:10] == ["96.70", "1 / 3", "—", "—", "—", "—"]
    assert "half_year=2005H2" in page.url


@pytest.mark.browser
@pytest.mark.parametrize(("language", "seen", "hidden"), [("zh", "主管类", "main"), ("en", "main", "主管类")])
def test_each_language_stands_alone(tab: Watched, site: Path, language: str, seen: str, hidden: str) -> None:
    head = opened_in(tab, site, language).locator("#table-communities thead").inner_text()
    assert seen in head and hidden not in head
    assert tab.messages == []


def opened_in(tab: Watched, site: Path, language: str) -> Page:
    tab.page.goto(f"{(site / 'communities.html').as_uri()}?lang={language}")
    expect(tab.page.locator(ROWS)).to_have_count(12)
    return tab.page


@pytest.mark.browser
def test_charts_hold_the_counts_of_their_rows(tab: Watched, site: Path) -> None:
    page = opened(tab, site)
    page.locator("#multiple-0").scroll_into_view_if_needed()
    page.locator("#multiple-0 .main-svg").first.wait_for()
    drawn = "document.getElementById('multiple-0').data.map((trace) => trace.y)"
    assert page.evaluate(drawn)[:4] == [[95, 96, 97], [485, 486, 487], [55, 56, 57], [None] * 3]
    assert "第1街道第1社区 2006-06-30: 主管类 main 97" in page.get_attribute("#multiple-0", "aria-label")
    page.locator("#per").select_option("street")
    expect(page.locator(".gallery figure")).to_have_count(3)
    page.locator("#multiple-0 .main-svg").first.wait_for()
    assert page.evaluate(drawn)[0] == [386, 390, 394]


@pytest.mark.browser
def test_three_thousand_rows_are_there_and_few_are_drawn(tab: Watched, large_site: Path) -> None:
    page = opened(tab, large_site)
    table, scroller = page.locator("#table-communities"), page.locator(".scroll:has(#table-communities)")
    expect(table).to_have_attribute("aria-rowcount", "3001")
    assert page.locator(ROWS).count() < 60
    scroller.focus()
    page.keyboard.press("End")
    last = page.locator(f"{ROWS}[aria-rowindex='3001']")
    expect(last.locator("th")).to_have_text("第150街道第20社区")
    assert page.locator(ROWS).count() < 60
    indices = page.eval_on_selector_all(
        ROWS, "rows => rows.map((row) => Number(row.getAttribute('aria-rowindex')))"
    )
    assert indices == list(range(indices[0], 3002))


@pytest.mark.browser
def test_tabbing_goes_on_past_the_drawn_rows(tab: Watched, large_site: Path) -> None:
    page = opened(tab, large_site)
    page.locator(f"{ROWS} a").first.focus()
    for _ in range(70):
        page.keyboard.press("Tab")
        page.evaluate("() => new Promise(requestAnimationFrame)")
    row = page.evaluate("document.activeElement.closest('tr')?.getAttribute('aria-rowindex')")
    assert row == "72"


@pytest.mark.browser
def test_charts_of_three_thousand_come_a_page_at_a_time(tab: Watched, large_site: Path) -> None:
    page = opened(tab, large_site)
    expect(page.locator(".gallery figure")).to_have_count(24)
    assert page.locator(".gallery .js-plotly-plot").count() < 24
    page.locator("#multiples button", has_text="next").click()
    expect(page.locator("#multiples [role=status]")).to_have_text("25–48 / 3,000")
    expect(page.locator(".gallery figcaption").first).to_contain_text("第2街道第5社区")


@pytest.mark.browser
@pytest.mark.parametrize("form", ["CSV", "XLSX"])
def test_saved_tables_hold_every_row(tab: Watched, large_site: Path, form: str) -> None:
    page = opened(tab, large_site, "?lang=en")
    with page.expect_download() as waited:
        page.locator("#bodies .tools button", has_text=form).click()
    saved = waited.value.path().read_bytes()
    if form == "CSV":
        rows = list(csv.reader(io.StringIO(saved.decode("utf-8-sig"))))
    else:
        rows = [
            [str(cell) for cell in row] for row in pl.read_excel(io.BytesIO(saved), has_header=False).rows()
        ]
    assert len(rows) == 3001
    assert rows[0][:2] == ["community or village", "street"] and rows[-1][0] == "第150街道第20社区"
    assert float(rows[1][4]) == 96.7 and rows[1][13] == "*"


@pytest.mark.browser
def test_paper_holds_every_row(tab: Watched, large_site: Path) -> None:
    page = opened(tab, large_site, "?street=411600001")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(ROWS).count() == 20
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.browser
def test_hostile_names_are_texts(tab: Watched, tmp_path: Path) -> None:
    site = write_site(write_explained(tmp_path / "h.duckdb", renamed=HOSTILE), tmp_path / "site").parent
    page = opened(tab, site)
    assert HOSTILE in [row.locator("th").text_content() for row in page.locator(ROWS).all()]
    page.locator("#multiple-1").scroll_into_view_if_needed()
    page.locator("#multiple-1 .main-svg").first.wait_for()
    assert page.locator("main img, main a[href^='http']").count() == 0
    assert tab.messages == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_page_never_scrolls_sideways(tab: Watched, site: Path, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 900})
    assert opened(tab, site).evaluate("document.documentElement.scrollWidth") <= width
