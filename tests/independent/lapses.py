"""What a finding is, and the rows that findings of a night may be about: those that still stand."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .paper import Row, Wrong
from .people import check_character
from .periods import bounds, half_of
from .reading import Cells, Reading, Tab

Where = tuple[str, int, int | None]


class Lapse(NamedTuple):
    """A finding: the check, the body charged, what it is about, and the row at fault where one is."""

    check: str
    body: str | None
    what: str = ""
    where: Where | None = None


def where(cells: Cells) -> Where:
    """Path, sheet and line of an accepted row."""
    tab, row = cells["at"]
    return tab.path, tab.number, row.lines[0]


def newest_half(reading: Reading) -> str:
    """The newest half-year ended by the date of knowledge."""
    half = half_of(reading.as_of)
    if bounds(half)[1] <= reading.as_of:
        return half
    return half_of(bounds(half)[0] - dt.timedelta(days=1))


def ledger_in_force(reading: Reading, body: str) -> dt.date | None:
    """The date of the body's newest ledger."""
    return max((date for code, date in reading.ledgers if code == body), default=None)


def standing(reading: Reading) -> Iterator[tuple[str, Cells]]:
    """The accepted rows that are judged, by table: of ledgers in force, elsewhere the last of every key."""
    for body in reading.bodies:
        for table, rows in reading.snapshot(body, reading.as_of).items():
            yield from ((table, cells) for cells in rows)
    for table, landed in reading.landed.items():
        yield from ((table, cells) for cells in landed.values())


def standing_tabs(reading: Reading) -> list[Tab]:
    """The sheets that are judged: of a ledger those of a snapshot in force, and all others."""
    in_force = {
        id(reading.tab_of[body, date, table])
        for body, date, table in reading.tab_of
        if date == ledger_in_force(reading, body)
    }
    return [t for t in reading.tabs if not t.sheet.table.startswith("ledger_") or id(t) in in_force]


def quarantined(reading: Reading) -> Iterable[tuple[Tab, Row]]:
    """The rows held back in sheets that are judged, but those that a later row of the same key replaced."""
    for tab in standing_tabs(reading):
        for row in tab.sheet.rows:
            is_judged = row.fate == "quarantined" and not _is_replaced(reading, tab, row)
            if is_judged and fault(reading, tab, row) != ("", ""):
                yield tab, row


def _is_replaced(reading: Reading, tab: Tab, row: Row) -> bool:
    """Whether the body of a ledger row has sent that sheet again, in a file of its own."""
    body, table = row.cells.get("community_code"), tab.sheet.table
    if not table.startswith("ledger_") or body not in reading.bodies:
        return False
    date = ledger_in_force(reading, body)
    return date is not None and reading.tab_of.get((body, date, table), tab) is not tab


def fault(reading: Reading, tab: Tab, row: Row) -> tuple[str, str]:
    """The check that holds a row back, and the column; two blanks for a row whose key came again."""
    cells = row.cells
    if "citizen_id" in cells and (check := id_fault(cells["citizen_id"], reading.as_of)):
        return check, "citizen_id"
    if tab.sheet.table == "rulings":
        return "ruling_contains_person_data", ""
    if tab.sheet.table == "slips":
        return "key_unreadable", "unit_code"
    if tab.sheet.table == "building_inventory":
        return "key_unreadable", "valid_from"
    for name in ("household_page_no", "as_of_date", "community_code"):
        if name in cells and (cells[name] is None or isinstance(cells[name], Wrong)):
            return "key_unreadable", name
    if cells.get("community_code", next(iter(reading.bodies))) not in reading.bodies:
        return "key_unreadable", "community_code"
    return "", ""


def id_fault(written: object, as_of: dt.date) -> str | None:
    """The check that holds a citizen ID back; to be born after the date of knowledge is impossible too."""
    if isinstance(written, Wrong):
        return "id_precision_loss"
    text = str(written or "")
    if len(text) not in (15, 18):
        return "id_blank"
    if len(text) == 15:
        text = f"{text[:6]}19{text[6:]}"
        text += check_character(text)
    try:
        born = dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return "id_checkdigit_failed"
    return None if check_character(text[:17]) == text[17] and born <= as_of else "id_checkdigit_failed"
