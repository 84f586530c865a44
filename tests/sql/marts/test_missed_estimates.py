"""What the registers miss: who stands in which stratum, and which streets' figures are withheld."""

from datetime import date

import duckdb
import polars as pl
from builders import all_models, built_warehouse, woman

from pipelines.scoring.capture import estimate_missed
from pipelines.warehouse.build import build

Row = dict[str, object]
END, AS_OF = date(2006, 6, 30), date(2006, 8, 1)
STREET, COMMUNITY, UNIT = "411602091", "411602091001", "400000001"
DIVISIONS = [
    {"division_code": code, "division_name": code, "division_level": level, "parent_code": parent,
     "area_type": area, "valid_from": "1999-01-01"}
    for code, level, parent, area in (
        ("411602", "district", None, None), (STREET, "street", "411602", None),
        (COMMUNITY, "community", STREET, "1"),
    )
]  # fmt: skip
UNITS = [{"unit_code": UNIT, "jurisdiction_street_code": STREET, "valid_from": "1999-01-01"}]
SLIP = {"slip_no": "T1", "unit_code": UNIT, "jurisdiction_street_code": STREET, "community_code": COMMUNITY, 
        "half_year": "2006H1", "issued_on": date(2006, 7, 5), "delivered_on": date(2006, 7, 6)}  # fmt: skip


def file(person: str, kind: str) -> Row:
    return {"community_code": COMMUNITY, "as_of_date": END, "household_page_no": "1", "citizen_id": person,
            "sex": "2", "birth_date": date(1970, 1, 1), "marital_status": "20", "management_class": kind,
            "file_opened_on": date(2000, 1, 1)}  # fmt: skip


def line(person: str, status: str = "1") -> Row:
    return {"slip_no": "T1", "citizen_id": woman(person), "employment_status": status}


def registration(person: str, **columns: object) -> Row:
    return {"registration_no": f"F1-{person}", "community_code": COMMUNITY, "direction": "1",
            "citizen_id": person, "sex": "2",
            "birth_date": date(1970, 1, 1), "marital_status": "20",
            "registered_on": date(2006, 2, 1)} | columns  # fmt: skip


def overlaps(rows: dict[str, list[Row]]) -> dict[tuple[str, str], tuple[int, int, int]]:
    con = built_warehouse(
        {"divisions": DIVISIONS, "units": UNITS, "slips": [SLIP], **rows}, AS_OF, {"core.register_overlaps"}
    )
    found = con.execute(
        "select street_code, stratum, in_ledger, in_other, in_both from core.register_overlaps"
    )
    return {(street, stratum): tuple(counts) for street, stratum, *counts in found.fetchall()}


def test_co_managed_women_are_compared_with_slips() -> None:
    files = [file(woman(name), kind) for name, kind in (("a", "2"), ("b", "2"), ("c", "1"), ("d", "1"))]
    found = overlaps(
        {"ledger_persons": files, "slip_lines": [line("a"), line("c"), line("e"), line("b", "3")]}
    )
    assert found == {(street, "co_managed"): (3, 3, 2) for street in (STREET, "ALL")}


def test_floating_women_are_compared_with_open_registrations() -> None:
    registered = [
        *(registration(name) for name in "ab"),
        registration("c", left_on=date(2006, 6, 1)),
        registration("d", registered_on=date(2006, 6, 20)),
        registration("e", direction="2"),
    ]
    files = [file(name, "3") for name in "af"]
    found = overlaps({"ledger_persons": files, "float_registrations": registered})
    assert found == {(street, "floating"): (2, 2, 1) for street in (STREET, "ALL")}


def published(streets: dict[str, tuple[int, int, int]]) -> dict[str, int | None]:
    """The estimate of each street and of ALL, given women in the ledger alone, elsewhere alone, in both."""
    con = built_warehouse({"divisions": DIVISIONS, "ledger_persons": [file("a", "3")]}, AS_OF,
                          {"marts.missed_estimates"})  # fmt: skip
    cells = {**streets, "ALL": tuple(sum(column) for column in zip(*streets.values(), strict=True))}
    given = pl.DataFrame(
        [("2006H1", street, "floating", ledger + both, other + both, both)
         for street, (ledger, other, both) in cells.items()],
        schema=["half_year", "street_code", "stratum", "in_ledger", "in_other", "in_both"], orient="row",
    )  # fmt: skip
    return read_published(con, estimate_missed(given))


def read_published(con: duckdb.DuckDBPyConnection, estimates: pl.DataFrame) -> dict[str, int | None]:
    con.register("estimates", estimates)
    con.execute("create or replace table figures.missed_estimates as select * from estimates")
    for name in ("protection.missed_estimates", "marts.missed_estimates"):
        build(con, all_models()[name])
    found = con.execute(
        "select street_code, estimated_missed, in_both from marts.missed_estimates"
    ).fetchall()
    assert all((estimate is None) == (both is None) for _, estimate, both in found)
    return {street: estimate for street, estimate, _ in found}


def test_large_cells_are_published_whole() -> None:
    assert published({"1": (50, 30, 299), "2": (0, 12, 40)}) == {"1": 5, "2": 0, "ALL": 6}


def test_a_small_cell_hides_itself_and_two_more() -> None:
    streets = {"1": (3, 30, 300), "2": (40, 40, 80), "3": (50, 50, 400), "4": (50, 50, 500)}
    assert published(streets) == {"1": None, "2": None, "3": 6, "4": 5, "ALL": 19}


def test_fewer_than_twenty_women_are_not_estimated() -> None:
    found = published({"1": (6, 6, 7), "2": (40, 40, 80), "3": (50, 50, 400)})
    assert (found["1"], found["2"], found["3"]) == (None, None, 6)


def test_a_district_of_few_women_is_withheld() -> None:
    assert published({"1": (6, 6, 7)}) == {"1": None, "ALL": None}
