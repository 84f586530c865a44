"""A score against the half-year before: four parts that sum to the change."""

from datetime import date

import duckdb
import pytest
from district import Body, Line, Measured, scored
from hypothesis import given, settings
from hypothesis import strategies as st

NEWER = date(2006, 7, 1)
WHOLE = [Line("rate", 100, 100, 0)]
HALVES = ("2006H1", "2006H2")
PARTS = ("corrected_records", "scheme_change", "performance", "denominators")
counts = st.integers(0, 300)


def change(connection: duckdb.DuckDBPyConnection, body: str = "s1") -> dict[str, float]:
    columns = ", ".join([*PARTS, "score_change"])
    found = connection.execute(f"select {columns} from marts.score_changes where body_code = ?", [body])
    ((*values,),) = found.fetchall()
    return dict(zip([*PARTS, "score_change"], values, strict=True))


def both_halves(*bodies: Body) -> list[Body]:
    return [
        Body(body.code, body.street, body.area, body.urban, body.rural, half)
        for half in HALVES
        for body in bodies
    ]


def test_a_better_rate_alone_is_performance() -> None:
    measured = [
        Measured("rate", "c1", 50 + 20 * place, 100, half_year=half) for place, half in enumerate(HALVES)
    ]
    found = scored(both_halves(Body("c1", "s1")), WHOLE, measured, wanted="marts.score_changes")
    assert change(found) == {
        "corrected_records": 0, "scheme_change": 0, "performance": 20, "denominators": 0, "score_change": 20
    }  # fmt: skip


def test_a_body_that_grew_alone_is_a_matter_of_denominators() -> None:
    bodies = both_halves(Body("c1", "s1"), Body("c2", "s1"))
    measured = [
        Measured("rate", "c1", 100, 100, half_year="2006H1"),
        Measured("rate", "c2", 0, 100, half_year="2006H1"),
        Measured("rate", "c1", 300, 300, half_year="2006H2"),
        Measured("rate", "c2", 0, 100, half_year="2006H2"),
    ]
    found = change(scored(bodies, WHOLE, measured, wanted="marts.score_changes"))
    assert (found["performance"], found["denominators"], found["score_change"]) == (0, 25, 25)


def test_a_shift_of_population_alone_is_a_matter_of_denominators() -> None:
    bodies = [
        body
        for half, urban in zip(HALVES, (100, 300), strict=True)
        for body in (Body("u", "s1", "urban", urban, 0, half), Body("r", "s1", "rural", 0, 100, half))
    ]
    measured = [
        Measured("rate", body, count, 100, half_year=half)
        for half in HALVES
        for body, count in (("u", 80), ("r", 40))
    ]
    found = change(scored(bodies, WHOLE, measured, wanted="marts.score_changes"))
    assert found["denominators"] == found["score_change"] == pytest.approx(10)


def test_a_new_scheme_alone_is_the_scheme() -> None:
    lines = [*WHOLE, Line("rate", 100, 100, 50, NEWER)]
    measured = [Measured("rate", "c1", 75, 100, half_year=half) for half in HALVES]
    found = change(scored(both_halves(Body("c1", "s1")), lines, measured, wanted="marts.score_changes"))
    assert found["scheme_change"] == found["score_change"] == -25


def test_a_body_without_a_past_has_no_change() -> None:
    bodies = [*both_halves(Body("c1", "s1")), Body("c2", "s1", half_year="2006H2")]
    measured = [Measured("rate", "c1", 1, 1, half_year=half) for half in HALVES]
    found = scored(bodies, WHOLE, measured, wanted="marts.score_changes")
    assert found.execute("select count(*) from marts.score_changes where body_code = 'c2'").fetchall() == [
        (0,)
    ]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Body], list[Measured]]:
    bodies, measured = [], []
    for half in HALVES:
        for code, area in (("u1", "urban"), ("u2", "urban"), ("r1", "rural")):
            bodies.append(Body(code, "s1", area, draw(counts), draw(st.integers(1, 300)), half))
            for indicator in ("high", "low"):
                due = draw(counts)
                done = draw(st.integers(0, due))
                measured.append(Measured(indicator, code, done, due, draw(st.booleans()), half_year=half))
    return bodies, measured


@settings(max_examples=20, deadline=None)
@given(histories())
def test_the_parts_sum_to_the_change(history: tuple[list[Body], list[Measured]]) -> None:
    lines = [
        Line("high", 60, 95, 75), Line("low", 40, 0.5, 5),
        Line("high", 30, 100, 50, NEWER), Line("low", 70, 1, 9, NEWER),
    ]  # fmt: skip
    found = scored(*history[:1], lines, history[1], wanted="marts.score_changes")
    rows = found.execute(
        f"select {', '.join(PARTS)}, score_change, score, score_given from figures.score_changes"
    ).fetchall()
    for *parts, total, now, given_before in rows:
        if total is not None and None not in parts:
            assert sum(parts) == pytest.approx(total) == pytest.approx(now - given_before)
