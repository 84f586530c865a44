"""Where the lost points went: shared by what each source is short of, and nothing left over."""

import duckdb
import pytest
from district import Body, Line, Measured, scored
from hypothesis import given, settings
from hypothesis import strategies as st

LINES = [Line("high", 60, 95, 75), Line("low", 40, 0.5, 5)]
BODIES = [
    Body("c1", "s1", "urban", 700, 0),
    Body("c2", "s1", "urban", 0, 0),
    Body("v1", "s1", "rural", 0, 300),
]
counts = st.integers(0, 300)


def losses(connection: duckdb.DuckDBPyConnection, indicator: str) -> dict[str, float]:
    query = (
        "select source_code, points_lost from marts.lost_points where body_code = 's1' and indicator_id = ?"
    )
    return dict(connection.execute(query, [indicator]).fetchall())


@st.composite
def measurements(draw: st.DrawFn) -> list[Measured]:
    found = []
    for body in BODIES:
        for line in LINES:
            denominator = draw(counts)
            numerator = draw(st.integers(0, denominator))
            found.append(Measured(line.indicator, body.code, numerator, denominator, draw(st.booleans())))
    return found


def test_a_loss_is_shared_by_what_each_is_short_of() -> None:
    bodies = [Body(code, "s1") for code in ("c1", "c2", "c3")]
    measured = [
        Measured("rate", "c1", 40, 100),
        Measured("rate", "c2", 80, 100),
        Measured("rate", "c3", 100, 100),
    ]
    found = scored(bodies, [Line("rate", 100, 100, 0)], measured, wanted="marts.lost_points")
    assert losses(found, "rate") == {"c1": pytest.approx(20), "c2": pytest.approx(20 / 3)}


def test_what_did_not_arrive_falls_on_those_who_did_not_send_it() -> None:
    bodies = [Body("c1", "s1"), Body("c2", "s1")]
    measured = [Measured("rate", body, 0, 0, is_delivered=False) for body in ("c1", "c2")]
    found = scored(bodies, [Line("rate", 100, 100, 0)], measured, wanted="marts.lost_points")
    assert losses(found, "rate") == {"c1": 50, "c2": 50}


def test_a_unit_answers_for_what_it_owes() -> None:
    measured = [Measured("rate", "s1", 3, 4, source="mill"), Measured("rate", "s1", 4, 4, source="bank")]
    found = scored([Body("c1", "s1")], [Line("rate", 100, 100, 0)], measured, wanted="marts.lost_points")
    assert losses(found, "rate") == {"mill": 12.5}


@settings(max_examples=20, deadline=None)
@given(measurements())
def test_losses_and_score_make_a_hundred(measured: list[Measured]) -> None:
    found = scored(BODIES, LINES, measured, wanted="marts.lost_points")
    rows = found.execute(
        """
        select scores.body_code, scores.score, coalesce(sum(lost_points.score_lost), 0)
        from figures.scores as scores
        left join marts.lost_points as lost_points using (half_year, body_code)
        where scores.score is not null
        group by scores.body_code, scores.score
        """
    ).fetchall()
    for _, score, lost in rows:
        assert score + lost == pytest.approx(100)
