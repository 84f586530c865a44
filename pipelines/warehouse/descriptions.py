"""What every column means: in the contracts what arrives, in `sql/columns.csv` what is derived."""

from collections.abc import Mapping
from functools import cache

from pipelines.contracts.catalog import read_rows, sheets
from pipelines.warehouse.sql_files import ROOT


@cache
def column_descriptions() -> Mapping[str, str]:
    """The meaning of each column name of the warehouse, with its Chinese headers or its [unit]."""
    columns = [column for sheet in sheets().values() for column in sheet.columns]
    headers: dict[str, list[str]] = {}
    for column in columns:
        headers.setdefault(column.canonical, []).append(column.names_zh[0])
    arriving = {
        column.canonical: f"{column.description} ({'、'.join(dict.fromkeys(headers[column.canonical]))})"
        for column in columns
    }
    derived = {
        row["column"]: f"{row['description']} [{row['unit']}]" if row["unit"] else row["description"]
        for row in read_rows(ROOT / "columns.csv")
    }
    return {**arriving, **derived}
