"""Figures and tables say what the marts say, and withheld cells stay withheld."""

from pathlib import Path

import polars as pl
import pytest
from pages import Reading, bars, page_of

from reports.marts.tables import Marts
from reports.pages import deliveries, movements
from reports.pages.classes import page as classes
from reports.pages.overview import findings
from reports.pages.standing import scores


@pytest.fixture(scope="module")
def page(index: Path) -> Reading:
    return page_of(index, "index.html")


@pytest.fixture(scope="module")
def in_classes(index: Path) -> Reading:
    return page_of(index, "classes.html")


@pytest.fixture(scope="module")
def moved(index: Path) -> Reading:
    return page_of(index, "movements.html")


@pytest.mark.parametrize(
    ("management_class", "column"), [("main", 1), ("co-managed", 2), ("floating", 3), ("unclassified", 4)]
)
def test_street_bars_equal_their_table(in_classes: Reading, management_class: str, column: int) -> None:
    drawn = bars(in_classes.figures["figure-classes-street"], management_class)
    told = [int(row[column].replace(",", "")) for row in in_classes.tables["table-classes-street"][1:-1]]
    assert list(drawn.values()) == told


def test_district_row_states_the_three_classes(in_classes: Reading) -> None:
    assert in_classes.tables["table-classes-street"][-1] == ["川汇区", "2,288", "11,669", "1,332", "0"]


def test_months_are_drawn_in_order(in_classes: Reading) -> None:
    drawn = bars(in_classes.figures["figure-classes-month"], "co-managed")
    assert next(iter(drawn.items())) == ("2006-03-31", 9_871)
    assert list(drawn.items())[-1] == ("2006-06-30", 11_669)


def test_withheld_class_is_marked_never_zero(marts: Marts) -> None:
    totals = marts["class_totals"].with_columns(
        women=pl.when(pl.col("management_class") == "floating").then(None).otherwise("women"),
        is_suppressed=True,
    )
    section = classes.section({**marts, "class_totals": totals})
    table = section.panels[0].tables[0]
    assert {row[3].zh for row in table.rows} == {"*"}
    floating = next(trace for trace in section.panels[0].drawing.figure.data if "floating" in trace.name)
    assert set(floating.x) == {None}
    assert all(name.endswith(" *") for name in section.panels[0].drawing.figure.layout.yaxis.ticktext)


def test_evidence_that_disagrees_is_drawn_and_withheld_counts_show_the_mark(in_classes: Reading) -> None:
    drawn = {trace["name"]: trace["x"] for trace in in_classes.figures["figure-evidenced"]["data"]}
    assert [counts for name, counts in drawn.items() if "no evidence" in name] == [[530]]
    assert [counts for name, counts in drawn.items() if "floating" in name] == [[16]]
    rows = in_classes.tables["table-evidenced"]
    assert ["新华路街道", "主管类 main", "*", "0", "0", "*"] in rows
    assert rows[-1] == ["川汇区", "流动类 floating", "16", "0", "1,316", "0"]


def test_small_community_cells_show_the_mark(in_classes: Reading) -> None:
    assert {row[5] for row in in_classes.tables["table-classes-community"][1:]} == {"0", "*", "6"}


def test_village_files_stay_beside_the_classes(in_classes: Reading) -> None:
    assert in_classes.tables["table-classes-village"][1:] == [["东王营村", "永安路街道", "0", "214"]]


def test_waterfall_adds_up_to_files_after(moved: Reading) -> None:
    steps = moved.figures["figure-movement"]["data"][0]
    assert steps["x"] == [15_166, 655, 0, -532, 0, 15_289]
    assert sum(steps["x"][:-1]) == steps["x"][-1]
    assert steps["text"] == ["15,166", "+655", "0", "−532", "0", "15,289"]


def test_waterfall_window_holds_every_level(marts: Marts) -> None:
    flow = marts["movements"].filter(pl.col("body_code") == "ALL").row(0, named=True)
    low, high = movements.draw_waterfall(flow).layout.xaxis.range
    assert 0 <= low < 15_166 - 532 and high > 15_166 + 655


def test_withheld_movement_of_a_community_is_marked(moved: Reading) -> None:
    marked = [row for row in moved.tables["table-movement-community"] if "*" in row]
    assert len(marked) == 1 and marked[0][5] == "*"


def test_blend_lies_between_its_parts(page: Reading) -> None:
    _, urban, rural, blend = page.figures["figure-scores"]["data"]
    place = urban["y"].index("411602094")
    assert (urban["x"][place], rural["x"][place], blend["x"][place]) == (92.5, 88.0, 90.7)


def test_streets_rank_and_the_unranked_come_last(page: Reading) -> None:
    rows = page.tables["table-scores"][1:]
    assert [row[1] for row in rows] == ["1 / 4", "2 / 4", "3 / 4", "4 / 4", "—"]
    assert rows[1][2:5] == ["1", "1–2", "89.42"]
    assert rows[2][4] == "87.79" and "69.20%" in rows[2] and "是 yes" in rows[2]


def test_the_indicator_that_decides_a_rank_is_named_with_the_rank_without_it(page: Reading) -> None:
    deciding = {row[1]: row[-1] for row in page.tables["table-scores"][1:]}
    assert "漏档率" in deciding["1 / 4"] and "rank 1 without it" in deciding["1 / 4"]
    assert (deciding["2 / 4"], deciding["3 / 4"]) == ("无 none", "—")


def test_older_half_years_and_communities_are_not_streets(marts: Marts) -> None:
    streets = scores.street_scores(marts["scores"], marts["score_parts"])
    assert streets["half_year"].unique().to_list() == ["2006H1"]
    assert streets.height == 5


def test_rows_of_each_source_are_conserved(marts: Marts) -> None:
    by_source = deliveries.source_counts(marts["files"])
    parts = pl.sum_horizontal("rows_accepted", "rows_quarantined", "rows_excluded")
    assert by_source.filter(pl.col("rows_seen") != parts).is_empty()
    assert by_source["source"].to_list()[0] == "ledger" and by_source["source"].to_list()[-1] is None


def test_rejected_files_have_numbers_and_reasons(page: Reading) -> None:
    assert page.tables["table-rejected"][1] == [
        "396",
        "2006-07-19 08:10",
        "文件设有密码。 It has a password.",
    ]


def test_findings_are_counted_by_severity(page: Reading, marts: Marts) -> None:
    found = marts["check_runs"].filter(severity="error", state="found")["findings"]
    assert found.null_count() == 1
    assert page.tables["table-severities"][1] == ["差错 error", f"≥{found.sum()}", "8"]
    assert findings.check_counts(marts["check_runs"])["check_id"].item(0) == "id_legacy_15"


def test_a_withheld_check_shows_the_mark(page: Reading) -> None:
    assert ["未分类 file without a class", "差错 error", "*"] in page.tables["table-checks"]
