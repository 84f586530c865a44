"""The scoring: points on a line, pooled streets, blended parts, ranks and what keeps a body from one."""

import pytest
from district import Body, Line, Measured, full_score_of, score_of, scored

WHOLE = [Line("rate", 100, 100, 0)]


def points_won(line: Line, numerator: float, denominator: float, is_delivered: bool = True) -> float | None:
    rest = Line("rest", 100 - line.points, 100, 0)
    measured = [
        Measured(line.indicator, "c1", numerator, denominator, is_delivered),
        Measured("rest", "c1", 1, 1),
    ]
    connection = scored([Body("c1", "s1")], [line, rest], measured, wanted="marts.indicator_values")
    return connection.execute(
        "select points_won from marts.indicator_values where body_code = 'c1' and indicator_id = ?",
        [line.indicator],
    ).fetchall()[0][0]


@pytest.mark.parametrize(
    ("line", "numerator", "denominator", "won"),
    [
        (Line("higher", 6, 100, 80), 93.5, 100, 4.05),
        (Line("lower", 5, 0.5, 5), 655, 15_289, 0.795416),
        (Line("higher", 6, 100, 80), 50, 100, 0),
        (Line("higher", 6, 95, 75), 99, 100, 6),
        (Line("lower", 5, 0.5, 5), 0, 100, 5),
    ],
)
def test_points_lie_on_the_line_from_zero_to_target(
    line: Line, numerator: float, denominator: float, won: float
) -> None:
    assert points_won(line, numerator, denominator) == pytest.approx(won, abs=5e-7)


def test_what_was_due_and_did_not_come_wins_nothing() -> None:
    assert points_won(Line("rate", 10, 100, 80), 0, 0, is_delivered=False) == 0


def test_a_body_that_owed_nothing_delivers_nothing_for_its_street() -> None:
    bodies = [Body("silent", "s1"), Body("owes nothing", "s1")]
    measured = [Measured("rate", "silent", 0, 6, False), Measured("rate", "owes nothing", 0, 0, None)]
    found = scored(bodies, [Line("rate", 100, 0, 100)], measured, wanted="marts.indicator_values")
    rows = found.execute("select body_code, points_won, status from marts.indicator_values order by all")
    assert rows.fetchall() == [
        ("owes nothing", None, "not_applicable"),
        ("s1", 0, "no_data"),
        ("silent", 0, "no_data"),
    ]


@pytest.mark.parametrize(
    ("urban", "urban_population", "rural", "rural_population", "blended"),
    [
        (92.50, 18_000, 88.00, 12_000, 90.70),
        (86.33, 23_517, 91.08, 10_469, 87.79),
        (100, 1, 0, 2, 33.33),
    ],
)
def test_a_mixed_street_is_weighed_by_its_population(
    urban: float, urban_population: int, rural: float, rural_population: int, blended: float
) -> None:
    bodies = [Body("u", "s1", "urban", urban_population, 0), Body("r", "s1", "rural", 0, rural_population)]
    measured = [Measured("rate", "u", urban, 100), Measured("rate", "r", rural, 100)]
    assert score_of(scored(bodies, WHOLE, measured), "s1") == blended


def test_a_street_is_pooled_and_never_averaged() -> None:
    bodies = [Body("c1", "s1"), Body("c2", "s1")]
    measured = [Measured("rate", "c1", 1, 1), Measured("rate", "c2", 0, 99)]
    assert score_of(scored(bodies, WHOLE, measured), "s1") == 1.0


def test_rows_that_are_not_pooled_count_for_their_body_alone() -> None:
    bodies = [Body("c1", "s1")]
    measured = [Measured("rate", "c1", 1, 1, is_pooled=False), Measured("rate", "s1", 1, 2)]
    connection = scored(bodies, WHOLE, measured)
    assert (score_of(connection, "c1"), score_of(connection, "s1")) == (100, 50)


def test_what_was_not_due_leaves_the_score_to_the_rest() -> None:
    lines = [Line("due", 70, 100, 0), Line("not_due", 30, 100, 0)]
    measured = [Measured("due", "c1", 8, 10), Measured("not_due", "c1", 0, 0)]
    assert score_of(scored([Body("c1", "s1")], lines, measured), "c1") == 80


@pytest.mark.parametrize(("points", "status"), [(60, "final"), (59, "not_ranked")])
def test_fewer_than_sixty_applicable_points_are_not_ranked(points: float, status: str) -> None:
    lines = [Line("due", points, 100, 0), Line("not_due", 100 - points, 100, 0)]
    measured = [Measured("due", "c1", 1, 1), Measured("not_due", "c1", 0, 0)]
    connection = scored([Body("c1", "s1")], lines, measured)
    found = connection.execute("select status, rank from marts.scores where body_code = 'c1'").fetchall()
    assert found == [(status, 1 if status == "final" else None)]


def test_a_missing_population_makes_a_mixed_street_not_computable() -> None:
    bodies = [Body("u", "s1", "urban", 100, 0), Body("r", "s1", "rural", None, None)]
    measured = [Measured("rate", "u", 1, 1), Measured("rate", "r", 1, 1)]
    connection = scored(bodies, WHOLE, measured)
    found = connection.execute(
        "select score, rank, status from marts.scores where body_code = 's1'"
    ).fetchall()
    assert found == [(None, None, "not_computable")]


def test_ties_share_a_rank_and_the_next_one_is_left_out() -> None:
    bodies = [Body(f"c{number}", f"s{number}") for number in range(3)]
    measured = [Measured("rate", "c0", 9, 10), Measured("rate", "c1", 90, 100), Measured("rate", "c2", 1, 10)]
    connection = scored(bodies, WHOLE, measured)
    ranks = connection.execute(
        "select rank from marts.scores where body_level = 'street' order by body_code"
    ).fetchall()
    assert ranks == [(1,), (1,), (3,)]


def test_a_score_is_provisional_until_the_slip_deadline_has_passed() -> None:
    connection = scored([Body("c1", "s1")], WHOLE, [Measured("rate", "c1", 1, 1)], is_final=False)
    assert connection.execute("select distinct status from marts.scores").fetchall() == [("provisional",)]


def test_half_a_hundredth_is_rounded_up() -> None:
    connection = scored([Body("c1", "s1")], WHOLE, [Measured("rate", "c1", 86.785, 100)])
    assert score_of(connection, "c1") == 86.79


def test_ranks_go_by_the_unrounded_score() -> None:
    bodies = [Body("c1", "s1"), Body("c2", "s2")]
    measured = [Measured("rate", "c1", 80.001, 100), Measured("rate", "c2", 80.002, 100)]
    connection = scored(bodies, WHOLE, measured)
    assert full_score_of(connection, "s1") < full_score_of(connection, "s2")
    ranks = connection.execute(
        "select rank from marts.scores where body_level = 'street' order by body_code"
    ).fetchall()
    assert ranks == [(2,), (1,)]
