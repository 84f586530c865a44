"""What is shown of a score adds up on paper at every level, whatever was measured."""

import duckdb
import pytest
from district import Body, Line, Measured, score_of, scored
from hypothesis import given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=6, deadline=None)
LINES = [Line("a", 33, 95, 75), Line("b", 33, 0.5, 5), Line("c", 34, 100, 30, group="floating")]
MARTS = tuple(
    f"marts.{mart}" for mart in ("scores", "score_steps", "score_groups", "score_shares", "lost_points")
)
BODIES = [Body("u1", "s1", "urban", 7, 0), Body("u2", "s1", "urban", 1, 0), Body("r1", "s1", "rural", 0, 3)]


def explained(measured: list[Measured]) -> duckdb.DuckDBPyConnection:
    """A mixed street of three communities down to its lost points."""
    return scored(BODIES, LINES, measured, wanted=MARTS)


@st.composite
def measurements(draw: st.DrawFn) -> list[Measured]:
    found = []
    for body in BODIES:
        for line in LINES:
            denominator = draw(st.integers(1, 997))
            found.append(Measured(line.indicator, body.code, draw(st.integers(0, denominator)), denominator))
    return found


@FEW
@given(measurements())
def test_steps_lead_from_a_hundred_to_the_score(measured: list[Measured]) -> None:
    connection = explained(measured)
    steps = (
        "select body_code, round(100 - sum(shown_score_lost), 2) from marts.score_steps group by body_code"
    )
    for body, left in connection.execute(steps).fetchall():
        assert left == score_of(connection, body)


@FEW
@given(measurements())
def test_every_level_sums_to_the_one_above(measured: list[Measured]) -> None:
    connection = explained(measured)
    levels = [
        ("score_groups", "score_steps", "half_year, body_code, part, indicator_group"),
        ("score_shares", "score_groups", "half_year, body_code, part"),
        ("score_steps", "lost_points", "half_year, body_code, part, indicator_id"),
    ]
    for above, below, key in levels:
        sums = (
            f"select {key}, round(sum(shown_points_lost), 2) as points, "
            "round(sum(shown_score_lost), 2) as score "
            f"from marts.{below} group by {key}"
        )
        wrong = connection.execute(
            f"select * from marts.{above} left join ({sums}) using ({key}) "
            "where coalesce(points, 0) <> shown_points_lost or coalesce(score, 0) <> shown_score_lost"
        ).fetchall()
        assert wrong == []


@FEW
@given(measurements())
def test_a_shown_value_is_near_its_own_rounding(measured: list[Measured]) -> None:
    ((furthest, least),) = (
        explained(measured)
        .execute(
            "select max(abs(shown_points_won - points_won)), min(shown_score_lost) from marts.score_steps "
            "inner join figures.indicator_values using (half_year, body_code, part, indicator_id)"
        )
        .fetchall()
    )
    assert furthest < 0.01 + 1e-9
    assert least >= 0


@FEW
@given(measurements())
def test_shares_sum_to_a_hundred_and_give_the_score(measured: list[Measured]) -> None:
    connection = explained(measured)
    ((most, given_),) = connection.execute(
        "select round(sum(shown_score_most), 2), round(sum(shown_score_given), 2) "
        "from marts.score_shares where body_code = 's1'"
    ).fetchall()
    assert (most, given_) == (100, score_of(connection, "s1"))


def test_a_missing_population_leaves_points_but_no_score() -> None:
    measured = [Measured(line.indicator, body.code, 1, 2) for body in BODIES for line in LINES]
    unsent = [*BODIES[:2], Body("r1", "s1", "rural", None, None)]
    found = (
        scored(unsent, LINES, measured, wanted=MARTS)
        .execute(
            "select count(shown_points_lost) > 0, count(shown_score_lost) from marts.score_steps "
            "where body_code = 's1'"
        )
        .fetchall()
    )
    assert found == [(True, 0)]


@pytest.mark.parametrize("body", ["u1", "r1"])
def test_what_was_not_due_has_no_points(body: str) -> None:
    measured = [Measured(line.indicator, one.code, 1, 2) for one in BODIES for line in LINES[:2]]
    nothing = [Measured("c", one.code, 0, 0) for one in BODIES]
    shown = (
        explained(measured + nothing)
        .execute(
            "select shown_points, shown_points_lost from marts.score_steps "
            "where body_code = ? and indicator_id = 'c'",
            [body],
        )
        .fetchall()
    )
    assert shown == [(None, None)]
