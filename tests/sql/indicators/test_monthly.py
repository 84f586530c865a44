"""The indicators of the monthly work: reports in time and complete, meetings, visits, ledgers kept up."""

from datetime import date

import pytest
from assessed import C1, C2, END, RURAL, VILLAGE, Row, building, change, counted, scored, undelivered, woman

KINDS = (
    "marriage_count", "birth_count", "contraception_change_count", "hukou_out_count", "hukou_in_count",
    "job_loss_count", "job_gain_count", "inflow_count", "outflow_count",
)  # fmt: skip
MONTHS = [f"2006-{month:02}" for month in range(1, 7)]
BODIES = {"c1", "c2", "rural", "village"}


def report(month: str, received_on: date | None, meeting_on: date | None = None, body: str = C1) -> Row:
    return {"community_code": body, "month": month, "received_on": received_on, "meeting_on": meeting_on}


def courtyard_month(month: str, courtyard: str = "1", visits: int | None = None, **kinds: int | None) -> Row:
    return {
        "community_code": C1,
        "month": month,
        "courtyard_code": courtyard,
        "visit_weeks_done": visits,
    } | kinds


def test_a_report_on_day_five_is_in_time() -> None:
    rows = {"monthly_reports": [report("2006-01", date(2006, 2, 5)), report("2006-02", date(2006, 3, 6))]}
    assert counted("monthly_report_timeliness_rate", rows)["c1"] == (1, 6)


def test_a_meeting_counts_in_a_month_whose_report_has_arrived() -> None:
    met_on = date(2006, 1, 12)
    rows = {
        "monthly_reports": [
            report("2006-01", date(2006, 2, 5), met_on),
            report("2006-02", date(2006, 3, 5)),
            report("2006-03", None, met_on),
        ]
    }
    assert counted("monthly_meeting_rate", rows)["c1"] == (1, 6)


def test_a_young_body_owes_the_months_on_whose_last_day_it_was_there() -> None:
    young = {"division_code": "411602091009", "division_level": "community", "parent_code": "411602091"}
    rows = {"divisions": [young | {"area_type": "1", "valid_from": date(2006, 5, 31)}]}
    assert counted("monthly_report_timeliness_rate", rows)["411602091009"] == (0, 2)


@pytest.mark.parametrize("indicator", ["monthly_report_timeliness_rate", "monthly_meeting_rate"])
def test_a_body_that_never_reported_delivered_nothing(indicator: str) -> None:
    rows = {"monthly_reports": [report("2006-01", date(2006, 2, 5), body=VILLAGE)]}
    assert undelivered(indicator, rows) == BODIES - {"village"}


def test_a_zero_is_a_report_and_a_blank_is_missing() -> None:
    rows = {
        "building_inventory": [building("1"), building("1b", courtyard_code="1"), building("2")],
        "courtyard_months": [
            courtyard_month("2006-01", **dict.fromkeys(KINDS, 0)),
            courtyard_month("2006-02", **dict.fromkeys(KINDS, 3) | {"birth_count": None}),
            courtyard_month("2006-02", "of no inventory", **dict.fromkeys(KINDS, 0)),
        ],
    }
    assert counted("nine_kind_completeness_rate", rows) == {"c1": (9 + 8, 2 * 9 * 6)}


def test_visits_are_capped_at_the_weeks_of_the_month() -> None:
    weeks = dict(zip(MONTHS, (4, 4, 5, 4, 4, 5), strict=True))
    rows = {
        "building_inventory": [building("1")],
        "courtyard_months": [courtyard_month("2006-01", visits=5), courtyard_month("2006-03", visits=5)],
    }
    assert counted("weekly_visit_coverage_rate", rows) == {"c1": (4 + 5, sum(weeks.values()))}


@pytest.mark.parametrize("indicator", ["nine_kind_completeness_rate", "weekly_visit_coverage_rate"])
def test_a_body_with_courtyards_owes_their_months(indicator: str) -> None:
    assert undelivered(indicator, {"building_inventory": [building("1", C2)]}) == {"c2"}


@pytest.mark.parametrize(
    ("shown", "in_time"),
    [
        ({"file_opened_on": date(2006, 3, 1)}, 1),
        ({"file_opened_on": date(2006, 2, 28)}, 0),
        ({"file_closed_on": date(2006, 3, 31)}, 1),
        ({"file_closed_on": date(2006, 4, 1)}, 0),
        ({"community_code": C2, "file_opened_on": date(2006, 3, 1)}, 0),
    ],
)
def test_a_change_shows_in_the_ledger_from_day_zero_to_day_thirty(
    shown: dict[str, object], in_time: int
) -> None:
    rows = {"ledger_persons": [woman("li", **shown)], "change_lines": [change("li", "05", date(2006, 3, 1))]}
    assert counted("ledger_update_timeliness_rate", rows) == {"c1": (in_time, 1)}


def test_an_earlier_ledger_tells_of_a_page_updated_again_since() -> None:
    snapshots = {date(2006, 3, 31): date(2006, 3, 10), END: date(2006, 6, 20)}
    rows = {
        "ledger_persons": [woman("li", as_of_date=day) for day in snapshots],
        "ledger_households": [
            {"community_code": C1, "as_of_date": day, "household_page_no": "1", "updated_on": updated_on}
            for day, updated_on in snapshots.items()
        ],
        "change_lines": [change("li", "01", date(2006, 3, 1))],
    }
    assert counted("ledger_update_timeliness_rate", rows) == {"c1": (1, 1)}


@pytest.mark.parametrize(
    ("occurred_on", "due"), [(date(2006, 5, 31), 1), (date(2006, 6, 1), 0), (date(2005, 12, 31), 0)]
)
def test_a_change_counts_when_its_thirty_days_have_elapsed(occurred_on: date, due: int) -> None:
    rows = {"change_lines": [change("li", "01", occurred_on, RURAL)]}
    assert counted("ledger_update_timeliness_rate", rows) == ({"rural": (0, 1)} if due else {})


def test_a_mixed_street_pools_each_side_by_itself() -> None:
    rows = {
        "monthly_reports": [
            report("2006-01", date(2006, 2, 5)),
            report("2006-01", date(2006, 2, 5), body=VILLAGE),
        ]
    }
    values = scored(rows).execute(
        "select part, numerator, denominator, status from figures.indicator_values "
        "where indicator_id = 'monthly_report_timeliness_rate' and body_code = '411602091' order by part"
    )
    assert values.fetchall() == [("rural", 1, 12, "ok"), ("urban", 1, 12, "ok")]


def test_a_body_that_never_reported_has_no_data() -> None:
    values = scored({}).execute(
        "select distinct status, points_won from figures.indicator_values "
        "where indicator_id = 'monthly_report_timeliness_rate'"
    )
    assert values.fetchall() == [("no_data", 0)]
