"""What every column means, written once: in the contracts for what arrives, in `sql/columns.csv` for what is derived."""

from collections.abc import Mapping
from functools import cache

from pipelines.contracts.catalog import read_rows, sheets
from pipelines.warehouse.models import ROOT


@cache
def column_descriptions() -> Mapping[str, str]:
    """The meaning, with its unit, of each column name that any table of the warehouse may have."""
    arriving = {
        column.canonical: f"{column.description} ({column.names_zh[0]})"
        for sheet in sheets().values()
        for column in sheet.columns
    }
    derived = {
        row["column"]: f"{row['description']} [{row['unit']}]" if row["unit"] else row["description"]
        for row in read_rows(ROOT / "columns.csv")
    }
    return {**arriving, **derived}
