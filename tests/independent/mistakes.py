"""Mistakes planted into what the independent district sends, for checks that its own lapses seldom meet."""

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass

from .district import Body, District, day
from .paper import Delivery, Row, Sheet, Wrong
from .people import Citizen, check_character, legacy, unit_code

ONE_PERSON = ("one digit", "swapped digits", "fifteen digits")
TWO_PERSONS = ("twins", "sisters")
KINDS = {*ONE_PERSON, *TWO_PERSONS}
CONDITIONS = ("cond_female", "cond_lives_in_courtyard", "cond_under_45", "cond_junior_secondary")


@dataclass(frozen=True)
class Pair:
    """Two rows on one page of a body: one woman under two numbers, or two who only look alike."""

    body: str
    kind: str
    is_one_person: bool


class Mistakes:
    """Changes and adds rows of deliveries already drawn, from a random source of its own."""

    def __init__(self, deliveries: list[Delivery], district: District) -> None:
        self.deliveries, self.d = deliveries, district
        self.r = random.Random(district.seed + 2)
        self.pairs: list[Pair] = []

    def plant(self) -> list[Pair]:
        """Plants them all and returns the pairs that the matching is tried with."""
        self._in_sheets()
        self._in_registers()
        self._in_units_and_rulings()
        self._in_posts()
        self._in_papers()
        self._in_ledgers()
        self._in_pairs()
        self._of_the_unborn()
        return self.pairs

    def _sheets(self, table: str) -> list[Sheet]:
        return [sheet for d in self.deliveries for sheet in d.sheets if sheet.table == table]

    def _some(self, table: str, count: int) -> Iterable[Row]:
        """Some rows of a table's newest sheet that nothing else is wrong with."""
        rows = [row for row in self._sheets(table)[-1].rows if row.fate == "accepted" and not row.twin]
        return self.r.sample(rows, min(count, len(rows)))

    def _in_sheets(self) -> None:
        """Columns that no contract knows, and totals that are no sums."""
        for table in ("float_registrations", "ledger_households", "inspections"):
            self._sheets(table)[-1].stray_header = "领导批示"
        for table in ("populations", "courtyard_months", "ledger_households"):
            self._sheets(table)[-1].total_off_by = 9

    def _in_registers(self) -> None:
        *_, first, corrected = self._sheets("populations")
        for row in self._some("populations", 2):
            row.cells["total_population"] += 7
        again = {(row.cells["division_code"], row.cells["as_of_date"]) for row in corrected.rows}
        newest = max(row.cells["as_of_date"] for row in first.rows)
        once = {
            (row.cells["division_code"], newest): row
            for row in first.rows
            if row.cells["as_of_date"] == newest
        }
        first.rows.remove(once[self.r.choice(sorted(once.keys() - again))])
        sheet = self._sheets("inspections")[-1]
        sheet.rows.remove(self.r.choice(sheet.rows))
        for row in self._some("facilities", 4):
            row.cells["in_place_flag"] = None
        for row in self._some("building_inventory", 1):
            row.cells["courtyard_code"] = None

    def _in_units_and_rulings(self) -> None:
        """Vetoed second-level institutions: linked as they should be, to nothing, or to somebody else."""
        bureau, other = self._unit("1"), self._unit("1")
        first = self._ruling(bureau, "2", None)
        second = self._ruling(other, "1", None)
        for link in (first, second, None, "裁九九九"):
            self._ruling(self._unit("2", bureau), "1", link)
        self._ruling(self._unit("2", bureau), "2", None)
        self._unit("1", street=None)
        citizen = self.d.register.draw(dt.date(1970, 3, 4), True)
        for text in (
            f"据{citizen.citizen_id}一案",
            "联系电话13937512345",
            f"证号{legacy(citizen.citizen_id)}",
        ):
            self._ruling(bureau, "2", None, text)

    def _unit(self, tier: str, superior: str | None = None, street: str | None = "first") -> str:
        """A new unit of the directory that employs nobody of the ledgers."""
        code = unit_code(self.r)
        cells = {
            "unit_code": code,
            "unit_name": "某机关",
            "unit_type": "30",
            "affiliation_level": "50",
            "institution_tier": tier,
            "superior_unit_code": superior,
            "jurisdiction_street_code": next(iter(self.d.streets)) if street else None,
            "location_community_code": sorted(self.d.communities)[0],
            "valid_from": dt.date(2003, 9, 1),
        }
        self._sheets("units")[-1].rows.append(Row(cells))
        return code

    def _ruling(self, subject: str, sanction: str, link: str | None, document: str = "甲字二号") -> str:
        rows = self._sheets("rulings")[-1].rows
        number = f"裁{len(rows):03d}"
        cells = {
            "ruling_no": number,
            "deciding_body": "区委",
            "ruled_on": self.d.dates[0],
            "subject_type": "unit",
            "subject_code": subject,
            "sanction": sanction,
            "reason_category": "1",
            "linked_ruling_no": link,
            "effective_from": self.d.dates[0],
            "basis_document": document,
        }
        rows.append(Row(cells, "accepted" if document == "甲字二号" else "quarantined"))
        return number

    def _in_posts(self) -> None:
        heads = [row for row in self._some("network_posts", 10**6) if row.cells["network_level"] == "3"]
        for n, row in enumerate(self.r.sample(heads, 5)):
            row.cells |= {"started_on": day(self.d.dates[0], -300), "ended_on": None}
            row.cells |= dict.fromkeys(CONDITIONS, True) | {CONDITIONS[n % 4]: False}
            if n == 4:
                row.cells |= dict.fromkeys(CONDITIONS, True) | {"cond_attested": False}
        for row in self._some("network_payments", 3):
            row.cells["amount_paid"] = 19.5

    def _in_papers(self) -> None:
        for row in self._some("slips", 3):
            row.cells["line_count"] += self.r.choice((-1, 1, 4))
        for row in self._some("certificates", 3):
            row.cells["issuer_code"] = self.r.choice(list(self.d.streets))
        for row in self._some("handovers", 3):
            row.cells["documents_complete_flag"] = None
        for row in self._some("float_registrations", 3):
            row.cells["fee_charged"] = 2.5

    # ------------------------------------------------------------------ ledgers
    def _ledger(self, body: Body, table: str) -> tuple[Delivery, Sheet] | None:
        """The sheet of the body's newest ledger, as it came last."""
        found = None
        for delivery in self.deliveries:
            for sheet in delivery.sheets:
                own = [row for row in sheet.rows if row.cells.get("community_code") == body.code]
                is_newest = any(
                    row.cells.get("as_of_date") == max(body.snapshots, default=None) for row in own
                )
                if sheet.table == table and is_newest:
                    found = delivery, sheet
        return found

    def _in_ledgers(self) -> None:
        """Numbers that a spreadsheet has rounded, buildings and pages that are not as they should be."""
        for body in self.r.sample(self.d.bodies, 5):
            if persons := self._ledger(body, "ledger_persons"):
                delivery, sheet = persons
                row = self.r.choice(sheet.rows)
                number = str(row.cells.get("citizen_id"))
                if row.fate == "accepted" and len(number) == 18 and delivery.path.endswith(".xlsx"):
                    row.cells["citizen_id"] = Wrong(number[:15] + "000", True)
                    row.fate = "quarantined"
            if buildings := self._ledger(body, "ledger_buildings"):
                sheet = buildings[1]
                if sheet.rows:
                    copy = dict(self.r.choice(sheet.rows).cells)
                    sheet.rows.append(Row(copy | {"building_code": "L99", "ledger_book_no": "L99-1"}))
                    copy = dict(self.r.choice(sheet.rows).cells)
                    sheet.rows.append(Row(copy | {"ledger_book_no": "另册"}))

    def _of_the_unborn(self) -> None:
        """Sound numbers of girls to be born after the date of knowledge, one of them the day after it."""
        for n, table in enumerate(("ledger_persons", "slip_lines", "change_lines", "float_registrations")):
            for row in self._some(table, 2):
                girl = self.d.register.draw(day(self.d.as_of, 1 + 400 * n), True)
                row.cells["citizen_id"], row.fate = girl.citizen_id, "quarantined"

    def _in_pairs(self) -> None:
        """On a page each: one woman under two numbers; and beside them twins, sisters, and namesakes."""
        bodies = [b for b in self.d.bodies if b.snapshots]
        for n, kind in enumerate(3 * [*ONE_PERSON, *TWO_PERSONS]):
            body = bodies[n % len(bodies)]
            persons = self._ledger(body, "ledger_persons")
            households = self._ledger(body, "ledger_households")
            if persons and households:
                self._pair(body, kind, persons[1].rows, households[1].rows)

    def _pair(self, body: Body, kind: str, persons: list[Row], households: list[Row]) -> None:
        page = f"9{len(self.pairs):03d}"
        home = next(r for r in households if r.fate == "accepted" and r.cells["community_code"] == body.code)
        own = {name: home.cells[name] for name in ("community_code", "as_of_date")}
        building = next(row.cells["building_code"] for row in households if row.cells["building_code"])
        cells = {
            "household_page_no": page,
            "building_code": building,
            "room_no": "101",
            "household_type": "1",
        }
        cells |= {"occupancy_status": "1", "person_expected": 2, "registered_on": dt.date(2006, 1, 1)}
        households.append(Row(own | cells | {"updated_on": dt.date(2006, 1, 1)}))
        woman = self.d.register.draw(day(self.d.dates[0], -self.r.randint(24, 40) * 365), True)
        again, number = self._look_alike(kind, woman)
        for citizen, written in ((woman, woman.citizen_id), (again, number)):
            persons.append(Row(own | {"household_page_no": page} | self._person(body, citizen, written)))
        self.pairs.append(Pair(body.code, kind, kind in ONE_PERSON))

    def _look_alike(self, kind: str, woman: Citizen) -> tuple[Citizen, str]:
        """Whom the second row is about, and the number it gives her."""
        first17 = woman.citizen_id[:17]
        if kind == "one digit":
            wrong = first17[:15] + str((int(first17[15]) + 1) % 10) + first17[16]
            return woman, wrong + check_character(wrong)
        if kind == "swapped digits":  # of the area, so that the birth date and the sex stay as they are
            at = next(n for n in range(5) if first17[n] != first17[n + 1])
            wrong = first17[:at] + first17[at + 1] + first17[at] + first17[at + 2 :]
            return woman, wrong + check_character(wrong)
        if kind == "fifteen digits":
            number = legacy(woman.citizen_id)
            return woman, number[:13] + str((int(number[13]) + 2) % 10) + number[14]
        born = woman.born_on if kind == "twins" else day(woman.born_on, -500)
        other = self.d.register.draw(born, True)
        name = woman.name[0] + "".join(c for c in "宜平安宁" if c not in woman.name)[:2]
        return Citizen(other.citizen_id, name, True, born), other.citizen_id

    def _person(self, body: Body, citizen: Citizen, number: str) -> dict[str, object]:
        return {
            "name": citizen.name,
            "citizen_id": number,
            "sex": "2",
            "birth_date": citizen.born_on,
            "marital_status": "21",
            "hukou_type": "2",
            "hukou_division_code": self.d.code,
            "residence_split_flag": False,
            "management_class": "1" if body.level == "community" else "4",
            "employment_status": "3",
            "birth_record": "1",
            "contraception_status": "3",
            "checkup_date": dt.date(2007, 5, 5),
            "file_opened_on": dt.date(2007, 1, 5),
            "registrar_post_id": "P001",
        }
