"""A second, slow and simple reading of the specification, from the district's own rows and nothing else."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .district import day
from .offices import Inbox, bounds
from .paper import COLUMNS, Delivery, Row, Sheet, Wrong
from .people import check_character

Cells = dict[str, Any]
Ratio = tuple[float, float]

MAY_BE_FUTURE = {"valid_to", "cert_valid_to", "effective_to", "rectify_by", "ended_on"}
KEYS = {
    "slips": "slip_no unit_code community_code half_year",
    "slip_lines": "slip_no line_no citizen_id",
    "float_registrations": "registration_no direction community_code citizen_id",
    "monthly_reports": "community_code month",
    "change_lines": "community_code month change_no citizen_id",
    "handovers": "handover_no citizen_id",
    "network_posts": "post_id",
    "populations": "division_code as_of_date",
    "building_inventory": "community_code building_code valid_from",
    "units": "unit_code valid_from",
}
CLASSES = {"1": "main", "2": "co_managed", "3": "floating", "4": "village_managed", None: "unclassified"}
HOUSEHOLD_REQUIRED = [
    "community_code",
    "as_of_date",
    "building_code",
    "room_no",
    "household_page_no",
    "household_type",
    "occupancy_status",
    "person_expected",
    "registered_on",
    "updated_on",
]
PERSON_REQUIRED = [
    "community_code",
    "as_of_date",
    "household_page_no",
    "name",
    "citizen_id",
    "sex",
    "birth_date",
    "marital_status",
    "hukou_type",
    "hukou_division_code",
    "residence_split_flag",
    "employment_status",
    "registrar_post_id",
]
FILE_REQUIRED = ["management_class", "birth_record", "contraception_status", "checkup_date", "file_opened_on"]
DEPARTED = {"1", "2", "3", "5"}  # moved out, flowed out, handed to a village, died
ENTRY = TRANSFER = dt.timedelta(days=30)
SLIP_DAYS, REPORT_DAY = 15, 5


@dataclass
class File:
    """One woman's file in one body."""

    person: str
    body: str
    is_village: bool
    page: str
    cells: Cells
    occupancy: str | None
    updated_on: dt.date | None

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts the file that counts to the front."""
        updated = self.updated_on.toordinal() if self.updated_on else 0
        return (
            self.occupancy == "5",
            self.cells["residence_split_flag"] is not False,
            -updated,
            self.body,
            self.page,
        )


@dataclass
class Evidence:
    """Something that shows a person living in a body since a day."""

    person: str
    on: dt.date
    body: str


def long_id(text: str) -> str:
    """The 18-digit form of a citizen ID."""
    if len(text) == 15:
        text = text[:6] + "19" + text[6:]
        return text + check_character(text)
    return text


def age(born: dt.date, on: dt.date) -> int:
    """Completed years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def id_birth(person: str) -> dt.date:
    """The birth date inside an 18-digit ID."""
    return dt.date(int(person[6:10]), int(person[10:12]), int(person[12:14]))


def id_female(person: str) -> bool:
    """The sex inside an 18-digit ID."""
    return int(person[16]) % 2 == 0


def woman_of_age(sex: str | None, born: dt.date | None, person: str, on: dt.date) -> bool:
    """Her columns, else her ID, say female and 15 to 49."""
    female = id_female(person) if sex is None else sex == "2"
    return female and 15 <= age(born or id_birth(person), on) <= 49


class Reading:
    """What the specification makes of one inbox."""

    def __init__(self, inbox: Inbox) -> None:
        self.as_of = inbox.district.as_of
        self.bodies = {b.code: b for b in inbox.district.bodies}
        self.communities = {c for c, b in self.bodies.items() if b.level == "community"}
        self.streets = inbox.district.streets
        self.deliveries = sorted(inbox.deliveries, key=lambda d: (d.arrived, d.path))
        self.ledgers: dict[tuple[str, dt.date], dict[str, list[Cells]]] = defaultdict(dict)
        self.tables: dict[str, dict[tuple[Any, ...], Cells]] = defaultdict(dict)
        for delivery in self.deliveries:
            for sheet in delivery.sheets:
                self._take(sheet)
        self.dates = sorted({date for _, date in self.ledgers})
        self._files: dict[dt.date, list[File]] = {}
        self.evidence = list(self._evidence())

    # ------------------------------------------------------------------ taking in
    def _take(self, sheet: Sheet) -> None:
        accepted = [self._read(sheet, row) for row in sheet.rows if row.fate == "accepted"]
        if sheet.table.startswith("ledger_"):
            fresh: dict[tuple[str, dt.date], list[Cells]] = defaultdict(list)
            for cells in accepted:
                fresh[cells["community_code"], cells["as_of_date"]].append(cells)
            for snapshot, rows in fresh.items():
                self.ledgers[snapshot][sheet.table] = rows
        elif sheet.table in KEYS:
            for cells in accepted:
                self.tables[sheet.table][tuple(cells[k] for k in KEYS[sheet.table].split())] = cells

    def _read(self, sheet: Sheet, row: Row) -> Cells:
        cells: Cells = {}
        for column in COLUMNS[sheet.table]:
            name = column["canonical"]
            value = row.cells.get(name)
            if isinstance(value, Wrong) or value == "":
                value = None
            if isinstance(value, dt.date) and value > self.as_of and name not in MAY_BE_FUTURE:
                value = None
            if value is None and row.cells.get(name) is None and name in sheet.ticked:
                value = False
            cells[name] = None if value is False and name in sheet.unticked else value
        if cells.get("citizen_id"):
            cells["person"] = long_id(cells["citizen_id"])
        return cells

    def file_rows(self) -> dict[str, tuple[int, int, int, int]]:
        """Rows seen, accepted, quarantined, excluded of every landed delivery, by its hash."""
        return {d.sha256: self._rows_of(d) for d in self.deliveries}

    def _rows_of(self, delivery: Delivery) -> tuple[int, int, int, int]:
        fates = Counter(row.fate for sheet in delivery.sheets for row in sheet.rows)
        excluded = fates["excluded"] + sum(sheet.excluded for sheet in delivery.sheets)
        return (
            sum(fates.values()) - fates["excluded"] + excluded,
            fates["accepted"],
            fates["quarantined"],
            excluded,
        )

    # ------------------------------------------------------------------ files and persons
    def snapshot(self, body: str, on: dt.date) -> dict[str, list[Cells]]:
        """The newest ledger of the body dated on or before that day."""
        dates = [date for code, date in self.ledgers if code == body and date <= on]
        return self.ledgers[body, max(dates)] if dates else {}

    def is_file(self, row: Cells, on: dt.date) -> bool:
        """The definition of a file."""
        marital = row["marital_status"]
        if marital is None or not 20 <= int(marital) <= 40:
            return False
        opened, closed = row["file_opened_on"], row["file_closed_on"]
        open_then = (opened is None or opened <= on) and (closed is None or closed > on)
        return open_then and woman_of_age(row["sex"], row["birth_date"], row["person"], on)

    def files(self, on: dt.date) -> list[File]:
        """Every file of the district on that day."""
        if on not in self._files:
            self._files[on] = [f for body in self.bodies for f in self._files_of(body, on)]
        return self._files[on]

    def _files_of(self, body: str, on: dt.date) -> Iterable[File]:
        ledger = self.snapshot(body, on)
        pages = {row["household_page_no"]: row for row in reversed(ledger.get("ledger_households", []))}
        for row in ledger.get("ledger_persons", []):
            if self.is_file(row, on):
                page = pages.get(row["household_page_no"], {})
                yield File(
                    row["person"],
                    body,
                    body not in self.communities,
                    row["household_page_no"],
                    row,
                    page.get("occupancy_status"),
                    page.get("updated_on"),
                )

    def counted(self, on: dt.date, in_villages: bool) -> dict[str, File]:
        """The one file each person counts in, among communities or among villages."""
        counted: dict[str, File] = {}
        for file in sorted(self.files(on), key=lambda f: f.order):
            if file.is_village == in_villages:
                counted.setdefault(file.person, file)
        return counted

    def class_counts(self) -> dict[tuple[dt.date, str, str], int | None]:
        """Women by month's end, body and class, zeros included; None before the body's first ledger."""
        counts: dict[tuple[dt.date, str, str], int | None] = {}
        for on in self.month_ends():
            women = Counter(
                (f.body, "unclassified" if f.cells["management_class"] == "4" and not in_villages else name)
                for in_villages in (False, True)
                for f in self.counted(on, in_villages).values()
                for name in [CLASSES[f.cells["management_class"]]]
            )
            for body in self.bodies:
                known = bool(self.snapshot(body, on))
                counts |= {
                    (on, body, name): women[body, name] if known else None for name in CLASSES.values()
                }
        return counts

    def month_ends(self) -> list[dt.date]:
        """The months' ends from the month of the first ledger to that of the last."""
        ends, at = [], self.dates[0].replace(day=1)
        while at <= self.dates[-1]:
            at = (at + dt.timedelta(days=32)).replace(day=1)
            ends.append(day(at, -1))
        return [end for end in ends if end <= self.as_of]

    # ------------------------------------------------------------------ missed
    def _evidence(self) -> Iterable[Evidence]:
        slips = {key[0]: cells for key, cells in self.tables["slips"].items()}
        for line in self.tables["slip_lines"].values():
            slip = slips.get(line["slip_no"])
            if slip and line["employment_status"] == "1":
                yield Evidence(line["person"], slip["issued_on"], slip["community_code"])
        for line in self.tables["change_lines"].values():
            if line["change_kind"] in ("01", "05", "08"):
                yield Evidence(line["person"], line["occurred_on"], line["community_code"])

    def _registered(self, on: dt.date) -> Iterable[Evidence]:
        for row in self.tables["float_registrations"].values():
            still_there = row["left_on"] is None or row["left_on"] > on
            married = row["marital_status"] is not None and 20 <= int(row["marital_status"]) <= 40
            if row["direction"] == "1" and still_there and married:
                yield Evidence(row["person"], row["registered_on"], row["community_code"])

    def missed(self, on: dt.date) -> dict[str, str]:
        """Missed persons of that day, each with the body she is charged to."""
        filed = {file.person for file in self.files(on)}
        departures = self._departures(on)
        newest: dict[str, Evidence] = {}
        for evidence in (*self.evidence, *self._registered(on)):
            person = evidence.person
            void = person in departures and evidence.on < departures[person]
            if (
                person in filed
                or void
                or on - evidence.on < ENTRY
                or not woman_of_age(None, None, person, on)
            ):
                continue
            if person not in newest or newest[person].on < evidence.on:
                newest[person] = evidence
        return {person: evidence.body for person, evidence in newest.items()}

    def _departures(self, on: dt.date) -> dict[str, dt.date]:
        """Closings until that day by death, departure or transfer, whichever ledger tells of them."""
        last: dict[str, tuple[dt.date, str | None]] = {}
        for _, ledger in sorted(self.ledgers.items(), key=lambda entry: entry[0][1]):
            for row in ledger.get("ledger_persons", []):
                closed = row["file_closed_on"]
                if (
                    closed
                    and closed <= on
                    and (row["person"] not in last or last[row["person"]][0] <= closed)
                ):
                    last[row["person"]] = (closed, row["file_close_reason"])
        return {person: closed for person, (closed, reason) in last.items() if reason in DEPARTED}

    def movements(self) -> dict[tuple[dt.date, dt.date, str], tuple[int, ...]]:
        """Before, missed_filed, opened_other, transferred, closed_other, after, from snapshot to snapshot."""
        rows = {}
        for start, end in zip(self.dates, self.dates[1:], strict=False):
            before, after = self.counted(start, False), self.counted(end, False)
            missed = self.missed(start)
            handed = {
                (h["person"], h["from_code"])
                for h in self.tables["handovers"].values()
                if h["handover_type"] == "2" and start < h["handed_on"] <= end
            }
            for body in (*sorted(self.communities), "ALL"):
                had = {p for p, f in before.items() if body in (f.body, "ALL")}
                has = {p for p, f in after.items() if body in (f.body, "ALL")}
                found = len((has - had) & set(missed))
                gone = sum((p, before[p].body) in handed for p in had - has)
                rows[start, end, body] = (
                    len(had),
                    found,
                    len(has - had) - found,
                    gone,
                    len(had - has) - gone,
                    len(has),
                )
        return rows

    # ------------------------------------------------------------------ indicators
    def half_years(self) -> list[str]:
        """Half-years ended by the date of knowledge whose last day a ledger covers."""
        years = range(self.dates[0].year, self.as_of.year + 1)
        halves = [f"{y}H{h}" for y in years for h in (1, 2)]
        return [h for h in halves if self.dates[0] <= bounds(h)[1] <= self.as_of]

    def indicators(self, half: str) -> dict[tuple[str, str], Ratio]:
        """Numerator and denominator by indicator and body, or street where a unit is charged."""
        values: dict[tuple[str, str], Ratio] = {}
        for read in (self._buildings, self._pages, self._cells, self._floats, self._reports, self._heads):
            for body in self.bodies:
                values[read.__name__, body] = read(body, half)
        values = {(NAMES[name], body): ratio for (name, body), ratio in values.items()}
        return values | self._person_rates(half) | self._slips(half)

    def _inventory(self, body: str, on: dt.date) -> dict[str, Cells]:
        return {
            row["building_code"]: row
            for row in self.tables["building_inventory"].values()
            if row["community_code"] == body
            and row["valid_from"] <= on
            and (row["valid_to"] is None or on < row["valid_to"])
        }

    def _buildings(self, body: str, half: str) -> Ratio:
        end = bounds(half)[1]
        inventory = self._inventory(body, end)
        books = Counter(
            row["building_code"]
            for row in self.snapshot(body, end).get("ledger_buildings", [])
            if row["book_opened_on"] <= end and (row["book_closed_on"] is None or row["book_closed_on"] > end)
        )
        return sum(books[code] == 1 for code in inventory), len(inventory)

    def _pages(self, body: str, half: str) -> Ratio:
        end = bounds(half)[1]
        inventory = self._inventory(body, end)
        building_of = {
            row["household_page_no"]: row["building_code"]
            for row in self.snapshot(body, end).get("ledger_households", [])
            if row["occupancy_status"] in ("1", "2", "4") and row["building_code"] in inventory
        }
        pages = Counter(building_of.values())
        found = sum(min(pages[code], row["household_expected"]) for code, row in inventory.items())
        return found, sum(row["household_expected"] for row in inventory.values())

    def _cells(self, body: str, half: str) -> Ratio:
        end = bounds(half)[1]
        ledger = self.snapshot(body, end)
        required = [[row[c] for c in HOUSEHOLD_REQUIRED] for row in ledger.get("ledger_households", [])]
        for row in ledger.get("ledger_persons", []):
            if row["file_closed_on"] is None or row["file_closed_on"] > end:
                required.append([row[c] for c in self._required_of(row, end)])
        cells = [cell for row in required for cell in row]
        return sum(cell is not None for cell in cells), len(cells)

    def _required_of(self, row: Cells, on: dt.date) -> list[str]:
        names = list(PERSON_REQUIRED)
        if self.is_file(row, on):
            names += FILE_REQUIRED
        if row["employment_status"] == "1":
            names += ["unit_name", "unit_code"]
        if row["management_class"] == "2":
            names.append("certificate_no")
        if row["file_closed_on"]:
            names.append("file_close_reason")
        return names

    def _floats(self, body: str, half: str) -> Ratio:
        start, end = bounds(half)
        due = [
            row
            for row in self.tables["float_registrations"].values()
            if row["direction"] == "1"
            and row["community_code"] == body
            and start <= row["registered_on"] <= end
            and row["registered_on"] + ENTRY <= end
            and (row["left_on"] is None or row["left_on"] > end)
        ]
        opened = defaultdict(list)
        for file in self.files(end):
            if file.cells["management_class"] == "3" and file.cells["file_opened_on"]:
                opened[file.person].append(file.cells["file_opened_on"])
        return sum(any(o <= row["registered_on"] + ENTRY for o in opened[row["person"]]) for row in due), len(
            due
        )

    def _reports(self, body: str, half: str) -> Ratio:
        start, _ = bounds(half)
        months = [f"{start.year}-{start.month + n:02d}" for n in range(6)]
        heads = [self.tables["monthly_reports"].get((body, month)) for month in months]
        return sum(self._in_time(head) for head in heads if head), len(months)

    def _in_time(self, head: Cells) -> bool:
        month = dt.date.fromisoformat(head["month"] + "-01")
        deadline = (month + dt.timedelta(days=32)).replace(day=REPORT_DAY)
        return head["received_on"] is not None and head["received_on"] <= deadline

    def _heads(self, body: str, half: str) -> Ratio:
        end = bounds(half)[1]
        courtyards = {row["courtyard_code"] for row in self._inventory(body, end).values()}
        headed = {
            post["courtyard_code"]
            for post in self.tables["network_posts"].values()
            if post["network_level"] == "3"
            and post["division_code"] == body
            and post["started_on"] <= end
            and (post["ended_on"] is None or post["ended_on"] > end)
        }
        return len(courtyards & headed), len(courtyards)

    def _person_rates(self, half: str) -> dict[tuple[str, str], Ratio]:
        end = bounds(half)[1]
        files, missed = Counter(f.body for f in self.files(end)), Counter(self.missed(end).values())
        copies: dict[str, list[str]] = defaultdict(list)
        for file in self.files(end):
            copies[file.person].append(file.body)
        surplus: dict[str, float] = defaultdict(float)
        for bodies in copies.values():
            for body in set(bodies):
                surplus[body] += (len(bodies) - 1) / len(set(bodies))
        return {("missed_record_rate", b): (missed[b], files[b] + missed[b]) for b in self.bodies} | {
            ("duplicate_record_rate", b): (surplus[b], files[b]) for b in self.bodies
        }

    def _slips(self, half: str) -> dict[tuple[str, str], Ratio]:
        end = bounds(half)[1]
        street_of = {
            row["unit_code"]: row["jurisdiction_street_code"]
            for row in self.tables["units"].values()
            if row["valid_from"] <= end and (row["valid_to"] is None or end < row["valid_to"])
        }
        due = {
            (f.cells["unit_code"], f.body)
            for f in self.files(end)
            if f.cells["management_class"] == "2"
            and f.body in self.communities
            and street_of.get(f.cells["unit_code"])
        }
        delivered: dict[tuple[str, str], dt.date] = {}
        for slip in self.tables["slips"].values():
            pair = slip["unit_code"], slip["community_code"]
            if slip["half_year"] == half:
                delivered[pair] = min(delivered.get(pair, slip["delivered_on"]), slip["delivered_on"])
        rates = {}
        for street in self.streets:
            pairs = [pair for pair in due if street_of[pair[0]] == street]
            in_time = sum(pair in delivered and delivered[pair] <= day(end, SLIP_DAYS) for pair in pairs)
            rates["slip_submission_rate", street] = (sum(pair in delivered for pair in pairs), len(pairs))
            rates["slip_timeliness_rate", street] = (in_time, len(pairs))
        return rates


NAMES: dict[str, str] = {
    "_buildings": "building_ledger_coverage_rate",
    "_pages": "household_page_coverage_rate",
    "_cells": "required_field_completeness_rate",
    "_floats": "floating_file_coverage_rate",
    "_reports": "monthly_report_timeliness_rate",
    "_heads": "courtyard_head_coverage_rate",
}
