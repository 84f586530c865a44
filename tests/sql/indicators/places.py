"""The smallest district there is: one street with an urban community, a village and two units, in 2006H1."""

from datetime import date

import duckdb
from builders import built_warehouse, woman

Row = dict[str, object]
Rows = dict[str, list[Row]]

STREET = "411602001"
COMMUNITY = "411602001001"
VILLAGE = "411602001201"
UNIT = "100000001"
OTHER_UNIT = "100000002"
NAMES = {STREET: "street", COMMUNITY: "community", VILLAGE: "village"}
SINCE = "2000-01-01"
LAST_DAY = "2006-06-30"
AS_OF = date(2006, 8, 1)


def _division(code: str, **columns: object) -> Row:
    return {
        "division_code": code,
        "division_name": NAMES.get(code, "district"),
        "valid_from": SINCE,
        **columns,
    }


def _unit(code: str) -> Row:
    return {"unit_code": code, "jurisdiction_street_code": STREET, "valid_from": SINCE}


PLACES: Rows = {
    "divisions": [
        _division("411602", division_level="district"),
        _division(STREET, division_level="street", parent_code="411602"),
        _division(COMMUNITY, division_level="community", parent_code=STREET, area_type="1"),
        _division(VILLAGE, division_level="village", parent_code=STREET, area_type="2"),
    ],
    "units": [_unit(UNIT), _unit(OTHER_UNIT)],
}


def ledger_of(*bodies: str) -> list[Row]:
    """A building row for each body: its ledger of the last day has come."""
    return [{"community_code": body, "as_of_date": LAST_DAY, "building_code": "1"} for body in bodies]


LEDGERS: Rows = {"ledger_buildings": ledger_of(COMMUNITY, VILLAGE)}


def file(name: str, body: str = COMMUNITY, **columns: object) -> Row:
    """The ledger row of a married woman with an open file."""
    return {
        "community_code": body,
        "as_of_date": LAST_DAY,
        "household_page_no": "1",
        "citizen_id": woman(name),
        "marital_status": "20",
        **columns,
    }


def counted(indicator: str, rows: Rows) -> dict[str, tuple[float, float]]:
    """Numerator and denominator by body; ledgers of both bodies have come unless the rows say otherwise."""
    measured = _measured(indicator, rows).execute(
        f"select body_code, sum(numerator), sum(denominator) from indicators.{indicator} group by body_code"
    )
    return {
        NAMES[body]: (float(numerator), float(denominator))
        for body, numerator, denominator in measured.fetchall()
    }


def flagged(indicator: str, flag: str, rows: Rows) -> dict[str, bool]:
    """`is_delivered` or `is_pooled` by body."""
    measured = _measured(indicator, rows).execute(f"select body_code, {flag} from indicators.{indicator}")
    return {NAMES[body]: value for body, value in measured.fetchall()}


def _measured(indicator: str, rows: Rows) -> duckdb.DuckDBPyConnection:
    return built_warehouse({**PLACES, **LEDGERS, **rows}, AS_OF, wanted=[f"indicators.{indicator}"])
