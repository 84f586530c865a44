"""What every column means: in the contracts what arrives, in `sql/columns.csv` what is derived."""

from collections.abc import Mapping
from functools import cache

from pipelines.contracts.catalog import read_rows, sheets
from pipelines.warehouse.sql_files import ROOT


@cache
def column_descriptions() -> Mapping[str, str]:
    """The meaning of each column name of the warehouse, with its Chinese headers or its [unit]."""
    headers = _headers()
    arriving = {
        column.canonical: f"{column.description} ({headers[column.canonical]})"
        for sheet in sheets().values()
        for column in sheet.columns
    }
    derived = {
        row["column"]: f"{row['description']} [{row['unit']}]" if row["unit"] else row["description"]
        for row in read_rows(ROOT / "columns.csv")
        if row["description"]
    }
    return {**arriving, **derived}


@cache
def column_meanings_zh() -> Mapping[str, str]:
    """The meaning of each column name in Chinese: of what arrives its headers, where no line says more."""
    derived = {row["column"]: row["meaning_zh"] for row in read_rows(ROOT / "columns.csv")}
    return {**_headers(), **derived}


def _headers() -> dict[str, str]:
    """The Chinese headers of each contract column, each once."""
    headers: dict[str, dict[str, None]] = {}
    for sheet in sheets().values():
        for column in sheet.columns:
            headers.setdefault(column.canonical, {})[column.names_zh[0]] = None
    return {canonical: "、".join(names) for canonical, names in headers.items()}
