"""handover_timeliness_rate over core.separations: which event counts, and whose street answers."""

from datetime import date

import pytest
from assessed import C2, END, FAR_UNIT, change, co_managed, counted, handover, scored, woman

LOST_ON = date(2006, 4, 10)
INDICATOR = "handover_timeliness_rate"


@pytest.mark.parametrize(
    ("separated_on", "expected"),
    [
        (date(2005, 12, 31), {}),
        (date(2006, 1, 1), {"other street": (1, 1)}),
        (date(2006, 5, 31), {"other street": (1, 1)}),
        (date(2006, 6, 1), {}),
    ],
)
def test_a_separation_counts_when_its_days_have_elapsed(
    separated_on: date, expected: dict[str, tuple[int, int]]
) -> None:
    given = handover("li", "1", separated_on=separated_on, handed_on=separated_on, from_code=FAR_UNIT)
    assert counted(INDICATOR, {"handovers": [given]}) == expected


def test_her_handover_counts_before_the_line_that_tells_of_the_same_loss() -> None:
    rows = {
        "ledger_persons": [co_managed("li"), co_managed("wang"), woman("class one", management_class="1")],
        "change_lines": [change(name, "06", LOST_ON) for name in ("li", "wang", "class one")],
        "handovers": [
            handover(
                "li", "1", from_code=FAR_UNIT, separated_on=date(2006, 4, 11), received_on=date(2006, 5, 1)
            )
        ],
    }
    assert counted(INDICATOR, rows) == {"street": (0, 1), "other street": (1, 1)}


def test_a_handover_without_its_day_of_separation_answers_the_job_loss() -> None:
    rows = {
        "ledger_persons": [co_managed("li"), co_managed("wang")],
        "change_lines": [change("li", "06", LOST_ON), change("wang", "06", LOST_ON)],
        "handovers": [handover("li", "1", received_on=LOST_ON), handover("wang", "3", received_on=LOST_ON)],
    }
    assert counted(INDICATOR, rows) == {"street": (1, 2)}


def test_a_woman_reclassed_after_her_loss_still_was_co_managed() -> None:
    before = co_managed("li", as_of_date=date(2006, 3, 31))
    rows = {
        "ledger_persons": [before, woman("li", management_class="1")],
        "change_lines": [change("li", "06", LOST_ON)],
    }
    assert counted(INDICATOR, rows) == {"street": (0, 1)}


def test_the_ledger_by_the_day_of_the_loss_tells_the_unit() -> None:
    rows = {
        "ledger_persons": [co_managed("li", as_of_date=date(2006, 3, 31)), co_managed("li", unit=FAR_UNIT)],
        "change_lines": [change("li", "06", date(2006, 5, 31))],
    }
    assert counted(INDICATOR, rows) == {"street": (0, 1)}


def test_a_file_closed_within_a_month_makes_no_later_loss_a_separation() -> None:
    closed = co_managed("li", as_of_date=date(2006, 3, 10), file_closed_on=date(2006, 3, 20))
    rows = {"ledger_persons": [closed], "change_lines": [change("li", "06", LOST_ON)]}
    assert counted(INDICATOR, rows) == {}


def test_of_several_files_the_reporting_communitys_tells_the_unit() -> None:
    rows = {
        "ledger_persons": [co_managed("li"), co_managed("li", body=C2, unit=FAR_UNIT)],
        "change_lines": [change("li", "06", LOST_ON, body=C2)],
    }
    assert counted(INDICATOR, rows) == {"other street": (0, 1)}


def test_two_separations_of_one_woman_count_once_by_the_earlier() -> None:
    rows = {
        "handovers": [
            handover("late", "1", citizen_id="li", separated_on=date(2006, 2, 1), received_on=END),
            handover(
                "prompt", "1", citizen_id="li", separated_on=date(2006, 4, 1), received_on=date(2006, 4, 2)
            ),
        ]
    }
    assert counted(INDICATOR, rows) == {"street": (0, 1)}


def test_no_reported_separation_is_not_applicable() -> None:
    values = scored({}).execute(
        "select distinct status, points_won from figures.indicator_values where indicator_id = ?", [INDICATOR]
    )
    assert values.fetchall() == [("not_applicable", None)]
