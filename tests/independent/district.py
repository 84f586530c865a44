"""A small random district that no sample resembles: its bodies, people, and ledgers at two or three dates."""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .paper import Row, Wrong
from .people import Citizen, Register, legacy, misspell_id, unit_code

DISTRICTS = ("330781", "220182", "510823", "440983", "350526")
SNAPSHOT_PATTERNS = (
    ((2008, 3, 20), (2008, 6, 30), (2008, 12, 31)),
    ((2008, 3, 31), (2008, 6, 30), (2008, 9, 15), (2009, 1, 4)),
    ((2008, 5, 31), (2008, 7, 10), (2008, 12, 31)),
    ((2009, 6, 30), (2009, 12, 20), (2010, 2, 28)),
    ((2009, 2, 28), (2009, 6, 29), (2009, 12, 31)),
    ((2008, 11, 11), (2008, 12, 31), (2009, 6, 30)),
)
DAY_TO_COME = "2027-01-01"
UNREADABLE_DAYS = ("2008-02-30", "1890-05-01", DAY_TO_COME, "2008.3", "不详", "95年6月30日")


def day(value: dt.date, days: int) -> dt.date:
    """The day so many days later."""
    return value + dt.timedelta(days=days)


@dataclass
class Building:
    code: str
    courtyard: str
    expected: int
    listed_from: dt.date | None
    listed_to: dt.date | None = None
    books: tuple[str, ...] = ()
    book_closed_on: dt.date | None = None


@dataclass
class Body:
    """A community or village, its street, courtyards and buildings."""

    code: str
    name: str
    level: str
    area: str
    street: str
    courtyards: list[str] = field(default_factory=list)
    buildings: list[Building] = field(default_factory=list)
    pages: list["Page"] = field(default_factory=list)
    snapshots: list[dt.date] = field(default_factory=list)


@dataclass
class Page:
    body: Body
    number: str
    building: str
    cells: dict[str, Any]
    entries: list["Entry"] = field(default_factory=list)
    reused: bool = False
    updates: list[dt.date] = field(default_factory=list)  # since the first ledger

    def shown(self, on: dt.date) -> dict[str, Any]:
        """Its cells as a ledger of that day has them."""
        newest = max([self.cells["updated_on"], *(u for u in self.updates if u <= on)])
        return self.cells | {"updated_on": newest}


@dataclass
class Entry:
    """One person on one page, from the snapshot she first stands in."""

    page: Page
    citizen: Citizen
    cells: dict[str, Any]
    first: dt.date
    announced: bool = False  # a closing stands in a snapshot older than itself
    leaves_unit_on: dt.date | None = None  # ledgers from then on have her in class 1


@dataclass
class Unit:
    code: str
    name: str
    street: str | None
    community: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    second_street: str | None = None  # of a second line in the directory
    moved_on: dt.date | None = None  # the first line ends there; else both hold

    @property
    def versions(self) -> list[tuple[str | None, dt.date, dt.date | None]]:
        """Street, first day and end of each line of the unit in the directory."""
        if self.second_street is None:
            return [(self.street, self.valid_from, self.valid_to)]
        second_from = self.moved_on or day(self.valid_from, 40)
        return [
            (self.street, self.valid_from, self.moved_on or self.valid_to),
            (self.second_street, second_from, self.valid_to),
        ]


class District:
    """Everything of the district: what its offices then write is drawn from here."""

    def __init__(self, seed: int) -> None:
        self.r = r = random.Random(seed)
        self.seed = seed
        self.code = r.choice(DISTRICTS)
        self.dates = [dt.date(*d) for d in r.choice(SNAPSHOT_PATTERNS)]
        self.as_of = day(self.dates[-1], r.randint(0, 70))
        self.register = Register(r, self.code[:4] + "99")
        self.streets: dict[str, str] = {}
        self.bodies: list[Body] = []
        self._draw_divisions()
        self.communities = {b.code for b in self.bodies if b.level == "community"}
        self.units = [self._draw_unit() for _ in range(r.randint(10, 24))]
        if r.random() < 0.6:  # a body that sends no ledger at all
            r.choice(self.bodies).snapshots = []
        self.wanted = r.randint(300, 1500)
        for body in self.bodies:
            self._build(body)
        self.entries: list[Entry] = []
        self._settle()
        self._repeat_some()
        self._close_some()

    # ------------------------------------------------------------------ ground
    def _draw_divisions(self) -> None:
        r = self.r
        kinds = ["urban", "mixed", "rural", *r.choices(("urban", "mixed", "rural"), k=r.randint(0, 3))]
        self.towns: set[str] = set()
        communities = Counter({"urban": 0})
        villages = r.randint(3, 8)
        for n, kind in enumerate(kinds):
            street = f"{self.code}{n + 11:03d}"
            self.streets[street] = kind
            if kind == "rural" and r.random() < 0.5:
                self.towns.add(street)
            for k in range(r.randint(1, 3) if kind != "rural" else r.randint(0, 1)):
                communities[kind] += 1
                self._body(street, k + 1, "community", "2" if kind == "rural" else "1")
        while sum(communities.values()) < 6:
            street = r.choice([s for s, kind in self.streets.items() if kind != "rural"])
            self._body(street, 30 + sum(communities.values()), "community", "1")
            communities["urban"] += 1
        countryside = [s for s, kind in self.streets.items() if kind != "urban"]
        for k in range(max(villages, len(countryside))):
            street = countryside[k] if k < len(countryside) else r.choice(countryside)
            self._body(street, 200 + k, "village", "2")
        street = r.choice(list(self.streets))
        self.expired = Body(
            f"{street}099", "旧址", "community", "1" if self.streets[street] != "rural" else "2", street
        )

    def _body(self, street: str, number: int, level: str, area: str) -> None:
        name = f"{street[-3:]}{'社区' if level == 'community' else '村'}{number}"
        body = Body(f"{street}{number:03d}", name, level, area, street)
        body.snapshots = [d for d in self.dates if self.r.random() < 0.92] or [self.dates[0]]
        self.bodies.append(body)

    def _draw_unit(self) -> Unit:
        r = self.r
        communities = sorted(self.communities)
        street = None if r.random() < 0.06 else r.choice(list(self.streets))
        closed = day(self.dates[0], r.randint(20, 90)) if r.random() < 0.1 else None
        others = [s for s in self.streets if s != street]
        second = r.choice(others) if street and not closed and r.random() < 0.25 else None
        middle = day(self.dates[0], r.randint(1, (self.dates[-1] - self.dates[0]).days))
        return Unit(
            unit_code(r),
            f"单位{r.randrange(10000):04d}",
            street,
            r.choice(communities),
            dt.date(2003, 9, 1),
            closed,
            second,
            middle if second and r.random() < 0.6 else None,
        )

    def _build(self, body: Body) -> None:
        r = self.r
        body.courtyards = [f"Y{k + 1:02d}" for k in range(r.randint(1, 4))]
        for k in range(r.randint(2, 9)):
            listed = day(self.dates[0], r.randint(5, 200)) if r.random() < 0.06 else dt.date(2004, 1, 1)
            building = Building(
                f"L{k + 1:02d}", r.choice(body.courtyards), 0, listed if r.random() < 0.95 else None
            )
            if r.random() < 0.06:
                building.listed_to = r.choice((day(self.dates[0], r.randint(-60, 100)), *self.dates))
            books = r.choices((0, 1, 2), (6, 88, 6))[0]
            building.books = tuple(f"{building.code}-{n + 1}" for n in range(books))
            if r.random() < 0.06:
                building.book_closed_on = r.choice((day(self.dates[0], r.randint(-100, 60)), *self.dates))
            body.buildings.append(building)

    # ------------------------------------------------------------------ people
    def _settle(self) -> None:
        r, per_body = self.r, self.wanted / len(self.bodies)
        for body in self.bodies:
            for _ in range(max(3, int(per_body * r.uniform(0.3, 1.6)))):
                page = self.page(body)
                self.enter(page, self.register.woman(r.choice(self.dates)), self._first_date(body))
                if r.random() < 0.25:
                    self._add_relative(page)
            for building in body.buildings:
                lived = sum(
                    p.building == building.code and p.cells["occupancy_status"] in "124" for p in body.pages
                )
                building.expected = max(1, lived + r.choice((-1, 0, 0, 0, 0, 0, 1, 2)))

    def _first_date(self, body: Body) -> dt.date:
        return self.r.choice(self.dates) if self.r.random() < 0.12 else self.dates[0]

    def page(self, body: Body) -> Page:
        """A new page of that body."""
        r = self.r
        building = r.choice(body.buildings)
        cells = {
            "room_no": f"{r.randint(1, 6)}0{r.randint(1, 4)}",
            "household_type": r.choice("1112"),
            "occupancy_status": r.choice("1111112234455"),
            "person_expected": r.randint(1, 4),
            "registered_on": day(self.dates[0], -r.randint(10, 900)),
            "updated_on": day(self.dates[0], -r.randint(0, 400)),
            "entrance_no": None,
        }
        page = Page(body, f"{len(body.pages) + 1:04d}", building.code, cells)
        page.reused = r.random() < 0.01
        body.pages.append(page)
        return page

    def _add_relative(self, page: Page) -> None:
        r = self.r
        born = day(self.dates[0], -r.randint(200, 75 * 365))
        female = r.random() < 0.4
        entry = self.enter(page, self.register.draw(born, female), page.entries[0].first)
        if female:
            entry.cells["marital_status"] = r.choice(("10", "10", "30", "90"))

    def enter(self, page: Page, citizen: Citizen, first: dt.date) -> Entry:
        """A new person row of that page."""
        r, body = self.r, page.body
        floating = r.random() < 0.15
        at_work = r.random() < 0.6
        unit = r.choice(self.units) if at_work else None
        kind = "3" if floating else ("4" if body.level == "village" else ("2" if unit else "1"))
        kind = "2" if kind == "4" and unit and r.random() < 0.05 else kind
        split = floating or r.random() < 0.05
        cells = {
            "name": citizen.name,
            "citizen_id": citizen.citizen_id,
            "sex": "2" if citizen.is_female else "1",
            "birth_date": citizen.born_on,
            "relation": "配偶",
            "marital_status": r.choices(
                ("20", "21", "22", "23", "30", "40", "10", "90"), (9, 60, 5, 3, 4, 6, 8, 1)
            )[0],
            "hukou_type": r.choice("129"),
            "hukou_division_code": r.choice(("411699", "340111", "360199")) if split else self.code,
            "residence_split_flag": split,
            "management_class": kind,
            "employment_status": "1" if unit else r.choice("23459"),
            "unit_name": unit.name if unit else None,
            "unit_code": unit.code if unit else None,
            "certificate_no": f"Z{r.randrange(10**6):06d}" if kind == "2" and r.random() < 0.95 else None,
            "birth_record": r.choice(("1", "2", "0")),
            "contraception_status": r.choice("012345678"),
            "checkup_date": day(self.dates[0], -r.randint(1, 300)),
            "file_opened_on": day(first, -r.randint(0, 800)) if r.random() < 0.95 else None,
            "registrar_post_id": f"P{r.randrange(999):03d}",
        }
        if r.random() < 0.03:
            cells["file_opened_on"] = min(day(first, r.randint(1, 60)), self.as_of)
        entry = Entry(page, citizen, cells, first)
        page.entries.append(entry)
        self.entries.append(entry)
        return entry

    def _repeat_some(self) -> None:
        """Women with two or three files, some of them on empty-hukou pages or written with 15 digits."""
        r = self.r
        women = [e for e in self.entries if e.citizen.is_female and e.citizen.born_on.year > 1900]
        self.repeated: set[str] = set()
        for entry in r.sample(women, max(4, len(women) // 30)):
            self.repeated.add(entry.citizen.citizen_id)
            for _ in range(r.choice((1, 1, 1, 2))):
                body = r.choice([*self.bodies, entry.page.body, entry.page.body])
                page = self.page(body)
                page.reused = entry.page.reused = False
                page.cells["updated_on"] = r.choice(
                    (page.cells["updated_on"], entry.page.cells["updated_on"])
                )
                page.cells["occupancy_status"] = r.choice("1125")
                again = self.enter(page, entry.citizen, self._first_date(body))
                again.cells["marital_status"] = entry.cells["marital_status"]
                if r.random() < 0.4 and entry.citizen.born_on.year < 2000:
                    again.cells["citizen_id"] = legacy(entry.citizen.citizen_id)

    def _close_some(self) -> None:
        r = self.r
        for entry in self.entries:
            if entry.citizen.citizen_id in self.repeated or r.random() > 0.06:
                continue
            on = day(self.dates[0], r.randint(-120, (self.dates[-1] - self.dates[0]).days))
            on = r.choice((on, on, on, on, r.choice(self.dates)))
            entry.cells["file_closed_on"] = on
            entry.cells["file_close_reason"] = r.choice("1245679")
            entry.announced = r.random() < 0.3

    # ------------------------------------------------------------------ ledgers
    def ledger_rows(self, body: Body, date: dt.date) -> dict[str, list[Row]]:
        """The rows of a body's ledger on that date, with the mistakes of this writing."""
        r = self.r
        own = {"community_code": body.code, "as_of_date": date}
        buildings = [
            Row(
                own
                | {
                    "courtyard_code": b.courtyard,
                    "courtyard_name": f"院{b.courtyard}",
                    "building_code": b.code,
                    "household_expected": b.expected,
                    "ledger_book_no": book,
                    "book_opened_on": dt.date(2004, 2, 1),
                    "book_closed_on": b.book_closed_on
                    if b.book_closed_on and b.book_closed_on <= date
                    else None,
                    "entrance_count": r.randint(1, 4),
                }
            )
            for b in body.buildings
            for book in b.books
        ]
        households, persons = [], []
        for page in body.pages:
            standing = [e for e in page.entries if e.first <= date]
            if page.entries and not standing:
                continue
            households.append(
                Row(
                    own
                    | {"household_page_no": page.number, "building_code": page.building}
                    | page.shown(date)
                )
            )
            if page.reused:
                households.append(
                    Row(households[-1].cells | {"room_no": "999", "occupancy_status": r.choice("13")})
                )
            persons += [
                Row(own | {"household_page_no": page.number} | self._shown(e, date)) for e in standing
            ]
        for row in households:
            self._smudge_household(row)
        for row in persons:
            self._smudge_person(row)
        for row in (*households, *persons):
            self._lose_key(row)
        return {"ledger_buildings": buildings, "ledger_households": households, "ledger_persons": persons}

    def _shown(self, entry: Entry, date: dt.date) -> dict[str, Any]:
        cells = dict(entry.cells)
        closed = cells.get("file_closed_on")
        if closed and closed > date and not entry.announced:
            cells["file_closed_on"] = cells["file_close_reason"] = None
        if entry.leaves_unit_on and entry.leaves_unit_on <= date:
            cells |= {"management_class": "1", "employment_status": "3"}
            cells |= dict.fromkeys(("unit_name", "unit_code", "certificate_no"))
        return cells

    def _smudge_household(self, row: Row) -> None:
        r = self.r
        for name in (
            "building_code",
            "room_no",
            "household_type",
            "occupancy_status",
            "person_expected",
            "registered_on",
        ):
            if r.random() < 0.015:
                row.cells[name] = None
        if r.random() < 0.01:
            row.cells["occupancy_status"] = Wrong("7")
        if r.random() < 0.01:
            row.cells["person_expected"] = Wrong("若干")
        if r.random() < 0.02:
            row.cells["updated_on"] = Wrong(r.choice(UNREADABLE_DAYS))

    def _smudge_person(self, row: Row) -> None:
        r = self.r
        closed = row.cells.get("file_closed_on")
        repeated = row.cells["citizen_id"] in self.repeated
        for name in [
            "name",
            "sex",
            "birth_date",
            "hukou_type",
            "hukou_division_code",
            "residence_split_flag",
            "management_class",
            "employment_status",
            "unit_name",
            "unit_code",
            "birth_record",
            "contraception_status",
            "checkup_date",
            "file_opened_on",
            "registrar_post_id",
        ] + ([] if repeated else ["marital_status"]):
            if r.random() < 0.012:
                row.cells[name] = None
        for name, text in (
            ("management_class", "甲类"),
            ("employment_status", "88"),
            ("contraception_status", "不详"),
            ("marital_status", "77"),
            ("hukou_type", "5"),
            ("sex", "女子"),
            ("residence_split_flag", "不明"),
        ):
            if r.random() < 0.005:
                row.cells[name] = Wrong(text)
        for name in ("birth_date", "checkup_date", "file_opened_on"):
            if r.random() < 0.006:
                row.cells[name] = Wrong(r.choice(UNREADABLE_DAYS))
        if r.random() < 0.004:
            row.cells["sex"] = r.choice("09")
        if not repeated and r.random() < 0.05:
            row.cells["residence_split_flag"] = row.cells["hukou_division_code"] == self.code
        if r.random() < 0.004:
            row.cells["management_class"] = r.choice("1234")
        if r.random() < 0.005:
            row.cells["birth_date"] = (
                day(row.cells["birth_date"], -800) if isinstance(row.cells["birth_date"], dt.date) else None
            )
        if not closed and r.random() < 0.015:
            misspell_id(r, row)
        elif (
            r.random() < 0.01 and row.cells["citizen_id"][6:8] == "19" and len(row.cells["citizen_id"]) == 18
        ):
            row.cells["citizen_id"] = legacy(row.cells["citizen_id"])

    def _lose_key(self, row: Row) -> None:
        pick = self.r.random()
        if row.cells.get("file_closed_on") or pick > 0.006 or row.fate != "accepted":
            return
        name, value = self.r.choice(
            (
                ("household_page_no", None),
                ("as_of_date", Wrong("2008-13-01")),
                ("as_of_date", None),
                ("community_code", None),
                ("community_code", Wrong("社区")),
                ("community_code", self.expired.code),
            )
        )
        row.cells[name] = value
        row.fate = "quarantined"
