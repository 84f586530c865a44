"""A small district: a mixed street of two urban communities, a rural one and a village; a second street."""

from collections.abc import Iterable
from datetime import date

import duckdb
from builders import built_warehouse

Row = dict[str, object]
Rows = dict[str, list[Row]]
END = date(2006, 6, 30)
AS_OF = date(2006, 7, 20)
STREET, OTHER_STREET = "411602091", "411602092"
C1, C2, RURAL, VILLAGE = "411602091001", "411602091002", "411602091003", "411602091204"
NAMES = {
    STREET: "street",
    OTHER_STREET: "other street",
    C1: "c1",
    C2: "c2",
    RURAL: "rural",
    VILLAGE: "village",
}
UNIT, FAR_UNIT = "400000001", "400000002"
SINCE = date(2003, 9, 1)


def counted(indicator: str, rows: Rows, unledgered: Iterable[str] = ()) -> dict[str, tuple[float, float]]:
    """Numerator and denominator by body for 2006H1, known on 20 July, where anything was due."""
    found = measured(indicator, rows, unledgered)
    return {NAMES.get(body, body): (numerator, due) for body, numerator, due, _ in found if due or numerator}


def undelivered(indicator: str, rows: Rows, unledgered: Iterable[str] = ()) -> set[str]:
    """The bodies of which nothing of what was due arrived; counted by the row's own word, so `no_data`."""
    return {
        NAMES[body]
        for body, _, _, is_delivered in measured(indicator, rows, unledgered)
        if is_delivered is False
    }


def bodies_with_a_row(indicator: str) -> set[str]:
    """The bodies that the indicator speaks of at all, due or not."""
    return {NAMES[body] for body, *_ in measured(indicator, {}, ())}


def measured(
    indicator: str, rows: Rows, unledgered: Iterable[str]
) -> list[tuple[str, float, float, bool | None]]:
    """What the indicator charges to each body, summed over the units and posts behind it."""
    con = built_warehouse(district(rows, unledgered), AS_OF, {f"indicators.{indicator}"})
    names = {name for name, *_ in con.execute(f"describe indicators.{indicator}").fetchall()}
    delivered = "bool_or(is_delivered)" if "is_delivered" in names else "true"
    on_own_basis = "and coalesce(basis, 'own') = 'own'" if "basis" in names else ""
    found = con.execute(
        f"select body_code, cast(sum(numerator) as double), cast(sum(denominator) as double), {delivered} "
        f"from indicators.{indicator} where half_year = '2006H1' {on_own_basis} group by body_code"
    ).fetchall()
    con.close()
    return found


def scored(rows: Rows, unledgered: Iterable[str] = ()) -> duckdb.DuckDBPyConnection:
    """The district with every indicator pooled and turned into points."""
    return built_warehouse(district(rows, unledgered), AS_OF, {"figures.indicator_values"})


def district(rows: Rows, unledgered: Iterable[str] = ()) -> Rows:
    """The rows with the directories and, for every body but the unledgered, a ledger that holds nothing."""
    ground = {
        "divisions": [
            _division("411602", "district", "4116"),
            *(_division(code, "street", "411602") for code in (STREET, OTHER_STREET)),
            *(_division(code, "community", STREET, area="1") for code in (C1, C2)),
            _division(RURAL, "community", STREET, area="2"),
            _division(VILLAGE, "village", STREET, area="2"),
        ],
        "units": [_unit(UNIT, STREET), _unit(FAR_UNIT, OTHER_STREET)],
        "ledger_buildings": [
            {"community_code": code, "as_of_date": END, "building_code": "of no inventory"}
            for code in (C1, C2, RURAL, VILLAGE)
            if code not in set(unledgered)
        ],
    }
    return {table: [*ground.get(table, []), *rows.get(table, [])] for table in {**ground, **rows}}


def woman(name: str, body: str = C1, **cells: object) -> Row:
    """A ledger row with a file opened long ago."""
    row = {"community_code": body, "as_of_date": END, "citizen_id": name, "sex": "2",
           "birth_date": date(1970, 1, 1), "marital_status": "21", "household_page_no": "1",
           "file_opened_on": date(2004, 1, 1)}  # fmt: skip
    return row | cells


def co_managed(name: str, body: str = C1, unit: str | None = UNIT, **cells: object) -> Row:
    """A ledger row with a class-2 file."""
    return woman(name, body, management_class="2", employment_status="1", unit_code=unit, **cells)


def inflow(name: str, registered_on: date, body: str = C1, **cells: object) -> Row:
    """An inflow registration of a married woman of 36."""
    row = {"registration_no": f"L1{name}", "direction": "1", "community_code": body, "citizen_id": name,
           "sex": "2", "birth_date": date(1970, 1, 1), "marital_status": "21",
           "registered_on": registered_on}  # fmt: skip
    return row | cells


def outflow(name: str, body: str = VILLAGE, **cells: object) -> Row:
    """An outflow registration."""
    return {
        "registration_no": f"L1{name}",
        "direction": "2",
        "community_code": body,
        "citizen_id": name,
    } | cells


def change(name: str, kind: str, occurred_on: date, body: str = C1) -> Row:
    """A change line in the report of the month in which it occurred."""
    return {"community_code": body, "month": f"{occurred_on:%Y-%m}", "change_no": f"B1{name}{kind}",
            "change_kind": kind, "occurred_on": occurred_on, "citizen_id": name}  # fmt: skip


def handover(name: str, kind: str, to: str = C1, **cells: object) -> Row:
    """A handover, from the unit where nothing else is said."""
    return {"handover_no": f"H1{name}", "handover_type": kind, "from_code": UNIT, "to_code": to,
            "citizen_id": name} | cells  # fmt: skip


def slip(number: str, delivered_on: date | None, unit: str = UNIT, body: str = C1, **cells: object) -> Row:
    """The head of a slip of 2006H1."""
    return {"slip_no": number, "unit_code": unit, "community_code": body, "half_year": "2006H1",
            "issued_on": date(2006, 7, 1), "delivered_on": delivered_on} | cells  # fmt: skip


def building(code: str, body: str = C1, **cells: object) -> Row:
    """A building of the inventory, in a courtyard of the same name."""
    return {"community_code": body, "building_code": code, "courtyard_code": code, "household_expected": 1,
            "valid_from": SINCE} | cells  # fmt: skip


def _division(code: str, level: str, parent: str, area: str | None = None) -> Row:
    return {"division_code": code, "division_name": code, "division_level": level, "parent_code": parent,
            "area_type": area, "valid_from": SINCE}  # fmt: skip


def _unit(code: str, street: str) -> Row:
    return {"unit_code": code, "jurisdiction_street_code": street, "valid_from": SINCE}
