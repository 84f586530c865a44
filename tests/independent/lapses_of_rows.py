"""Findings about single rows and cells of every sheet: keys, IDs, dates, codes, blanks, headers, totals."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from .district import DAY_TO_COME
from .lapses import Lapse, fault, id_fault, quarantined, standing, standing_tabs, where
from .of_units import street_of
from .paper import COLUMNS, Row, Wrong
from .reading import MAY_BE_FUTURE, Cells, Reading, Tab, id_birth, id_female, long_id

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
    if required != "C":
        return required == "R"
    condition = CONDITIONS.get((table, name)) or CONDITIONS[table, ""]
    return bool(condition(reading, cells))


def _is_veto_of_second_level(reading: Reading, ruling: Cells) -> bool:
    units = reading.landed["units"].values()
    is_second = any(u["unit_code"] == ruling["subject_code"] and u["institution_tier"] == "2" for u in units)
    return ruling["sanction"] == "1" and is_second


# what makes a column required that is so only under a condition; a blank name speaks for the table's others
CONDITIONS: dict[tuple[str, str], Callable[[Reading, Cells], object]] = {
    ("ledger_persons", ""): lambda reading, row: reading.is_file(row, reading.as_of),
    ("ledger_persons", "unit_name"): lambda _, row: row["employment_status"] == "1",
    ("ledger_persons", "unit_code"): lambda _, row: row["employment_status"] == "1",
    ("ledger_persons", "certificate_no"): lambda _, row: row["management_class"] == "2",
    ("ledger_persons", "file_close_reason"): lambda _, row: row["file_closed_on"],
    ("slips", "acknowledgement_no"): lambda _, row: row["acknowledged_on"],
    ("slip_lines", "certificate_no"): lambda _, row: row["employment_status"] == "1",
    ("handovers", ""): lambda _, row: row["handover_type"] == "1",
    ("float_registrations", "section_code"): lambda _, row: row["place_type"] in ("1", "2"),
    ("float_registrations", "cert_check_result"): lambda _, row: row["cert_checked_on"],
    ("network_posts", ""): lambda _, row: row["network_level"] == "3",
    ("network_posts", "courtyard_code"): lambda _, row: row["network_level"] in ("3", "4"),
    ("network_posts", "entrance_no"): lambda _, row: row["network_level"] == "4",
    ("facilities", "updated_on"): lambda _, row: row["item_code"] in ("21", "22", "23", "24"),
    ("units", "superior_unit_code"): lambda _, row: row["institution_tier"] == "2",
    ("units", "agreement_year"): lambda _, row: row["agreement_signed_on"],
    ("divisions", "scheme_type"): lambda _, row: row["division_level"] in ("street", "town"),
    ("divisions", "area_type"): lambda _, row: row["division_level"] in ("community", "village"),
    ("rulings", "linked_ruling_no"): _is_veto_of_second_level,
}


def of_ids(reading: Reading) -> Iterator[Lapse]:
    """Citizen IDs of fifteen digits, and those that contradict the columns beside them."""
    judged = [cells["at"] for _, cells in standing(reading)]
    for tab, row in [*judged, *quarantined(reading)]:  # also of a row held back for another column
        written = row.cells.get("citizen_id")
        if not isinstance(written, str) or id_fault(written, reading.as_of):
            continue
        body, place = charged(reading, tab.sheet.table, row.cells), (tab.path, tab.number, row.lines[0])
        if len(written) == 15:
            yield Lapse("id_legacy_15", body, "citizen_id", place)
        person, sex = long_id(written), row.cells.get("sex")
        born = _stated_birth(row.cells.get("birth_date"))
        says_other_sex = sex in ("1", "2") and (sex == "2") != id_female(person)
        if (born and born != id_birth(person)) or says_other_sex:
            yield Lapse("id_birth_sex_mismatch", body, "", place)


def _stated_birth(written: object) -> object:
    """The birth date of the column; open: a day to come is invalid, and contradicts the ID all the same."""
    if isinstance(written, Wrong):
        return dt.date.fromisoformat(written.text) if written.text == DAY_TO_COME else None
    return written


ALL = (of_sheets, of_quarantine, of_cells, of_ids)


def lapses(reading: Reading) -> Iterable[Lapse]:
    """All findings about rows and cells."""
    return [lapse for find in ALL for lapse in find(reading)]
