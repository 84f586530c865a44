"""Slips, handovers, certificates and units: who should have sent, answered or issued what, and by when."""

from datetime import date

import pytest
from assessed import C1, C2, FAR_UNIT, OTHER_STREET, STREET, UNIT, Row, change, co_managed, handover, slip
from judged import found

DAY = date(2006, 7, 10)


def line(number: int, name: str, status: str = "1", slip_no: str = "s1", **cells: object) -> Row:
    return {"slip_no": slip_no, "line_no": number, "citizen_id": name, "employment_status": status} | cells


def test_each_unit_owes_each_community_of_its_women_a_slip() -> None:
    rows = {
        "ledger_persons": [co_managed("a"), co_managed("b", C2), co_managed("c", C2, FAR_UNIT)],
        "slips": [slip("s1", DAY), slip("s2", None, body=C2)],
    }
    assert found("slip_expected_missing", rows, "subject_code", "period") == [
        ("street", f"{UNIT}/{C2}", "2006H1"), ("other street", f"{FAR_UNIT}/{C2}", "2006H1"),
    ]  # fmt: skip


@pytest.mark.parametrize(("as_of", "expected"), [(date(2006, 7, 15), 0), (date(2006, 7, 16), 1)])
def test_a_slip_is_not_missing_before_its_deadline(as_of: date, expected: int) -> None:
    rows = {"ledger_persons": [co_managed("a")]}
    assert len(found("slip_expected_missing", rows, as_of=as_of)) == expected


def test_a_line_in_service_without_a_file_there_is_found() -> None:
    rows = {
        "ledger_persons": [
            co_managed("here"), co_managed("twice"), co_managed("twice"), co_managed("elsewhere", C2)
        ],
        "slips": [slip("s1", DAY), slip("s2", DAY, half_year="2005H2"), slip("s3", None)],
        "slip_lines": [
            line(1, "here"), line(2, "twice"), line(3, "elsewhere", row_no=30), line(4, "left", "2"),
            line(1, "older", slip_no="s2"), line(1, "undelivered", slip_no="s3"),
        ],
    }  # fmt: skip
    assert found("slip_line_unmatched", rows, "row_no", "subject_code") == [("street", 30, "s1")]


def test_lines_held_back_are_lines_of_their_slip() -> None:
    rows = {
        "slips": [
            slip("s1", DAY, line_count=3), slip("s2", DAY, line_count=2, unit=FAR_UNIT), slip("s3", DAY)
        ],
        "slip_lines": [
            line(1, "a"), line(2, "b"), line(3, None, quarantine_reason="id_blank"),
            line(3, "b", quarantine_reason="key_repeated"), line(1, "c", slip_no="s2"),
        ],
    }  # fmt: skip
    findings = found("slip_line_count_mismatch", rows, "subject_code", "amount")
    assert findings == [("other street", "s2", 1)]


def test_a_handover_is_overdue_on_day_31() -> None:
    rows = {
        "handovers": [
            handover("day 30", "1", separated_on="2006-03-01", handed_on="2006-03-31"),
            handover("day 31", "1", separated_on="2006-03-01", handed_on="2006-04-01", row_no=9),
            handover("over the end", "1", separated_on="2006-06-01", handed_on="2006-07-19", row_no=11),
            handover("between", "3", separated_on="2006-03-01", handed_on="2006-06-01"),
        ]
    }
    findings = found("handover_overdue", rows, "row_no", "period")
    assert findings == [("street", 9, "2006H1"), ("street", 11, "2006H1")]


def test_a_job_loss_without_a_handover_is_overdue() -> None:
    lost = date(2006, 3, 1)
    rows = {
        "ledger_persons": [co_managed("a", unit=FAR_UNIT), co_managed("b")],
        "change_lines": [change(name, "06", lost) for name in ("a", "b", "of no unit")],
        "handovers": [handover("b", "1", separated_on=lost, handed_on="2006-03-20")],
    }
    assert found("handover_overdue", rows, "subject_code") == [("other street", FAR_UNIT)]


@pytest.mark.parametrize(("lost_on", "expected"), [(date(2006, 6, 19), 1), (date(2006, 6, 20), 0)])
def test_a_job_loss_is_overdue_when_its_days_have_passed(lost_on: date, expected: int) -> None:
    rows = {"ledger_persons": [co_managed("a")], "change_lines": [change("a", "06", lost_on)]}
    assert len(found("handover_overdue", rows)) == expected


@pytest.mark.parametrize(
    ("received_on", "acknowledged_on", "expected"),
    [
        (date(2006, 7, 5), None, 1),
        (date(2006, 7, 6), None, 0),
        (date(2006, 6, 1), date(2006, 6, 15), 0),
        (date(2006, 6, 1), date(2006, 6, 16), 1),
        (None, None, 0),
    ],
)
def test_an_answer_is_due_on_day_14(
    received_on: date | None, acknowledged_on: date | None, expected: int
) -> None:
    answered = {"received_on": received_on, "acknowledged_on": acknowledged_on}
    rows = {
        "slips": [slip("s1", received_on, acknowledged_on=acknowledged_on)],
        "handovers": [handover("h", "3", C2, **answered)],
    }
    findings = found("acknowledgement_missing", rows, "subject_code")
    assert findings == [("c1", "s1"), ("c2", "H1h")] * expected


MOVED_UNIT = "400000003"
MOVED = [
    {"unit_code": MOVED_UNIT, "jurisdiction_street_code": STREET, "valid_from": "2003-09-01",
     "valid_to": "2006-03-01"},
    {"unit_code": MOVED_UNIT, "jurisdiction_street_code": OTHER_STREET, "valid_from": "2006-03-01"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("issuer", "issued_on", "expected"),
    [
        (STREET, "2006-02-28", []),
        (STREET, "2006-03-01", [("street", "issuer_code")]),
        (OTHER_STREET, "2006-02-28", [("other street", "issuer_code")]),
        (OTHER_STREET, "2006-03-01", []),
        (OTHER_STREET, "2003-08-31", []),
    ],
)
def test_a_certificate_is_issued_by_the_units_street_of_that_day(
    issuer: str, issued_on: str, expected: list[tuple[str, str]]
) -> None:
    issued = {"certificate_no": "g", "issuer_code": issuer, "unit_code": MOVED_UNIT, "community_code": C1,
              "citizen_id": "w", "issued_on": issued_on}  # fmt: skip
    rows = {"units": MOVED, "certificates": [issued]}
    assert found("certificate_issuer_not_unit_street", rows, "column_name") == expected


def test_a_unit_of_no_street_or_two_is_found_where_it_lies() -> None:
    def unit(code: str, street: str | None, **cells: object) -> Row:
        return {"unit_code": code, "jurisdiction_street_code": street, "location_community_code": C2,
                "valid_from": "2003-09-01"} | cells  # fmt: skip

    units = [
        unit("500000001", None), unit("500000002", STREET),
        unit("500000002", OTHER_STREET, valid_from="2006-01-01"), unit("500000003", "411602999"),
        unit("500000004", None, valid_to="2006-07-20"),
    ]  # fmt: skip
    findings = found("unit_without_street", {"units": [*MOVED, *units]}, "subject_code")
    assert findings == [("street", f"50000000{number}") for number in (1, 2, 3)]
