"""The one indicator whose leaving changes a rank the most."""

from made_leagues import Made, frames, urban

from pipelines.scoring.firmness import firmness

POINTS = {"heads": 10.0, "pages": 40.0, "slips": 50.0}


def deciding(*bodies: Made) -> list[tuple[str | None, int | None]]:
    return firmness(**frames(bodies, POINTS)).ranks.select("deciding_indicator_id", "rank_without").rows()


def test_the_lead_of_one_indicator_decides_both_ranks() -> None:
    # without slips the second leads by 40 of 50 points; without heads or pages nothing turns
    first = urban("001", slips=1.0, pages=0.5, heads=0.5)
    second = urban("002", slips=0.5, pages=0.9, heads=0.5)
    assert deciding(first, second) == [("slips", 2), ("slips", 1)]


def test_no_single_indicator_decides_a_clear_rank() -> None:
    first, second = (
        urban("001", slips=1.0, pages=1.0, heads=1.0),
        urban("002", slips=0.5, pages=0.5, heads=0.5),
    )
    assert deciding(first, second) == [(None, None), (None, None)]


def test_nothing_decides_a_league_of_one() -> None:
    assert deciding(urban("001", slips=1.0, pages=0.5, heads=0.5)) == [(None, None)]


def test_of_equal_moves_the_larger_change_of_score_decides() -> None:
    # the second passes without slips and without pages; slips change the first by 10, pages by 6.67
    first = urban("001", slips=1.0, pages=1.0, heads=0.0)
    second = urban("002", slips=0.85, pages=0.85, heads=1.0)
    assert deciding(first, second) == [("slips", 2), ("slips", 1)]


def test_of_equal_changes_the_first_id_decides() -> None:
    # either rival passes the first where its weak indicator leaves
    points = {"b": 50.0, "a": 50.0}
    bodies = [urban("001", b=0.6, a=0.6), urban("002", b=0.2, a=0.9), urban("003", b=0.9, a=0.2)]
    ranks = firmness(**frames(bodies, points)).ranks
    assert ranks.row(0)[-2:] == ("a", 2)


def test_an_indicator_leaves_both_sides_of_a_street() -> None:
    won = {"slips": 1.0, "pages": 0.4}
    bodies = [
        Made("091", {"urban": won, "rural": won}),
        Made("092", {"urban": {"slips": 0.5, "pages": 0.6}}),
        Made("091001", {"urban": won}, "urban", "091", urban=700),
        Made("091002", {"rural": won}, "rural", "091", rural=300),
    ]
    ranks = firmness(**frames(bodies, POINTS)).ranks.filter(body_code="091")
    assert ranks.row(0)[-2:] == ("slips", 2)


def test_a_body_left_without_points_is_not_moved() -> None:
    only, other = (
        urban("001", slips=0.9, pages=None, heads=None),
        urban("002", slips=0.5, pages=0.5, heads=0.5),
    )
    assert deciding(only, other) == [(None, None), ("slips", 1)]
