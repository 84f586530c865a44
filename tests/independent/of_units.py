"""The indicators of units: slips, certificates, hand-overs, agreements; and what communities acknowledge."""

import datetime as dt
from collections import Counter

from .district import day
from .periods import bounds, month_ends
from .reading import Cells, File, Ratio, Reading

SLIP_DAYS, HANDOVER_DAYS, ACKNOWLEDGEMENT_DAYS = 15, 30, 14
OF_SLIPS = ("slip_submission_rate", "slip_timeliness_rate")


def street_of(reading: Reading, on: dt.date) -> dict[str, str]:
    """The jurisdiction street of every unit that has exactly one on that day."""
    streets: dict[str, set[str]] = {}
    for row in reading.tables["units"].values():
        if row["valid_from"] <= on and (row["valid_to"] is None or on < row["valid_to"]):
            streets.setdefault(row["unit_code"], set()).add(row["jurisdiction_street_code"])
    return {unit: next(iter(s)) for unit, s in streets.items() if len(s) == 1 and None not in s}


def co_managed(reading: Reading, on: dt.date) -> list[File]:
    """The files of class 2 in communities on that day."""
    return [f for f in reading.files(on) if f.cells["management_class"] == "2" and not f.is_village]


def charged_to_streets(reading: Reading, half: str) -> dict[tuple[str, str], Ratio]:
    """Numerator and denominator by indicator and the unit's jurisdiction street."""
    streets = street_of(reading, bounds(half)[1])
    judged: dict[str, list[tuple[str | None, bool]]] = {
        "slip_line_match_rate": _lines(reading, half),
        "certificate_coverage_rate": [
            (f.cells["unit_code"], _is_certified(reading, f, half))
            for f in co_managed(reading, bounds(half)[1])
        ],
        "handover_timeliness_rate": _separations(reading, half),
        "responsibility_agreement_rate": _agreements(reading, half),
    } | _slips(reading, half)
    values = {}
    for name, cases in judged.items():
        due = Counter(streets.get(unit or "") for unit, _ in cases)
        done = Counter(streets.get(unit or "") for unit, is_done in cases if is_done)
        values |= {(name, street): (done[street], due[street]) for street in reading.streets}
    return values


def charged_to_bodies(reading: Reading, half: str) -> dict[tuple[str, str], Ratio]:
    """Numerator and denominator of a community's own certificates and acknowledgements."""
    values: dict[tuple[str, str], Ratio] = {}
    received = _received(reading, half)
    for body in reading.communities:
        own = [f for f in co_managed(reading, bounds(half)[1]) if f.body == body]
        certified = sum(_is_certified(reading, f, half) for f in own)
        values["certificate_coverage_rate", body] = certified, len(own)
        days = [(on, back) for code, on, back in received if code == body]
        answered = sum(back is not None and back <= day(on, ACKNOWLEDGEMENT_DAYS) for on, back in days)
        values["acknowledgement_rate", body] = answered, len(days)
    return values


def _is_certified(reading: Reading, file: File, half: str) -> bool:
    return reading.certified(file.person, file.body, bounds(half)[1])


def _slips_of(reading: Reading, half: str) -> list[Cells]:
    return [slip for slip in reading.tables["slips"].values() if slip["half_year"] == half]


def _slips(reading: Reading, half: str) -> dict[str, list[tuple[str | None, bool]]]:
    end = bounds(half)[1]
    due = {(f.cells["unit_code"], f.body) for f in co_managed(reading, end)}
    delivered: dict[tuple[str, str], dt.date] = {}
    for slip in _slips_of(reading, half):
        pair = slip["unit_code"], slip["community_code"]
        delivered[pair] = min(delivered.get(pair, slip["delivered_on"]), slip["delivered_on"])
    deadline = day(end, SLIP_DAYS)
    return {
        "slip_submission_rate": [(pair[0], pair in delivered) for pair in due],
        "slip_timeliness_rate": [
            (pair[0], pair in delivered and delivered[pair] <= deadline) for pair in due
        ],
    }


def _lines(reading: Reading, half: str) -> list[tuple[str | None, bool]]:
    slips = {slip["slip_no"]: slip for slip in _slips_of(reading, half)}
    files = Counter((f.person, f.body) for f in co_managed(reading, bounds(half)[1]))
    return [
        (slip["unit_code"], files[line["person"], slip["community_code"]] == 1)
        for line in reading.tables["slip_lines"].values()
        if (slip := slips.get(line["slip_no"]))
    ]


def _received(reading: Reading, half: str) -> list[tuple[str, dt.date, dt.date | None]]:
    """Receiver, day of receipt and of acknowledgement: slips of the half-year, hand-overs received in it."""
    start, end = bounds(half)
    slips = [(s["community_code"], s["delivered_on"], s["acknowledged_on"]) for s in _slips_of(reading, half)]
    return slips + [
        (h["to_code"], h["received_on"], h["acknowledged_on"])
        for h in reading.tables["handovers"].values()
        if h["received_on"] and start <= h["received_on"] <= end
    ]


def _separations(reading: Reading, half: str) -> list[tuple[str | None, bool]]:
    """Unit and whether in time, of every woman who left one in the half-year with 30 days to spare.

    Each woman once, by the earlier: a hand-over tells when she left, a line of job loss only where there
    is no hand-over.
    """
    start, end = bounds(half)
    women: dict[str, tuple[dt.date, str | None, bool]] = {}
    for h in sorted(reading.tables["handovers"].values(), key=_left_and_handed_over):
        left = h["separated_on"]
        if h["handover_type"] == "1" and start <= left <= end:
            in_time = (h["received_on"] or h["handed_on"]) <= day(left, HANDOVER_DAYS)
            women.setdefault(h["person"], (left, h["from_code"], in_time))
    files = co_managed_inside(reading, half)
    for line in sorted(reading.tables["change_lines"].values(), key=lambda row: row["occurred_on"]):
        person, left = line["person"], line["occurred_on"]
        inside = line["change_kind"] == "06" and start <= left <= end
        if inside and person in files and person not in women:
            unit = unit_left(line, files[person])
            women[person] = left, unit, was_handed_over(reading, person, left)
    return [(unit, ok) for left, unit, ok in women.values() if day(left, HANDOVER_DAYS) <= end]


def _left_and_handed_over(handover: Cells) -> tuple[dt.date, dt.date]:
    handed_over = handover["received_on"] or handover["handed_on"]
    return handover["separated_on"] or handed_over, handed_over


def co_managed_inside(reading: Reading, half: str) -> dict[str, list[tuple[dt.date, File]]]:
    """By woman, her class-2 files with a unit at each month's end of the half-year.

    The specification says "women with a class-2 file" and not on which day: who lost her work soon has not.
    """
    files: dict[str, list[tuple[dt.date, File]]] = {}
    for on in month_ends(half):
        for file in co_managed(reading, on):
            if file.cells["unit_code"]:
                files.setdefault(file.person, []).append((on, file))
    return files


def unit_left(line: Cells, files: list[tuple[dt.date, File]]) -> str:
    """The unit by the last month's end by the loss, else by the first after; the line's community first."""
    before = [on for on, _ in files if on <= line["occurred_on"]]
    told_on = max(before) if before else min(on for on, _ in files)
    told = [file for on, file in files if on == told_on]
    told.sort(key=lambda file: (file.body != line["community_code"], file.body, file.cells["unit_code"]))
    return str(told[0].cells["unit_code"])


def was_handed_over(reading: Reading, person: str, left: dt.date) -> bool:
    """Whether a unit handed her over within the days after she left it."""
    return any(
        left <= (h["received_on"] or h["handed_on"]) <= day(left, HANDOVER_DAYS)
        for h in reading.tables["handovers"].values()
        if h["handover_type"] == "1" and h["person"] == person
    )


def _agreements(reading: Reading, half: str) -> list[tuple[str | None, bool]]:
    end = bounds(half)[1]
    return [
        (
            row["unit_code"],
            row["agreement_year"] == end.year
            and row["agreement_signed_on"] is not None
            and row["agreement_signed_on"] <= end,
        )
        for row in reading.tables["units"].values()
        if row["valid_from"] <= end and (row["valid_to"] is None or end < row["valid_to"])
    ]
