"""What changed since the last published night: every difference of the class counts has one cause."""

from collections import Counter
from datetime import date

import duckdb
import pytest
from builders import all_models
from hypothesis import given, settings
from hypothesis import strategies as st
from nights import (
    DIVISIONS,
    EAST,
    HEIR,
    JUNE,
    MARCH,
    STREET,
    VILLAGE,
    WEST,
    Row,
    after,
    division,
    file,
    night,
    rebuild,
)

from pipelines.warehouse.build import build
from pipelines.warehouse.history import keep_published


def causes(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str], int]:
    """Changes of June by body, class and cause."""
    rows = con.execute(
        "select body_code, management_class, cause, change_in_women from core.count_changes "
        "where as_of_date = ?",
        [JUNE],
    ).fetchall()
    return {tuple(key): change for *key, change in rows}


BEFORE = [file("w1"), file("w2"), file("w3", WEST)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (BEFORE, {}),
        ([*BEFORE[1:], file("w1", management_class="2")],
         {(EAST, "main", "class_changed"): -1, (EAST, "co_managed", "class_changed"): 1}),
        ([*BEFORE[1:], file("w1", WEST)], {(EAST, "main", "moved"): -1, (WEST, "main", "moved"): 1}),
        ([*BEFORE[1:], file("w1", VILLAGE, management_class="4")],
         {(EAST, "main", "moved"): -1, (VILLAGE, "village_managed", "moved"): 1}),
        ([*BEFORE[1:], file("w1", file_closed_on=JUNE, file_close_reason="1", delivery_no=2),
          file("w2", delivery_no=2)], {(EAST, "main", "closed"): -1}),
        ([*BEFORE, file("w2", delivery_no=2)], {(EAST, "main", "corrected_row"): -1}),
        ([*BEFORE, *(file(name, delivery_no=2) for name in ("w1", "w2", "w4"))],
         {(EAST, "main", "corrected_row"): 1}),
    ],
)  # fmt: skip
def test_a_change_has_its_cause(now: list[Row], expected: dict[tuple[str, str, str], int]) -> None:
    assert causes(after(BEFORE, now)) == expected


def test_a_new_snapshot_opens_and_closes_files() -> None:
    march = [file("w1", snapshot=MARCH), file("w2", snapshot=MARCH), file("w3", WEST)]
    june = [*march, file("w2", delivery_no=2), file("w4", delivery_no=2), file("w5", delivery_no=2)]
    assert causes(after(march, june)) == {(EAST, "main", "closed"): -1, (EAST, "main", "new_file"): 2}


def test_a_merged_duplicate_moves_the_counted_file() -> None:
    doubled = [*BEFORE, file("w1", WEST)]
    merged = [file("w2"), file("w3", WEST), file("w1", WEST)]
    assert causes(after(doubled, merged)) == {
        (EAST, "main", "merged_duplicate"): -1,
        (WEST, "main", "merged_duplicate"): 1,
    }


def test_a_body_that_ended_hands_on_its_women() -> None:
    ended = [division(EAST, STREET, "community", valid_to=date(2006, 6, 1))
             if row["division_code"] == EAST else row for row in DIVISIONS]  # fmt: skip
    heir = division(HEIR, STREET, "community", valid_from=date(2006, 6, 1), predecessor_code=EAST)
    now = [file("w1", HEIR), file("w2", HEIR), file("w3", WEST)]
    assert causes(after(BEFORE, now, [*ended, heir])) == {
        (EAST, "main", "boundary"): -2,
        (HEIR, "main", "boundary"): 2,
    }


def test_other_ages_are_a_rule() -> None:
    born = [*BEFORE, file("w4", birth_date=date(1960, 1, 1))]
    lower = "update rules.settings set value = 45 where setting = 'childbearing_age_to'"
    assert causes(after(born, born, ages=lower)) == {(EAST, "main", "rule"): -1}


def test_a_repeated_night_says_the_same() -> None:
    con = after(BEFORE, [*BEFORE[1:], file("w1", WEST)])
    first = causes(con)
    for _ in range(2):
        keep_published(con)
        rebuild(con)
        assert causes(con) == first
    assert con.execute("select count(distinct turn) from history.counted_files").fetchall() == [(2,)]


def test_a_store_of_an_older_version_is_begun_anew() -> None:
    con = night(BEFORE)
    con.execute("create or replace table history.counted_files as select 'w1' as person_key")
    build(con, all_models()["history.counted_files"])
    keep_published(con)
    assert con.execute("select count(*) from history.counted_files").fetchall() == [(3,)]


FILES = st.builds(
    file,
    st.sampled_from([f"w{number}" for number in range(6)]),
    st.sampled_from([EAST, WEST, VILLAGE]),
    st.sampled_from([MARCH, JUNE]),
    management_class=st.sampled_from([None, "1", "2", "3", "4"]),
    household_page_no=st.sampled_from(["1", "2"]),
    file_closed_on=st.sampled_from([None, date(2006, 5, 1)]),
    delivery_no=st.sampled_from([1, 2]),
)


def counts(con: duckdb.DuckDBPyConnection) -> Counter[tuple[date, str, str]]:
    rows = con.execute(
        "select as_of_date, body_code, management_class, women from core.class_counts"
    ).fetchall()
    return Counter({(day, body, kind): women or 0 for day, body, kind, women in rows})


@settings(max_examples=8, deadline=None)
@given(st.lists(FILES, min_size=1, max_size=12), st.lists(FILES, max_size=12))
def test_the_causes_sum_to_the_difference(published: list[Row], added: list[Row]) -> None:
    con = after(published, [*published, *added])
    expected = counts(con)
    expected.subtract(counts(night(published)))
    compared = {
        day for (day,) in con.execute("select distinct as_of_date from history.counted_files").fetchall()
    }
    summed = con.execute(
        "select as_of_date, body_code, management_class, sum(change_in_women) "
        "from core.count_changes group by all"
    ).fetchall()
    found = {tuple(key): change for *key, change in summed if change}
    assert found == {key: change for key, change in expected.items() if change and key[0] in compared}
