"""The indicators that the ledgers answer, beside inventory, certificates and registrations."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable

from .periods import bounds
from .reading import Cells, File, Ratio, Reading

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


def rates(reading: Reading, half: str) -> dict[tuple[str, str], Ratio]:
    """Numerator and denominator by indicator and body, at the half-year's end."""
    end = bounds(half)[1]
    values = {
        (name, body): read(reading, body, end) for name, read in BY_BODY.items() for body in reading.bodies
    }
    return values | _missed_and_repeated(reading, end)


def _buildings(reading: Reading, body: str, end: dt.date) -> Ratio:
    inventory = reading.inventory(body, end)
    books = Counter(
        row["building_code"]
        for row in reading.snapshot(body, end).get("ledger_buildings", [])
        if row["book_opened_on"] <= end and (row["book_closed_on"] is None or row["book_closed_on"] > end)
    )
    return sum(books[code] == 1 for code in inventory), len(inventory)


def _pages(reading: Reading, body: str, end: dt.date) -> Ratio:
    inventory = reading.inventory(body, end)
    building_of = {
        row["household_page_no"]: row["building_code"]
        for row in reading.snapshot(body, end).get("ledger_households", [])
        if row["occupancy_status"] in ("1", "2", "4") and row["building_code"] in inventory
    }
    pages = Counter(building_of.values())
    found = sum(min(pages[code], row["household_expected"]) for code, row in inventory.items())
    return found, sum(row["household_expected"] for row in inventory.values())


def _open_rows(reading: Reading, body: str, end: dt.date) -> list[Cells]:
    rows = reading.snapshot(body, end).get("ledger_persons", [])
    return [row for row in rows if row["file_closed_on"] is None or row["file_closed_on"] > end]


def _cells(reading: Reading, body: str, end: dt.date) -> Ratio:
    households = reading.snapshot(body, end).get("ledger_households", [])
    cells = [row[name] for row in households for name in HOUSEHOLD_REQUIRED]
    for row in _open_rows(reading, body, end):
        cells += _required_cells(reading, row, end)
    return sum(cell is not None for cell in cells), len(cells)


def _required_cells(reading: Reading, row: Cells, end: dt.date) -> list[object]:
    names = list(PERSON_REQUIRED)
    if reading.is_file(row, end):
        names += FILE_REQUIRED
    if row["employment_status"] == "1":
        names += ["unit_name", "unit_code"]
    if row["management_class"] == "2":
        names.append("certificate_no")
    if row["file_closed_on"]:
        names.append("file_close_reason")
    return [row[name] for name in names]


def cells_by_class(reading: Reading, body: str, half: str) -> tuple[Ratio, Ratio]:
    """Required cells filled and required, of the open person rows of class 3 and of classes 1 and 2."""
    end = bounds(half)[1]
    cells: dict[bool, list[object]] = {True: [], False: []}
    for row in _open_rows(reading, body, end):
        if row["management_class"] in ("1", "2", "3") and reading.is_file(row, end):
            cells[row["management_class"] == "3"] += _required_cells(reading, row, end)
    floating, resident = ((sum(c is not None for c in cells[k]), len(cells[k])) for k in (True, False))
    return floating, resident


def _classes(reading: Reading, body: str, end: dt.date) -> Ratio:
    files = [file for file in reading.files(end) if file.body == body]
    open_registrations = {row["person"] for row in reading.open_inflows(end)}
    return sum(_has_evidence(reading, file, end, open_registrations) for file in files), len(files)


def _has_evidence(reading: Reading, file: File, end: dt.date, registered: set[str]) -> bool:
    match file.cells["management_class"]:
        case "1":
            return file.cells["employment_status"] != "1"
        case "2":
            return file.cells["unit_code"] is not None and reading.certified(file.person, file.body, end)
        case "3":
            return file.person in registered
        case "4":  # the villages' own class asks for no evidence; in a community it is no class
            return file.is_village
    return False


def _split(reading: Reading, body: str, end: dt.date) -> Ratio:
    flags = [
        (row["residence_split_flag"], row["hukou_division_code"][:6] != body[:6])
        for row in _open_rows(reading, body, end)
        if row["residence_split_flag"] is not None and row["hukou_division_code"]
    ]
    return sum(said == true for said, true in flags), len(flags)


def _missed_and_repeated(reading: Reading, end: dt.date) -> dict[tuple[str, str], Ratio]:
    files = Counter(f.body for f in reading.files(end))
    missed = Counter(evidence.body for evidence in reading.missed(end).values())
    copies: dict[str, list[str]] = defaultdict(list)
    for file in reading.files(end):
        copies[file.person].append(file.body)
    surplus: dict[str, float] = defaultdict(float)
    for bodies in copies.values():
        for body in set(bodies):
            surplus[body] += (len(bodies) - 1) / len(set(bodies))
    return {("missed_record_rate", b): (missed[b], files[b] + missed[b]) for b in reading.bodies} | {
        ("duplicate_record_rate", b): (surplus[b], files[b]) for b in reading.bodies
    }


BY_BODY: dict[str, Callable[[Reading, str, dt.date], Ratio]] = {
    "building_ledger_coverage_rate": _buildings,
    "household_page_coverage_rate": _pages,
    "required_field_completeness_rate": _cells,
    "management_class_assignment_rate": _classes,
    "residence_basis_consistency_rate": _split,
}
