"""One woman, several papers: files in two places, evidence without a file, a file that should be closed."""

from datetime import date

import pytest
from assessed import AS_OF, C1, C2, RURAL, VILLAGE, Row, change, handover, inflow, slip, woman
from builders import woman as citizen
from judged import found, page

W = citizen("w")


def test_files_on_two_pages_are_one_finding_at_the_counted_file() -> None:
    persons = [
        woman("a", C2, row_no=14), woman("a", C1, row_no=15),
        woman("a", C1, row_no=16, household_page_no="2"), woman("b"), woman("b", row_no=19), woman("c"),
    ]  # fmt: skip
    pages = [page("1", C1, occupancy_status="5"), page("2", C1, occupancy_status="5"), page("1", C2)]
    rows = {"ledger_persons": persons, "ledger_households": pages}
    findings = found("person_duplicate_exact", rows, "row_no", "amount", "person_key")
    assert findings == [("c2", 14, 2, "a")]


def test_a_community_is_charged_before_a_village() -> None:
    rows = {"ledger_persons": [woman("a", VILLAGE), woman("a", RURAL)]}
    assert found("person_duplicate_exact", rows) == [("rural",)]


def test_a_closed_file_is_no_duplicate() -> None:
    rows = {"ledger_persons": [woman("a"), woman("a", C2, file_closed_on=AS_OF)]}
    assert found("person_duplicate_exact", rows) == []


@pytest.mark.parametrize(
    ("there", "body", "expected"),
    [("1", C2, [("c1",)]), ("2", VILLAGE, [("c1",)]), ("3", C2, []), ("4", VILLAGE, []), ("1", C1, [])],
)
def test_floating_here_and_resident_there_is_a_conflict(
    there: str, body: str, expected: list[tuple[str]]
) -> None:
    files = [
        woman("a", C1, management_class="3", residence_split_flag=False),
        woman("a", body, management_class=there),
    ]
    assert found("float_and_resident_conflict", {"ledger_persons": files}) == expected


def slipped(issued_on: date, status: str = "1") -> dict[str, list[Row]]:
    line = {"slip_no": "s1", "line_no": 1, "citizen_id": W, "employment_status": status, "row_no": 8}
    return {"slips": [slip("s1", issued_on, issued_on=issued_on)], "slip_lines": [line]}


@pytest.mark.parametrize(("issued_on", "expected"), [(date(2006, 6, 20), 1), (date(2006, 6, 21), 0)])
def test_a_slip_line_of_thirty_days_shows_a_missed_woman(issued_on: date, expected: int) -> None:
    assert found("missed_from_slip", slipped(issued_on), "row_no") == [("c1", 8)] * expected


def test_a_file_anywhere_or_a_line_out_of_service_is_no_miss() -> None:
    shown = slipped(date(2006, 5, 1))
    assert found("missed_from_slip", shown | {"ledger_persons": [woman(W, VILLAGE)]}) == []
    assert found("missed_from_slip", slipped(date(2006, 5, 1), status="2")) == []


def test_an_open_inflow_registration_shows_a_missed_woman() -> None:
    since = date(2006, 5, 1)
    registrations = [
        inflow("open", since, C2, row_no=5), inflow("left", since, left_on=AS_OF),
        inflow("never married", since, marital_status="10"), inflow("new", date(2006, 6, 21)),
        inflow("a girl", since, birth_date=date(1991, 7, 21)),
    ]  # fmt: skip
    assert found("missed_from_float", {"float_registrations": registrations}, "row_no") == [("c2", 5)]


def test_only_changes_of_arrival_show_a_missed_woman() -> None:
    since = date(2006, 5, 1)
    lines = [change(citizen(f"w{kind}"), kind, since, RURAL) for kind in ("01", "04", "05", "06", "08", "09")]
    assert found("missed_from_change", {"change_lines": lines}) == [("rural",)] * 3


def test_the_newest_evidence_decides_source_and_body() -> None:
    rows = slipped(date(2006, 5, 1)) | {"change_lines": [change(W, "05", date(2006, 5, 2), C2)]}
    assert found("missed_from_slip", rows) == []
    assert found("missed_from_change", rows) == [("c2",)]


def test_a_file_that_stayed_behind_a_handover_is_found() -> None:
    handed = {"from_code": C1, "handed_on": "2006-05-01"}
    rows = {
        "ledger_persons": [
            woman("stayed", row_no=13), woman("came back", file_opened_on="2006-05-02"),
            woman("closed", file_closed_on="2006-05-03"), woman("there", VILLAGE), woman("moved"),
        ],
        "handovers": [
            *(handover(name, "2", VILLAGE, **handed) for name in ("stayed", "came back", "closed", "there")),
            handover("moved", "3", C2, **handed),
        ],
    }  # fmt: skip
    assert found("transferred_still_active", rows, "row_no", "column_name") == [("c1", 13, "file_closed_on")]
