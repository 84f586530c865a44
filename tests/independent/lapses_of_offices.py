"""Findings about slips, certificates, hand-overs, units, rulings, posts, populations and reports not sent."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from .district import day
from .lapses import Lapse, newest_half, where
from .of_bodies import STANDARD
from .of_units import (
    ACKNOWLEDGEMENT_DAYS,
    HANDOVER_DAYS,
    SLIP_DAYS,
    co_managed,
    co_managed_inside,
    street_of,
    unit_left,
    was_handed_over,
)
from .periods import bounds, half_of, months_of, next_report
from .reading import Cells, Reading

CONDITIONS = ("cond_female", "cond_lives_in_courtyard", "cond_under_45", "cond_junior_secondary")


def of_files_due(reading: Reading) -> Iterator[Lapse]:
    """Ledgers, monthly reports and populations of the newest half-year that did not come."""
    half, on = newest_half(reading), reading.as_of
    end = bounds(half)[1]
    for body in reading.bodies:
        dates = [date for code, date in reading.ledgers if code == body]
        if not any(date.replace(day=1) == end.replace(day=1) for date in dates):
            yield Lapse("file_missing_for_period", body, f"ledger {half}")
        for month in months_of(half):
            due = next_report(dt.date.fromisoformat(f"{month}-01"))
            if (body, month) not in reading.tables["monthly_reports"] and due < on:
                yield Lapse("file_missing_for_period", body, f"monthly_report {month}")
        if (body, end) not in reading.tables["populations"]:
            yield Lapse("file_missing_for_period", body, f"population {half}")
            yield Lapse("population_missing", body, half)


def of_slips(reading: Reading) -> Iterator[Lapse]:
    """Slips not sent, their lines without a file, their counts of lines."""
    half, on = newest_half(reading), reading.as_of
    end = bounds(half)[1]
    streets = street_of(reading, end)
    slips = reading.tables["slips"]
    sent = {(s["unit_code"], s["community_code"]) for s in slips.values() if s["half_year"] == half}
    files = co_managed(reading, end)
    if on > day(end, SLIP_DAYS):
        for unit, body in {(f.cells["unit_code"], f.body) for f in files if f.cells["unit_code"]} - sent:
            yield Lapse("slip_expected_missing", streets.get(unit), f"{unit}/{body}")
    by_number = {s["slip_no"]: s for s in slips.values()}
    active = {(f.person, f.body) for f in files}
    for line in reading.tables["slip_lines"].values():
        slip = by_number.get(line["slip_no"])
        if not slip or slip["half_year"] != half or line["employment_status"] != "1":
            continue
        if (line["person"], slip["community_code"]) not in active:
            # open: of a unit without exactly one street the slip itself says which it is
            street = streets.get(slip["unit_code"], slip["jurisdiction_street_code"])
            yield Lapse("slip_line_unmatched", street, "", where(line))
    yield from _line_counts(reading)


def _line_counts(reading: Reading) -> Iterator[Lapse]:
    """A line held back for its ID is a line of the slip; one that came again with another cell is not two."""
    lines = {
        (row.cells["slip_no"], row.cells["line_no"])
        for tab in reading.tabs
        if tab.sheet.table == "slip_lines"
        for row in tab.sheet.rows
    }
    counts = Counter(number for number, _ in lines)
    for slip in reading.tables["slips"].values():
        if slip["line_count"] is not None and slip["line_count"] != counts[slip["slip_no"]]:
            street = street_of(reading, slip["issued_on"]).get(slip["unit_code"])
            yield Lapse("slip_line_count_mismatch", street, "", where(slip))


def of_acknowledgements(reading: Reading) -> Iterator[Lapse]:
    """Slips and hand-overs received and not acknowledged in time."""
    received = [(s["delivered_on"], s["community_code"], s) for s in reading.tables["slips"].values()]
    received += [
        (h["received_on"], h["to_code"], h) for h in reading.tables["handovers"].values() if h["received_on"]
    ]
    for on, body, cells in received:
        deadline, back = day(on, ACKNOWLEDGEMENT_DAYS), cells["acknowledged_on"]
        if deadline < reading.as_of and (back is None or back > deadline):
            yield Lapse("acknowledgement_missing", body, "", where(cells))


def of_handovers(reading: Reading) -> Iterator[Lapse]:
    """Women who left a unit and were handed over late or, after a line of job loss, not at all."""
    handed = defaultdict(set)  # by half-year: whose hand-over tells when she left
    for h in reading.tables["handovers"].values():
        if h["handover_type"] == "1":
            left = h["separated_on"]
            handed[half_of(left)].add(h["person"])
            if (h["received_on"] or h["handed_on"]) > day(left, HANDOVER_DAYS):
                yield Lapse("handover_overdue", street_of(reading, left).get(h["from_code"]), "", where(h))
    for half in reading.half_years():
        files = co_managed_inside(reading, half)
        first: dict[str, Cells] = {}
        for line in sorted(reading.tables["change_lines"].values(), key=lambda row: row["occurred_on"]):
            if line["change_kind"] == "06" and half_of(line["occurred_on"]) == half:
                first.setdefault(line["person"], line)
        for person in (first.keys() & files.keys()) - handed[half]:
            left = first[person]["occurred_on"]
            if day(left, HANDOVER_DAYS) < reading.as_of and not was_handed_over(reading, person, left):
                street = street_of(reading, left).get(unit_left(first[person], files[person]))
                yield Lapse("handover_overdue", street, "", where(first[person]))


def of_certificates(reading: Reading) -> Iterator[Lapse]:
    """Certificates issued by another street than the unit's."""
    for cells in reading.landed["certificates"].values():
        street = street_of(reading, cells["issued_on"]).get(cells["unit_code"])
        # open: of a unit without exactly one street only unit_without_street speaks
        if street and cells["issuer_code"] != street:
            yield Lapse("certificate_issuer_not_unit_street", cells["issuer_code"], "", where(cells))


def of_units(reading: Reading) -> Iterator[Lapse]:
    """Units in force without exactly one street, charged to the street of the unit's community."""
    on = reading.as_of
    streets = street_of(reading, on)
    units = {
        row["unit_code"]: row["location_community_code"]
        for row in reading.landed["units"].values()
        if row["valid_from"] <= on and (row["valid_to"] is None or on < row["valid_to"])
    }
    for unit, community in units.items():
        if unit not in streets:
            yield Lapse("unit_without_street", community[:9], unit)


def of_rulings(reading: Reading) -> Iterator[Lapse]:
    """Vetoed second-level institutions whose superior is not held liable with them."""
    rulings = {r["ruling_no"]: r for r in reading.landed["rulings"].values()}
    for ruling in rulings.values():
        on = ruling["ruled_on"]
        versions = [
            u
            for u in reading.landed["units"].values()
            if u["unit_code"] == ruling["subject_code"]
            and u["valid_from"] <= on
            and (u["valid_to"] is None or on < u["valid_to"])
        ]
        if ruling["sanction"] != "1" or not any(u["institution_tier"] == "2" for u in versions):
            continue
        linked = rulings.get(ruling["linked_ruling_no"] or "", {})
        if linked.get("subject_code") not in {u["superior_unit_code"] for u in versions}:
            street = street_of(reading, on).get(ruling["subject_code"])
            yield Lapse("joint_liability_missing", street, ruling["ruling_no"])


def of_posts(reading: Reading) -> Iterator[Lapse]:
    """Heads who lack a condition, and pay below the standard."""
    on = reading.as_of
    posts = reading.landed["network_posts"]
    for post in posts.values():
        in_post = post["started_on"] <= on and (post["ended_on"] is None or post["ended_on"] > on)
        if post["network_level"] == "3" and in_post and any(post[name] is False for name in CONDITIONS):
            yield Lapse("head_condition_unmet", post["division_code"], "", where(post))
    for pay in reading.landed["network_payments"].values():
        paid_post: Cells = posts.get((pay["post_id"],), {})
        standard = STANDARD.get(paid_post.get("network_level", ""), 0)
        if pay["amount_paid"] is not None and pay["amount_paid"] < standard:
            yield Lapse("payment_below_standard", paid_post["division_code"], "", where(pay))


def of_counts(reading: Reading) -> Iterator[Lapse]:
    """Populations that do not add up, fees for free services, streets not inspected."""
    for row in reading.landed["populations"].values():
        if row["urban_population"] + row["rural_population"] != row["total_population"]:
            yield Lapse("population_sum_mismatch", row["division_code"], "", where(row))
    for row in reading.landed["float_registrations"].values():
        if row["fee_charged"]:
            yield Lapse("fee_charged_on_free_service", row["community_code"], "", where(row))
    inspected = {(i["half_year"], i["subject_code"]) for i in reading.landed["inspections"].values()}
    halves = {half_of(date) for date in reading.dates if bounds(half_of(date))[1] <= reading.as_of}
    short = {(s, half[:4]) for half in halves for s in reading.streets if (half, s) not in inspected}
    for street, year in short:  # "street x year": one finding, whether one half-year lacks or both
        yield Lapse("inspection_count", street, year)


ALL = (
    of_files_due,
    of_slips,
    of_acknowledgements,
    of_handovers,
    of_certificates,
    of_units,
    of_rulings,
    of_posts,
    of_counts,
)


def lapses(reading: Reading) -> Iterable[Lapse]:
    """All findings about what offices send and do not send."""
    return [lapse for find in ALL for lapse in find(reading)]
