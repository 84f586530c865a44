"""The pages on slips, floating women, network, inspections and methods say what the marts say."""

from pathlib import Path

import duckdb
import pytest
from pages import Reading, bars, page_of, read
from snapshots import story, write_snapshot
from test_report_site import HOSTILE, hostile_story

from reports.marts.snapshot import read_marts
from reports.navigation import PAGES
from reports.parts.bars import LOOKS
from reports.parts.withheld import MARK_MEANS, SMALL_COUNTS
from reports.site import write_site

FILES = ("slips.html", "floating.html", "network.html", "inspections.html", "methods.html")
FIRST_LINES = {
    "slips.html": ("2006H1 应报通报单 17 份，按时 70.59%，未到 3 份；手续移交有迟误的单位 1 个。", "12"),
    "floating.html": ("2006-06-30 流动类 1,332 人，占在册 8.71%", "8.71%"),
    "network.html": (
        "缺楼院长 1 名、副主任 1 名；阵地未达标的社区、村 1 个；最近半年欠发 400.00 元。",
        "480",
    ),
    "inspections.html": ("2006H1 2 个街道督查了 1 个，查出错项 9 个；一票否决生效中的单位 8 个", "6"),
    "methods.html": ("2 项指标、17 项核查、1 项设置", "0.1.0"),
}


@pytest.fixture(scope="module")
def pages(index: Path) -> dict[str, Reading]:
    return {file: page_of(index, file) for file in FILES}


def queried(snapshot: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("file", FILES)
def test_first_line_answers_with_figures(index: Path, file: str) -> None:
    html = index.with_name(file).read_text(encoding="utf-8")
    line, figure = FIRST_LINES[file]
    assert line in html
    assert f'<span class="zh">{figure}</span></dd>' in html


@pytest.mark.parametrize(
    ("figure", "trace", "query"),
    [
        ("slips.html#figure-slips", "late", "slips_late from marts.slip_totals"),
        ("slips.html#figure-handovers", "all in time", "units_in_time from marts.handover_totals"),
        (
            "network.html#figure-funds",
            "owed",
            "amount_owed_yuan from marts.fund_totals where paying_body = 'all'",
        ),
        ("inspections.html#figure-inspections", "wrong", "wrong_cells from marts.inspection_totals"),
    ],
)
def test_bars_are_the_streets_of_the_mart(
    pages: dict[str, Reading], snapshot: Path, figure: str, trace: str, query: str
) -> None:
    file, _, name = figure.partition("#")
    told = queried(snapshot, f"from (select street_code, {query}) where street_code <> 'ALL'")
    assert bars(pages[file].figures[name], trace) == dict(told)


def test_bars_of_items_and_rulings_are_the_marts(pages: dict[str, Reading], snapshot: Path) -> None:
    items = "select item_code, bodies_with_item from marts.facility_totals where street_code = 'ALL'"
    assert bars(pages["network.html"].figures["figure-items"], "in place") == dict(queried(snapshot, items))
    drawn = bars(pages["inspections.html"].figures["figure-rulings"], "in force")
    assert drawn == {"veto/unit": 8, "criticism/unit": 3, "yellow_card/unit": 3}


def test_dots_are_the_rates_and_a_withheld_one_has_none(pages: dict[str, Reading]) -> None:
    drawn = pages["floating.html"].figures["figure-information"]["data"]
    assert [dict(zip(trace["y"], trace["x"], strict=True)) for trace in drawn] == [
        {"411602091": 100.0, "411602094": 100.0},
        {"411602091": 97.76, "411602094": None},
    ]
    (posts, heads) = pages["network.html"].figures["figure-posts"]["data"]
    assert (posts["x"], heads["x"]) == ([100.0], [99.5])


def test_equal_rates_of_a_row_stand_below_each_other(pages: dict[str, Reading]) -> None:
    figure = pages["network.html"].figures["figure-posts"]
    assert figure["layout"]["scattermode"] == "group"
    assert {trace["orientation"] for trace in figure["data"]} == {"h"}


def test_premises_have_names_in_both_languages(pages: dict[str, Reading]) -> None:
    items = pages["network.html"].tables["table-items"][1:]
    assert items and all(zh and en for zh, _, en in (row[0].partition(" ") for row in items))


def test_the_page_on_slips_says_why_it_counts_acknowledgements_otherwise(index: Path) -> None:
    page = index.with_name("slips.html").read_text("utf-8")
    assert "漏重页“未反馈”的条数与此不同" in page and "wholly rural streets have no rate" in page


def test_shares_are_drawn_in_order_of_months(pages: dict[str, Reading]) -> None:
    lines = pages["floating.html"].figures["figure-shares"]["data"]
    district = next(line for line in lines if line["name"] == "川汇区")
    assert (district["x"], district["y"]) == (["2006-03-31", "2006-06-30"], [7.91, 8.71])


def test_streets_beyond_their_looks_are_thin_lines_outside_the_legend(grown_site: Path) -> None:
    lines = page_of(grown_site / "index.html", "floating.html").figures["figure-shares"]["data"]
    streets = [line for line in lines if line["meta"]]
    assert len(streets) > len(LOOKS) and not any(line["showlegend"] for line in streets)
    assert {line["name"] for line in lines if line.get("showlegend", True)} == {"川汇区"}


def test_the_newest_scheme_is_drawn_in_both_areas(pages: dict[str, Reading]) -> None:
    figure = pages["methods.html"].figures["figure-weights"]
    assert [trace["x"] for trace in figure["data"]] == [[4.0], [2.0]]
    assert len(pages["methods.html"].tables["table-scheme"]) == 3


def test_withheld_rates_show_the_mark(pages: dict[str, Reading]) -> None:
    handovers = pages["slips.html"].tables["table-handovers"]
    assert [row[-1] for row in handovers[1:]] == ["*", "100.00%", "*"]
    assert pages["floating.html"].tables["table-shares-community"][-1][2:] == ["*", "*", "*"]


def test_one_mark_stands_for_all_that_is_withheld_and_says_why(index: Path) -> None:
    pages = [index.with_name(entry.file).read_text(encoding="utf-8") for entry in PAGES]
    assert not [html for html in pages if "&lt;5" in html or "<5" in html]
    marked = [html for html in pages if "<abbr" in html]
    assert len(marked) > 3 and all(html.count(MARK_MEANS.en) > html.count("<abbr") for html in marked)


def test_every_page_says_once_which_small_counts_are_told(index: Path) -> None:
    for entry in PAGES:
        html = index.with_name(entry.file).read_text(encoding="utf-8")
        assert (html.count(SMALL_COUNTS.zh), html.count(SMALL_COUNTS.en.replace("'", "&#39;"))) == (1, 1)


def test_units_with_most_missing_come_first_and_a_nameless_one_keeps_its_code(
    pages: dict[str, Reading],
) -> None:
    rows = pages["slips.html"].tables["table-unit-slips"][1:]
    assert [row[0] for row in rows] == ["市纺织厂", "400000003", "市商场"]


def test_half_years_stand_in_the_caption_where_there_is_one(index: Path, pages: dict[str, Reading]) -> None:
    assert "应报通报单的去向，2006H1" in index.with_name("slips.html").read_text(encoding="utf-8")
    assert "半年 half-year" not in pages["slips.html"].tables["table-slips"][0]


def test_methods_tell_every_table_and_column(index: Path, snapshot: Path) -> None:
    html = index.with_name("methods.html").read_text(encoding="utf-8")
    names = queried(
        snapshot,
        "select distinct unnest([table_name, column_name]) from information_schema.columns "
        "where table_schema = 'marts'",
    )
    assert not [name for (name,) in names if str(name) not in html]


def test_settings_stand_with_each_day_they_count_from(pages: dict[str, Reading]) -> None:
    rows = pages["methods.html"].tables["table-settings"][1:]
    assert [row[2:] for row in rows] == [["30", "天 days", "1999-01-01"], ["20", "天 days", "2006-07-01"]]


@pytest.mark.parametrize("file", FILES)
def test_each_table_says_its_query_and_it_runs(snapshot: Path, file: str) -> None:
    entry = next(entry for entry in PAGES if entry.file == file)
    page = entry.build(read_marts(snapshot, entry.reads))
    tables = [table for section in page.sections for panel in section.panels for table in panel.tables]
    assert all(table.query for table in tables)
    for table in tables:
        found = queried(snapshot, table.query)
        assert len(found) >= len(table.rows) > 0


@pytest.mark.parametrize("file", FILES)
def test_hostile_names_open_no_tag(index: Path, tmp_path: Path, file: str) -> None:
    path = write_site(write_snapshot(tmp_path / "hostile.duckdb", hostile_story()), tmp_path / "site")
    hostile, plain = page_of(path, file), page_of(index, file)
    assert sorted(hostile.tags) == sorted(plain.tags)
    html = path.with_name(file).read_text(encoding="utf-8")
    assert HOSTILE not in html


@pytest.mark.parametrize("rows", [{}, {table: [] for table in story()}], ids=["missing", "empty"])
def test_bare_snapshots_ask_the_question_all_the_same(tmp_path: Path, rows: dict[str, list[object]]) -> None:
    path = write_site(write_snapshot(tmp_path / "bare.duckdb", rows), tmp_path / "site")
    for file in FILES:
        html = path.with_name(file).read_text(encoding="utf-8")
        assert "？" in html and "None" not in html
        assert not read(html).figures
