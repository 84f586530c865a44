"""What a check finds in the small district, known on 20 July 2006."""

from collections.abc import Iterable
from datetime import date

from assessed import AS_OF, NAMES, Row, Rows, district
from builders import built_warehouse

Found = list[tuple[object, ...]]


def found(
    check_id: str, rows: Rows, *columns: str, as_of: date = AS_OF, unledgered: Iterable[str] = ()
) -> Found:
    """The findings of one check in order: the body's name and the columns asked for."""
    con = built_warehouse(district(rows, unledgered), as_of, {f"checks.{check_id}"})
    listed = ", ".join(("body_code", *columns))
    findings = con.execute(f"select {listed} from checks.{check_id} order by all").fetchall()
    con.close()
    return [(NAMES.get(body, body), *rest) for body, *rest in findings]


def page(number: str, body: str, **cells: object) -> Row:
    """A household page of the snapshot, lived in."""
    return {"community_code": body, "as_of_date": "2006-06-30", "household_page_no": number,
            "building_code": "1", "occupancy_status": "1", "person_expected": 1} | cells  # fmt: skip


def book(building: str, body: str, **cells: object) -> Row:
    """A building of the ledger with an open book."""
    return {"community_code": body, "as_of_date": "2006-06-30", "building_code": building} | cells
