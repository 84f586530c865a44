"""The quality page says what the marts say, in both languages, and withheld counts stay withheld."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from pages import Reading, bars, read
from snapshots import story, write_snapshot
from test_report_site import HOSTILE, renamed

from reports.marts.quality import QUALITY
from reports.marts.snapshot import read_marts
from reports.marts.tables import Marts
from reports.pages.quality import mending, missing
from reports.pages.quality.page import answer
from reports.parts import placed
from reports.parts.labels import codes
from reports.site import write_site


@pytest.fixture(scope="module")
def of_quality(snapshot: Path) -> Marts:
    return read_marts(snapshot, QUALITY)


@pytest.fixture(scope="module")
def page(index: Path) -> Reading:
    return read((index.parent / "quality.html").read_text(encoding="utf-8"))


def test_first_line_answers_the_four_questions(of_quality: Marts) -> None:
    told = answer(of_quality)
    assert told.zh == "缺漏 323 条，重复 29 条，差错 ≥657 条；最近一晚改掉 7 条，新发现 2 条，未改 15 条。"
    assert told.en.startswith("Missing: 323; duplicate: 29; wrong: ≥657. On the newest night 7 were mended")


def test_without_nights_the_answer_says_so(of_quality: Marts) -> None:
    without = {**of_quality, "finding_trend": of_quality["finding_trend"].clear()}
    assert answer(without).en.endswith("No nights are on record yet to say what is being mended.")


def test_matrix_sums_what_may_be_told(page: Reading) -> None:
    by_street = {row[0]: row[1:] for row in page.tables["table-matrix"][1:]}
    assert by_street["新华路街道"][:3] == ["309", "29", "29"]
    assert by_street["永安路街道"][0] == "≥6"
    assert by_street["全区 district"][0] == "323"


def test_bodies_stand_beside_their_street_and_sum_to_it(page: Reading) -> None:
    by_street = {row[0]: row[1:] for row in page.tables["table-matrix"][1:]}
    _, *bodies = page.tables["table-matrix-bodies"]
    own = [int(missing) for _, street, missing, *_ in bodies if street == "新华路街道"]
    assert len(own) > 1 and sum(own) == int(by_street["新华路街道"][0])


def test_rare_checks_are_told_of_the_district_alone(page: Reading, of_quality: Marts) -> None:
    assert placed.rare_checks(of_quality) == ["class_missing"]
    assert page.tables["table-rare"][1:] == [["未分类 file without a class", "*"]]
    assert "class_missing" not in placed.placed_counts(of_quality)["check_id"]


def test_states_count_every_check_once(page: Reading, of_quality: Marts) -> None:
    counted = sum(int(cell) for row in page.tables["table-states"][1:] for cell in row[1:])
    assert counted == of_quality["check_runs"].height


def test_every_check_shows_rule_and_remedy_in_both_languages(index: Path, of_quality: Marts) -> None:
    html = (index.parent / "quality.html").read_text(encoding="utf-8")
    assert html.count('<details class="explanation">') == of_quality["check_runs"].height + 1
    for text in ("small_cell的规则", "rule of small_cell", "请改正", "Mend it"):
        assert text in html


def test_missing_files_name_source_period_and_body(page: Reading) -> None:
    assert page.tables["table-missing-files"][1] == [
        "楼院月报 monthly reports", "2006-03", "新华路街道", "通桥路社区",
    ]  # fmt: skip


def test_estimates_show_their_interval_or_nothing(page: Reading) -> None:
    told, withheld = page.tables["table-estimates"][1:]
    assert told[-2:] == ["62", "40–98"]
    assert withheld[2:] == ["*"] * 5
    (dots,) = page.figures["figure-estimates"]["data"]
    assert (dots["x"], dots["error_x"]["array"], dots["error_x"]["arrayminus"]) == ([62], [36], [22])


def test_an_estimate_without_an_upper_end_is_told(of_quality: Marts) -> None:
    endless = of_quality["missed_estimates"].with_columns(high=pl.lit(None, pl.Int64))
    (panel,) = missing.section({**of_quality, "missed_estimates": endless}).panels[2:]
    assert panel.tables[0].rows[0][-1].zh == "≥40"
    assert panel.drawing is not None
    assert panel.drawing.figure.data[0].error_x.array == (None,)


def test_a_check_without_a_result_counts_as_nothing_known(of_quality: Marts) -> None:
    is_broken = pl.col("check_id") == "missed_from_slip"
    runs = of_quality["check_runs"].with_columns(
        state=pl.when(is_broken).then(pl.lit("could_not_run")).otherwise("state"),
        findings=pl.when(~is_broken).then("findings"),
    )
    counts = of_quality["finding_counts"].filter(~is_broken)
    (panel, *_) = missing.section({**of_quality, "check_runs": runs, "finding_counts": counts}).panels
    (table,) = panel.tables
    place = list(missing.KINDS).index("missed_from_slip") + 1
    assert {row[place].zh for row in (*table.rows, *table.totals)} == {"—"}


def test_accuracy_is_drawn_where_it_was_measured(page: Reading) -> None:
    precision, recall = page.figures["figure-accuracy"]["data"]
    assert (precision["y"], recall["x"]) == (["overall"], [0.69])
    assert page.tables["table-accuracy"][2][1:] == ["100", "0", "0", "—", "—", "—", "—"]


def test_nights_are_the_trend_of_the_district(page: Reading) -> None:
    assert bars(page.figures["figure-nights"], "mended") == {"2006-07-18": 0, "2006-07-20": 7}
    assert page.tables["table-nights"][2] == ["2006-07-20", "2", "7", "1", "15"]


def trend(*nights: tuple[int, str, int]) -> pl.DataFrame:
    rows = [(date(2006, 7, day), check, "b", 0, still, 0, 0, 0, False) for day, check, still in nights]
    return pl.DataFrame(rows, schema=list(QUALITY["finding_trend"]), orient="row")


def test_the_districts_nights_are_the_sum_that_is_published() -> None:
    counted = mending.nightly(trend((19, "all", 7), (18, "all", 5), (18, "x", 5), (19, "y", 2)))
    assert counted["open"].to_list() == [5, 7]


def test_open_since_starts_after_the_last_clear_night() -> None:
    since = mending.open_since(trend((17, "x", 5), (18, "x", 0), (19, "x", 2), (20, "x", 1), (20, "y", 0)))
    assert since.rows() == [("x", "b", date(2006, 7, 19), 1)]


def test_the_sum_of_all_checks_is_no_check_that_stands_open(of_quality: Marts) -> None:
    tables = [table for panel in mending.section(of_quality).panels for table in panel.tables]
    (oldest,) = (table for table in tables if table.id == "table-oldest")
    assert [row[0].zh for row in oldest.rows] == ["漏楼"]


def test_rows_held_back_show_their_reason(page: Reading) -> None:
    told, withheld = page.tables["table-quarantined"][1:]
    assert told[2:] == ["身份证号空缺。 The citizen ID is blank.", "请补填。 Fill it in.", "12"]
    assert withheld[2:] == ["key_unreadable", "—", "*"]
    assert page.tables["table-fates"][1][1] == "81,949"


def test_changes_and_questions_are_shown_where_present(page: Reading) -> None:
    assert [row[-1] for row in page.tables["table-changes"][1:]] == ["+12", "*"]
    assert page.tables["table-questions"][1] == [
        "通桥路社区", "怎么办的? How was it done?", "占比 share", "62.5", "8.25",
    ]  # fmt: skip


def test_each_number_names_its_table_and_snapshot(page: Reading) -> None:
    named = ["漏楼 building without a book", "18", "checks.building_without_book"]
    origin = ["查询核对 SQL across sources", "2006-07-20T020000-7c1f"]
    assert [*named, *origin] in page.tables["table-found"]


def test_hostile_names_open_no_tag_here(index: Path, page: Reading, tmp_path: Path) -> None:
    named = {table: renamed(rows, "新华路街道", HOSTILE) for table, rows in story().items()}
    path = write_site(write_snapshot(tmp_path / "hostile.duckdb", named), tmp_path / "site")
    hostile = read((path.parent / "quality.html").read_text(encoding="utf-8"))
    assert sorted(hostile.tags) == sorted(page.tags)
    assert HOSTILE in [row[0] for row in hostile.tables["table-matrix"]]


@pytest.mark.parametrize("rows", [{}, {table: [] for table in story()}], ids=["missing", "empty"])
def test_a_bare_snapshot_says_so_seven_times(
    tmp_path: Path, rows: dict[str, list[tuple[object, ...]]]
) -> None:
    out = write_site(write_snapshot(tmp_path / "bare.duckdb", rows), tmp_path / "site").parent
    html = (out / "quality.html").read_text(encoding="utf-8")
    assert html.count("本期没有数据。") == len(read(html).figures) + 7


def test_every_group_has_a_place_in_the_matrix(page: Reading) -> None:
    assert len(page.tables["table-matrix"][0]) == 1 + len(codes("check_group"))
