"""The connection on which layer 2 is built, and the rules and lists loaded into it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, fields
from datetime import date
from importlib.metadata import version

import duckdb
import polars as pl

from pipelines.contracts.catalog import (
    Column,
    Reason,
    checks,
    code_lists,
    indicator_checks,
    indicators,
    path_words,
    questions,
    reasons,
    sheets,
)
from pipelines.databases import attach, quoted
from pipelines.home import Home
from pipelines.privacy import named_persons, told_names
from pipelines.rules.schemes import SchemeLine
from pipelines.rules.settings import Setting, shipped_settings
from pipelines.warehouse.blocks import SMALL_BLOCKS, begin_with_small_blocks
from pipelines.warehouse.fingerprint import program_sha256
from pipelines.warehouse.sources import indicator_meanings, indicator_settings, indicator_tables

MEMORY_LIMIT = "3GB"  # the whole run stays under 6 GB beside Polars and Dagster
LAYERS = (
    "rules",
    "matching",
    "landing",
    "staging",
    "core",
    "history",
    "indicators",
    "scores",
    "figures",
    "frozen",
    "protection",
    "checks",
    "quality",
    "marts",
)


@contextmanager
def warehouse(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """Layer 2 open for writing, layer 1 beside it as `l1`, read-only."""
    begin_with_small_blocks(home.warehouse)
    connection = duckdb.connect(str(home.warehouse), config=SMALL_BLOCKS)
    try:
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute(f"set temp_directory = {quoted(home.scratch)}")
        connection.execute("set preserve_insertion_order = false")
        attach(connection, home.identified, "l1")
        connection.execute("set variable frozen_folder = ?", [str(home.frozen)])
        connection.execute("set variable history_folder = ?", [str(home.history)])
        for layer in LAYERS:
            connection.execute(f"create schema if not exists {layer}")
        yield connection
    finally:
        connection.close()


def load_rules(
    connection: duckdb.DuckDBPyConnection, as_of: date, settings: list[Setting], schemes: list[SchemeLine]
) -> None:
    """Write the run's date, settings, schemes by area, code lists, checks, reasons, sheets into `rules`.

    With them come the macros that models ask.
    """
    named_persons.create_macros(connection)
    told_names.create_macros(connection)
    _load(
        connection,
        "run",
        ["as_of_date", "program_version", "program_sha256"],
        [(as_of, version("taizhang"), program_sha256())],
    )
    _load(
        connection,
        "settings",
        ["setting", "valid_from", "value"],
        [(setting.name, setting.valid_from, setting.value) for setting in settings],
    )
    _load(
        connection,
        "scheme_lines",
        [
            "scheme_from",
            "scheme_line",
            "indicator_id",
            "label_zh",
            "indicator_group",
            "area_type",
            "points",
            "target_pct",
            "zero_pct",
        ],
        [
            (
                line.scheme_from,
                scheme_line,
                line.indicator_id,
                line.label_zh,
                line.group,
                area,
                points,
                line.target_pct,
                line.zero_pct,
            )
            for scheme_line, line in enumerate(schemes, start=1)
            for area, points in (("urban", line.urban_points), ("rural", line.rural_points))
        ],
    )
    _load_indicators(connection)
    _load_lists(connection)


def _load_indicators(connection: duckdb.DuckDBPyConnection) -> None:
    _load(connection, "indicator_tables", ["indicator_id", "table_name"], indicator_tables())
    _load(
        connection,
        "indicator_settings",
        ["indicator_id", "setting"],
        indicator_settings(sorted(shipped_settings())),
    )
    _load(connection, "indicator_meanings", ["indicator_id", "counted_en"], indicator_meanings())
    _load(
        connection,
        "indicators",
        list(indicators()[0]),
        [tuple(row.values()) for row in indicators()],
    )


def _load_lists(connection: duckdb.DuckDBPyConnection) -> None:
    _load(
        connection,
        "codes",
        ["list_name", "code", "label_zh", "label_en", "note"],
        [tuple(row[key] for key in ("list", "code", "label_zh", "label_en", "note")) for row in _codes()],
    )
    _load(connection, "checks", list(checks()[0]), [tuple(row.values()) for row in checks()])
    _load(
        connection,
        "indicator_checks",
        ["indicator_id", "check_id"],
        [tuple(row.values()) for row in indicator_checks()],
    )
    _load(
        connection,
        "setting_meanings",
        ["setting", "unit", "meaning_zh", "meaning_en"],
        [
            (name, known.unit, known.meaning_zh, known.meaning_en)
            for name, known in shipped_settings().items()
        ],
    )
    _load(
        connection,
        "questions",
        ["question_id", "question_zh", "question_en", "figure_zh", "figure_en"],
        [tuple(row.values()) for row in questions()],
    )
    found_reasons = [astuple(reason) for reason in reasons().values()]
    _load(connection, "reasons", [field.name for field in fields(Reason)], found_reasons)
    _load(
        connection,
        "sheets",
        ["table_name", "contract", "sheet_zh"],
        [(sheet.table, sheet.contract, sheet.name_zh) for sheet in sheets().values()],
    )
    _load(connection, "path_words", ["word"], [(word,) for word in path_words()])
    _load(
        connection,
        "columns",
        ["table_name", "column_name", "column_zh"],
        [(column.table, column.canonical, column.names_zh[0]) for column in _columns()],
    )


def _codes() -> Iterable[dict[str, str]]:
    return (row for rows in code_lists().values() for row in rows)


def _columns() -> Iterable[Column]:
    return (column for sheet in sheets().values() for column in sheet.columns)


def _load(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[str], rows: Sequence[tuple[object, ...]]
) -> None:
    frame = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)  # noqa: F841 - read by DuckDB
    connection.execute(f"create or replace table rules.{table} as select * from frame")
