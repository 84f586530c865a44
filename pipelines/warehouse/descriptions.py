"""What every table and column means: in the contracts what arrives, in `sql/*.csv` what is derived."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.contracts.catalog import checks, indicators, read_rows, sheets
from pipelines.warehouse.sql_files import ROOT


@dataclass(frozen=True)
class Meaning:
    """What something holds, in both languages."""

    zh: str
    en: str


@cache
def table_meanings() -> Mapping[str, Meaning]:
    """What each table holds that no SQL file and no contract sheet makes, in the order of the list."""
    return {
        row["table"]: Meaning(row["meaning_zh"], row["description"]) for row in read_rows(ROOT / "tables.csv")
    }


@cache
def listed_meanings_zh() -> Mapping[str, str]:
    """What the tables of indicators and checks hold in Chinese, as the lists of these have it."""
    counted = {f"indicators.{row['indicator_id']}": row["counted_zh"] for row in indicators()}
    return counted | {f"checks.{row['id']}": f"{row['rule_zh']}。" for row in checks()}


@cache
def column_descriptions() -> Mapping[str, str]:
    """The meaning of each column name of the warehouse, with its Chinese headers or its [unit]."""
    headers = {column: f"({names})" for column, names in _headers().items()}
    units = {column: f"[{unit}]" for column, unit in column_units().items()}
    beside = {**headers, **units}
    return {
        column: f"{told} {beside.get(column, '')}".strip() for column, told in column_meanings_en().items()
    }


@cache
def column_meanings_en() -> Mapping[str, str]:
    """The meaning of each column name in English, without header and unit."""
    arriving = {
        column.canonical: column.description for sheet in sheets().values() for column in sheet.columns
    }
    lines = {row["column"]: row["description"] for row in read_rows(ROOT / "columns.csv")}
    return {**arriving, **{column: told for column, told in lines.items() if told}}


@cache
def column_meanings_zh() -> Mapping[str, str]:
    """The meaning of each column name in Chinese: of what arrives its headers, where no line says more."""
    derived = {row["column"]: row["meaning_zh"] for row in read_rows(ROOT / "columns.csv")}
    return {**_headers(), **derived}


@cache
def column_units() -> Mapping[str, str]:
    """The unit of each derived column that has one."""
    return {row["column"]: row["unit"] for row in read_rows(ROOT / "columns.csv") if row["unit"]}


def _headers() -> dict[str, str]:
    """The Chinese headers of each contract column, each once."""
    headers: dict[str, dict[str, None]] = {}
    for sheet in sheets().values():
        for column in sheet.columns:
            headers.setdefault(column.canonical, {})[column.names_zh[0]] = None
    return {canonical: "、".join(names) for canonical, names in headers.items()}
