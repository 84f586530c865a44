"""The data dictionary: every table and column, what it means, who may see it, where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from pipelines.contracts.catalog import sheets
from pipelines.validation.rules import declared_rules
from pipelines.warehouse.descriptions import (
    Meaning,
    column_meanings_en,
    column_meanings_zh,
    column_units,
    table_meanings,
)
from pipelines.warehouse.lineage import Origins, column_origins, schema_of
from pipelines.warehouse.models import behind, models
from pipelines.warehouse.sensitivity import is_by_person, readers, sensitivity
from pipelines.warehouse.sql_files import ROOT

MADE_BY = {
    "received": "pipelines/landing/ledger.py",
    "identified": "pipelines/contracts/columns.csv",
    "rules": "pipelines/warehouse/connection.py",
    "matching": "pipelines/warehouse/matches.py",
    "staging": "pipelines/contracts/columns.csv",
}


@dataclass(frozen=True)
class ColumnEntry:
    """One column: `comes_from` names the columns it is made of, each with its table; empty: no SQL says."""

    column: str
    type: str
    meaning_zh: str
    meaning_en: str
    unit: str
    sensitivity: str
    comes_from: tuple[str, ...]


@dataclass(frozen=True)
class TableEntry:
    """One table: the file that makes it, who may read it, what it reads, the contract sheets behind it."""

    table: str
    meaning_zh: str
    meaning_en: str
    source: str
    readers: str
    is_by_person: bool
    reads: tuple[str, ...]
    sheets: tuple[str, ...]
    columns: tuple[ColumnEntry, ...]


def dictionary(connection: duckdb.DuckDBPyConnection) -> list[TableEntry]:
    """Every table of the connection, layer 1 first, then in the order in which they are built."""
    listed = [name for name in table_meanings() if name not in models()]
    arriving = [f"identified.{table}" for table in sheets()]
    received = [name for name in listed if name.startswith("received.")]
    names = dict.fromkeys([*received, *arriving, *listed, *models()])
    return [_entry(connection, name) for name in names]


def _entry(connection: duckdb.DuckDBPyConnection, name: str) -> TableEntry:
    layer, table = name.split(".")
    model = models().get(name)
    types = schema_of(connection, [name])[layer][table]
    origins = column_origins(model, schema_of(connection, model.depends_on)) if model else {}
    meaning = meaning_of(name)
    return TableEntry(
        table=name,
        meaning_zh=meaning.zh,
        meaning_en=meaning.en,
        source=_source(layer, table),
        readers=readers(layer),
        is_by_person=is_by_person(layer, types),
        reads=tuple(sorted(model.depends_on)) if model else (),
        sheets=_sheets_behind(name),
        columns=tuple(_columns(name, types, origins)),
    )


def meaning_of(name: str) -> Meaning:
    """What a table of any layer holds; KeyError where there is none of that name."""
    if model := models().get(name):
        return Meaning(model.meaning_zh, model.description)
    if name in table_meanings():
        return table_meanings()[name]
    sheet = sheets()[name.removeprefix("identified.")]
    return Meaning(
        f"{sheet.name_zh}：照读出的行，含姓名和证号；只供流程使用。",
        f"{sheet.description}: rows as read, with names and IDs; pipeline only.",
    )


def _source(layer: str, table: str) -> str:
    """The file of the project that says how the table is made."""
    if (ROOT / layer / f"{table}.sql").exists():
        return f"sql/{layer}/{table}.sql"
    if layer == "checks":
        return f"expectations/{declared_rules()[table].table}.toml"
    return MADE_BY.get(layer, "pipelines/warehouse/computed.py")


def _sheets_behind(name: str) -> tuple[str, ...]:
    if name.startswith("identified."):
        return (name.removeprefix("identified."),)
    staged = {model.table for model in behind([name], models()) if model.layer == "staging"}
    return tuple(table for table in sheets() if table in staged)


def _columns(name: str, types: Mapping[str, str], origins: Origins) -> Iterator[ColumnEntry]:
    for column, kind in types.items():
        found = origins.get(column, frozenset())
        yield ColumnEntry(
            column=column,
            type=kind,
            meaning_zh=column_meanings_zh()[column],
            meaning_en=column_meanings_en()[column],
            unit=column_units().get(column, ""),
            sensitivity=sensitivity(name, column, kind, found),
            comes_from=tuple(sorted(f"{table}.{origin}" for table, origin in found)),
        )
