"""A past half-year under other schemes and within today's boundaries, side by side with its own."""

from datetime import date

import duckdb
from district import Body, Line, Measured, scored

NEWER = date(2006, 7, 1)
ROWS = "select boundaries, scheme_from, score from marts.scores_by_scheme where body_code = ? order by all"
HALVES = [Line("high", 50, 100, 0), Line("low", 50, 0, 100)]
HARDER = [Line("high", 80, 100, 50, NEWER), Line("low", 20, 0, 100, NEWER)]


def street_scores(connection: duckdb.DuckDBPyConnection, boundaries: str) -> dict[str, float]:
    query = (
        "select body_code, score from marts.scores_by_scheme "
        "where boundaries = ? and is_own_scheme and body_level = 'street'"
    )
    return dict(connection.execute(query, [boundaries]).fetchall())


def test_a_half_year_is_scored_under_every_scheme_side_by_side() -> None:
    measured = [Measured("high", "c1", 75, 100), Measured("low", "c1", 10, 100)]
    rescored = scored([Body("c1", "s1")], HALVES + HARDER, measured, wanted="marts.scores_by_scheme")
    own, newer = 50 * 0.75 + 50 * 0.9, 80 * 0.5 + 20 * 0.9
    assert rescored.execute(ROWS, ["c1"]).fetchall() == [
        ("own", date(1999, 1, 1), own),
        ("own", NEWER, newer),
        ("today", date(1999, 1, 1), own),
        ("today", NEWER, newer),
    ]


def test_each_half_year_keeps_the_scheme_of_its_own_date() -> None:
    bodies = [Body("c1", "s1"), Body("c1", "s1", half_year="2006H2")]
    measured = [
        Measured(indicator, "c1", 75, 100, half_year=half)
        for indicator in ("high", "low")
        for half in ("2006H1", "2006H2")
    ]
    both = scored(bodies, HALVES + HARDER, measured)
    found = both.execute(
        "select half_year, score from marts.scores where body_code = 's1' order by all"
    ).fetchall()
    assert found == [("2006H1", 50 * 0.75 + 50 * 0.25), ("2006H2", 80 * 0.5 + 20 * 0.25)]


def test_communities_are_pooled_into_the_streets_they_lie_in_today() -> None:
    bodies = [Body("c1", "old"), Body("c2", "old"), Body("c3", "old")]
    measured = [Measured("rate", "c1", 1, 1), Measured("rate", "c2", 0, 3), Measured("rate", "c3", 6, 8)]
    moved = {"c1": "east", "c2": "east", "c3": "west"}
    found = scored(
        bodies, [Line("rate", 100, 100, 0)], measured, moved=moved, wanted="marts.scores_by_scheme"
    )
    assert street_scores(found, "own") == {"old": round(100 * 7 / 12, 2)}
    assert street_scores(found, "today") == {"east": 25, "west": 75}


def test_what_a_unit_did_counts_for_the_street_it_belongs_to_today() -> None:
    bodies = [Body("c1", "old"), Body("c2", "old")]
    measured = [
        Measured("rate", "old", 1, 1, source="mill"),
        Measured("rate", "old", 0, 4, source="bank"),
    ]
    moved = {"c1": "east", "c2": "west", "mill": "east", "bank": "west"}
    found = scored(
        bodies, [Line("rate", 100, 100, 0)], measured, moved=moved, wanted="marts.scores_by_scheme"
    )
    assert street_scores(found, "own") == {"old": 20}
    assert street_scores(found, "today") == {"east": 100, "west": 0}


def test_populations_move_with_their_communities() -> None:
    bodies = [
        Body("u1", "old", "urban", 100, 0),
        Body("r1", "old", "rural", 0, 300),
        Body("r2", "old", "rural", 0, 600),
    ]
    measured = [Measured("rate", "u1", 1, 1), Measured("rate", "r1", 0, 1), Measured("rate", "r2", 0, 1)]
    moved = {"u1": "east", "r1": "east", "r2": "west"}
    found = scored(
        bodies, [Line("rate", 100, 100, 0)], measured, moved=moved, wanted="marts.scores_by_scheme"
    )
    assert street_scores(found, "own") == {"old": 10}
    assert street_scores(found, "today") == {"east": 25, "west": 0}
