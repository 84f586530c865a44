"""All indicators of a half-year as the specification pools and charges them, and what was not delivered."""

from dataclasses import dataclass

from . import of_bodies, of_flows, of_ledgers, of_units
from .periods import bounds, months_of
from .reading import Ratio, Reading

Key = tuple[str, str, str, str]
TO_COMMUNITIES_ONLY = {"acknowledgement_rate"}
PARITY = "floating_record_parity_index"


@dataclass(frozen=True)
class Expected:
    """Numerator, denominator, and whether what was due was delivered."""

    numerator: float
    denominator: float
    status: str


def expected_values(reading: Reading, half: str) -> dict[Key, Expected]:
    """By half-year, body, part and indicator: bodies by themselves, streets pooled."""
    pooled = Pool(reading, half)
    for read in (of_ledgers.rates, of_flows.rates, of_bodies.rates):
        for (indicator, body), ratio in read(reading, half).items():
            pooled.add(indicator, body, ratio)
    for (indicator, body), ratio in of_units.charged_to_bodies(reading, half).items():
        pooled.add(indicator, body, ratio, to_street=indicator in TO_COMMUNITIES_ONLY)
    for (indicator, street), ratio in of_units.charged_to_streets(reading, half).items():
        pooled.charge(indicator, street, ratio)
    for payer, ratio in of_bodies.payments(reading, half).items():
        if payer in reading.streets:
            pooled.charge("payment_fulfilment_rate", payer, ratio)
        else:
            pooled.add("payment_fulfilment_rate", payer, ratio)
    values = pooled.values() | _parity(reading, half)
    return values | _of_slips(values) | _of_own_certificates(reading, values)


def _of_slips(values: dict[Key, Expected]) -> dict[Key, Expected]:
    """Due are the expected slips: where not one of them came, all that is asked of slips has no data."""
    silent = {
        key[:3]
        for key, value in values.items()
        if key[3] == "slip_submission_rate" and value.denominator and not value.numerator
    }
    return {
        key: Expected(value.numerator, value.denominator, "no_data")
        for key, value in values.items()
        if key[:3] in silent
        and (key[3] in of_units.OF_SLIPS or (key[3] == "slip_line_match_rate" and not value.denominator))
    }


def _of_own_certificates(reading: Reading, values: dict[Key, Expected]) -> dict[Key, Expected]:
    """A community without a ledger has no data on its own files' certificates."""
    return {
        key: Expected(value.numerator, value.denominator, "no_data")
        for key, value in values.items()
        if key[3] == "certificate_coverage_rate"
        and key[1] in reading.bodies
        and not _has_ledger(reading, key[1], key[0])
    }


class Pool:
    """Ratios of bodies, and beside them those of their streets."""

    def __init__(self, reading: Reading, half: str) -> None:
        self.reading, self.half = reading, half
        self.ratios: dict[tuple[str, str, str], Ratio] = {}

    def add(self, indicator: str, code: str, ratio: Ratio, to_street: bool = True) -> None:
        """A body's ratio, and its share of the street's."""
        body = self.reading.bodies[code]
        part = "urban" if body.area == "1" else "rural"
        for charged in (code, body.street) if to_street else (code,):
            self._sum(indicator, charged, part, ratio)

    def charge(self, indicator: str, street: str, ratio: Ratio) -> None:
        """A street's own ratio, on its urban side where there is one."""
        self._sum(indicator, street, "rural" if self.reading.streets[street] == "rural" else "urban", ratio)

    def _sum(self, indicator: str, code: str, part: str, ratio: Ratio) -> None:
        had = self.ratios.get((code, part, indicator), (0, 0))
        self.ratios[code, part, indicator] = (had[0] + ratio[0], had[1] + ratio[1])

    def values(self) -> dict[Key, Expected]:
        return {
            (self.half, *key): Expected(n, d, status(self.reading, (self.half, *key), d))
            for key, (n, d) in self.ratios.items()
        }


def status(reading: Reading, key: Key, denominator: float) -> str:
    """Nothing due: not_applicable; due, and none of the bodies concerned delivered its source: no_data.

    A ledger and the list of premises are due from every body; what a building or an event asks of a ledger is
    due only where there is one.
    """
    half, indicator = key[0], key[3]
    source = SOURCES.get(indicator)
    is_due = denominator > 0 or indicator not in DUE_WHERE_COUNTED
    if source and is_due and not any(source(reading, body, half) for body in _concerned(reading, key)):
        return "no_data"
    return "ok" if denominator else "not_applicable"


def _concerned(reading: Reading, key: Key) -> list[str]:
    _, code, part, indicator = key
    return [
        body
        for body in reading.bodies
        if code in (body, reading.bodies[body].street)
        and part == ("urban" if reading.bodies[body].area == "1" else "rural")
        and not (indicator in OF_VILLAGES and body in reading.communities)
    ]


def _has_ledger(reading: Reading, body: str, half: str) -> bool:
    return bool(reading.snapshot(body, bounds(half)[1]))


def _has_report(reading: Reading, body: str, half: str) -> bool:
    return any((body, month) in reading.tables["monthly_reports"] for month in months_of(half))


def _has_facilities(reading: Reading, body: str, half: str) -> bool:
    return any(key[0] == body for key in reading.tables["facilities"])


OF_VILLAGES = {"transfer_in_acceptance_rate", "publicity_update_rate"}
DUE_WHERE_COUNTED = {
    "nine_kind_completeness_rate",
    "weekly_visit_coverage_rate",
    "building_ledger_coverage_rate",
    "household_page_coverage_rate",
    "ledger_update_timeliness_rate",
    "outflow_update_rate",
    "transfer_in_acceptance_rate",
}
OF_LEDGERS = {*of_ledgers.BY_BODY, *DUE_WHERE_COUNTED, "missed_record_rate", "duplicate_record_rate", PARITY}
SOURCES = (
    dict.fromkeys(OF_LEDGERS, _has_ledger)
    | dict.fromkeys(of_bodies.OF_REPORTS, _has_report)
    | dict.fromkeys(("facility_standard_rate", "publicity_update_rate"), _has_facilities)
)


def _parity(reading: Reading, half: str) -> dict[Key, Expected]:
    """Completeness of class 3 beside that of classes 1 and 2, from the pooled cells."""
    cells: dict[tuple[str, str], list[Ratio]] = {}
    for code, body in reading.bodies.items():
        part = "urban" if body.area == "1" else "rural"
        for charged in (code, body.street):
            cells.setdefault((charged, part), []).extend(of_ledgers.cells_by_class(reading, code, half))
    values = {}
    for (code, part), ratios in cells.items():
        filled3, due3 = (sum(column) for column in zip(*ratios[::2], strict=True))
        filled12, due12 = (sum(column) for column in zip(*ratios[1::2], strict=True))
        resident = filled12 / due12 if due3 and due12 else 0
        floating = min(filled3 / due3, resident) if resident else 0
        values[half, code, part, PARITY] = Expected(
            floating, resident, status(reading, (half, code, part, PARITY), resident)
        )
    return values
