"""Two nights of a district of invented women: between them one body sends another ledger."""

from datetime import date
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
from attacker import Cell
from builders import built_warehouse, needed

from pipelines.warehouse.build import build
from pipelines.warehouse.published_cells import STORES, keep_published_cells

END, AS_OF = date(2006, 6, 30), date(2006, 7, 20)
STREETS = ("411602091", "411602092")
BODIES = {f"{street}00{number}": (street, "12"[number > 2]) for street in STREETS for number in (1, 2, 3)}
CHANGED = "411602091001"
AREAS = {"1": "urban", "2": "rural"}
CLASSES = {"1": "main", "2": "co_managed"}
AGES = {1984: "20-24", 1979: "25-29", 1960: "45-49"}
HUKOU = {"1": "agricultural", "2": "non_agricultural"}
EMPLOYMENT = {"1": "in_service", "2": "laid_off"}
KINDS = tuple(product(CLASSES, AGES, HUKOU, EMPLOYMENT))
WANTED = (
    "marts.composition_counts",
    "marts.class_totals",
    "protection.open_women",
    "protection.open_findings",
)
AGAIN = [model for model in needed(WANTED) if model.layer in ("protection", "marts")]
NIGHTS = ("night=1", "night=2")
Woman = tuple[str, str, int, str, str]


def women_of(body: str, draw: np.random.Generator) -> list[Woman]:
    """Some kinds common, most rare or missing; few co-managed women are without work."""
    found: list[Woman] = []
    for kind in KINDS:
        is_usual = (kind[0], kind[3]) != ("2", "2")
        found += [(body, *kind)] * int(draw.choice([0, 0, 1, 2, 7, 30] if is_usual else [0, 0, 1]))
    return found


def kind_of(woman: Woman, *tags: str) -> Cell:
    """All that is true of her, in the words of an answer."""
    body, management_class, born, hukou, employment = woman
    street, area = BODIES[body]
    return (
        f"street={street}", f"body={body}", f"area={AREAS[area]}", f"class={CLASSES[management_class]}",
        f"age={AGES[born]}", f"hukou={HUKOU[hukou]}", f"employment={EMPLOYMENT[employment]}", *tags,
    )  # fmt: skip


def night(women: list[Woman]) -> duckdb.DuckDBPyConnection:
    """What is published of a district of these women, and what is withheld."""
    since = {"valid_from": date(1999, 1, 1)}
    divisions = [
        since | {"division_code": code, "division_name": code, "division_level": level, "parent_code": parent}
        for code, level, parent in [
            ("411602", "district", None),
            *((street, "street", "411602") for street in STREETS),
            *((body, "community", street) for body, (street, _) in BODIES.items()),
        ]
    ]
    for division in divisions:
        division["area_type"] = BODIES.get(str(division["division_code"]), (None, None))[1]
    persons = [
        {"community_code": body, "as_of_date": END, "citizen_id": f"{number}", "sex": "2",
         "birth_date": date(born, 1, 1), "marital_status": "21", "household_page_no": "1",
         "file_opened_on": date(2000, 1, 1), "management_class": management_class, "hukou_type": hukou,
         "employment_status": employment}
        for number, (body, management_class, born, hukou, employment) in enumerate(women)
    ]  # fmt: skip
    return built_warehouse({"divisions": divisions, "ledger_persons": persons}, AS_OF, WANTED)


def snapshot(con: duckdb.DuckDBPyConnection, path: Path) -> Path:
    """The tables that `counts` reads, as a published file."""
    con.execute(f"attach '{path}' as published; create schema published.marts")
    for mart in ("composition_counts", "class_totals"):
        con.execute(f"create table published.marts.{mart} as from marts.{mart}")
    con.execute("detach published")
    return path


def hand_on(first: duckdb.DuckDBPyConnection, second: duckdb.DuckDBPyConnection) -> None:
    """Let the second night know what the first one published, and choose anew."""
    first.execute("create or replace table core.night as select 'first' as night")
    keep_published_cells(first)
    for table in STORES:
        kept = first.execute(f"from {table}").pl()  # noqa: F841 - read by DuckDB
        second.execute(f"insert into {table} by name select * from kept")
    for model in AGAIN:
        build(second, model)
