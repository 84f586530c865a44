"""Slips are counted as documents, by unit, street and district, and every slip due is one of three things."""

import pytest
from themes_district import CITY, COMMUNITY, OTHER_UNIT, UNIT, UNPLACED, co_managed, told

MEASURES = ("slips_due", "slips_on_time", "slips_late", "slips_missing")
FILES = [
    co_managed("w1", UNIT),
    co_managed("w2", UNIT),
    co_managed("w3", OTHER_UNIT),
    co_managed("w4", UNPLACED),
]


def slip(unit: str, delivered_on: str) -> dict[str, object]:
    return {"slip_no": unit, "unit_code": unit, "community_code": COMMUNITY, "half_year": "2006H1",
            "delivered_on": delivered_on}  # fmt: skip


SLIPS = {"ledger_persons": FILES, "slips": [slip(UNIT, "2006-07-15"), slip(OTHER_UNIT, "2006-07-16")]}


def test_a_units_slip_is_on_time_late_or_missing() -> None:
    assert told("unit_slips", SLIPS, "unit_code", *MEASURES) == {
        UNIT: (1, 1, 0, 0),
        OTHER_UNIT: (1, 0, 1, 0),
        UNPLACED: (1, 0, 0, 1),
    }


def test_slips_of_units_without_a_street_count_in_the_district_alone() -> None:
    found = told("slip_totals", SLIPS, "street_code", *MEASURES, "on_time_pct", "units_due", "units_on_time")
    assert found == {CITY: (2, 1, 1, 0, 50.0, 2, 1), "ALL": (3, 1, 1, 1, 33.33, 3, 1)}


@pytest.mark.parametrize("mart", ["slip_totals", "handover_totals", "free_services"])
def test_where_nothing_was_due_there_is_no_row(mart: str) -> None:
    assert told(mart, {}, "street_code", "half_year") == {}


def test_a_handover_counts_its_unit_and_tells_no_share_of_a_few() -> None:
    handovers = [
        {"handover_no": f"1{name}", "handover_type": "1", "from_code": unit, "to_code": COMMUNITY,
         "citizen_id": name, "separated_on": "2006-03-01", "handed_on": handed}
        for name, unit, handed in (("a", UNIT, "2006-03-31"), ("b", OTHER_UNIT, "2006-04-01"))
    ]  # fmt: skip
    measures = ("units_due", "units_in_time", "units_late", "in_time_pct", "is_withheld")
    found = told("handover_totals", {"handovers": handovers}, "street_code", *measures)
    assert found == {CITY: (2, 1, 1, None, True), "ALL": (2, 1, 1, None, True)}
