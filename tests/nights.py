"""Two nights on a small street: what the first counted is on record when the second compares."""

from datetime import date

import duckdb
from builders import built_warehouse, needed

from pipelines.warehouse.build import build
from pipelines.warehouse.history import keep_published

Row = dict[str, object]
Rows = dict[str, list[Row]]
MARCH, JUNE, AS_OF = date(2006, 3, 31), date(2006, 6, 30), date(2006, 8, 1)
STREET, EAST, WEST, VILLAGE = "411602091", "411602091001", "411602091002", "411602091201"
HEIR = "411602091003"
CHANGES = [model for model in needed(["marts.count_changes"]) if model.layer != "staging"]


def division(code: str, parent: str | None, level: str, **columns: object) -> Row:
    since = {"valid_from": date(1999, 1, 1), **columns}
    return {"division_code": code, "division_name": code, "division_level": level, "parent_code": parent,
            "area_type": "1" if len(code) == 12 else None} | since  # fmt: skip


DIVISIONS = [
    division("411602", None, "district"),
    division(STREET, "411602", "street"),
    division(EAST, STREET, "community"),
    division(WEST, STREET, "community"),
    division(VILLAGE, STREET, "village"),
]


def file(person: str, body: str = EAST, snapshot: date = JUNE, **columns: object) -> Row:
    """One woman's file; the deliveries of a snapshot are numbered by `delivery_no`."""
    return {"community_code": body, "as_of_date": snapshot, "household_page_no": "1", "citizen_id": person,
            "sex": "2", "birth_date": date(1970, 1, 1), "marital_status": "20", "management_class": "1",
            "file_opened_on": date(2000, 1, 1)} | columns  # fmt: skip


def night(files: list[Row], divisions: list[Row] = DIVISIONS) -> duckdb.DuckDBPyConnection:
    rows = {"divisions": divisions, "ledger_persons": files}
    return built_warehouse(rows, AS_OF, {"marts.count_changes", "core.class_counts"})


def after(
    published: list[Row], files: list[Row], divisions: list[Row] = DIVISIONS, ages: str = ""
) -> duckdb.DuckDBPyConnection:
    """The night on `files`, after one on `published` that is on record."""
    first, second = night(published), night(files, divisions)
    first.execute("create or replace table core.night as select 'first' as night")
    keep_published(first)
    kept = first.execute("select * from history.counted_files").pl()  # noqa: F841 - read by DuckDB
    second.execute("insert into history.counted_files by name select * from kept")
    if ages:
        second.execute(ages)
    rebuild(second)
    return second


def rebuild(con: duckdb.DuckDBPyConnection) -> None:
    """Run the night on the same connection once more."""
    for model in CHANGES:
        build(con, model)
