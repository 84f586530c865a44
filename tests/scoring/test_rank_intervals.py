"""How far scores and ranks move when weights, populations and probable duplicates are varied."""

import numpy as np
import polars as pl
import pytest
from made_leagues import DUPLICATES, Made, Pair, frames, intervals, urban

from pipelines.scoring.draws import (
    DRAWS,
    MATCH_THRESHOLDS,
    WEIGHT_FACTORS,
    charged_pairs,
    uniform,
    variations,
)
from pipelines.scoring.firmness import firmness
from pipelines.scoring.judgement import middle
from pipelines.scoring.leagues import leagues_of

EVEN = {"slips": 50.0, "pages": 50.0}
COUNTED = {DUPLICATES: 50.0, "pages": 50.0}
TWO_SIDES = {"urban": {"pages": 1.0}, "rural": {"pages": 0.0}}
MIXED = [
    Made("091", TWO_SIDES),
    Made("091001", {"urban": {"pages": 1.0}}, "urban", "091", urban=1_000),
    Made("091002", {"rural": {"pages": 0.0}}, "rural", "091", rural=1_000),
]


def row(bodies: list[Made], points: dict[str, float], varied: str, *pairs: Pair) -> dict[str, float]:
    return intervals(bodies, points, varied, *pairs).row(0, named=True)


def test_weights_move_a_score_within_their_factors() -> None:
    found = row([urban("001", slips=1.0, pages=0.0)], EVEN, "weights")
    assert 37.5 < found["score_low"] < 45
    assert 55 < found["score_high"] < 62.5


def test_one_indicator_alone_keeps_its_score() -> None:
    found = row([urban("001", slips=0.7, pages=None)], EVEN, "weights")
    assert (found["score_low"], found["score_high"]) == (70, 70)


def test_one_draw_of_weights_holds_for_the_whole_district() -> None:
    fractions = {"slips": 0.9, "pages": 0.4}
    bodies = [Made("091", {"urban": fractions}), urban("091001", **fractions)]
    street, community = intervals(bodies, EVEN, "weights").drop("body_code").rows()
    assert street == community


def test_urban_and_rural_weights_are_drawn_apart() -> None:
    fractions = {"slips": 0.9, "pages": 0.4}
    bodies = [Made("091", {"urban": fractions}), Made("092", {"rural": fractions})]
    lows = intervals(bodies, EVEN, "weights")["score_low"]
    assert lows[0] != lows[1]


def test_populations_move_a_mixed_street_alone() -> None:
    street, community, village = intervals(MIXED, {"pages": 100.0}, "populations").iter_rows(named=True)
    assert 49 < street["score_low"] < 49.5
    assert 50.5 < street["score_high"] < 51
    assert community["score_low"] == community["score_high"] == 100
    assert village["score_low"] == village["score_high"] == 0


def test_both_populations_of_a_body_are_drawn_apart() -> None:
    village = Made("091001", {"rural": {"pages": 0.0}}, "rural", "091", urban=500, rural=500)
    found = row([MIXED[0], village], {"pages": 100.0}, "populations")
    assert found["score_low"] < 49.5
    assert found["score_high"] > 50.5


def test_a_street_of_one_side_feels_no_population() -> None:
    fractions = {"slips": 0.9, "pages": 0.4}
    community = Made("091001", {"urban": fractions}, "urban", "091", urban=900, rural=100)
    found = row([Made("091", {"urban": fractions}), community], EVEN, "populations")
    assert found["score_low"] == found["score_high"] == 65


def test_bodies_without_a_rank_still_weigh_their_street() -> None:
    bodies = [*MIXED[:2], Made("091002", MIXED[2].won, "rural", "091", rural=1_000, is_ranked=False)]
    found = intervals(bodies, {"pages": 100.0}, "populations")
    assert found["body_code"].to_list() == ["091", "091001"]
    assert found["score_low"][0] == row(MIXED, {"pages": 100.0}, "populations")["score_low"]


def test_no_mixed_street_feels_no_population() -> None:
    given = frames([urban("001", slips=0.9, pages=0.4), urban("002", slips=0.8, pages=0.6)], EVEN)
    given["populations"] = given["populations"].clear()
    found = firmness(**given).intervals.filter(varied="populations")
    assert found["score_low"].to_list() == found["score_high"].to_list() == [65, 70]


@pytest.mark.parametrize(
    ("match_probability", "low", "high"), [(0.5, 100, 100), (0.95, 75, 100), (1.0, 75, 75)]
)
def test_probable_pairs_count_from_the_threshold_on(match_probability: float, low: int, high: int) -> None:
    # 2 and 9 of 1,000 files are 1.1 %: half of the points between 0.2 % and 2 %
    body = urban("001", **{DUPLICATES: 1.0, "pages": 1.0})
    found = row([body], COUNTED, "duplicates", Pair("001", match_probability, 9))
    assert (found["score_low"], found["score_high"]) == (low, high)


def test_a_likelier_pair_counts_in_more_draws() -> None:
    body = urban("001", **{DUPLICATES: 1.0, "pages": 1.0})
    pairs = (Pair("001", 0.91, 9), Pair("001", 1.0, 4.5))
    found = row([body], COUNTED, "duplicates", *pairs)
    assert (found["score_low"], found["score_high"]) == (62.5, 87.5)


def test_a_street_pools_the_pairs_of_its_bodies() -> None:
    fractions = {DUPLICATES: 1.0, "pages": 1.0}
    bodies = [Made("091", {"urban": fractions}), urban("091001", "091", **fractions)]
    pairs = (Pair("091001", 1.0, 4.5), Pair("091001", 1.0, 4.5))
    assert intervals(bodies, COUNTED, "duplicates", *pairs)["score_low"].to_list() == [75, 75]


@pytest.mark.parametrize("denominator", [0.0, 1_000.0])
def test_pairs_take_nothing_from_a_ledger_not_delivered(denominator: float) -> None:
    given = frames([urban("001", **{DUPLICATES: 0.0, "pages": 1.0})], COUNTED, [Pair("001", 0.95, 1)])
    given["values"] = given["values"].with_columns(numerator=0.0, denominator=denominator)
    found = firmness(**given).intervals.filter(varied="duplicates")
    assert found.select("score_low", "score_high").rows() == [(50, 50)]


def test_a_pair_counts_in_the_draws_whose_threshold_it_reaches() -> None:
    given = frames([urban("001", **{DUPLICATES: 1.0, "pages": 1.0})], COUNTED, [Pair("001", 0.93, 9)])
    (league,) = leagues_of(given["bodies"], given["values"], given["parts"])
    pairs = charged_pairs(given["probable_duplicates"], given["bodies"], given["values"])
    lost = variations(league, given["populations"], pairs)["duplicates"].points_lost["urban"]
    reached = uniform("duplicates", ["threshold"], MATCH_THRESHOLDS) <= 0.93
    assert lost == pytest.approx(np.where(reached, 25, 0))


def test_a_missing_population_leaves_the_shares_as_they_are() -> None:
    given = frames(MIXED, {"pages": 100.0})
    is_village = pl.col("body_code") == "091002"
    given["populations"] = given["populations"].with_columns(
        rural_population=pl.when(~is_village).then("rural_population")
    )
    street = firmness(**given).intervals.filter(varied="populations").row(0, named=True)
    assert street["score_low"] == street["score_high"] == 50


def test_all_sources_together_join_their_draws() -> None:
    alone = row(MIXED, {"pages": 100.0}, "populations")
    together = row(MIXED, {"pages": 100.0}, "all")
    assert {**alone, "varied": "all"} == together


def test_ranks_change_where_scores_cross() -> None:
    bodies = [urban("001", slips=1.0, pages=0.5), urban("002", slips=0.5, pages=0.99)]
    found = intervals(bodies, EVEN, "weights")
    assert found["rank_best"].to_list() == [1, 1]
    assert found["rank_worst"].to_list() == [2, 2]


def test_equal_bodies_share_every_rank() -> None:
    bodies = [urban(code, slips=0.9, pages=0.4) for code in ("001", "002")] + [
        urban("003", slips=0.1, pages=0.1)
    ]
    found = intervals(bodies, EVEN, "all")
    assert found["rank_best"].to_list() == found["rank_worst"].to_list() == [1, 1, 3]


def test_the_middle_leaves_out_a_tail_on_each_side() -> None:
    low, high = middle(np.arange(1_000.0)[::-1, np.newaxis])
    assert (low.tolist(), high.tolist()) == ([50], [949])


def test_a_name_draws_the_same_in_any_company() -> None:
    alone = uniform("weights/urban", ["pages"], WEIGHT_FACTORS)
    beside = uniform("weights/urban", ["slips", "pages"], WEIGHT_FACTORS)
    assert alone.shape == (DRAWS, 1)
    assert (alone[:, 0] == beside[:, 1]).all()
    assert (beside[:, 0] != beside[:, 1]).all()


def test_half_years_are_judged_apart() -> None:
    first = frames([urban("001", slips=0.9, pages=0.4)], EVEN)
    second = frames([urban("001", slips=0.5, pages=0.5), urban("002", slips=0.1, pages=0.2)], EVEN)
    later = {name: frame.with_columns(half_year=pl.lit("2006H2")) for name, frame in second.items()}
    both = firmness(**{name: first[name].vstack(later[name]) for name in first})
    assert both.intervals.filter(half_year="2006H1").equals(firmness(**first).intervals)
    assert both.ranks.filter(half_year="2006H2").equals(firmness(**later).ranks)


def test_empty_frames_give_empty_answers() -> None:
    found = firmness(**frames([], {}))
    assert found.intervals.is_empty()
    assert found.ranks.is_empty()
    assert found.ranks.columns == ["half_year", "body_code", "band", "deciding_indicator_id", "rank_without"]
