"""The indicators of registrations, change lines and women handed to villages."""

import datetime as dt
from collections import defaultdict

from .periods import bounds, next_report
from .reading import ENTRY, Cells, Ratio, Reading

CHECK = UPDATE = ACCEPTANCE = dt.timedelta(days=30)


def rates(reading: Reading, half: str) -> dict[tuple[str, str], Ratio]:
    """Numerator and denominator by indicator and body."""
    values: dict[tuple[str, str], Ratio] = {}
    for body in reading.bodies:
        rows = [r for r in reading.tables["float_registrations"].values() if r["community_code"] == body]
        values |= {(name, body): ratio for name, ratio in _inflows(reading, rows, half).items()}
        lines = [r for r in reading.tables["change_lines"].values() if r["community_code"] == body]
        values |= {(name, body): ratio for name, ratio in _changes(reading, body, lines, half).items()}
        if body not in reading.communities:
            values |= {(name, body): ratio for name, ratio in _outflows(rows, half).items()}
            values["transfer_in_acceptance_rate", body] = _taken_over(reading, body, half)
    return values


def _inflows(reading: Reading, rows: list[Cells], half: str) -> dict[str, Ratio]:
    start, end = bounds(half)
    inside = [r for r in rows if r["direction"] == "1" and start <= r["registered_on"] <= end]
    opened = defaultdict(list)
    for file in reading.files(end):
        if file.cells["management_class"] == "3" and file.cells["file_opened_on"]:
            opened[file.person].append(file.cells["file_opened_on"])
    staying = [
        r
        for r in inside
        if r["registered_on"] + ENTRY <= end and (r["left_on"] is None or r["left_on"] > end)
    ]
    filed = [r for r in staying if any(o <= r["registered_on"] + ENTRY for o in opened[r["person"]])]
    due = [r for r in inside if r["registered_on"] + CHECK <= end]
    checked = [r for r in due if r["cert_check_result"] and r["cert_checked_on"]]
    in_time = [r for r in checked if r["cert_checked_on"] <= r["registered_on"] + CHECK]
    told = [
        r
        for r in inside
        if r["home_visit_on"] and r["four_free_explained"] == "YYYY" and r["fee_charged"] == 0
    ]
    return {
        "floating_file_coverage_rate": (len(filed), len(staying)),
        "certificate_check_record_rate": (len(in_time), len(due)),
        "four_free_information_rate": (len(told), len(inside)),
    }


def _outflows(rows: list[Cells], half: str) -> dict[str, Ratio]:
    start, end = bounds(half)
    outflows = [r for r in rows if r["direction"] == "2"]
    moved = [r for r in outflows if start <= r["moved_on"] <= end]
    placed = [r for r in moved if _in_a_county(r["other_division_code"]) and r["registered_on"]]
    old = [r for r in outflows if r["registered_on"] < start and (r["left_on"] is None or r["left_on"] > end)]
    fresh = [r for r in old if r["updated_on"] and start <= r["updated_on"] <= end]
    return {
        "outflow_registration_rate": (len(placed), len(moved)),
        "outflow_contact_update_rate": (len(fresh), len(old)),
    }


def _in_a_county(code: str | None) -> bool:
    return code is not None and len(code) >= 6 and code[4:6] != "00"


def _changes(reading: Reading, body: str, lines: list[Cells], half: str) -> dict[str, Ratio]:
    start, end = bounds(half)
    left = [(r["person"], next_report(r["occurred_on"])) for r in lines if r["change_kind"] == "09"]
    left = [(person, due) for person, due in left if start <= due <= end]
    closed = closings(reading, body, end)
    in_time = sum(any(on <= due for on in closed[person]) for person, due in left)
    happened = [r for r in lines if start <= r["occurred_on"] and r["occurred_on"] + UPDATE <= end]
    touched = touches(reading, body, end)
    entered = sum(
        any(r["occurred_on"] <= on <= r["occurred_on"] + UPDATE for on in touched[r["person"]])
        for r in happened
    )
    return {
        "outflow_update_rate": (in_time, len(left)),
        "ledger_update_timeliness_rate": (entered, len(happened)),
    }


def closings(reading: Reading, body: str, end: dt.date) -> dict[str, set[dt.date]]:
    """The closing days of each person's files in the ledger in force on that day.

    The specification says "closed by day 5" and not in which ledger: a stock of the half-year's end.
    """
    found = defaultdict(set)
    for row in reading.snapshot(body, end).get("ledger_persons", []):
        found[row["person"]].add(row["file_closed_on"])
    return defaultdict(set, {person: days - {None} for person, days in found.items()})


def touches(reading: Reading, body: str, end: dt.date) -> dict[str, set[dt.date]]:
    """The days on which the body's ledgers until then say that a person's file or page was changed."""
    found = defaultdict(set)
    for (code, on), ledger in reading.ledgers.items():
        if code != body or on > end:
            continue
        pages = defaultdict(set)
        for row in ledger.get("ledger_households", []):
            pages[row["household_page_no"]].add(row["updated_on"])
        for row in ledger.get("ledger_persons", []):
            found[row["person"]] |= {row["file_opened_on"], row["file_closed_on"]}
            found[row["person"]] |= pages[row["household_page_no"]]
    return defaultdict(set, {person: days - {None} for person, days in found.items()})


def _taken_over(reading: Reading, village: str, half: str) -> Ratio:
    start, end = bounds(half)
    handed = {
        h["person"]: h["handed_on"]
        for h in reading.tables["handovers"].values()
        if h["handover_type"] == "2"
        and h["to_code"] == village
        and start <= h["handed_on"]
        and h["handed_on"] + ACCEPTANCE <= end
    }
    opened = defaultdict(list)
    for file in reading.files(end):
        if file.body == village and file.cells["file_opened_on"]:
            opened[file.person].append(file.cells["file_opened_on"])
    return sum(any(o <= on + ACCEPTANCE for o in opened[p]) for p, on in handed.items()), len(handed)
