"""Buildings, pages and the cells of a file, against inventory, registrations and certificates."""

from datetime import date

import pytest
from assessed import C1, C2, END, UNIT, VILLAGE, Row, building, co_managed, inflow, woman
from judged import book, found, page


def test_an_inventory_building_without_an_open_book_is_found() -> None:
    rows = {
        "building_inventory": [building("1"), building("2"), building("3"), building("2", C2)],
        "ledger_buildings": [book("1", C1), book("2", C1, book_closed_on="2006-06-01")],
    }
    expected = [("c1", "2"), ("c1", "3"), ("c2", "2")]
    assert found("building_without_book", rows, "subject_code") == expected


def test_a_building_out_of_force_or_of_no_ledger_needs_no_book() -> None:
    rows = {"building_inventory": [building("1", valid_to="2006-07-20"), building("1", VILLAGE)]}
    assert found("building_without_book", rows, unledgered=[VILLAGE]) == []


def test_a_second_open_book_is_found_at_its_row() -> None:
    books = [book("1", C1, row_no=3), book("1", C1, row_no=9), book("1", C2)]
    rows = {"building_inventory": [building("1"), building("1", C2)], "ledger_buildings": books}
    assert found("building_two_books", rows, "subject_code", "row_no", "amount") == [("c1", "1", 9, 1)]


def test_a_book_that_replaced_a_closed_one_is_no_second() -> None:
    books = [book("1", C1, book_closed_on="2006-05-01"), book("1", C1, book_opened_on="2006-05-01")]
    rows = {"building_inventory": [building("1")], "ledger_buildings": books}
    assert found("building_two_books", rows) == []


def test_a_ledger_building_in_no_inventory_is_found() -> None:
    rows = {
        "building_inventory": [building("1"), building("2", valid_to="2006-01-01"), building("9", C2)],
        "ledger_buildings": [
            book("1", C1), book("2", C1), book("9", C1, row_no=9), book("8", C1, book_closed_on=END)
        ],
    }  # fmt: skip
    findings = found("building_not_in_inventory", rows, "subject_code", "row_no", unledgered=[C1])
    assert [finding for finding in findings if finding[0] == "c1"] == [("c1", "9", 9)]


def test_pages_fewer_than_dwellings_are_counted_by_number() -> None:
    rows = {
        "building_inventory": [building("1", household_expected=4), building("2", household_expected=1)],
        "ledger_households": [
            page("1", C1), page("1", C1), page("2", C1, occupancy_status="4"),
            page("3", C1, occupancy_status="3"), page("4", C1, building_code="2"),
        ],
    }  # fmt: skip
    assert found("dwelling_without_page", rows, "subject_code", "amount") == [("c1", "1", 2)]


def test_one_number_on_two_households_is_found_once() -> None:
    pages = [page("1", C1, row_no=2), page("1", C1, row_no=7), page("1", C1, row_no=5), page("1", C2)]
    rows = {"ledger_households": pages}
    assert found("page_number_reused", rows, "subject_code", "row_no", "amount") == [("c1", "1", 7, 2)]


def test_rows_missing_on_a_page_are_counted() -> None:
    rows = {
        "ledger_households": [page("1", C1, person_expected=4, row_no=5), page("2", C1), page("3", C2)],
        "ledger_persons": [
            woman("open"), woman("leaving", file_closed_on=date(2006, 7, 20)),
            woman("on page 2", household_page_no="2"), woman("2 elsewhere", C2, household_page_no="3"),
        ],
    }  # fmt: skip
    found_rows = found("person_missing_on_page", rows, "subject_code", "row_no", "amount")
    assert found_rows == [("c1", "1", 5, 3)]


def test_a_row_held_back_is_on_its_page_all_the_same() -> None:
    held_back = woman("torn", citizen_id=None, quarantine_reason="id_blank")
    rows = {
        "ledger_households": [page("1", C1, person_expected=2)],
        "ledger_persons": [woman("w"), held_back],
    }
    assert found("person_missing_on_page", rows) == []
    unreadable = held_back | {"household_page_no": None, "quarantine_reason": "key_unreadable"}
    assert found("person_missing_on_page", rows | {"ledger_persons": [woman("w"), unreadable]}) == [("c1",)]


def test_a_reused_number_does_not_expect_both_households() -> None:
    pages = [page("1", C1, person_expected=1), page("1", C1, person_expected=1)]
    assert found("person_missing_on_page", {"ledger_households": pages, "ledger_persons": [woman("w")]}) == []


@pytest.mark.parametrize(
    ("management_class", "body", "expected"),
    [(None, C1, [("c1",)]), ("4", C1, [("c1",)]), ("1", C1, []), (None, VILLAGE, [])],
)
def test_a_communitys_file_has_a_class_of_its_own(
    management_class: str | None, body: str, expected: list[tuple[str]]
) -> None:
    rows = {"ledger_persons": [woman("w", body, management_class=management_class)]}
    assert found("class_missing", rows) == expected


def certificate(name: str, **cells: object) -> Row:
    return {"certificate_no": name, "issuer_code": "411602091", "unit_code": UNIT, "community_code": C1,
            "citizen_id": name, "issued_on": "2006-01-01"} | cells  # fmt: skip


def test_each_class_wants_its_own_evidence() -> None:
    rows = {
        "ledger_persons": [
            woman("in service", management_class="1", employment_status="1"),
            woman("at home", management_class="1", employment_status="2"),
            co_managed("no unit", unit=None),
            co_managed("expired"),
            co_managed("last day"),
            woman("unregistered", VILLAGE, management_class="3"),
            woman("registered", C2, management_class="3"),
        ],
        "certificates": [
            certificate("no unit"), certificate("expired", valid_to="2006-07-19"),
            certificate("last day", valid_to="2006-07-20"),
        ],
        "float_registrations": [
            inflow("registered", date(2006, 1, 1)), inflow("unregistered", date(2006, 1, 1), left_on=END),
        ],
    }  # fmt: skip
    assert found("class_evidence_missing", rows, "column_name") == [
        ("c1", "certificate_no"), ("c1", "employment_status"), ("c1", "unit_code"),
        ("village", "management_class"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hukou", "flag", "expected"),
    [
        ("411602", True, 1),
        ("411602091", False, 0),
        ("411603", False, 1),
        ("411603", True, 0),
        (None, True, 0),
    ],
)
def test_the_split_flag_agrees_on_the_district(hukou: str | None, flag: bool, expected: int) -> None:
    split = woman("w", hukou_division_code=hukou, residence_split_flag=flag)
    husband = split | {"citizen_id": "h", "sex": "1"}
    findings = found("split_flag_mismatch", {"ledger_persons": [split, husband]}, "column_name")
    assert findings == [("c1", "residence_split_flag")] * expected


def test_a_blank_or_invalid_required_cell_is_found() -> None:
    full = {"relation": "x", "citizen_id": "w"}
    file = woman(
        "w", sex="2", hukou_type=None, contraception_status="99", contraception_status_state="invalid"
    )
    rows = {"ledger_persons": [file | full], "units": [{"unit_code": "1", "valid_from": "2006-01-01"}]}
    findings = found("required_cell_blank", rows, "column_name")
    assert ("c1", "hukou_type") in findings
    assert ("c1", "contraception_status") in findings
    assert not {("c1", "sex"), ("c1", "certificate_no"), ("c1", "relation")} & set(findings)
