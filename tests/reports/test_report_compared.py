"""What differs between two pages is named to the cell, and a table's query is held against its numbers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.compared import grid_differences, page_differences, script_differences
from reports.packed import inert_json
from reports.reading import WrittenTable, read_page
from reports.stated import stated_differences

QUERY = "select body_name, score from marts.scores where half_year = '2006H1' and body_level = 'street'"


def table(score: str, query: str = QUERY) -> WrittenTable:
    return WrittenTable("t", ["street", "score"], [["新华路街道", score]], [], query)


def test_equal_pages_differ_in_nothing(index: Path) -> None:
    html = index.read_text("utf-8")
    assert page_differences("index.html", html, html) == []


def test_every_table_of_a_page_is_read_with_its_query(index: Path) -> None:
    scores = read_page(index.read_text("utf-8")).tables["table-scores"]
    assert len(scores.rows) == 5
    assert "marts.scores" in scores.query


def test_a_page_that_is_only_marked_up_otherwise_is_no_equal(index: Path) -> None:
    html = index.read_text("utf-8")
    (found,) = page_differences("index.html", html.replace("<main", "<main hidden", 1), html)
    assert found.table == "markup"


def test_a_script_that_cannot_be_unpacked_is_no_equal() -> None:
    assert script_differences("a.js", 'x = "AAAA"', 'x = "BBBB"')


@given(values=st.lists(st.integers(), min_size=1), at=st.data())
def test_a_changed_cell_is_the_one_named(values: list[int], at: st.DataObject) -> None:
    place = at.draw(st.integers(0, len(values) - 1))
    changed = [*values[:place], values[place] + 1, *values[place + 1 :]]
    header = [str(number) for number in range(len(values))]
    (found,) = grid_differences("f", "t", header, [changed], [values])
    assert (found.column, found.shown, found.recomputed) == (
        str(place),
        str(values[place] + 1),
        str(values[place]),
    )


@pytest.mark.parametrize(("written", "is_known"), [("89.42", True), ("89.4", True), ("89.43", False)])
def test_a_number_shown_is_looked_up_in_the_query(snapshot: Path, written: str, is_known: bool) -> None:
    assert (stated_differences("p", [table(written)], snapshot) == []) == is_known


@pytest.mark.parametrize("query", ["select 1 from nowhere", "select * from read_csv('/etc/hostname')"])
def test_a_query_that_fails_or_reaches_elsewhere_is_named(snapshot: Path, query: str) -> None:
    (found,) = stated_differences("p", [table("89.42", query)], snapshot)
    assert found.recomputed.startswith("it fails")


def test_json_in_a_page_cannot_end_its_script() -> None:
    assert "</script>" not in inert_json({"name": "</script>"})
