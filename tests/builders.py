"""Layer 2 built from a few hand-written rows of layer 1, in memory, with the shipped settings and scheme."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from pipelines.contracts.catalog import Sheet, sheets
from pipelines.landing.schema import create_tables
from pipelines.matching.outcome import Matches
from pipelines.rules.files import HERE
from pipelines.rules.schemes import read_schemes
from pipelines.rules.settings import read_settings
from pipelines.warehouse.build import build
from pipelines.warehouse.connection import LAYERS, load_rules
from pipelines.warehouse.matches import load_matches
from pipelines.warehouse.models import Model, behind, models
from pipelines.warehouse.sql_files import indicator_ids

Row = Mapping[str, object]
Rows = Mapping[str, list[dict[str, object]]]
RECEIVED = ("deliveries", "sheets", "exclusions", "findings", "quarantined_cells")


def built_warehouse(
    rows: Rows,
    as_of: date,
    wanted: Collection[str] | None = None,
    *,
    matches: Matches | None = None,
    frozen: Path | None = None,
    history: Path | None = None,
) -> duckdb.DuckDBPyConnection:
    """Every model (or those `wanted` and what they read) built at `as_of` on the given rows of layer 1.

    `frozen` is the folder of frozen half-years, where there are any.

    `rows` goes by contract table or by table of `received`; what a row leaves out is null, but for
    delivery_no (1), sheet_no (the table's place in the contracts), row_no (its place in the list) and what
    layer 1 derives: `person_key` and the other pseudonyms are the text itself, and a filled cell with a
    `_state` is valid. `history` is the folder with what earlier nights remember of findings.
    """
    connection = duckdb.connect(config={"threads": 2})
    if history:
        connection.execute("set variable history_folder = ?", [str(history)])
    lay_rows(connection, rows)
    connection.execute("set variable frozen_folder = ?", [str(frozen) if frozen else None])
    for layer in LAYERS:
        connection.execute(f"create schema if not exists {layer}")
    load_rules(connection, as_of, read_settings(HERE), read_schemes(HERE / "schemes", indicator_ids()))
    load_matches(connection, matches or Matches())
    for model in needed(wanted):
        build(connection, model)
    return connection


def lay_rows(connection: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """A layer 1 of these rows alone, in place of the one that is there."""
    connection.execute("detach database if exists l1")
    connection.execute("attach ':memory:' as l1; use l1")
    create_tables(connection)
    numbered = {
        table: [_numbered(sheets()[table], row, number) for number, row in enumerate(given, start=2)]
        for table, given in rows.items()
        if table not in RECEIVED
    }
    for table, landed in numbered.items():
        _insert(connection, f"identified.{table}", landed)
    for table in RECEIVED:
        given = rows.get(table, [])
        default = {"deliveries": _deliveries, "sheets": _sheets}.get(table)
        _insert(connection, f"received.{table}", default(numbered, given) if default else given)
    connection.execute("use memory")


@cache
def all_models() -> Mapping[str, Model]:
    """Every model by name, each after those it reads; parsed once a session."""
    return models()


def needed(wanted: Collection[str] | None) -> list[Model]:
    """The wanted models and all they read, in the order in which they are built."""
    return list(all_models().values()) if wanted is None else behind(wanted, all_models())


def woman(name: str, born: str = "19700101") -> str:
    """An ID of 18 characters that tells sex and birth date, as slip and change lines need it."""
    return f"{name[:6]:_<6}{born}0020"


def _numbered(sheet: Sheet, row: Row, number: int) -> dict[str, object]:
    place = list(sheets()).index(sheet.table) + 1
    derived: dict[str, object] = {"delivery_no": 1, "sheet_no": place, "row_no": number}
    for column in sheet.columns:
        if column.handling == "H":
            derived[column.pseudonym] = row.get(column.canonical)
        if column.reduced_to == "valid" and row.get(column.canonical) is not None:
            derived[column.state] = "valid"
    return {**derived, **row}


def _deliveries(numbered: Rows, given: list[dict[str, object]]) -> list[dict[str, object]]:
    numbers = {row["delivery_no"]: {} for landed in numbered.values() for row in landed}
    numbers |= {row["delivery_no"]: row for row in given}
    return [
        {
            "delivery_no": number,
            "sha256": f"{number:064}",
            "delivered_as": f"delivery-{number}.xlsx",
            "size_bytes": 1,
            "modified_ns": number,
            "received_at": "2006-07-01 08:00:00",
            "status": "landed",
            **row,
        }
        for number, row in numbers.items()
    ]


def _sheets(numbered: Rows, given: list[dict[str, object]]) -> list[dict[str, object]]:
    counts: dict[tuple[object, object, str], int] = {}
    for table, landed in numbered.items():
        for row in landed:
            key = (row["delivery_no"], row["sheet_no"], table)
            counts[key] = counts.get(key, 0) + 1
    named = {(row["delivery_no"], row["sheet_no"]) for row in given}
    return [
        *given,
        *(
            {"delivery_no": delivery, "sheet_no": sheet, "table_name": table, "rows_seen": rows}
            for (delivery, sheet, table), rows in counts.items()
            if (delivery, sheet) not in named
        ),
    ]


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, object]]) -> None:
    if rows:
        names = dict.fromkeys(name for row in rows for name in row)
        frame = pl.DataFrame(  # noqa: F841 - read by DuckDB, which casts the texts
            {name: [None if row.get(name) is None else str(row[name]) for row in rows] for name in names},
            schema=dict.fromkeys(names, pl.String),
        )
        connection.execute(f"insert into {table} by name select * from frame")
