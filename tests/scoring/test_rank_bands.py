"""Bodies that cannot be told apart stand in one band."""

import numpy as np
from made_leagues import Made, frames, urban

from pipelines.scoring.firmness import firmness
from pipelines.scoring.judgement import bands_of

EVEN = {"slips": 50.0, "pages": 50.0}


def bands(*bodies: Made) -> list[int]:
    return firmness(**frames(bodies, EVEN)).ranks["band"].to_list()


def drawn(*bodies: list[float]) -> np.ndarray:
    """Scores in 20 draws; a body with fewer keeps its last."""
    return np.array([body + body[-1:] * (20 - len(body)) for body in bodies]).T


def test_a_body_far_ahead_is_alone_in_its_band() -> None:
    far = urban("001", slips=1.0, pages=1.0)
    assert bands(far, urban("002", slips=0.5, pages=0.3), urban("003", slips=0.3, pages=0.49)) == [1, 2, 2]


def test_bodies_that_lead_by_turns_share_a_band() -> None:
    assert bands(urban("001", slips=1.0, pages=0.5), urban("002", slips=0.5, pages=0.99)) == [1, 1]


def test_equal_bodies_share_a_band() -> None:
    assert bands(urban("001", slips=0.7, pages=0.5), urban("002", slips=0.7, pages=0.5)) == [1, 1]


def test_a_league_of_one_is_one_band() -> None:
    assert bands(urban("001", slips=0.7, pages=0.5)) == [1]


def test_95_percent_of_the_draws_are_not_enough() -> None:
    assert bands_of(np.array([1, 2]), drawn([90], [95, 80])).tolist() == [1, 1]
    assert bands_of(np.array([1, 2]), drawn([90], [80])).tolist() == [1, 2]


def test_the_leader_of_the_band_is_what_counts() -> None:
    # each beats the next in half of the draws, the first beats the third in all
    scores = drawn([90], [95] * 10 + [80], [85] * 10 + [79])
    assert bands_of(np.array([1, 2, 3]), scores).tolist() == [1, 1, 2]


def test_a_later_band_has_its_own_leader() -> None:
    scores = drawn([90], [80], [81] * 10 + [70], [60])
    assert bands_of(np.array([1, 2, 3, 4]), scores).tolist() == [1, 2, 2, 3]


def test_tied_bodies_fall_in_one_band() -> None:
    scores = drawn([90], [80], [95, 95, 80])
    assert bands_of(np.array([1, 2, 2]), scores).tolist() == [1, 1, 1]


def test_tied_leaders_lead_only_together() -> None:
    scores = drawn([90], [85, 85, 70], [80])
    assert bands_of(np.array([1, 1, 3]), scores).tolist() == [1, 1, 1]


def test_bands_follow_ranks_in_any_order() -> None:
    scores = drawn([60], [90], [80])
    assert bands_of(np.array([3, 1, 2]), scores).tolist() == [3, 1, 2]
