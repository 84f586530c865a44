"""The page that explains a score shows what the marts say, for every body, offline."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from explained_district import write_explained
from playwright.sync_api import Browser, Page, expect
from test_report_browser import Watched
from test_report_site import HOSTILE, LINK, files_of

from reports.marts.explained import explaining_marts, lines, of_body
from reports.site import write_site

MIXED, URBAN, COMMUNITY = "411600001", "411600002", "411600001001"


@pytest.fixture(scope="module")
def snapshot_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_explained(tmp_path_factory.mktemp("explained") / "warehouse.duckdb")


@pytest.fixture(scope="module")
def site(snapshot_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(snapshot_file, tmp_path_factory.mktemp("explained") / "site").parent


@pytest.fixture
def tab(browser: Browser) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield Watched(page)
    page.close()


def open_body(tab: Watched, site: Path, body: str = MIXED, half_year: str = "2006H1") -> Page:
    tab.page.goto(f"{(site / 'explain.html').as_uri()}#{half_year}/{body}")
    expect(tab.page.locator("#score-title")).to_contain_text(f"{body} · {half_year}")
    return tab.page


def cells(page: Page, table: str, row: str = "tbody tr") -> list[list[str]]:
    found = page.locator(f"#{table} {row}").all()
    return [[" ".join(cell.split()) for cell in line.locator("th, td").all_inner_texts()] for line in found]


def test_same_snapshot_gives_the_same_files(snapshot_file: Path, site: Path, tmp_path: Path) -> None:
    assert files_of(write_site(snapshot_file, tmp_path / "again").parent) == files_of(site)


def test_lines_of_every_level_sum_to_the_one_above(snapshot_file: Path) -> None:
    marts = explaining_marts(snapshot_file, "2006H1")
    found = lines(of_body(marts, COMMUNITY))
    by_level = {level: frame["score_lost"].sum() for (level,), frame in found.group_by("level")}
    assert by_level["group"] == pytest.approx(by_level["indicator"]) == pytest.approx(by_level["source"])


@pytest.mark.browser
def test_page_opens_without_error_or_network(tab: Watched, site: Path) -> None:
    page = open_body(tab, site)
    page.locator("#figure-blend .main-svg").first.wait_for()
    assert tab.messages == []
    assert {url.split(":")[0] for url in tab.requests} <= {"file", "data"}


@pytest.mark.browser
def test_parts_and_blend_are_the_marts(tab: Watched, site: Path) -> None:
    page = open_body(tab, site)
    assert cells(page, "table-parts")[0] == [
        "城区 urban",
        "18,000",
        "60.00%",
        "92.50",
        "60.00",
        "4.50",
        "55.50",
    ]
    assert cells(page, "table-parts", "tfoot tr")[0][-1] == "90.70"
    shares = [row[:2] for row in cells(page, "table-blend")]
    assert shares == [["0.00%", "88.00"], ["60.00%", "90.70"], ["95.00%", "96.70"], ["100.00%", "92.50"]]
    assert (
        "(92.50 × 18,000 + 88.00 × 12,000) ÷ (18,000 + 12,000) = 90.70"
        in page.locator("#formula").inner_text()
    )


@pytest.mark.browser
def test_indicators_are_the_marts(tab: Watched, site: Path) -> None:
    rows = cells(open_body(tab, site, COMMUNITY), "table-indicators", "tbody tr:not(.group)")
    assert len(rows) == 33
    assert rows[0][1:] == ["901", "1,000", "90.10", "100–80", "3.00", "2.90", "0.10", "0.10"]


@pytest.mark.browser
def test_sources_findings_and_rulings_stand_beside(tab: Watched, site: Path) -> None:
    page = open_body(tab, site, MIXED)
    loss = page.locator("#loss-urban-missed_record_rate")
    loss.locator("summary").click()
    assert "第1街道第1社区" in loss.inner_text() and "24" in loss.inner_text()
    assert cells(page, "table-changes")[3][1:] == ["+3.00", "91.10"]
    assert cells(page, "table-rulings") == [
        ["川人口〔2006〕1号", "第1街道", "2006-02-14", "通报批评 circulated criticism", "是 yes"]
    ]


@pytest.mark.browser
def test_firmness_is_shown_where_it_is_published(tab: Watched, site: Path) -> None:
    page = open_body(tab, site, MIXED)
    assert cells(page, "table-firmness") == [["分值 weights", "88.40", "92.10", "1", "3"]]
    told = page.locator(".key-firm").inner_text()
    assert "band 2, 3 that cannot be told apart; rank 2 without missing files" in told
    open_body(tab, site, COMMUNITY)
    expect(page.locator("#table-firmness")).to_be_hidden()


@pytest.mark.browser
def test_older_half_year_shows_no_findings(tab: Watched, site: Path) -> None:
    page = open_body(tab, site, MIXED, "2005H2")
    assert "核查项" not in (page.locator("#losses").text_content() or "")


@pytest.mark.browser
def test_a_street_of_one_scheme_has_no_blend(tab: Watched, site: Path) -> None:
    page = open_body(tab, site, URBAN)
    expect(page.locator("#blend")).to_be_hidden()
    assert "100 × 96.70 ÷ 100.00 = 96.70" in page.locator("#formula").inner_text()


@pytest.mark.browser
def test_picker_address_and_back_agree(tab: Watched, site: Path) -> None:
    page = open_body(tab, site)
    page.locator("#pick-street").select_option(URBAN)
    expect(page.locator("#score-title")).to_contain_text("第2街道")
    page.locator("#pick-body").select_option(f"{URBAN}003")
    expect(page.locator("#score-title")).to_contain_text("第2街道第3社区")
    assert page.url.endswith(f"#2006H1/{URBAN}003")
    page.go_back()
    expect(page.locator("#pick-body")).to_have_value(URBAN)


@pytest.mark.browser
def test_without_an_address_the_newest_half_year_opens(tab: Watched, site: Path) -> None:
    tab.page.goto((site / "explain.html").as_uri())
    expect(tab.page.locator("#score-title")).to_contain_text(f"{MIXED} · 2006H1")


@pytest.mark.browser
@pytest.mark.parametrize("address", ["2006H1/999", "<img src=x onerror=alert(1)>/x", "2006H1/%E0%A4%A"])
def test_an_unknown_address_is_said_not_run(tab: Watched, site: Path, address: str) -> None:
    tab.page.goto(f"{(site / 'explain.html').as_uri()}#{address if '%' in address else quote(address)}")
    expect(tab.page.locator("#message")).to_be_visible()
    assert tab.messages == []


@pytest.mark.browser
def test_overview_leads_to_each_score(tab: Watched, site: Path) -> None:
    tab.page.goto((site / "index.html").as_uri())
    tab.page.locator("#table-scores a", has_text="第2街道").click()
    expect(tab.page.locator("#score-title")).to_contain_text(f"{URBAN} · 2006H1")


@pytest.mark.browser
@pytest.mark.parametrize("name", [HOSTILE, LINK])
def test_hostile_names_are_texts(tab: Watched, tmp_path: Path, name: str) -> None:
    site = write_site(write_explained(tmp_path / "h.duckdb", renamed=name), tmp_path / "site").parent
    page = open_body(tab, site)
    assert page.locator("main img, #losses a[href^='http']").count() == 0
    assert name.split("&", maxsplit=1)[0] in (page.locator("#losses").text_content() or "")
    assert tab.messages == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_explanation_never_scrolls_sideways(tab: Watched, site: Path, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 900})
    assert open_body(tab, site).evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_everything_is_named_for_a_screen_reader(tab: Watched, site: Path) -> None:
    page = open_body(tab, site)
    assert page.locator("table:not(:has(caption)), select:not(label select)").count() == 0
    assert page.locator("figure:visible .plot:not([aria-label])").count() == 0
    assert page.locator("#score-title[aria-live=polite]").count() == 1


@pytest.mark.browser
def test_figures_follow_the_dark_and_the_paper(tab: Watched, site: Path) -> None:
    page = open_body(tab, site, URBAN)
    bar = page.locator("#figure-waterfall .bars path").first
    expect(bar).to_have_css("fill", "rgb(47, 59, 70)")
    page.emulate_media(color_scheme="dark")
    expect(bar).to_have_css("fill", "rgb(132, 147, 161)")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(bar).to_have_css("fill", "rgb(47, 59, 70)")
    assert page.locator("details:not([open])").count() == 0


@pytest.mark.browser
def test_three_thousand_communities_fit_and_open(tab: Watched, large_site: Path) -> None:
    script = large_site / "assets" / "explain-2006H1.js"
    assert script.stat().st_size < 3_000_000
    page = open_body(tab, large_site, "411600150020")
    assert len(cells(page, "table-indicators", "tbody tr:not(.group)")) == 33
    assert re.fullmatch(r"#2006H1/411600150020", page.evaluate("location.hash"))
    assert tab.messages == []


@pytest.mark.browser
def test_the_first_line_answers_in_figures(tab: Watched, site: Path) -> None:
    told = open_body(tab, site).locator("#answer .zh").inner_text()
    assert told.startswith("第1街道 2006H1：90.70 分，3 个中第 1 名，第 2 档（同档 3 个分不出高下）；")
    assert "失分最多的类别是" in told and told.endswith("（−0.10）。")


@pytest.mark.browser
def test_a_street_lists_its_bodies_and_leads_to_each(tab: Watched, site: Path) -> None:
    page = open_body(tab, site)
    expect(page.locator("#table-bodies th[scope=row]")).to_have_count(4)
    assert cells(page, "table-bodies", "tbody:not(.space) tr")[1][3:] == [
        "96.70",
        "1 / 3",
        "650",
        "≥7",
        "*",
        "0",
    ]
    page.locator("#table-bodies a", has_text="第2社区").click()
    expect(page.locator("#score-title")).to_contain_text(f"{MIXED}002 · 2006H1")
    expect(page.locator("#bodies")).to_be_hidden()


@pytest.mark.browser
def test_filters_of_the_address_choose_street_and_rows(tab: Watched, site: Path) -> None:
    tab.page.goto(f"{(site / 'explain.html').as_uri()}?street={MIXED}&area=rural&half_year=2006H1&lang=en")
    expect(tab.page.locator("#score-title")).to_contain_text(f"{MIXED} · 2006H1")
    names = tab.page.locator("#table-bodies tbody:not(.space) tr th")
    expect(names).to_have_text([re.compile("第2社区$"), re.compile("第4社区$")])
    assert tab.page.locator("#answer").inner_text().startswith("第1街道, 2006H1: 90.70 points, rank 1 of 3")


@pytest.mark.browser
def test_liability_of_its_institutions_and_change_are_shown(tab: Watched, site: Path) -> None:
    page = open_body(tab, site)
    assert cells(page, "table-liabilities")[0][3:] == [
        "第1主管局", "川人口〔2006〕3号", "通报批评 circulated criticism", "已连带 linked", "是 yes"
    ]  # fmt: skip
    page.locator("#figure-change .main-svg").first.wait_for()
    drawn = page.evaluate("document.getElementById('figure-change').data[0].x")
    assert drawn == [88.1, 0, 0, 3, -0.4, 90.7]


@pytest.mark.browser
def test_each_number_shows_a_query_that_runs(tab: Watched, site: Path, snapshot_file: Path) -> None:
    page = open_body(tab, site)
    queries = page.locator("code[data-query]").all_text_contents()
    assert len(queries) == 12 and all("$" not in query for query in queries)
    with duckdb.connect(str(snapshot_file), read_only=True) as connection:
        found = [connection.sql(query).fetchall() for query in queries]
    assert all(found)
    assert page.locator(".source", has_text="c0ffee").count() == 12
