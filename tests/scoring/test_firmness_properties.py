"""What holds of every league, whatever its bodies won."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from made_leagues import DUPLICATES, Frames, Made, Pair, frames, rank, score
from pytest import approx

from pipelines.scoring.firmness import firmness
from pipelines.scoring.leagues import leagues_of
from pipelines.scoring.scores import ranks_of, scores_of, unvaried

FEW = settings(max_examples=25, deadline=None)
INDICATORS = (DUPLICATES, "pages", "slips")
POINTS = {DUPLICATES: 20.0, "pages": 30.0, "slips": 50.0}
hundredths = st.integers(0, 100).map(lambda hundredth: hundredth / 100)
due = st.fixed_dictionaries(dict.fromkeys(INDICATORS, hundredths))
# two indicators at least stay due, so that one can be left out
won = st.one_of(due, due.map(lambda fractions: fractions | {"pages": None}))


@st.composite
def districts(draw: st.DrawFn) -> list[Made]:
    """One to three streets of both sides with a community and a village each, and a street of one side."""
    bodies = [Made("090", {"urban": draw(won)})]
    for street in range(91, 91 + draw(st.integers(1, 3))):
        city, country = draw(won), draw(won)
        people = draw(st.tuples(st.integers(1, 9_000), st.integers(1, 9_000)))
        bodies += [
            Made(f"0{street}", {"urban": city, "rural": country}),
            Made(f"0{street}001", {"urban": city}, "urban", f"0{street}", urban=people[0]),
            Made(f"0{street}002", {"rural": country}, "rural", f"0{street}", rural=people[1]),
        ]
    return bodies


def pairs_of(bodies: list[Made]) -> list[Pair]:
    return [Pair(body.code, 0.93, 3) for body in bodies if body.street]


def shuffled(given: Frames) -> Frames:
    return {name: frame.sample(fraction=1, shuffle=True, seed=7) for name, frame in given.items()}


@FEW
@given(districts())
def test_without_draws_the_scores_are_those_given(bodies: list[Made]) -> None:
    given = frames(bodies, POINTS)
    for league in leagues_of(given["bodies"], given["values"], given["parts"]):
        scores = scores_of(league, unvaried(league))
        assert np.allclose(scores[0], league.bodies["score"].to_numpy(), rtol=0, atol=1e-9)
        assert ranks_of(scores)[0].tolist() == league.bodies["rank"].to_list()


@FEW
@given(districts())
def test_rows_in_any_order_give_the_same_answer(bodies: list[Made]) -> None:
    given = frames(bodies, POINTS, pairs_of(bodies))
    straight, mixed = firmness(**given), firmness(**shuffled(given))
    assert straight.intervals.equals(mixed.intervals)
    assert straight.ranks.equals(mixed.ranks)


@FEW
@given(districts(), won)
def test_bodies_of_another_league_change_nothing(bodies: list[Made], fractions: dict[str, float]) -> None:
    community = Made("099001", {"urban": fractions | {"visits": 0.5}}, "urban", "099", urban=500)
    given = frames(bodies, POINTS)
    others = given["bodies"].filter(pl.col("league") != "urban")
    before = firmness(**given)
    after = firmness(**frames([*bodies, community], POINTS | {"visits": 10.0}))
    for name in ("intervals", "ranks"):
        kept, left = (
            getattr(found, name).join(others, on="body_code", how="semi") for found in (before, after)
        )
        assert kept.equals(left)


@FEW
@given(districts())
def test_every_interval_is_in_order_and_in_range(bodies: list[Made]) -> None:
    found = firmness(**frames(bodies, POINTS, pairs_of(bodies))).intervals
    size = {body.code: sum(other.league == body.league for other in bodies) for body in bodies}
    for line in found.iter_rows(named=True):
        assert 0 <= line["score_low"] <= line["score_high"] <= 100
        assert 1 <= line["rank_best"] <= line["rank_worst"] <= size[line["body_code"]]


@FEW
@given(districts())
def test_bodies_of_one_part_feel_no_population(bodies: list[Made]) -> None:
    found = firmness(**frames(bodies, POINTS)).intervals.filter(varied="populations")
    lines = {line["body_code"]: line for line in found.iter_rows(named=True)}
    for body in bodies:
        if len(body.won) == 1:
            line = lines[body.code]
            assert line["score_low"] == line["score_high"] == approx(score(body, bodies, POINTS), abs=1e-8)


@FEW
@given(hundredths, hundredths, st.integers(10, 90), st.integers(1, 9_000), st.integers(1, 9_000))
def test_even_noise_keeps_the_score_inside(
    slips: float, pages: float, weight: int, city: int, country: int
) -> None:
    # of two indicators, or two sides, a score goes one way only
    points = {"slips": float(weight), "pages": float(100 - weight)}
    sides = {"urban": {"slips": slips}, "rural": {"slips": pages}}
    bodies = [
        Made("091", sides),
        Made("091001", {"urban": {"slips": slips, "pages": pages}}, "urban", "091", urban=city),
        Made("091002", {"rural": {"slips": pages, "pages": slips}}, "rural", "091", rural=country),
    ]
    given = frames(bodies, points)
    found = firmness(**given).intervals.filter(pl.col("varied").is_in(["weights", "populations"]))
    for line in found.join(given["bodies"], on="body_code").iter_rows(named=True):
        assert line["score_low"] - 1e-8 <= line["score"] <= line["score_high"] + 1e-8


@FEW
@given(st.lists(due, min_size=1, max_size=5))
def test_a_body_ahead_in_everything_is_always_first(others: list[dict[str, float]]) -> None:
    best = dict.fromkeys(INDICATORS, 1.0)
    rest = [
        Made(f"00{place}", {"urban": {name: value / 2 for name, value in fractions.items()}}, "urban")
        for place, fractions in enumerate(others, start=2)
    ]
    found = firmness(**frames([Made("001", {"urban": best}, "urban"), *rest], POINTS))
    assert found.intervals.filter(body_code="001").select("rank_best", "rank_worst").unique().rows() == [
        (1, 1)
    ]
    assert found.ranks.filter(band=1)["body_code"].to_list() == ["001"]


@FEW
@given(districts())
def test_ties_and_bands_go_with_the_rank(bodies: list[Made]) -> None:
    given = frames([*bodies, Made("089", bodies[0].won)], POINTS)
    ranks = firmness(**given).ranks.join(given["bodies"], on=["half_year", "body_code"])
    for league in ranks.sort("rank").partition_by("league"):
        assert league["band"].is_sorted()
        assert league.group_by("rank").agg(pl.col("band").n_unique())["band"].max() == 1


@FEW
@given(districts())
def test_leaving_one_out_is_scoring_again_without_it(bodies: list[Made]) -> None:
    decided = firmness(**frames(bodies, POINTS)).ranks
    lines = {line["body_code"]: line for line in decided.iter_rows(named=True)}
    for body in bodies:
        moves = {
            name: abs(rank(body, bodies, POINTS, name) - rank(body, bodies, POINTS)) for name in INDICATORS
        }
        found = lines[body.code]["deciding_indicator_id"]
        assert (found is None) == (max(moves.values()) == 0)
        if found:
            assert moves[found] == max(moves.values())
            assert lines[body.code]["rank_without"] == rank(body, bodies, POINTS, found)
