"""The indicators of the ledgers: buildings, pages, cells, classes, split flags, missed and double records."""

from datetime import date

import pytest
from assessed import (
    C1,
    C2,
    END,
    RURAL,
    VILLAGE,
    building,
    co_managed,
    counted,
    handover,
    inflow,
    undelivered,
    woman,
)

CERTIFICATE = {"certificate_no": "Z1", "citizen_id": "li", "community_code": C1, "unit_code": "400000001"}
FULL_PAGE = {
    "community_code": C1, "as_of_date": END, "building_code": "1", "room_no": "101", "household_page_no": "1",
    "household_type": "1", "occupancy_status": "1", "person_expected": 1, "registered_on": date(2004, 1, 1),
    "updated_on": date(2004, 1, 1),
}  # fmt: skip


def book(building_code: str, closed_on: date | None = None) -> dict[str, object]:
    opened_on = date(2004, 1, 1)
    return {"community_code": C1, "as_of_date": END, "building_code": building_code,
            "book_opened_on": opened_on, "book_closed_on": closed_on}  # fmt: skip


def page(number: str, building_code: str, occupancy: str) -> dict[str, object]:
    return FULL_PAGE | {
        "household_page_no": number,
        "building_code": building_code,
        "occupancy_status": occupancy,
    }


def test_a_building_needs_exactly_one_open_book() -> None:
    rows = {
        "building_inventory": [building(code) for code in "1234"] + [building("gone", valid_to=END)],
        "ledger_buildings": [book("1"), book("2"), book("2"), book("3", closed_on=END)],
    }
    assert counted("building_ledger_coverage_rate", rows) == {"c1": (1, 4)}


def test_pages_lived_in_count_up_to_the_dwellings_of_their_building() -> None:
    rows = {
        "building_inventory": [building("1", household_expected=2), building("2", household_expected=3)],
        "ledger_households": [
            *(page(number, "1", "1") for number in ("11", "12", "13")),
            *(page("21", "2", "2"), page("21", "2", "2"), page("22", "2", "4"), page("23", "2", "5")),
        ],
    }  # fmt: skip
    assert counted("household_page_coverage_rate", rows) == {"c1": (4, 5)}


def test_a_blank_required_cell_is_not_filled() -> None:
    rows = {"ledger_households": [FULL_PAGE, FULL_PAGE | {"household_page_no": "2", "updated_on": None}]}
    assert counted("required_field_completeness_rate", rows) == {"c1": (19, 20)}


def test_a_closed_person_row_requires_no_cells() -> None:
    rows = {"ledger_persons": [woman("li", file_closed_on=END)]}
    assert counted("required_field_completeness_rate", rows) == {}


@pytest.mark.parametrize(
    ("body", "cells", "evidenced"),
    [
        (C1, {"management_class": "1", "employment_status": "3"}, 1),
        (C1, {"management_class": "1", "employment_status": "1"}, 0),
        (C1, {"management_class": "1"}, 1),
        (C1, {"management_class": "2", "unit_code": "400000001"}, 0),
        (C1, {"management_class": "3"}, 0),
        (C1, {"management_class": "4"}, 0),
        (VILLAGE, {"management_class": "4"}, 1),
        (C1, {}, 0),
    ],
)
def test_a_class_stands_on_what_it_needs(body: str, cells: dict[str, object], evidenced: int) -> None:
    found = counted("management_class_assignment_rate", {"ledger_persons": [woman("li", body, **cells)]})
    assert list(found.values()) == [(evidenced, 1)]


@pytest.mark.parametrize(
    ("cells", "evidenced"),
    [
        ({"issued_on": END, "valid_to": END}, 1),
        ({"issued_on": date(2006, 7, 1)}, 0),
        ({"issued_on": date(2005, 1, 1), "valid_to": date(2006, 6, 29)}, 0),
        ({"issued_on": date(2005, 1, 1), "revoked_on": END}, 0),
        ({"issued_on": date(2005, 1, 1), "revoked_on": date(2006, 7, 1)}, 1),
        ({"issued_on": date(2005, 1, 1), "community_code": C2}, 0),
    ],
)
def test_a_certificate_must_be_in_force_for_her_community(cells: dict[str, object], evidenced: int) -> None:
    rows = {"ledger_persons": [co_managed("li")], "certificates": [CERTIFICATE | cells]}
    assert counted("management_class_assignment_rate", rows) == {"c1": (evidenced, 1)}


@pytest.mark.parametrize(("left_on", "evidenced"), [(None, 1), (END, 0), (date(2006, 7, 1), 1)])
def test_class_three_needs_an_open_registration(left_on: date | None, evidenced: int) -> None:
    rows = {
        "ledger_persons": [woman("li", management_class="3")],
        "float_registrations": [inflow("li", END, left_on=left_on)],
    }
    assert counted("management_class_assignment_rate", rows) == {"c1": (evidenced, 1)}


def test_the_split_flag_is_held_against_the_district_of_the_hukou() -> None:
    persons = [("411602092", False), ("411602092", True), ("440306", True), ("440306", None), (None, True)]
    rows = {
        "ledger_persons": [
            woman(str(number), hukou_division_code=hukou, residence_split_flag=is_split)
            for number, (hukou, is_split) in enumerate(persons)
        ]
        + [woman("gone", hukou_division_code="440306", residence_split_flag=True, file_closed_on=END)]
    }
    assert counted("residence_basis_consistency_rate", rows) == {"c1": (2, 3)}


def test_evidence_of_thirty_days_makes_a_woman_missed() -> None:
    rows = {
        "ledger_persons": [woman("filed"), woman("also filed", VILLAGE)],
        "float_registrations": [inflow("li", date(2006, 5, 31)), inflow("wang", date(2006, 6, 1))],
    }
    assert counted("missed_record_rate", rows) == {"c1": (1, 2), "village": (0, 1)}


def test_surplus_files_are_shared_over_the_bodies_that_hold_them() -> None:
    rows = {
        "ledger_persons": [
            woman("li"),
            woman("li", household_page_no="2"),
            woman("li", VILLAGE),
            woman("wang"),
        ]
    }
    assert counted("duplicate_record_rate", rows) == {"c1": (1, 3), "village": (1, 1)}


def test_a_village_opens_the_file_within_thirty_days_of_the_handover() -> None:
    handed_on = {
        "li": date(2006, 5, 2),
        "wang": date(2006, 5, 1),
        "zhao": date(2006, 5, 31),
        "sun": date(2006, 6, 1),
    }
    rows = {
        "handovers": [handover(name, "2", VILLAGE, handed_on=day) for name, day in handed_on.items()]
        + [handover("again", "2", VILLAGE, citizen_id="li", handed_on=date(2006, 5, 20))],
        "ledger_persons": [woman(name, VILLAGE, file_opened_on=date(2006, 6, 1)) for name in ("li", "wang")],
    }  # fmt: skip
    assert counted("transfer_in_acceptance_rate", rows) == {"village": (1, 3)}


@pytest.mark.parametrize(
    "indicator",
    [
        "management_class_assignment_rate",
        "residence_basis_consistency_rate",
        "missed_record_rate",
        "duplicate_record_rate",
        "required_field_completeness_rate",
        "floating_record_parity_index",
    ],
)
def test_a_body_without_a_ledger_delivered_nothing(indicator: str) -> None:
    assert undelivered(indicator, {}, [C2]) == {"c2"}


@pytest.mark.parametrize("indicator", ["building_ledger_coverage_rate", "household_page_coverage_rate"])
def test_a_ledger_is_owed_for_the_buildings_there_are(indicator: str) -> None:
    assert undelivered(indicator, {"building_inventory": [building("1", RURAL)]}, [C2, RURAL]) == {"rural"}


def test_a_village_without_a_ledger_is_late_only_where_women_were_handed_over() -> None:
    handed = {"handovers": [handover("li", "2", VILLAGE, handed_on=date(2006, 5, 2))]}
    assert undelivered("transfer_in_acceptance_rate", handed, [VILLAGE]) == {"village"}
    assert undelivered("transfer_in_acceptance_rate", {}, [VILLAGE]) == set()
