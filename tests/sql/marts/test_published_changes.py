"""Published causes of change sum up, and say nothing of a few women."""

from collections.abc import Iterable

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nights import EAST, JUNE, WEST, Row, after, file

SMALLEST = 5
Cells = dict[tuple[str, str], int | None]


def files(kind: str, people: Iterable[int], body: str = EAST, delivery: int = 2) -> list[Row]:
    return [file(f"w{number}", body, management_class=kind, delivery_no=delivery) for number in people]


def published(con: duckdb.DuckDBPyConnection, level: str) -> Cells:
    """Changes of June by class and cause, of the district or of the one street, without zeros."""
    rows = con.execute(
        "select management_class, cause, change_in_women from marts.count_changes "
        "where as_of_date = ? and division_level = ? and change_in_women is distinct from 0",
        [JUNE, level],
    ).fetchall()
    return {(kind, cause): change for kind, cause, change in rows}


BEFORE = files("1", range(20), delivery=1)


def test_causes_of_many_women_are_published() -> None:
    con = after(BEFORE, [*BEFORE, *files("2", range(6)), *files("1", range(6, 30))])
    street = {
        ("main", "class_changed"): -6,
        ("co_managed", "class_changed"): 6,
        ("main", "corrected_row"): 10,
    }
    total = {("all", "class_changed"): 0, ("all", "corrected_row"): 10}
    assert published(con, "street") == street
    assert published(con, "district") == street | {key: change for key, change in total.items() if change}


def test_a_few_women_hide_all_beside_them() -> None:
    con = after(BEFORE, [*BEFORE, *files("2", range(3)), *files("1", range(3, 30))])
    assert set(published(con, "street").values()) == {None}
    # over all classes three women moved between classes, which is few too
    assert set(published(con, "district").values()) == {None}


def test_classes_are_hidden_where_their_sum_need_not_be() -> None:
    corrected = [*files("2", range(20, 23)), *files("3", range(23, 26)), *files("1", range(20))]
    con = after(BEFORE, [*BEFORE, *corrected])
    shown = {key: change for key, change in published(con, "district").items() if change is not None}
    assert shown == {("all", "corrected_row"): 6}


def test_nothing_is_published_where_nothing_changed() -> None:
    con = after(BEFORE, BEFORE)
    assert con.execute("select count(*) from marts.count_changes").fetchall() == [(0,)]


@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("123"), st.sampled_from([EAST, WEST]), st.integers(0, 30)), max_size=4)
)
def test_no_shown_figure_rests_on_a_few_women(blocks: list[tuple[str, str, int]]) -> None:
    now = [row for kind, body, start in blocks for row in files(kind, range(start, start + 7), body)]
    con = after(BEFORE, [*BEFORE, *now])
    small = con.execute(
        "select count(*) from protection.count_changes where not is_suppressed "
        f"and (women_gained between 1 and {SMALLEST - 1} or women_lost between 1 and {SMALLEST - 1})"
    ).fetchall()
    assert small == [(0,)]


@pytest.mark.parametrize("level", ["street", "district"])
def test_a_level_is_shown_whole_or_not_at_all(level: str) -> None:
    con = after(BEFORE, [*BEFORE, *files("2", range(3)), *files("1", range(3, 20), WEST)])
    shown = con.execute(
        "select distinct is_suppressed from marts.count_changes where division_level = ? "
        "and management_class <> 'all'",
        [level],
    ).fetchall()
    assert len(shown) == 1
