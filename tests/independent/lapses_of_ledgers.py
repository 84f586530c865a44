"""Findings about buildings, pages, files and persons, on the ledgers in force at the date of knowledge."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from .lapses import Lapse, ledger_in_force, where
from .reading import File, Reading

LIVED_IN = ("1", "2", "4")


def of_buildings(reading: Reading) -> Iterator[Lapse]:
    """Missing books, two books, buildings in no inventory, dwellings without a page."""
    on = reading.as_of
    for body in reading.bodies:
        ledger = reading.snapshot(body, on)
        if not ledger:  # only file_missing_for_period speaks of a body that sent no ledger
            continue
        rows = ledger.get("ledger_buildings", [])
        books = Counter(
            row["building_code"]
            for row in rows
            if row["book_opened_on"] <= on and (row["book_closed_on"] is None or row["book_closed_on"] > on)
        )
        inventory = reading.inventory(body, on)
        pages = defaultdict(set)
        for row in ledger.get("ledger_households", []):
            if row["occupancy_status"] in LIVED_IN:
                pages[row["building_code"]].add(row["household_page_no"])
        for code, building in inventory.items():
            if books[code] == 0:
                yield Lapse("building_without_book", body, code)
            if books[code] > 1:
                yield Lapse("building_two_books", body, code)
            if short := max(0, building["household_expected"] - len(pages[code])):
                yield Lapse("dwelling_without_page", body, f"{code} {short}")
        # "not in the building inventory": one that was demolished and is still listed is in it
        listed = {key[1] for key in reading.tables["building_inventory"] if key[0] == body}
        for code in (
            books.keys() - listed
        ):  # open: a building whose books are closed is the ledger's no longer
            yield Lapse("building_not_in_inventory", body, code)


def of_pages(reading: Reading) -> Iterator[Lapse]:
    """Page numbers that stand on several households, and pages with fewer persons than they say."""
    on = reading.as_of
    for body in reading.bodies:
        ledger = reading.snapshot(body, on)
        numbers = Counter(row["household_page_no"] for row in ledger.get("ledger_households", []))
        for number, times in numbers.items():
            if times > 1:
                yield Lapse("page_number_reused", body, number)
        there = _persons_on_pages(reading, body)
        wanted: dict[str, int] = {}
        for row in ledger.get("ledger_households", []):
            number = row["household_page_no"]
            wanted[number] = max(wanted.get(number, 0), row["person_expected"] or 0)
        for number, expected in wanted.items():
            if there[number] < expected:
                yield Lapse("person_missing_on_page", body, f"{number} {expected - there[number]}")


def _persons_on_pages(reading: Reading, body: str) -> Counter[str]:
    """Rows not closed at D by page, "quarantined ones with a readable page number included"."""
    on = reading.as_of
    date = ledger_in_force(reading, body)
    tab = reading.tab_of.get((body, date, "ledger_persons")) if date else None
    there: Counter[str] = Counter()
    for row in tab.sheet.rows if tab else []:
        cells = row.cells
        closed = cells.get("file_closed_on")
        is_own = cells["community_code"] == body and cells["as_of_date"] == date
        if is_own and cells["household_page_no"] and (closed is None or closed > on):
            there[cells["household_page_no"]] += 1
    return there


def of_files(reading: Reading) -> Iterator[Lapse]:
    """Files without a class, without the evidence of it, or with a wrong flag of separation."""
    on = reading.as_of
    registered = {row["person"] for row in reading.open_inflows(on)}
    for file in reading.files(on):
        cells = file.cells
        kind = cells["management_class"]
        if not file.is_village and kind in (None, "4"):  # a community has no class 4
            yield Lapse("class_missing", file.body, "", where(cells))
        certified = reading.certified(file.person, file.body, on)
        is_without = {
            "1": cells["employment_status"] == "1",
            "2": cells["unit_code"] is None or not certified,
            "3": file.person not in registered,
        }
        if is_without.get(kind, False):
            yield Lapse("class_evidence_missing", file.body, "", where(cells))
        said, hukou = cells["residence_split_flag"], cells["hukou_division_code"]
        if said is not None and hukou and said != (hukou[:6] != file.body[:6]):
            yield Lapse("split_flag_mismatch", file.body, "", where(cells))


def of_persons(reading: Reading) -> Iterator[Lapse]:
    """Persons with several files, and those who float in one body and reside in another."""
    copies: dict[str, list[File]] = defaultdict(list)
    for file in reading.files(reading.as_of):
        copies[file.person].append(file)
    for files in copies.values():
        # counted once "among communities; villages apart": of both the community's file is the counted one
        body = min(files, key=lambda f: (f.is_village, f.order)).body
        if len({(f.body, f.page) for f in files}) > 1:
            yield Lapse("person_duplicate_exact", body)
        floats = {f.body for f in files if f.cells["management_class"] == "3"}
        resides = {f.body for f in files if f.cells["management_class"] in ("1", "2")}
        if any(here != there for here in floats for there in resides):
            yield Lapse("float_and_resident_conflict", body)


def of_missed(reading: Reading) -> Iterator[Lapse]:
    """Missed persons. Open: a woman shown by two kinds of evidence is missed once, as the newest shows her,

    "She is charged to the body where the newest evidence points."
    """
    for evidence in reading.missed(reading.as_of).values():
        yield Lapse(f"missed_from_{evidence.source}", evidence.body)


def of_transfers(reading: Reading) -> Iterator[Lapse]:
    """Women handed to a village who still have a file in the community that handed them over.

    "Still has": one opened after the hand-over is that of a woman who came back.
    """
    handed: dict[tuple[str, str], dt.date] = {}
    for h in reading.tables["handovers"].values():
        if h["handover_type"] == "2":
            way = h["person"], h["from_code"]
            handed[way] = max(handed.get(way, h["handed_on"]), h["handed_on"])
    for file in reading.files(reading.as_of):
        on, opened = handed.get((file.person, file.body)), file.cells["file_opened_on"]
        if on and (opened is None or opened <= on):
            yield Lapse("transferred_still_active", file.body, "", where(file.cells))


ALL = (of_buildings, of_pages, of_files, of_persons, of_missed, of_transfers)


def lapses(reading: Reading) -> Iterable[Lapse]:
    """All findings about ledgers."""
    return [lapse for find in ALL for lapse in find(reading)]
