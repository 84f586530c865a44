"""What should have come in the newest half-year ended: ledgers, reports, populations, inspections."""

from datetime import date

import pytest
from assessed import AS_OF, C1, C2, END, RURAL, STREET, VILLAGE, Row, Rows
from judged import found

BODIES = (C1, C2, RURAL, VILLAGE)
MONTHS = [f"2006-0{month}" for month in range(1, 7)]


def report(body: str, month: str, received_on: str | None = "2006-07-10") -> Row:
    return {"community_code": body, "month": month, "received_on": received_on}


def population(body: str, as_of: date = END, **cells: object) -> Row:
    counted = {"total_population": 2, "urban_population": 1, "rural_population": 1}
    return {"division_code": body, "as_of_date": as_of} | counted | cells


def complete() -> Rows:
    reports = [report(body, month) for body in BODIES for month in MONTHS]
    return {"monthly_reports": reports, "populations": [population(body) for body in BODIES]}


def test_nothing_is_missing_where_everything_came() -> None:
    assert found("file_missing_for_period", complete()) == []
    assert found("population_missing", complete()) == []


def test_each_missing_file_names_its_source_and_period() -> None:
    rows = complete()
    rows["monthly_reports"].remove(report(C1, "2006-02"))
    rows["populations"].remove(population(C2))
    findings = found("file_missing_for_period", rows, "subject_code", "period", unledgered=[VILLAGE])
    assert findings == [
        ("c1", "monthly_report", "2006-02"), ("c2", "population", "2006H1"), ("village", "ledger", "2006H1")
    ]  # fmt: skip
    assert found("population_missing", rows, "period") == [("c2", "2006H1")]


@pytest.mark.parametrize(("dated", "missing"), [("2006-06-01", False), ("2006-05-31", True)])
def test_a_ledger_of_the_last_month_counts(dated: str, missing: bool) -> None:
    early = {"community_code": VILLAGE, "as_of_date": dated, "building_code": "1"}
    rows = {**complete(), "ledger_buildings": [early]}
    findings = found("file_missing_for_period", rows, "subject_code", unledgered=[VILLAGE])
    assert findings == [("village", "ledger")] * missing


def test_a_population_of_another_day_came_but_is_none_of_the_end() -> None:
    rows = complete() | {"populations": [population(body, date(2006, 6, 29)) for body in BODIES]}
    assert found("file_missing_for_period", rows) == []
    assert len(found("population_missing", rows)) == len(BODIES)


@pytest.mark.parametrize(("as_of", "expected"), [(date(2006, 7, 5), 0), (date(2006, 7, 6), 1)])
def test_a_report_is_not_missing_before_its_day(as_of: date, expected: int) -> None:
    due = [(body, month) for body in BODIES for month in MONTHS]
    reports = [report(body, month, "2006-07-01") for body, month in due if (body, month) != (C1, "2006-06")]
    rows = complete() | {"monthly_reports": reports}
    assert len(found("file_missing_for_period", rows, as_of=as_of)) == expected


def test_a_report_without_a_day_of_receipt_has_not_come() -> None:
    rows = complete()
    rows["monthly_reports"][0]["received_on"] = None
    assert found("file_missing_for_period", rows, "period") == [("c1", "2006-01")]


def test_a_half_year_of_which_nothing_came_is_missed_whole() -> None:
    findings = found("file_missing_for_period", complete(), "subject_code", as_of=date(2007, 2, 1))
    assert findings.count(("c1", "ledger")) == 1
    assert findings.count(("c1", "monthly_report")) == 6


def test_a_body_that_is_gone_owes_nothing() -> None:
    gone = {"division_code": "411602091009", "division_level": "community", "parent_code": STREET,
            "area_type": "1", "valid_from": "2003-09-01", "valid_to": "2006-01-01"}  # fmt: skip
    assert found("file_missing_for_period", {**complete(), "divisions": [gone]}) == []


@pytest.mark.parametrize(
    ("inspected_on", "expected"),
    [("2006-06-30", ["other street"]), ("2005-12-31", ["street", "other street"])],
)
def test_a_street_is_inspected_in_each_half_year(inspected_on: str, expected: list[str]) -> None:
    inspection = {"inspection_no": "1", "half_year": "2006H1", "subject_code": STREET,
                  "inspected_on": inspected_on}  # fmt: skip
    findings = found("inspection_count", {"inspections": [inspection]}, "period", "amount", as_of=AS_OF)
    assert findings == [(street, "2006", 1) for street in expected]
