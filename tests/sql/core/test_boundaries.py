"""Where bodies and units of the past lie today, and the class totals of today's streets."""

from datetime import date

import duckdb
from builders import built_warehouse

THEN, TODAY = date(2003, 6, 30), date(2006, 7, 20)
REFORM = date(2003, 9, 1)
OLD, EAST, WEST = "411602090", "411602091", "411602092"


def division(
    code: str, parent: str, since: date, until: date | None = None, formed_from: str | None = None
) -> dict[str, object]:
    level = {6: "district", 9: "street", 12: "community"}[len(code)]
    return {"division_code": code, "division_name": code, "division_level": level, "parent_code": parent,
            "area_type": "1" if level == "community" else None, "valid_from": since, "valid_to": until,
            "predecessor_code": formed_from}  # fmt: skip


def past(code: str, parent: str = OLD) -> dict[str, object]:
    return division(code, parent, date(1999, 1, 1), REFORM)


DIVISIONS = [
    division("411602", "411600", date(1999, 1, 1)),
    past(OLD, "411602"),
    division(EAST, "411602", REFORM, formed_from=OLD),
    division(WEST, "411602", REFORM, formed_from=OLD),
    *(past(f"{OLD}00{number}") for number in range(1, 7)),
    division(f"{EAST}001", EAST, REFORM, formed_from=f"{OLD}001"),
    division(f"{EAST}002", EAST, REFORM, formed_from=f"{OLD}002;{OLD}003"),
    division(f"{WEST}001", WEST, REFORM, formed_from=f"{OLD}004"),
    division(f"{WEST}002", WEST, REFORM, formed_from=f"{OLD}004"),
    division(f"{WEST}003", WEST, REFORM, formed_from=f"{OLD}005"),
    division(f"{EAST}003", EAST, REFORM, formed_from=f"{OLD}005"),
]  # fmt: skip
LEDGERS = [
    {"community_code": f"{OLD}00{number}", "as_of_date": THEN, "building_code": "1"} for number in range(1, 7)
]


def places(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str | None]]:
    query = "select body_code, body_code_today, street_code_today from core.successors where as_of_date = ?"
    return {code: (heir, street) for code, heir, street in connection.execute(query, [THEN]).fetchall()}


def test_a_body_is_followed_to_the_one_it_became() -> None:
    rows = {"divisions": DIVISIONS, "ledger_buildings": LEDGERS}
    found = places(built_warehouse(rows, TODAY, {"core.successors"}))
    assert found[f"{OLD}001"] == (f"{EAST}001", EAST)
    merged = (f"{EAST}002", EAST)
    assert found[f"{OLD}002"] == found[f"{OLD}003"] == merged


def test_a_body_split_within_a_street_stays_itself_in_that_street() -> None:
    rows = {"divisions": DIVISIONS, "ledger_buildings": LEDGERS}
    found = places(built_warehouse(rows, TODAY, {"core.successors"}))
    assert found[f"{OLD}004"] == (f"{OLD}004", WEST)
    split_over_two_streets = found[f"{OLD}005"]
    assert split_over_two_streets == (f"{OLD}005", None)


def test_what_nobody_followed_stays_itself_without_a_street() -> None:
    rows = {"divisions": DIVISIONS, "ledger_buildings": LEDGERS}
    found = places(built_warehouse(rows, TODAY, {"core.successors"}))
    assert found[f"{OLD}006"] == (f"{OLD}006", None)
    assert found[OLD] == (OLD, None)


def test_a_unit_is_followed_by_the_directory_else_by_its_community() -> None:
    units = [
        {"unit_code": "mill00000", "jurisdiction_street_code": OLD, "location_community_code": f"{OLD}001",
         "valid_from": date(1999, 1, 1), "valid_to": REFORM},
        {"unit_code": "mill00000", "jurisdiction_street_code": WEST, "location_community_code": f"{WEST}001",
         "valid_from": REFORM},
        {"unit_code": "closed000", "jurisdiction_street_code": OLD, "location_community_code": f"{OLD}001",
         "valid_from": date(1999, 1, 1), "valid_to": REFORM},
    ]  # fmt: skip
    rows = {"divisions": DIVISIONS, "ledger_buildings": LEDGERS, "units": units}
    found = built_warehouse(rows, TODAY, {"core.unit_half_years"}).execute(
        "select unit_code, street_code, street_code_today from core.unit_half_years "
        "where half_year = '2003H1'"
    )
    assert sorted(found.fetchall()) == [("closed000", OLD, EAST), ("mill00000", OLD, WEST)]


def test_class_totals_are_had_by_the_streets_of_then_and_of_today() -> None:
    women = [
        {"community_code": f"{OLD}00{place}", "as_of_date": THEN, "household_page_no": "1",
         "citizen_id": f"w{place}-{number}", "sex": "2", "birth_date": date(1970, 1, 1),
         "marital_status": "20", "management_class": "1", "file_opened_on": date(2000, 1, 1)}
        for place, count in ((1, 10), (2, 20), (4, 40))
        for number in range(count)
    ]  # fmt: skip
    rows = {"divisions": DIVISIONS, "ledger_buildings": LEDGERS, "ledger_persons": women}
    totals = built_warehouse(rows, TODAY, {"marts.class_totals"}).execute(
        "select boundaries, division_code, women from marts.class_totals "
        "where as_of_date = ? and division_level = 'street' and management_class = 'main' order by all",
        [THEN],
    )
    assert totals.fetchall() == [("own", OLD, 70), ("today", EAST, 30), ("today", WEST, 40)]
