"""Notification: slips, handovers and certificates between the units and the communities."""

import pytest
from builders import woman
from places import COMMUNITY, LAST_DAY, OTHER_UNIT, UNIT, VILLAGE, Row, counted, file, flagged, ledger_of


def co_managed(name: str, unit: str | None = UNIT, **columns: object) -> Row:
    return file(name, management_class="2", unit_code=unit, **columns)


def slip(number: str, unit: str = UNIT, **columns: object) -> Row:
    return {
        "slip_no": number,
        "unit_code": unit,
        "community_code": COMMUNITY,
        "half_year": "2006H1",
        "delivered_on": LAST_DAY,
        **columns,
    }


def line(number: int, name: str, slip_no: str = "s1") -> Row:
    return {"slip_no": slip_no, "line_no": number, "citizen_id": woman(name)}


def handover(name: str, **columns: object) -> Row:
    return {
        "handover_no": f"1 {name}",
        "handover_type": "1",
        "from_code": UNIT,
        "to_code": COMMUNITY,
        "citizen_id": woman(name),
        **columns,
    }


def certificate(name: str, **columns: object) -> Row:
    return {
        "certificate_no": name,
        "community_code": COMMUNITY,
        "citizen_id": woman(name),
        "issued_on": "2006-01-01",
        **columns,
    }


def test_a_unit_owes_one_slip_for_each_community_of_its_women() -> None:
    rows = {
        "ledger_persons": [co_managed("w1"), co_managed("w2"), co_managed("w3", OTHER_UNIT)],
        "slips": [slip("s1"), slip("s2", OTHER_UNIT, delivered_on="2006-08-02")],
    }
    assert counted("slip_submission_rate", rows) == {"street": (1, 2)}


@pytest.mark.parametrize(("delivered_on", "on_time"), [("2006-07-15", 1), ("2006-07-16", 0)])
def test_a_slip_on_the_deadline_day_is_on_time(delivered_on: str, on_time: int) -> None:
    rows = {"ledger_persons": [co_managed("w1")], "slips": [slip("s1", delivered_on=delivered_on)]}
    assert counted("slip_timeliness_rate", rows) == {"street": (on_time, 1)}


@pytest.mark.parametrize(
    "indicator", ["slip_submission_rate", "slip_timeliness_rate", "slip_line_match_rate"]
)
def test_slips_due_of_which_none_came_are_not_delivered(indicator: str) -> None:
    assert flagged(indicator, "is_delivered", {"ledger_persons": [co_managed("w1")]}) == {"street": False}
    assert flagged(indicator, "is_delivered", {}) == {"street": True}


def test_a_slip_line_matches_exactly_one_co_managed_file() -> None:
    rows = {
        "ledger_persons": [
            co_managed("once"),
            co_managed("twice"),
            co_managed("twice"),
            file("main", management_class="1"),
            co_managed("away", community_code=VILLAGE),
        ],
        "slips": [slip("s1"), slip("s2", OTHER_UNIT, delivered_on=None)],
        "slip_lines": [
            *(line(number, name) for number, name in enumerate(("once", "twice", "main", "away", "new"))),
            line(1, "once", "s2"),
        ],
    }
    assert counted("slip_line_match_rate", rows) == {"street": (1, 5)}


def test_a_receipt_acknowledged_on_day_fourteen_is_in_time() -> None:
    rows = {
        "slips": [
            slip("s1", delivered_on="2006-07-10", acknowledged_on="2006-07-24"),
            slip("s2", OTHER_UNIT, delivered_on="2006-07-10", acknowledged_on="2006-07-25"),
        ],
        "handovers": [
            handover("day14", received_on="2006-03-01", acknowledged_on="2006-03-15"),
            handover("never", received_on=LAST_DAY),
            handover("next", received_on="2006-07-01", acknowledged_on="2006-07-01"),
        ],
    }
    assert counted("acknowledgement_rate", rows) == {"community": (2, 4)}


def test_a_certificate_holds_through_its_last_day() -> None:
    names = ("lasting", "last_day", "expired", "revoked", "none")
    rows = {
        "ledger_persons": [*(co_managed(name) for name in names), co_managed("no_unit", None)],
        "certificates": [
            certificate("lasting"),
            certificate("last_day", valid_to=LAST_DAY),
            certificate("expired", valid_to="2006-06-29"),
            certificate("revoked", revoked_on=LAST_DAY),
            certificate("none", community_code=VILLAGE),
            certificate("no_unit"),
        ],
    }
    assert counted("certificate_coverage_rate", rows) == {"community": (3, 6), "street": (2, 5)}


def test_a_street_is_charged_for_its_units_and_not_for_its_communities() -> None:
    rows = {"ledger_buildings": ledger_of(VILLAGE)}
    pooled = flagged("certificate_coverage_rate", "is_pooled", rows)
    assert pooled == {"street": True, "community": False}
    delivered = flagged("certificate_coverage_rate", "is_delivered", rows)
    assert delivered == {"street": True, "community": False}


def test_papers_handed_over_by_day_thirty_are_in_time() -> None:
    rows = {
        "handovers": [
            handover("day30", separated_on="2006-03-01", handed_on="2006-04-30", received_on="2006-03-31"),
            handover("day31", separated_on="2006-03-01", handed_on="2006-03-01", received_on="2006-04-01"),
            handover("handed", separated_on="2006-05-31", handed_on=LAST_DAY),
            handover("not_due", separated_on="2006-06-01", handed_on="2006-06-01"),
        ]
    }
    assert counted("handover_timeliness_rate", rows) == {"street": (2, 3)}
    assert counted("handover_timeliness_rate", {}) == {"street": (0, 0)}


def test_a_job_loss_without_a_handover_is_a_separation_once() -> None:
    loss = {"community_code": COMMUNITY, "month": "2006-03", "change_kind": "06", "occurred_on": "2006-03-01"}
    rows = {
        "ledger_persons": [co_managed("lost"), co_managed("handed"), file("main", management_class="1")],
        "handovers": [handover("handed", separated_on="2006-03-01", received_on="2006-03-02")],
        "change_lines": [
            {**loss, "change_no": f"1 {name}", "citizen_id": woman(name)}
            for name in ("lost", "handed", "main")
        ],
    }
    assert counted("handover_timeliness_rate", rows) == {"street": (1, 2)}
