"""Counts of persons behind a score are withheld; the rates, points and losses they make stay as they are."""

import duckdb
from district import Body, Line, Measured, scored
from hypothesis import given, settings
from hypothesis import strategies as st

BODIES = [Body("c1", "s1"), Body("c2", "s1"), Body("r1", "s1", "rural", 0, 3), Body("c3", "s2")]
LINES = [Line("visits", 40, 100, 50), Line("checks", 30, 98, 0), Line("boards", 30, 100, 0)]
PERSONS = {"visits": "registrations", "checks": "registrations"}
NEXT = [Body(body.code, body.street, body.area, body.urban, body.rural, "2006H2") for body in BODIES]
MARTS = tuple(
    f"marts.{mart}"
    for mart in (
        "scores",
        "scores_by_scheme",
        "score_parts",
        "score_steps",
        "indicator_values",
        "lost_points",
        "score_changes",
        "turning_shares",
    )
)
few = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda counts: (counts[0], sum(counts)))


def published(counts: list[tuple[int, int]], times: int = 1) -> duckdb.DuckDBPyConnection:
    """A district of two half-years, with all its persons so many times over, and a unit that sends some."""
    places = [(body, indicator) for body in BODIES + NEXT for indicator in PERSONS]
    measured = [
        Measured(indicator, body.code, times * done, times * due, half_year=body.half_year)
        for (body, indicator), (done, due) in zip(places, counts, strict=False)
    ]
    done, due = counts[-1]
    measured += [Measured("checks", "s1", times * done, times * due, source="unit")]
    measured += [
        Measured("boards", body.code, number, 8, half_year=body.half_year)
        for number, body in enumerate(BODIES + NEXT)
    ]
    return scored(BODIES + NEXT, LINES, measured, persons=PERSONS, wanted=MARTS)


@settings(max_examples=4, deadline=None)
@given(st.lists(few, min_size=17, max_size=17))
def test_twelve_times_as_many_women_publish_the_same(counts: list[tuple[int, int]]) -> None:
    once, often = (published(counts, times) for times in (1, 12))
    for mart in MARTS:
        rows = [con.execute(f"select * from {mart} order by all").fetchall() for con in (once, often)]
        assert rows[0] == rows[1], mart


def test_counts_of_persons_are_withheld_and_no_others() -> None:
    con = published([(3, 7), (90, 95)] * 8 + [(1, 2)])
    rows = con.execute(
        "select distinct indicator_id, is_suppressed, numerator is null, denominator is null, "
        "value_pct = round(value_pct, 2), points_won = round(points_won, 2) "
        "from marts.indicator_values where half_year = '2006H1' and body_code like 'c%'"
    ).fetchall()
    assert sorted(rows) == [
        ("boards", False, False, False, True, True),
        ("checks", True, True, True, True, True),
        ("visits", True, True, True, True, True),
    ]


def test_a_denominator_that_the_class_counts_withhold_is_withheld_of_its_body_and_street() -> None:
    counts = [Measured("visits", code, 7, 90) for code in ("c1", "c2", "c3")]
    con = scored(
        BODIES,
        LINES,
        counts,
        persons={"visits": "files"},
        told="bodies",
        withheld=[("2006H1", "c1", "files"), ("2006H1", "s1", "files")],
        wanted="marts.indicator_values",
    )
    rows = con.execute(
        "select body_code, numerator, denominator, is_suppressed from marts.indicator_values "
        "where indicator_id = 'visits' and part = 'urban' order by body_code"
    ).fetchall()
    assert rows == [
        ("c1", None, None, True),
        ("c2", 7, 90, False),
        ("c3", 7, 90, False),
        ("s1", None, None, True),
        ("s2", 7, 90, False),
    ]
