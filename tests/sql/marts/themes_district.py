"""Two streets in 2006H1, a community in one and a village in the other, and two units of the first."""

from collections.abc import Mapping
from datetime import date

import duckdb
from builders import Rows, built_warehouse, woman

AS_OF = date(2006, 8, 1)
LAST_DAY = "2006-06-30"
CITY, COUNTRY = "411602091", "411602092"
COMMUNITY, VILLAGE = "411602091001", "411602092201"
UNIT, OTHER_UNIT, UNPLACED = "400000001", "400000002", "400000003"


def _division(code: str, level: str, parent: str | None, area: str | None = None) -> dict[str, object]:
    return {"division_code": code, "division_name": f"n{code}", "division_level": level,
            "parent_code": parent, "area_type": area, "valid_from": "1999-01-01"}  # fmt: skip


PLACES: Rows = {
    "divisions": [
        _division("411602", "district", None),
        _division(CITY, "street", "411602"),
        _division(COUNTRY, "street", "411602"),
        _division(COMMUNITY, "community", CITY, "1"),
        _division(VILLAGE, "village", COUNTRY, "2"),
    ],
    "units": [
        {
            "unit_code": code,
            "unit_name": f"u{code}",
            "jurisdiction_street_code": street,
            "valid_from": "1999-01-01",
        }
        for code, street in ((UNIT, CITY), (OTHER_UNIT, CITY), (UNPLACED, None))
    ],
    "ledger_buildings": [
        {"community_code": body, "as_of_date": LAST_DAY, "building_code": "1"}
        for body in (COMMUNITY, VILLAGE)
    ],
}


def co_managed(name: str, unit: str) -> dict[str, object]:
    """The ledger row of a married woman with an open co-managed file."""
    return {"community_code": COMMUNITY, "as_of_date": LAST_DAY, "household_page_no": "1", "unit_code": unit,
            "citizen_id": woman(name), "marital_status": "20", "management_class": "2"}  # fmt: skip


def built(mart: str, rows: Rows) -> duckdb.DuckDBPyConnection:
    """The mart and all it reads, on the places and the rows."""
    return built_warehouse({**PLACES, **rows}, AS_OF, [f"marts.{mart}"])


def told(mart: str, rows: Rows, key: str, *measures: str) -> Mapping[str, tuple[object, ...]]:
    """The measures of a mart by the key."""
    query = f"select {key}, {', '.join(measures)} from marts.{mart}"
    return {row[0]: row[1:] for row in built(mart, rows).execute(query).fetchall()}
