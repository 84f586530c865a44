"""The indicators of the network and its means: posts, training, pay, facilities, agreements, boards."""

from datetime import date

import pytest
from assessed import C1, C2, END, STREET, VILLAGE, Row, building, counted, scored, undelivered

MANDATORY = ("01", "02", "11", "12", "13", "14", "21", "22", "23", "24")
DEPUTY, HEAD = "2", "3"


def post(number: str, level: str, body: str = C1, **cells: object) -> Row:
    return {
        "post_id": number,
        "network_level": level,
        "division_code": body,
        "started_on": date(2004, 1, 1),
    } | cells


def pay(number: str, payer: str, amount: float, month: str = "2006-05", paid_on: date | None = END) -> Row:
    return {"post_id": number, "month": month, "amount_due": amount, "amount_paid": amount,
            "paid_on": paid_on, "paying_body": payer}  # fmt: skip


def item(code: str, body: str = C1, is_in_place: bool = True, **cells: object) -> Row:
    return {"division_code": body, "item_code": code, "in_place_flag": is_in_place} | cells


def test_a_courtyard_has_a_head_in_post_on_the_last_day() -> None:
    rows = {
        "building_inventory": [building(code) for code in "1234"],
        "network_posts": [
            *(post("D1", HEAD, courtyard_code="1"), post("D1b", HEAD, courtyard_code="1")),
            post("D2", HEAD, courtyard_code="2", started_on=date(2006, 7, 1)),
            post("D3", HEAD, courtyard_code="3", ended_on=END),
            post("M4", "4", courtyard_code="4"),
        ],
    }  # fmt: skip
    assert counted("courtyard_head_coverage_rate", rows) == {"c1": (1, 4)}


def test_each_community_and_village_has_a_deputy_director() -> None:
    rows = {"network_posts": [post("F1", DEPUTY, started_on=END), post("F2", DEPUTY, C2, ended_on=END)]}
    filled = {"c1": (1, 1), "c2": (0, 1), "rural": (0, 1), "village": (0, 1)}
    assert counted("deputy_director_coverage_rate", rows) == filled


@pytest.mark.parametrize(
    ("trained_on", "started_on", "expected"),
    [
        (date(2006, 4, 1), date(2006, 4, 1), {"c1": (1, 1)}),
        (date(2006, 4, 2), date(2006, 4, 1), {"c1": (0, 1)}),
        (None, date(2006, 1, 1), {"c1": (0, 1)}),
        (date(2005, 12, 1), date(2005, 12, 31), {}),
    ],
)
def test_heads_are_trained_by_the_day_they_start(
    trained_on: date | None, started_on: date, expected: dict[str, tuple[int, int]]
) -> None:
    rows = {
        "network_posts": [post("D1", HEAD, trained_on=trained_on, started_on=started_on), post("F1", DEPUTY)]
    }
    assert counted("pre_post_training_rate", rows) == expected


def test_each_body_answers_for_the_months_it_pays_itself() -> None:
    rows = {
        "network_posts": [
            *(post("F1", DEPUTY), post("D1", HEAD), post("D2", HEAD, VILLAGE), post("F2", DEPUTY, VILLAGE)),
        ],
        "network_payments": [
            *(pay("F1", "1", 100), pay("D1", "3", 20)),
            *(pay("F1", "2", 400, "2006-01"), pay("D1", "2", 19)),
            *(pay("D2", "3", 20), pay("D2", "3", 20, "2006-06", None)),
            *(pay("F2", "3", 399), pay("F2", "2", 400)),
            *(pay("D2", "3", 20, "2005-12"), pay("D2", "3", 20, "2006-07")),
        ],
    }  # fmt: skip
    assert counted("payment_fulfilment_rate", rows) == {"street": (2, 3), "village": (1, 3)}


def test_ten_mandatory_items_are_due_of_every_body() -> None:
    rows = {
        "facilities": [
            *(item(code) for code in MANDATORY[:7]),
            item("22", is_in_place=False),
            *(item("23", opened_on=date(2006, 7, 1)), item("24", opened_on=END)),
            *(item("31"), item("01", C2, is_in_place=False)),
        ]
    }  # fmt: skip
    found = counted("facility_standard_rate", rows)
    assert found == {"c1": (8, 10), "c2": (0, 10), "rural": (0, 10), "village": (0, 10)}
    assert undelivered("facility_standard_rate", rows) == {"rural", "village"}


def test_units_sign_the_agreement_of_the_year() -> None:
    def unit(code: str, year: int | None, signed_on: date | None, street: str | None = STREET) -> Row:
        return {"unit_code": code, "jurisdiction_street_code": street, "agreement_year": year,
                "agreement_signed_on": signed_on, "valid_from": date(2003, 9, 1)}  # fmt: skip

    rows = {
        "units": [
            *(unit("400000011", 2006, END), unit("400000012", 2005, date(2005, 2, 1))),
            unit("400000013", 2006, None),
            *(unit("400000014", 2006, date(2006, 7, 1)), unit("400000015", 2006, END, None)),
            unit("400000016", 2006, END) | {"valid_to": END},
            unit("400000017", 2006, END) | {"valid_from": END},
        ]
    }  # fmt: skip
    unsigned_of_the_district = 1
    assert counted("responsibility_agreement_rate", rows) == {
        "street": (2, 5 + unsigned_of_the_district),
        "other street": (0, unsigned_of_the_district),
    }


def test_boards_in_place_are_updated_in_the_last_quarter() -> None:
    rows = {
        "facilities": [
            item("21", VILLAGE, updated_on=date(2006, 4, 1)),
            item("22", VILLAGE, updated_on=date(2006, 3, 31)),
            item("23", VILLAGE, is_in_place=False, updated_on=END),
            item("24", VILLAGE, updated_on=date(2006, 7, 1)),
            *(item("11", VILLAGE, updated_on=END), item("21", updated_on=END)),
        ]
    }
    assert counted("publicity_update_rate", rows) == {"village": (1, 3)}


def test_a_village_that_told_of_no_facility_delivered_nothing() -> None:
    assert undelivered("publicity_update_rate", {}) == {"village"}


def test_a_unit_charged_rate_belongs_to_the_urban_side_of_a_mixed_street() -> None:
    values = scored({}).execute(
        "select body_code, part, denominator from figures.indicator_values "
        "where indicator_id = 'responsibility_agreement_rate'"
    )
    assert values.fetchall() == [(STREET, "urban", 1)]
