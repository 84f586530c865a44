"""What differs between two pages is named to the cell, and a table's query is held against its numbers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.parts.packed import inert_json
from reports.verification.compared import grid_differences, page_differences, script_differences
from reports.verification.reading import WrittenPage, WrittenTable, read_page
from reports.verification.stated import stated_differences

ONE = "select score from marts.scores where half_year = '2006H1' and body_code = '411602091'"
QUERY = "select body_name, score from marts.scores where half_year = '2006H1' and body_level = 'street'"


def page(score: str, query: str = QUERY, *others: list[str]) -> WrittenPage:
    table = WrittenTable("t", ["street", "score"], [["新华路街道", score], *others])
    return WrittenPage({"t": table}, {}, {"t": [query]} if query else {}, {}, ())


def test_equal_pages_differ_in_nothing(index: Path) -> None:
    html = index.read_text("utf-8")
    assert page_differences("index.html", html, html) == []


def test_every_table_of_a_page_is_read_with_its_query(index: Path) -> None:
    read = read_page(index.read_text("utf-8"))
    assert len(read.tables["table-scores"].rows) == 5
    assert "marts.scores" in read.queries["table-scores"][0]
    assert read.keys["keys"].rows[0][1:4] == ["480", "社区楼院 courtyards of communities", "480"]
    assert read.tables.keys() | read.keys.keys() == read.queries.keys()


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
    assert (stated_differences("p", page(written, ONE), snapshot) == []) == is_known


def test_numbers_of_a_row_stand_in_one_row_of_the_query(snapshot: Path) -> None:
    query = "select * from (values (1, 2), (3, 4)) as t(a, b)"
    table = WrittenTable("t", ["", "a", "b"], [["x", "1", "2"], ["y", "3", "2"]])
    (found,) = stated_differences("p", WrittenPage({"t": table}, {}, {"t": [query]}, {}, ()), snapshot)
    assert (found.row, found.recomputed) == ("y", "in no row of what the query gives")


def test_a_query_of_more_rows_than_are_shown_is_named(snapshot: Path) -> None:
    (found,) = stated_differences("p", page("89.42"), snapshot)
    assert (found.shown, found.recomputed) == ("1 rows", "5 rows")


def test_a_table_without_a_query_is_named(snapshot: Path) -> None:
    (found,) = stated_differences("p", page("89.42", ""), snapshot)
    assert found.shown == "none stated"


@pytest.mark.parametrize("query", ["select 1 from nowhere", "select * from read_csv('/etc/hostname')"])
def test_a_query_that_fails_or_reaches_elsewhere_is_named(snapshot: Path, query: str) -> None:
    (found,) = stated_differences("p", page("89.42", query), snapshot)
    assert found.recomputed.startswith("it fails")


def test_json_in_a_page_cannot_end_its_script() -> None:
    assert "</script>" not in inert_json({"name": "</script>"})
