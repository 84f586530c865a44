"""People of the independent district who leave a unit, the district or a community, and their papers."""

import datetime as dt
from collections.abc import Iterable

from .district import Body, District, Entry, day
from .paper import Row
from .people import Citizen
from .periods import next_report

COUNTY_AND_ABOVE = ("411602", "330106003", "440305", "411600", "410000", "330100000", None)


class Movers:
    """Draws hand-overs, job losses and outflows; hand-overs and registrations as rows, changes as wishes."""

    def __init__(self, district: District, days: Iterable[dt.date]) -> None:
        self.d, self.r = district, district.r
        self.days = iter(days)
        self.handovers: list[Row] = []
        self.outflows: list[Row] = []
        self.changes: list[tuple[Citizen, Body, dt.date, str]] = []
        self.moved: set[str] = set()
        self._to_villages()
        self._out_of_units()
        self._between_communities()
        self._out_of_the_district()

    def _stayers(self, share: float, classes: str = "1234") -> Iterable[Entry]:
        """Some women of those classes with one open file, each only once over all moves."""
        for entry in list(self.d.entries):
            person = entry.citizen.citizen_id
            is_single = person not in self.d.repeated and "file_closed_on" not in entry.cells
            is_wanted = is_single and entry.cells["management_class"] in classes
            if is_wanted and person not in self.moved and self.r.random() < share:
                self.moved.add(person)
                yield entry

    def _to_villages(self) -> None:
        """Women handed to villages: most files close with it, most villages open one, some of them late."""
        r, d = self.r, self.d
        villages = [b for b in d.bodies if b.level == "village"]
        for entry in self._stayers(0.08):
            if entry.page.body.level != "community":
                continue
            on = min(next(self.days), d.as_of)
            if r.random() < 0.1 and len(d.dates) > 2:
                on = d.dates[1]
            village = r.choice(villages)
            self._hand_over(("2", entry.page.body.code, village.code), entry.citizen, on)
            if r.random() < 0.8:
                entry.cells |= {"file_closed_on": on, "file_close_reason": "3"}
            if r.random() < 0.7:
                opened = min(day(on, r.choice((-200, 0, 3, 12, 29, 30, 31, 45))), d.as_of)
                again = d.enter(d.page(village), entry.citizen, d.dates[0])
                again.cells |= {"marital_status": "20", "management_class": "4", "file_opened_on": opened}

    def _out_of_units(self) -> None:
        """Women who leave a unit: with a hand-over in time or late, a job-loss line, or both."""
        r = self.r
        for entry in self._stayers(0.2, "2"):
            left = next(self.days)
            if left > self.d.as_of:
                continue
            told = r.choice(("line", "paper", "both", "both"))
            entry.leaves_unit_on = r.choice((None, left))
            if told != "paper":
                heard = min(day(left, r.choice((0, 0, 0, -4, 6))), self.d.as_of)
                self.changes.append((entry.citizen, entry.page.body, heard, "06"))
            if told == "line":
                continue
            handed = day(left, r.choice((0, 3, 9, 20, 29, 30, 31, 44)))
            body = entry.page.body
            self._hand_over(("1", str(entry.cells["unit_code"]), body.code), entry.citizen, handed, left)

    def _between_communities(self) -> None:
        for entry in self._stayers(0.03):
            if entry.page.body.level == "community":
                target = self.r.choice(sorted(self.d.communities))
                self._hand_over(("3", entry.page.body.code, target), entry.citizen, next(self.days))

    def _hand_over(
        self, way: tuple[str, str, str], citizen: Citizen, on: dt.date, left: dt.date | None = None
    ) -> None:
        """A hand-over (kind, from, to), received at once, later or not yet, acknowledged around day 14."""
        r, d = self.r, self.d
        if on > d.as_of:
            return
        received = None if r.random() < 0.2 else min(day(on, r.choice((0, 0, 0, 1, 2, 8))), d.as_of)
        back = day(received or on, r.choice((0, 2, 7, 13, 14, 15, 20)))
        kind, source, target = way
        cells = {
            "handover_no": f"H{len(self.handovers):05d}",
            "handover_type": kind,
            "from_code": source,
            "to_code": target,
            "citizen_id": citizen.citizen_id,
            "handed_on": on,
            "received_on": received,
            "acknowledged_on": back if back <= d.as_of and r.random() < 0.85 else None,
            "documents_complete_flag": True,
        }
        self.handovers.append(
            Row(cells | ({"separation_reason": r.choice("1239"), "separated_on": left} if left else {}))
        )

    def _out_of_the_district(self) -> None:
        """Women who flow out: a change line, a file closed around the next report, a registration."""
        r, d = self.r, self.d
        for entry in self._stayers(0.1):
            left = min(next(self.days), d.as_of)
            self.changes.append((entry.citizen, entry.page.body, left, "09"))
            closed = day(next_report(left), r.choice((-12, -4, -1, 0, 0, 1, 3, 20)))
            opened = entry.cells["file_opened_on"]
            if left <= closed <= d.as_of and (not opened or opened <= left) and r.random() < 0.85:
                entry.cells |= {"file_closed_on": closed, "file_close_reason": "2"}
        for body in d.bodies:
            for _ in range(r.randint(2, 9) if body.level == "village" else r.randint(0, 2)):
                woman = d.register.woman(r.choice(d.dates))
                self.outflows.append(Row(self._outflow(woman, body)))

    def _outflow(self, citizen: Citizen, body: Body) -> dict[str, object]:
        r, d = self.r, self.d
        registered = min(r.choice((next(self.days), day(d.dates[0], -r.randint(100, 500)))), d.as_of)
        updated, left = (day(registered, r.randint(1, 500)) for _ in range(2))
        return {
            "registration_no": f"W{len(self.outflows):05d}",
            "direction": "2",
            "community_code": body.code,
            "place_type": "9",
            "name": citizen.name,
            "citizen_id": citizen.citizen_id,
            "sex": "2",
            "birth_date": citizen.born_on,
            "marital_status": "20",
            "other_division_code": r.choice(COUNTY_AND_ABOVE),
            "moved_on": day(registered, -r.randint(0, 20)),
            "registered_on": registered,
            "four_free_explained": "NNNN",
            "fee_charged": 0,
            "updated_on": updated if updated <= d.as_of and r.random() < 0.8 else None,
            "left_on": left if left <= d.as_of and r.random() < 0.3 else None,
        }
