"""A second, slow and simple reading of the specification, from the district's own rows and nothing else."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .district import day
from .offices import Inbox
from .paper import COLUMNS, Delivery, Row, Sheet, Wrong
from .people import check_character
from .periods import bounds

Cells = dict[str, Any]
Ratio = tuple[float, float]

MAY_BE_FUTURE = {"valid_to", "cert_valid_to", "effective_to", "rectify_by", "ended_on"}
KEYS = {
    "slips": "slip_no unit_code community_code half_year",
    "slip_lines": "slip_no line_no citizen_id",
    "certificates": "certificate_no citizen_id",
    "float_registrations": "registration_no direction community_code citizen_id",
    "monthly_reports": "community_code month",
    "courtyard_months": "community_code month courtyard_code",
    "change_lines": "community_code month change_no citizen_id",
    "handovers": "handover_no citizen_id",
    "network_posts": "post_id",
    "network_payments": "post_id month",
    "facilities": "division_code item_code",
    "populations": "division_code as_of_date",
    "building_inventory": "community_code building_code valid_from",
    "units": "unit_code valid_from",
    "rulings": "ruling_no",
    "inspections": "inspection_no subject_code",
    "divisions": "division_code valid_from",
}
# "Arrived by D goes by delivered_on / received_on where a contract has it": without the day it is no arrival.
RECEIPTS = {"slips": "delivered_on", "monthly_reports": "received_on"}
CLASSES = {"1": "main", "2": "co_managed", "3": "floating", "4": "village_managed", None: "unclassified"}
DEPARTED = {"1", "2", "3", "5"}  # moved out, flowed out, handed to a village, died
ENTRY = TRANSFER = dt.timedelta(days=30)


@dataclass(frozen=True, eq=False)
class Tab:
    """A sheet in the file it came in, counted from 1."""

    path: str
    number: int
    sheet: Sheet


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
    source: str


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
        self.landed: dict[str, dict[tuple[Any, ...], Cells]] = defaultdict(dict)  # also without a receipt
        self.tabs: list[Tab] = []
        self.tab_of: dict[tuple[str, dt.date, str], Tab] = {}  # where a snapshot's sheet stands
        for delivery in self.deliveries:
            for number, sheet in enumerate(delivery.sheets, start=1):
                self._take(Tab(delivery.path, number, sheet))
        self.dates = sorted({date for _, date in self.ledgers})
        self._files: dict[dt.date, list[File]] = {}
        self.evidence = list(self._evidence())
        self.certificates: dict[str, list[Cells]] = defaultdict(list)
        for row in self.tables["certificates"].values():
            self.certificates[row["person"]].append(row)

    # ------------------------------------------------------------------ taking in
    def _take(self, tab: Tab) -> None:
        sheet = tab.sheet
        self.tabs.append(tab)
        accepted = [
            self._read(sheet, row) | {"at": (tab, row)} for row in sheet.rows if row.fate == "accepted"
        ]
        if sheet.table.startswith("ledger_"):
            fresh: dict[tuple[str, dt.date], list[Cells]] = defaultdict(list)
            for cells in accepted:
                fresh[cells["community_code"], cells["as_of_date"]].append(cells)
            for snapshot, rows in fresh.items():
                self.ledgers[snapshot][sheet.table] = rows
                self.tab_of[*snapshot, sheet.table] = tab
        elif sheet.table in KEYS:
            for cells in accepted:
                self.landed[sheet.table][tuple(cells[k] for k in KEYS[sheet.table].split())] = cells
                if cells.get(RECEIPTS.get(sheet.table, ""), True) is None:
                    continue
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
                yield Evidence(line["person"], slip["issued_on"], slip["community_code"], "slip")
        for line in self.tables["change_lines"].values():
            if line["change_kind"] in ("01", "05", "08"):
                yield Evidence(line["person"], line["occurred_on"], line["community_code"], "change")

    def _registered(self, on: dt.date) -> Iterable[Evidence]:
        for row in self.open_inflows(on):
            if row["marital_status"] is not None and 20 <= int(row["marital_status"]) <= 40:
                yield Evidence(row["person"], row["registered_on"], row["community_code"], "float")

    def open_inflows(self, on: dt.date) -> list[Cells]:
        """The inflow registrations made by that day whose persons had not left."""
        return [
            row
            for row in self.tables["float_registrations"].values()
            if row["direction"] == "1"
            and row["registered_on"] <= on
            and (row["left_on"] is None or row["left_on"] > on)
        ]

    def missed(self, on: dt.date) -> dict[str, Evidence]:
        """Missed persons of that day, each with the evidence that says where she is charged."""
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
        return newest

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

    # ------------------------------------------------------------------ half-years
    def half_years(self) -> list[str]:
        """Half-years ended by the date of knowledge whose last day a ledger covers."""
        years = range(self.dates[0].year, self.as_of.year + 1)
        halves = [f"{y}H{h}" for y in years for h in (1, 2)]
        return [h for h in halves if self.dates[0] <= bounds(h)[1] <= self.as_of]

    def inventory(self, body: str, on: dt.date) -> dict[str, Cells]:
        """The body's buildings in force in the building inventory on that day."""
        return {
            row["building_code"]: row
            for row in self.tables["building_inventory"].values()
            if row["community_code"] == body
            and row["valid_from"] <= on
            and (row["valid_to"] is None or on < row["valid_to"])
        }

    def courtyards(self, body: str, on: dt.date) -> set[str]:
        """The courtyards of those buildings."""
        return {row["courtyard_code"] for row in self.inventory(body, on).values()} - {None}

    def certified(self, person: str, body: str | None, on: dt.date) -> bool:
        """Whether a certificate of that person, for that body or any, is in force on that day."""
        return any(
            row["issued_on"] <= on
            and (row["valid_to"] is None or row["valid_to"] >= on)
            and (row["revoked_on"] is None or row["revoked_on"] > on)
            and body in (None, row["community_code"])
            for row in self.certificates.get(person, [])
        )
