"""Findings about single rows and cells, in every sheet: keys, numbers, dates, codes, blanks, headers, totals."""

import datetime as dt
from collections.abc import Iterable, Iterator

from .lapses import Lapse, fault, quarantined, standing, standing_tabs, where
from .of_units import street_of
from .paper import COLUMNS, Row, Wrong
from .reading import MAY_BE_FUTURE, Cells, Reading, Tab, id_birth, id_female

CODED = ("code", "code_list", "yes_no")
UNREADABLE_NUMBERS = ("int", "decimal")  # the catalogue of bad input has them "blank with code_invalid"
DATED = ("date", "end_date")
CHARGED_BY = {"certificates": "issuer_code", "units": "jurisdiction_street_code"}


def of_sheets(reading: Reading) -> Iterator[Lapse]:
    """Headers that no contract takes, and totals that are no sums."""
    for tab in standing_tabs(reading):
        if tab.sheet.stray_header:
            yield Lapse("header_unmapped_column", None, "", (tab.path, tab.number, None))
        if tab.sheet.total_off_by:
            yield Lapse("total_row_mismatch", None, "", (tab.path, tab.number, tab.sheet.total_line))


def of_quarantine(reading: Reading) -> Iterator[Lapse]:
    """The rows held back: for their citizen ID, a key, or a person named in a ruling."""
    for tab, row in quarantined(reading):
        check, column = fault(reading, tab, row)
        body = charged(reading, tab.sheet.table, row.cells)
        yield Lapse(check, body, column, (tab.path, tab.number, row.lines[0]))


def charged(reading: Reading, table: str, cells: Cells) -> str | None:
    """The body whose row it is, as far as the row can be read."""
    if table == "slips":  # "the unit's jurisdiction street": of a single row, as the slip itself names it
        return cells["jurisdiction_street_code"]
    if table == "slip_lines":
        slip = next((s for s in reading.landed["slips"].values() if s["slip_no"] == cells["slip_no"]), None)
        return slip["jurisdiction_street_code"] if slip else None
    if table == "handovers":
        streets = street_of(reading, cells["handed_on"])
        return streets.get(cells["from_code"]) if cells["handover_type"] == "1" else cells["from_code"]
    if table == "network_payments":
        post = reading.landed["network_posts"].get((cells["post_id"],), {})
        return post.get("division_code")
    if table == "inspections":
        return cells["subject_code"]
    if table in CHARGED_BY:
        return cells[CHARGED_BY[table]]
    code = cells.get("community_code") or cells.get("division_code")
    return code if isinstance(code, str) else None  # a body no longer in force is still the one that wrote


def of_cells(reading: Reading) -> Iterator[Lapse]:
    """Cells that read as nothing, and required ones that are blank then."""
    for table, cells in standing(reading):
        yield from _unreadable(reading, *cells["at"])
        for column in COLUMNS[table]:
            if cells[column["canonical"]] is None and is_required(reading, table, column["canonical"], cells):
                body = charged(reading, table, cells)
                yield Lapse("required_cell_blank", body, column["canonical"], where(cells))
    for tab, row in quarantined(reading):  # its cells were read like any other's
        yield from _unreadable(reading, tab, row)


def _unreadable(reading: Reading, tab: Tab, row: Row) -> Iterator[Lapse]:
    place = tab.path, tab.number, row.lines[0]
    for column in COLUMNS[tab.sheet.table]:
        name = column["canonical"]
        value = row.cells.get(name)
        if column["is_key"] == "Y" or not (isinstance(value, Wrong) or _is_future(reading, name, value)):
            continue
        if column["kind"] in CODED + UNREADABLE_NUMBERS:
            yield Lapse("code_invalid", charged(reading, tab.sheet.table, row.cells), name, place)
        if column["kind"] in DATED:
            yield Lapse("date_invalid", charged(reading, tab.sheet.table, row.cells), name, place)


def _is_future(reading: Reading, name: str, value: object) -> bool:
    return isinstance(value, dt.date) and value > reading.as_of and name not in MAY_BE_FUTURE


def is_required(reading: Reading, table: str, name: str, cells: Cells) -> bool:
    """R, or C whose condition holds (spec/contracts.csv)."""
    required = next(c["required"] for c in COLUMNS[table] if c["canonical"] == name)
    return required == "R" or (required == "C" and _condition_holds(reading, table, name, cells))


def _condition_holds(reading: Reading, table: str, name: str, cells: Cells) -> bool:
    match table, name:
        case "ledger_persons", "unit_name" | "unit_code":
            return bool(cells["employment_status"] == "1")
        case "ledger_persons", "certificate_no":
            return bool(cells["management_class"] == "2")
        case "ledger_persons", "file_close_reason":
            return cells["file_closed_on"] is not None
        case "ledger_persons", _:
            return reading.is_file(cells, reading.as_of)
        case "slips", "acknowledgement_no":
            return cells["acknowledged_on"] is not None
        case "slip_lines", "certificate_no":
            return bool(cells["employment_status"] == "1")
        case "handovers", _:
            return bool(cells["handover_type"] == "1")
        case "float_registrations", "section_code":
            return cells["place_type"] in ("1", "2")
        case "float_registrations", "cert_check_result":
            return cells["cert_checked_on"] is not None
        case "network_posts", "courtyard_code":
            return cells["network_level"] in ("3", "4")
        case "network_posts", "entrance_no":
            return bool(cells["network_level"] == "4")
        case "network_posts", _:
            return bool(cells["network_level"] == "3")
        case "facilities", "updated_on":
            return cells["item_code"] in ("21", "22", "23", "24")
        case "units", "superior_unit_code":
            return bool(cells["institution_tier"] == "2")
        case "units", "agreement_year":
            return cells["agreement_signed_on"] is not None
        case "divisions", "scheme_type":
            return cells["division_level"] in ("street", "town")
        case "divisions", "area_type":
            return cells["division_level"] in ("community", "village")
        case "rulings", "linked_ruling_no":
            return cells["sanction"] == "1" and _is_second_level(reading, cells)
    raise LookupError(f"no condition for {table}.{name}")


def _is_second_level(reading: Reading, ruling: Cells) -> bool:
    units = reading.landed["units"].values()
    return any(u["unit_code"] == ruling["subject_code"] and u["institution_tier"] == "2" for u in units)


def _stated_birth(cells: Cells) -> object:
    """The birth date of the column; open: a day to come is invalid, and it contradicts the number all the same."""
    stated = cells["at"][1].cells.get("birth_date")
    if isinstance(stated, Wrong) and stated.text == "2027-01-01":
        return dt.date(2027, 1, 1)
    return cells.get("birth_date")


def of_ids(reading: Reading) -> Iterator[Lapse]:
    """Citizen IDs of fifteen digits, and those that contradict the columns beside them."""
    for table, cells in standing(reading):
        if "person" not in cells:
            continue
        body = charged(reading, table, cells)
        if len(cells["citizen_id"]) == 15:
            yield Lapse("id_legacy_15", body, "citizen_id", where(cells))
        born, sex = _stated_birth(cells), cells.get("sex")
        says_other_day = born is not None and born != id_birth(cells["person"])
        says_other_sex = sex in ("1", "2") and (sex == "2") != id_female(cells["person"])
        if says_other_day or says_other_sex:
            yield Lapse("id_birth_sex_mismatch", body, "", where(cells))


ALL = (of_sheets, of_quarantine, of_cells, of_ids)


def lapses(reading: Reading) -> Iterable[Lapse]:
    """All findings about rows and cells."""
    return [lapse for find in ALL for lapse in find(reading)]
