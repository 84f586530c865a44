"""What the offices of the independent district send besides ledgers, and how it is packed into files."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

from .district import Body, District, Entry, day
from .mistakes import Mistakes
from .movers import Movers
from .paper import Delivery, Row, Sheet, write_delivery
from .people import Citizen, misspell_id
from .periods import bounds, half_of

MANDATORY_ITEMS = ("01", "02", "11", "12", "13", "14", "21", "22", "23", "24")


class Offices:
    """Everything but the ledgers, drawn for one district."""

    def __init__(self, district: District) -> None:
        self.d, self.r = district, district.r
        self.by_code = {b.code: b for b in district.bodies}
        self.spoken: dict[str, set[dt.date]] = {}  # days with evidence, by person: no two on one day
        self.halves = sorted(
            {half_of(day(district.dates[0], -120)), *map(half_of, district.dates), half_of(district.as_of)}
        )
        self.page_of = {e.citizen.citizen_id: e.page for e in district.entries}
        silent_street = self.r.choice([u.street for u in district.units])
        self.silent = {u.code for u in district.units if u.street == silent_street}  # they send no slip
        self.slips: list[Row] = []
        self.slip_lines: list[Row] = []
        self.registrations: list[Row] = []
        self.changes: list[Row] = []
        self.handovers: list[Row] = []
        self.certificates: list[Row] = []
        self._newcomers()
        for half in self.halves:
            self._notify(half)
        self._register_floats()
        self._move()
        self._certify()

    # ------------------------------------------------------------------ evidence
    def _free_day(self, citizen: Citizen, wanted: dt.date) -> dt.date | None:
        taken = self.spoken.setdefault(citizen.citizen_id, set())
        wanted = min(wanted, self.d.as_of)
        while wanted in taken:
            wanted = day(wanted, -1)
        taken.add(wanted)
        return wanted

    def _some_day(self) -> dt.date:
        d, r = self.d, self.r
        if r.random() < 0.2:
            return day(r.choice([*d.dates, *(bounds(h)[1] for h in self.halves)]), -r.choice((29, 30, 31)))
        return day(d.dates[0], r.randint(-150, (d.as_of - d.dates[0]).days))

    def _newcomers(self) -> None:
        """Women whom evidence shows and who stand in no ledger, or only in a later one."""
        d, r = self.d, self.r
        for _ in range(max(12, len(d.entries) // 15)):
            woman = d.register.woman(r.choice(d.dates))
            if r.random() < 0.08:
                woman = d.register.draw(woman.born_on, False)
            body = r.choice(d.bodies)
            for _ in range(r.choice((1, 1, 2))):
                r.choice((self._by_registration, self._by_change, self._by_slip))(
                    woman, body, self._some_day()
                )
                body = body if r.random() < 0.7 else r.choice(d.bodies)
            if r.random() < 0.5 and len(d.dates) > 1:
                page = d.page(body if r.random() < 0.8 else r.choice(d.bodies))
                entry = d.enter(page, woman, r.choice(d.dates[1:]))
                entry.cells["marital_status"] = "20"
        for entry in r.sample(d.entries, len(d.entries) // 8):
            self._by_change(entry.citizen, r.choice([entry.page.body, r.choice(d.bodies)]), self._some_day())

    def _by_registration(self, citizen: Citizen, body: Body, on: dt.date) -> None:
        r, d = self.r, self.d
        on = self._free_day(citizen, on)
        left = min(day(on, r.randint(1, 200)), d.as_of) if r.random() < 0.12 else None
        if left and r.random() < 0.2:
            left = max([on, *(end for h in self.halves if on <= (end := bounds(h)[1]) <= d.as_of)])
        inflow = r.random() < 0.92
        wait = r.choice((0, 1, 5, 12, 29, 30, 31, 50))
        checked = min(day(on, wait), d.as_of) if r.random() < 0.9 else None
        self.registrations.append(
            Row(
                {
                    "registration_no": f"R{len(self.registrations):05d}",
                    "direction": "1" if inflow else "2",
                    "community_code": body.code,
                    "place_type": r.choice("123459".replace("5", "")),
                    "section_code": "S1",
                    "name": citizen.name,
                    "citizen_id": citizen.citizen_id,
                    "sex": "2" if citizen.is_female else "1",
                    "birth_date": citizen.born_on,
                    "marital_status": r.choices(("20", "21", "30", "10", None), (12, 2, 1, 2, 1))[0],
                    "other_division_code": "411699",
                    "moved_on": day(on, -r.randint(0, 20)),
                    "registered_on": on,
                    "cert_checked_on": checked,
                    "cert_check_result": r.choice("1234") if checked and r.random() < 0.95 else None,
                    "home_visit_on": min(day(on, r.randint(0, 9)), d.as_of) if r.random() < 0.9 else None,
                    "four_free_explained": r.choice(("YYYY", "YYYY", "YYYY", "YYYY", "YYNY", None)),
                    "fee_charged": r.choice((0, 0, 0, 0, 0, 0, 0, 5, None)),
                    "left_on": left,
                }
            )
        )

    def _by_change(self, citizen: Citizen, body: Body, on: dt.date, kind: str = "") -> None:
        r = self.r
        kind = kind or r.choice(("01", "05", "08", "01", "05", "08", "02", "03", "04", "06", "07", "99"))
        on = self._free_day(citizen, on)
        if citizen.citizen_id in self.page_of and r.random() < 0.6:
            entered = min(day(on, r.choice((0, 2, 8, 20, 29, 30, 31, 40))), self.d.as_of)
            self.page_of[citizen.citizen_id].updates.append(entered)
        self.changes.append(
            Row(
                {
                    "community_code": body.code,
                    "month": f"{on:%Y-%m}",
                    "change_no": f"C{len(self.changes):05d}",
                    "courtyard_code": r.choice(body.courtyards),
                    "change_kind": kind,
                    "occurred_on": on,
                    "citizen_id": citizen.citizen_id,
                }
            )
        )

    def _by_slip(self, citizen: Citizen, body: Body, on: dt.date) -> None:
        unit = self.r.choice(self.d.units).code
        if unit not in self.silent:
            self._slip(unit, body.code, half_of(on), on, [(citizen, "1")])

    def _slip(
        self, unit: str, community: str, half: str, issued: dt.date, women: list[tuple[Citizen, str]]
    ) -> None:
        r, d = self.r, self.d
        delivered = day(issued, r.randint(0, 20))
        if delivered > d.as_of:
            return
        number = f"T{len(self.slips):05d}"
        wait = r.choice((0, 1, 3, 6, 10, 13, 14, 15, 25))
        acknowledged = min(day(delivered, wait), d.as_of) if r.random() < 0.9 else None
        self.slips.append(
            Row(
                {
                    "slip_no": number,
                    "unit_code": unit,
                    "unit_name": "单位",
                    "jurisdiction_street_code": next(iter(d.streets)),
                    "community_code": community,
                    "half_year": half,
                    "line_count": len(women),
                    "issued_on": issued,
                    "delivered_on": delivered if r.random() < 0.97 else None,
                    "acknowledged_on": acknowledged,
                    "acknowledgement_no": "A1" if acknowledged else None,
                    "stamped_flag": r.random() < 0.9,
                },
                "accepted" if self._in_force(unit, issued) else "quarantined",
            )
        )
        for n, (citizen, status) in enumerate(women):
            self.slip_lines.append(
                Row(
                    {
                        "slip_no": number,
                        "line_no": n + 1,
                        "name": citizen.name,
                        "citizen_id": citizen.citizen_id,
                        "certificate_no": "Z1",
                        "employment_status": status,
                        "birth_record": "1",
                        "contraception_status": "3",
                        "checkup_record": "已检",
                    }
                )
            )

    def _in_force(self, code: str, on: dt.date) -> bool:
        return any(u.code == code and (u.valid_to is None or on < u.valid_to) for u in self.d.units)

    def _notify(self, half: str) -> None:
        """The units' slips about the women they have in each community."""
        r, d = self.r, self.d
        _, end = bounds(half)
        groups: dict[tuple[str, str], list[Entry]] = {}
        for e in d.entries:
            if e.cells["management_class"] == "2" and e.cells["unit_code"] and e.first <= end:
                groups.setdefault((e.cells["unit_code"], e.page.body.code), []).append(e)
        for (unit, community), entries in groups.items():
            if unit in self.silent:
                continue
            issued = day(end, r.choice((-40, -31, -30, -29, -5, 0, 3, 10, 14, 15, 16)))
            women = [
                (e.citizen, r.choice("1111112"))
                for e in entries
                if issued not in self.spoken.get(e.citizen.citizen_id, ())
            ]
            for citizen, _ in women:
                self.spoken.setdefault(citizen.citizen_id, set()).add(issued)
            if r.random() < 0.8 and issued <= d.as_of:
                self._slip(unit, community, half, issued, women)

    def _register_floats(self) -> None:
        r, d = self.r, self.d
        for entry in list(d.entries):
            if entry.cells["management_class"] != "3" or r.random() < 0.15:
                continue
            on = min(self._some_day(), d.as_of)
            self._by_registration(entry.citizen, entry.page.body, on)
            on = self.registrations[-1].cells["registered_on"]
            opened = day(on, r.choice((0, 5, 29, 30, 31, 45)))
            if opened <= d.as_of:
                entry.cells["file_opened_on"] = opened
        for _ in range(12):
            born = day(d.dates[0], -r.randint(300, 25000))
            self._by_registration(
                d.register.draw(born, r.random() < 0.3), r.choice(d.bodies), self._some_day()
            )

    def _move(self) -> None:
        """What movers leave behind: hand-overs, outflow registrations, and lines of job loss and outflow."""
        movers = Movers(self.d, iter(self._some_day, None))
        self.handovers = movers.handovers
        self.registrations += movers.outflows
        for citizen, body, on, kind in movers.changes:
            self._by_change(citizen, body, on, kind)

    def _certify(self) -> None:
        """Certificates: in force, run out, revoked, for another community, issued late, or none."""
        r, d = self.r, self.d
        ends = [bounds(h)[1] for h in self.halves]
        for e in d.entries:
            if not e.cells["certificate_no"] or r.random() < 0.1:
                continue
            usual = r.random() < 0.6
            issued = dt.date(2007, 12, 1) if usual or r.random() < 0.5 else min(self._some_day(), d.as_of)
            ended = None if usual or r.random() < 0.5 else day(r.choice(ends), r.choice((-40, -1, 0, 1, 300)))
            revoked = None if usual or r.random() < 0.7 else min(r.choice((*ends, self._some_day())), d.as_of)
            elsewhere = not usual and r.random() < 0.2
            self.certificates.append(
                Row(
                    {
                        "certificate_no": e.cells["certificate_no"],
                        "issuer_code": r.choice(list(d.streets)),
                        "unit_code": e.cells["unit_code"],
                        "community_code": r.choice(d.bodies).code if elsewhere else e.page.body.code,
                        "citizen_id": e.citizen.citizen_id,
                        "issued_on": issued,
                        "valid_to": ended,
                        "received_on": r.choice((issued, None)),
                        "revoked_on": revoked,
                    }
                )
            )

    # ------------------------------------------------------------------ registers
    def divisions(self) -> list[Row]:
        """The directory of divisions, with a community that ceased in 2005."""
        d = self.d
        rows = [self._division(d.code, "桐溪区", "district", d.code[:4] + "00")]
        for street, kind in d.streets.items():
            level = "town" if street in d.towns else "street"
            rows.append(
                self._division(
                    street,
                    f"{'镇' if level == 'town' else '街'}{street[-2:]}",
                    level,
                    d.code,
                    scheme_type=kind,
                )
            )
        for body in (*d.bodies, d.expired):
            rows.append(self._division(body.code, body.name, body.level, body.street, area_type=body.area))
        rows[-1].cells["valid_to"] = dt.date(2005, 1, 1)
        return rows

    def _division(self, code: str, name: str, level: str, parent: str, **more: str) -> Row:
        return Row(
            {
                "division_code": code,
                "division_name": name,
                "division_level": level,
                "parent_code": parent,
                "code_status": "project",
                "valid_from": dt.date(2000, 1, 1),
            }
            | more
        )

    def unit_rows(self) -> list[Row]:
        """The directory of units: some closed since, without a street, moved to another, or with two."""
        r, years = self.r, (self.d.dates[0].year, self.d.dates[0].year, self.d.as_of.year)
        return [
            Row(
                {
                    "unit_code": u.code,
                    "unit_name": u.name,
                    "unit_type": "30",
                    "affiliation_level": "50",
                    "institution_tier": "1",
                    "jurisdiction_street_code": street,
                    "location_community_code": u.community,
                    "agreement_signed_on": min(
                        day(dt.date(year, 1, 20), r.choice((0, 30, 170))), self.d.as_of
                    )
                    if r.random() < 0.8
                    else None,
                    "agreement_year": year,
                    "valid_from": valid_from,
                    "valid_to": valid_to,
                }
            )
            for u in self.d.units
            for street, valid_from, valid_to in u.versions
            for year in [r.choice(years)]
            for signed in [[min(dt.date(year, month, 20), self.d.as_of) for month in (1, 2, 7)]]
        ]

    def inventory(self) -> list[Row]:
        """The buildings that the district's own inventory knows."""
        return [
            Row(
                {
                    "community_code": body.code,
                    "courtyard_code": b.courtyard,
                    "building_code": b.code,
                    "household_expected": b.expected,
                    "valid_from": b.listed_from,
                    "valid_to": b.listed_to,
                },
                "accepted" if b.listed_from <= self.d.as_of else "quarantined",
            )
            for body in self.r.sample(self.d.bodies, len(self.d.bodies) - self.r.randint(0, 1))
            for b in body.buildings
            if b.listed_from
        ]

    def months(self) -> list[str]:
        """Every month from the first half-year's beginning to the date of knowledge."""
        at, months = bounds(self.halves[0])[0], []
        while at <= self.d.as_of:
            months.append(f"{at:%Y-%m}")
            at = (at.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        return months

    def monthly(self) -> tuple[list[Row], list[Row]]:
        """Heads and courtyard lines of the monthly reports; late, missing and undated ones among them."""
        r, heads, lines = self.r, [], []
        diligent = {b.code: r.choice((0.6, 0.9, 1, 1)) for b in self.d.bodies}
        silent = r.choice(self.d.bodies).code
        for month in self.months():
            following = (dt.date.fromisoformat(month + "-01") + dt.timedelta(days=32)).replace(day=1)
            for body in self.d.bodies:
                received = day(following, r.choice((-3, -1, 0, 1, 2, 3, 4, 5, 9)))
                if r.random() > diligent[body.code] or received > self.d.as_of or body.code == silent:
                    continue
                held = r.random() < 0.8
                heads.append(
                    Row(
                        {
                            "community_code": body.code,
                            "month": month,
                            "meeting_on": day(following, -9) if held else None,
                            "reported_on": received,
                            "received_on": received if r.random() < 0.97 else None,
                        }
                    )
                )
                for courtyard in (*body.courtyards, "Y98"):
                    if r.random() < 0.04:
                        continue
                    lines.append(Row(self._courtyard_month(body.code, month, courtyard)))
        return heads, lines

    def _courtyard_month(self, community: str, month: str, courtyard: str) -> dict[str, Any]:
        counts = [
            "marriage_count",
            "birth_count",
            "contraception_change_count",
            "hukou_out_count",
            "hukou_in_count",
            "job_loss_count",
            "job_gain_count",
            "inflow_count",
            "outflow_count",
        ]
        return {
            "community_code": community,
            "month": month,
            "courtyard_code": courtyard,
            "visit_weeks_due": 4,
            "visit_weeks_done": self.r.choice((None, 2, 3, 4, 4, 4, 5, 6)),
        } | {name: self.r.randint(0, 3) if self.r.random() < 0.93 else None for name in counts}

    def posts(self) -> list[Row]:
        """Deputy directors and courtyard heads, some gone, some not yet come, some courtyards with two."""
        r, d, rows = self.r, self.d, []
        for body in r.sample(d.bodies, len(d.bodies) - r.randint(0, 1)):
            wanted = [("2", None)] * r.choice((0, 1, 1, 1, 1, 1, 2)) + [
                (level, c)
                for c in body.courtyards
                for level in r.choice(("", "3", "3", "3", "33", "34", "3333"))
            ]
            for level, courtyard in wanted:
                usual = r.random() < 0.6
                started = day(d.dates[0], -r.randint(200, 900)) if usual else min(self._some_day(), d.as_of)
                ended = day(started, r.randint(100, 900)) if r.random() < 0.15 else None
                if ended and r.random() < 0.3:
                    ended = r.choice([bounds(h)[1] for h in self.halves])
                rows.append(
                    Row(
                        {
                            "post_id": f"P{len(rows):04d}",
                            "network_level": level,
                            "division_code": body.code,
                            "courtyard_code": courtyard,
                            "name": "甄某",
                            "recruit_source": r.choice("123459"),
                            "cond_female": True,
                            "cond_lives_in_courtyard": True,
                            "cond_under_45": r.random() < 0.7,
                            "cond_junior_secondary": True,
                            "cond_attested": True,
                            "trained_on": r.choice(
                                (None, day(started, -5), day(started, -5), started, day(started, 1))
                            ),
                            "started_on": started,
                            "ended_on": ended,
                        }
                    )
                )
        return rows

    def payments(self, posts: list[Row]) -> list[Row]:
        """The pay of each post in most months, from city, street or village: in full, short, or none."""
        r, rows = self.r, []
        for post in posts:
            standard = 400 if post.cells["network_level"] == "2" else 20
            village = self.by_code[post.cells["division_code"]].level == "village"
            payer = r.choice("1223333") if village else r.choice("1122")
            for month in self.months()[r.randint(0, 5) :]:
                paid_on = day(dt.date.fromisoformat(month + "-01"), r.randint(0, 20))
                cells = {
                    "post_id": post.cells["post_id"],
                    "month": month,
                    "amount_due": standard,
                    "amount_paid": r.choice((standard, standard, standard + 5, standard, standard, 10)),
                    "paid_on": paid_on if paid_on <= self.d.as_of and r.random() < 0.95 else None,
                    "paying_body": payer,
                }
                rows.append(Row(cells))
        return rows

    def facilities(self) -> list[Row]:
        """Rooms and boards of each body but one, optional ones too; some not there, not yet, not named."""
        r, d = self.r, self.d
        without = r.choice(d.bodies).code
        edges = [day(bounds(h)[0], n) for h in self.halves for n in (80, 89, 90, 91, 92, 120, 170)]
        edges = [edge for edge in edges if edge <= d.as_of]
        return [
            Row(
                {
                    "division_code": body.code,
                    "item_code": item,
                    "in_place_flag": r.random() < 0.9,
                    "quantity": 1,
                    "opened_on": dt.date(2007, 1, 1) if r.random() < 0.9 else min(self._some_day(), d.as_of),
                    "updated_on": r.choice((*edges, None)),
                }
            )
            for body in d.bodies
            for item in (*MANDATORY_ITEMS, "31", "33")
            if body.code != without and r.random() < 0.97
        ]

    def populations(self) -> list[Row]:
        """Populations at the half-years' ends, some bodies missing, urban or rural as their area is."""
        rows = []
        for half in self.halves:
            _, end = bounds(half)
            forgetful = self.r.random() < 0.4
            for body in self.d.bodies:
                total = self.r.randint(300, 9000)
                if end > self.d.as_of or (forgetful and self.r.random() < 0.06):
                    continue
                urban = total if body.area == "1" else 0
                rows.append(
                    Row(
                        {
                            "division_code": body.code,
                            "as_of_date": end,
                            "total_population": total,
                            "urban_population": urban,
                            "rural_population": total - urban,
                            "mwra_count": total // 6,
                            "household_count": total // 3,
                            "source_kind": "1",
                        }
                    )
                )
        return rows

    def rulings(self) -> list[Row]:
        """Rulings on streets and villages: vetoes in force, over and revoked, and lighter sanctions."""
        r, d, rows = self.r, self.d, []
        for body in r.sample(d.bodies, 3):
            on = day(d.dates[0], -r.randint(0, 200))
            rows.append(
                Row(
                    {
                        "ruling_no": f"裁{len(rows):03d}",
                        "deciding_body": "区委",
                        "ruled_on": on,
                        "subject_type": body.level,
                        "subject_code": body.code,
                        "sanction": r.choice("112"),
                        "reason_category": "1",
                        "effective_from": on,
                        "effective_to": day(d.as_of, 200) if r.random() < 0.5 else None,
                        "basis_document": "甲字一号",
                    }
                )
            )
        return rows

    def inspections(self) -> list[Row]:
        """An inspection of each street in each half-year ended."""
        return [
            Row(
                {
                    "inspection_no": f"I{half}{street}",
                    "half_year": half,
                    "subject_code": street,
                    "inspected_on": bounds(half)[1],
                    "sampled_pages": 20,
                    "missed_households": 0,
                    "missed_persons": 1,
                    "wrong_cells": 2,
                }
            )
            for half in self.halves
            for street in self.d.streets
            if bounds(half)[1] <= self.d.as_of and self.r.random() < 0.9
        ]


class Inbox:
    """The deliveries of one district, in the order they came."""

    def __init__(self, seed: int) -> None:
        self.district = d = District(seed)
        self.offices = o = Offices(d)
        self.r = d.r
        self.clock = dt.datetime(2010, 6, 1, 8, 0, 0)
        self.deliveries: list[Delivery] = []
        self._send("区划", [Sheet("divisions", o.divisions())])
        self._send("单位", [Sheet("units", o.unit_rows())])
        self._send("清册", [Sheet("building_inventory", o.inventory())])
        for date in d.dates:
            self._send_ledgers(date)
        self._send_lists()
        self._send_corrections()
        self.pairs = Mistakes(self.deliveries, d).plant()
        self._send_oddities()

    def _send(self, name: str, sheets: list[Sheet]) -> None:
        """One workbook of all sheets, or one CSV for each."""
        self.clock += dt.timedelta(minutes=self.r.randint(1, 90))
        folder = self.r.choice(("", "甲/", "乙/丙/"))
        stem = f"{folder}{len(self.deliveries):03d}{name}"
        if self.r.random() < 0.6:
            self.deliveries.append(Delivery(f"{stem}.xlsx", self.clock, sheets))
            return
        for n, sheet in enumerate(sheets):
            self.clock += dt.timedelta(minutes=1)
            self.deliveries.append(Delivery(f"{stem}{n}.csv", self.clock, [sheet]))

    def _send_ledgers(self, date: dt.date) -> None:
        """Bodies send their own ledger, or a street sends those of all its bodies together."""
        for street in self.district.streets:
            due = [b for b in self.district.bodies if b.street == street and date in b.snapshots]
            parcels = [due] if self.r.random() < 0.35 else [[b] for b in due]
            for parcel in parcels:
                if parcel:
                    self._send_ledger(parcel, date)

    def _send_ledger(self, bodies: list[Body], date: dt.date) -> None:
        rows: dict[str, list[Row]] = {}
        for body in bodies:
            for table, more in self.district.ledger_rows(body, date).items():
                rows.setdefault(table, []).extend(more)
        self._send("台账", [Sheet(table, list_) for table, list_ in rows.items()])

    def _send_lists(self) -> None:
        o = self.offices
        heads, courtyards = o.monthly()
        posts = o.posts()
        payments = o.payments(posts)
        for row in (*o.registrations, *o.changes, *o.slip_lines, *o.handovers):
            if self.r.random() < 0.01:
                misspell_id(self.r, row)
        for row in (*o.registrations, *o.changes):
            if row.fate == "accepted" and self.r.random() < 0.006:
                row.cells["community_code"] = self.district.expired.code
                row.fate = "quarantined"
        for rows, name, other in (
            (o.registrations, "fee_charged", 7),
            (o.changes, "courtyard_code", "Y99"),
            (posts, "name", "闻某"),
            (o.slip_lines, "checkup_record", "未检"),
        ):
            self._repeat_lines(rows, name, other)
        self._send("通报单", [Sheet("slips", o.slips), Sheet("slip_lines", o.slip_lines)])
        self._send("流动", [Sheet("float_registrations", o.registrations)])
        self._send(
            "月报",
            [
                Sheet("monthly_reports", heads),
                Sheet("courtyard_months", courtyards),
                Sheet("change_lines", o.changes),
            ],
        )
        self._send("移交", [Sheet("handovers", o.handovers)])
        self._send("证明", [Sheet("certificates", o.certificates)])
        self._send("队伍", [Sheet("network_posts", posts), Sheet("network_payments", payments)])
        self._send("阵地", [Sheet("facilities", o.facilities())])
        self.populations = o.populations()
        self._send("人口", [Sheet("populations", self.populations)])
        self._send("裁定", [Sheet("rulings", o.rulings())])
        self._send("督查", [Sheet("inspections", o.inspections())])

    def _repeat_lines(self, rows: list[Row], name: str, other: object) -> None:
        """Some lines stand twice in their sheet: alike, or with a differing cell, when the last one holds."""
        for row in list(rows):
            if row.fate != "accepted":
                continue
            pick = self.r.random()
            if pick < 0.008:
                row.twin = True
            elif pick < 0.016:
                rows.insert(rows.index(row), Row(row.cells | {name: other}, "quarantined"))

    def _send_corrections(self) -> None:
        """Whole snapshots again, with other mistakes and fewer persons; and some corrected populations."""
        d, r = self.district, self.r
        pairs = [(b, s) for b in d.bodies for s in b.snapshots]
        for body, date in r.sample(pairs, 3):
            body.pages = body.pages[: -2 or None]
            self._send_ledger([body], date)
        corrected = [Row(dict(p.cells)) for p in r.sample(self.populations, min(3, len(self.populations)))]
        for row in corrected:
            row.cells["total_population"] += 100
            row.cells["urban_population" if row.cells["urban_population"] else "rural_population"] += 100
        self._send("人口更正", [Sheet("populations", corrected)])

    def _send_oddities(self) -> None:
        """Bytes that came before under another name, and a file that is no contract."""
        self.odd = ["再次报送/副本.dat", "菜单.csv"]
        self.copied = self.r.choice(self.deliveries)

    def write(self, inbox: Path) -> None:
        """Lays everything into the folder."""
        r = random.Random(self.district.seed + 1)
        for delivery in self.deliveries:
            write_delivery(r, inbox, delivery)
        later = self.clock + dt.timedelta(hours=1)
        self.twin = Delivery(self.odd[0], later, [], self.copied.content)
        self.stray = Delivery(self.odd[1], later, [], "菜名,价钱\n面条,5\n米饭,1\n".encode())
        for delivery in (self.twin, self.stray):
            write_delivery(r, inbox, delivery)
