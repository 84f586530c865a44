"""What holds of every score, whatever was measured."""

import pytest
from district import Body, Line, Measured, full_score_of, score_of, scored
from hypothesis import given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=25, deadline=None)
LINES = [Line("high", 60, 95, 75), Line("low", 40, 0.5, 5)]
counts = st.integers(0, 500)
populations = st.integers(1, 50_000)


@st.composite
def measurements(draw: st.DrawFn) -> list[Measured]:
    found = []
    for body in ("c1", "c2", "c3"):
        for line in LINES:
            denominator = draw(counts)
            found.append(Measured(line.indicator, body, draw(st.integers(0, denominator)), denominator))
    return found


@FEW
@given(measurements())
def test_every_score_lies_between_nothing_and_a_hundred(measured: list[Measured]) -> None:
    connection = scored([Body("c1", "s1"), Body("c2", "s1"), Body("c3", "s2")], LINES, measured)
    scores = [score for (score,) in connection.execute("select score from figures.scores").fetchall()]
    assert all(score is None or 0 <= score <= 100 for score in scores)


@FEW
@given(numerator=st.integers(0, 99), denominator=st.just(100), other=st.integers(0, 100))
def test_one_more_in_the_numerator_never_moves_a_score_the_wrong_way(
    numerator: int, denominator: int, other: int
) -> None:
    def both(indicator: str, count: int) -> float:
        rest = "low" if indicator == "high" else "high"
        measured = [Measured(indicator, "c1", count, denominator), Measured(rest, "c1", other, 100)]
        return full_score_of(scored([Body("c1", "s1")], LINES, measured), "s1")

    assert both("high", numerator + 1) >= both("high", numerator)
    assert both("low", numerator + 1) <= both("low", numerator)


@FEW
@given(done=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 400)), min_size=2, max_size=4))
def test_a_street_is_pooled_and_never_averaged(done: list[tuple[int, int]]) -> None:
    bodies = [Body(f"c{place}", "s1") for place in range(len(done))]
    measured = [
        Measured("rate", body.code, count, count + left)
        for body, (count, left) in zip(bodies, done, strict=True)
    ]
    due = sum(one.denominator for one in measured)
    score = score_of(scored(bodies, [Line("rate", 100, 100, 0)], measured), "s1")
    assert score == (pytest.approx(100 * sum(count for count, _ in done) / due, abs=0.00501) if due else None)


@FEW
@given(measured=measurements(), order=st.permutations(range(3)))
def test_the_order_of_the_bodies_does_not_matter(measured: list[Measured], order: list[int]) -> None:
    bodies = [Body("c1", "s1"), Body("c2", "s1"), Body("c3", "s2")]
    straight = scored(bodies, LINES, measured)
    mixed = scored([bodies[place] for place in order], LINES, list(reversed(measured)))
    query = "select * from marts.scores order by body_code"
    assert straight.execute(query).fetchall() == mixed.execute(query).fetchall()


@FEW
@given(urban=st.integers(0, 100), rural=st.integers(0, 100), city=populations, country=populations)
def test_a_blend_lies_between_its_parts(urban: int, rural: int, city: int, country: int) -> None:
    bodies = [Body("u", "s1", "urban", city, 0), Body("r", "s1", "rural", 0, country)]
    measured = [Measured("rate", "u", urban, 100), Measured("rate", "r", rural, 100)]
    score = score_of(scored(bodies, [Line("rate", 100, 100, 0)], measured), "s1")
    assert score is not None
    assert min(urban, rural) - 0.005 <= score <= max(urban, rural) + 0.005
