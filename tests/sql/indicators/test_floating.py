"""The indicators of the floating population: what the office recorded, offered and kept up to date."""

from datetime import date

import pytest
from assessed import (
    C1,
    C2,
    END,
    RURAL,
    VILLAGE,
    bodies_with_a_row,
    change,
    counted,
    inflow,
    outflow,
    scored,
    woman,
)

LAST_RIPE = date(2006, 5, 31)
DISTRICT = "411602"


def test_a_floating_file_is_opened_within_thirty_days() -> None:
    opened_on = {"li": date(2006, 3, 31), "wang": date(2006, 4, 1)}
    rows = {
        "ledger_persons": [
            woman(name, management_class="3", file_opened_on=day) for name, day in opened_on.items()
        ],
        "float_registrations": [
            *(inflow(name, date(2006, 3, 1)) for name in (*opened_on, "unfiled")),
            inflow("left", date(2006, 3, 1), left_on=END),
            *(inflow("ripe", LAST_RIPE), inflow("raw", date(2006, 6, 1))),
        ],
    }  # fmt: skip
    assert counted("floating_file_coverage_rate", rows) == {"c1": (1, 4)}


@pytest.mark.parametrize(
    ("checked_on", "result", "is_recorded"),
    [(END, "3", 1), (END, "1", 1), (END, None, 0), (date(2006, 7, 1), "1", 0), (None, None, 0)],
)
def test_any_result_of_the_check_counts_by_day_thirty(
    checked_on: date, result: str, is_recorded: int
) -> None:
    check = {"cert_checked_on": checked_on, "cert_check_result": result}
    rows = {"float_registrations": [inflow("li", LAST_RIPE, **check), inflow("raw", date(2006, 6, 1))]}
    assert counted("certificate_check_record_rate", rows) == {"c1": (is_recorded, 1)}


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [
        ({"home_visit_on": END, "four_free_explained": "YYYY", "fee_charged": 0}, 1),
        ({"home_visit_on": END, "four_free_explained": "YYNY", "fee_charged": 0}, 0),
        ({"home_visit_on": END, "four_free_explained": "YYYY", "fee_charged": 5}, 0),
        ({"home_visit_on": None, "four_free_explained": "YYYY", "fee_charged": 0}, 0),
    ],
)
def test_services_are_explained_at_home_and_free(cells: dict[str, object], is_told: int) -> None:
    assert counted(
        "four_free_information_rate", {"float_registrations": [inflow("li", END, VILLAGE, **cells)]}
    ) == {"village": (is_told, 1)}


@pytest.mark.parametrize(
    ("occurred_on", "closed_on", "expected"),
    [
        (date(2006, 3, 1), date(2006, 4, 5), {"c1": (1, 1)}),
        (date(2006, 3, 31), date(2006, 4, 6), {"c1": (0, 1)}),
        (date(2005, 12, 1), date(2006, 1, 5), {"c1": (1, 1)}),
        (date(2006, 5, 31), None, {"c1": (0, 1)}),
        (date(2006, 6, 1), None, {}),
    ],
)
def test_the_file_of_an_outflown_woman_is_closed_by_day_five(
    occurred_on: date, closed_on: date | None, expected: dict[str, tuple[int, int]]
) -> None:
    rows = {
        "ledger_persons": [woman("li", file_closed_on=closed_on)],
        "change_lines": [change("li", "09", occurred_on), change("li", "04", occurred_on)],
    }
    assert counted("outflow_update_rate", rows) == expected


def test_a_file_closed_long_ago_does_not_close_the_present_one() -> None:
    old = {"file_closed_on": date(2004, 6, 1), "household_page_no": "2"}
    rows = {
        "ledger_persons": [woman("li", **old), woman("li")],
        "change_lines": [change("li", "09", date(2006, 3, 1))],
    }
    assert counted("outflow_update_rate", rows) == {"c1": (0, 1)}


def test_an_outflow_names_a_county_and_a_registration_date() -> None:
    places = [
        ("440306", END),
        ("440306001", END),
        ("440300", END),
        ("440000", END),
        ("440306", None),
        (None, END),
        ("411722", END),
    ]
    rows = {
        "float_registrations": [
            outflow(str(number), moved_on=END, other_division_code=place, registered_on=day)
            for number, (place, day) in enumerate(places)
        ]
        + [outflow("before", moved_on=date(2005, 12, 31), other_division_code="440306", registered_on=END)]
    }
    assert counted("outflow_registration_rate", rows) == {"village": (3, 7)}


def test_an_old_outflow_is_refreshed_inside_the_half_year() -> None:
    first, last_before = date(2006, 1, 1), date(2005, 12, 31)
    rows = {
        "float_registrations": [
            outflow("refreshed", registered_on=last_before, updated_on=first),
            outflow("stale", registered_on=last_before, updated_on=last_before),
            outflow("young", registered_on=first, updated_on=END),
            outflow("back", registered_on=last_before, updated_on=END, left_on=END),
        ]
    }
    assert counted("outflow_contact_update_rate", rows) == {"village": (1, 2)}


@pytest.mark.parametrize(
    "indicator",
    [
        "outflow_registration_rate",
        "outflow_contact_update_rate",
        "transfer_in_acceptance_rate",
        "publicity_update_rate",
    ],
)
def test_what_villages_are_charged_with_is_not_for_rural_communities(indicator: str) -> None:
    assert bodies_with_a_row(indicator) == {"village"}


def complete_woman(person: str, body: str, management_class: str, **cells: object) -> dict[str, object]:
    filled = {"name": "filled", "hukou_type": "2", "hukou_division_code": DISTRICT,
              "residence_split_flag": False, "employment_status": "3", "registrar_post_id": "D1",
              "birth_record": "1", "contraception_status": "3", "checkup_date": END}  # fmt: skip
    return woman(person, body, management_class=management_class) | filled | cells


def test_floating_files_are_kept_as_completely_as_resident_ones() -> None:
    rows = {
        "ledger_persons": [
            *(complete_woman("li", C1, "1"), complete_woman("wang", C1, "3", name=None, hukou_type=None)),
            *(complete_woman("zhao", C2, "1", name=None), complete_woman("sun", C2, "3")),
            *(complete_woman("zhou", RURAL, "1"), complete_woman("wu", VILLAGE, "3")),
        ]
    }  # fmt: skip
    required = 18
    assert counted("floating_record_parity_index", rows) == {
        "c1": (pytest.approx((required - 2) / required), 1),
        "c2": (pytest.approx((required - 1) / required), pytest.approx((required - 1) / required)),
        "street": (
            pytest.approx((2 * required - 2) / (2 * required)),
            pytest.approx((2 * required - 1) / (2 * required)),
        ),
    }


def test_a_street_has_one_parity_of_its_pooled_cells() -> None:
    rows = {"ledger_persons": [complete_woman("li", C1, "1"), complete_woman("wang", C1, "3", name=None)]}
    values = scored(rows).execute(
        "select part, round(value_pct, 4) from figures.indicator_values "
        "where indicator_id = 'floating_record_parity_index' and body_code = '411602091'"
    )
    assert values.fetchall() == [("urban", round(100 * 17 / 18, 4))]
