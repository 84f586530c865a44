"""Posts, premises, pay and inspections are summed by street and district, and no surplus covers a want."""

from collections.abc import Iterable

from themes_district import CITY, COMMUNITY, COUNTRY, UNIT, VILLAGE, told

Row = dict[str, object]


def heads(body: str, courtyards: int, posts: int) -> tuple[list[Row], list[Row]]:
    """Courtyards in the inventory of a body, and posts of heads on the first of them."""
    inventory: list[Row] = [
        {
            "community_code": body,
            "building_code": str(n),
            "courtyard_code": str(n),
            "valid_from": "1999-01-01",
        }
        for n in range(courtyards)
    ]
    filled: list[Row] = [
        {"post_id": f"{body}{n}", "network_level": "3", "division_code": body, "courtyard_code": str(n),
         "started_on": "2006-01-01"} for n in range(posts)
    ]  # fmt: skip
    return inventory, filled


def paid(post: str, months: Iterable[int], due: int, given: int, payer: str) -> list[Row]:
    return [
        {"post_id": post, "month": f"2006-{month:02}", "amount_due": due, "amount_paid": given,
         "paid_on": f"2006-{month:02}-28", "paying_body": payer} for month in months
    ]  # fmt: skip


def test_a_surplus_of_heads_covers_no_vacancy_elsewhere() -> None:
    (city, many), (country, few) = heads(COMMUNITY, 2, 3), heads(VILLAGE, 2, 1)
    rows = {"building_inventory": [*city, *country], "network_posts": [*many, *few]}
    measures = ("posts_due", "in_post", "posts_filled", "posts_vacant", "filled_pct")
    found = told("network_totals", rows, "street_code || level", *measures)
    assert found[f"{CITY}courtyard_head"] == (2, 3, 2, 0, 100.0)
    assert found[f"{COUNTRY}courtyard_head"] == (2, 1, 1, 1, 50.0)
    assert found["ALLcourtyard_head"] == (4, 4, 3, 1, 75.0)
    assert found["ALLentrance_head"] == (None, 0, None, None, None)


def test_only_mandatory_items_make_the_standard() -> None:
    items = [
        {"division_code": COMMUNITY, "item_code": code, "in_place_flag": True}
        for code in ("01", "02", "11", "12", "13", "14", "21", "22", "23", "24")
    ]
    items += [{"division_code": VILLAGE, "item_code": "31", "in_place_flag": True}]
    measures = ("mandatory_items", "mandatory_missing", "optional_in_place", "is_up_to_standard")
    found = told("facility_standards", {"facilities": items}, "body_code", *measures)
    assert found == {COMMUNITY: (10, 0, 0, True), VILLAGE: (10, 10, 1, False)}
    by_item = told("facility_totals", {"facilities": items}, "street_code || item_code", "in_place_pct")
    assert (by_item["ALL31"], by_item[f"{CITY}01"]) == ((50.0,), (100.0,))


def test_pay_sums_over_payers_and_streets() -> None:
    posts = [
        {"post_id": post, "network_level": "2", "division_code": body, "started_on": "2006-01-01"}
        for post, body in (("p1", COMMUNITY), ("q1", VILLAGE))
    ]
    payments = [*paid("p1", (1, 2), 400, 400, "1"), *paid("q1", (1, 2), 400, 300, "3")]
    rows = {"network_posts": posts, "network_payments": payments}
    measures = ("months_due", "months_paid_in_full", "amount_owed_yuan", "paid_in_full_pct")
    found = told("fund_totals", rows, "street_code || paying_body", *measures)
    assert found[f"{COUNTRY}village"] == (2, 0, 200, 0.0)
    assert found["ALLall"] == (4, 2, 200, 50.0)
    assert f"{CITY}village" not in found


def test_a_street_that_nobody_inspected_has_its_row() -> None:
    inspected = [
        {"inspection_no": str(n), "half_year": "2006H1", "subject_code": code, "inspected_on": "2006-05-01",
         "sampled_pages": 40, "missed_households": 1, "missed_persons": 2, "wrong_cells": wrong,
         "rectify_by": due, "rectified_on": done}
        for n, (code, wrong, due, done) in enumerate(
            ((CITY, 4, "2006-07-01", "2006-06-20"), (COMMUNITY, 2, "2006-07-01", None), (UNIT, 9, None, None))
        )
    ]  # fmt: skip
    rows = {"inspections": inspected}
    measures = ("streets_inspected", "street_inspections", "body_inspections", "wrong_cells",
                "wrong_per_100_pages", "rectified", "rectification_overdue")  # fmt: skip
    assert told("inspection_totals", rows, "street_code", *measures) == {
        CITY: (1, 1, 1, 6, 7.5, 1, 1),
        COUNTRY: (0, 0, 0, 0, None, 0, 0),
        "ALL": (1, 1, 1, 6, 7.5, 1, 1),
    }
    assert told("unit_inspections", rows, "unit_code", "inspections", "wrong_cells") == {UNIT: (1, 9)}


def test_rulings_are_counted_by_sanction_and_once_an_institution() -> None:
    third = "500000003"
    rulings = [
        {"ruling_no": str(n), "subject_code": code, "subject_type": "unit", "sanction": sanction,
         "ruled_on": "2006-03-01", "effective_from": "2006-03-01", "revoked_on": revoked}
        for n, (code, sanction, revoked) in enumerate(
            ((UNIT, "1", None), ("400000002", "1", "2006-04-01"), (third, "2", None), (third, "3", None))
        )
    ]  # fmt: skip
    measures = ("rulings", "rulings_in_force", "institutions_in_force")
    found = told("ruling_totals", {"rulings": rulings}, "sanction", *measures)
    assert found["veto"] == (2, 1, 1)
    assert found["other_than_veto"] == (2, 2, 1)
