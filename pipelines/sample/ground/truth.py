"""The truth file: one line a planted mistake."""

from dataclasses import asdict, dataclass, fields
from pathlib import Path

import polars as pl


@dataclass(frozen=True)
class Truth:
    """A planted mistake and where it lies; `row_no` and `column` are blank where it is no single cell."""

    check_id: str
    body_code: str = ""
    delivered_as: str = ""
    sheet: str = ""
    row_no: int | None = None
    column: str = ""
    quantity: int = 1
    note: str = ""


def write_truth(path: Path, mistakes: list[Truth]) -> None:
    """The mistakes as a CSV in the order of check, body, file and row."""
    ordered = sorted(
        mistakes, key=lambda m: (m.check_id, m.body_code, m.delivered_as, m.row_no or 0, m.column)
    )
    columns = [column.name for column in fields(Truth)]
    rows = pl.DataFrame([asdict(mistake) for mistake in ordered], infer_schema_length=None)
    rows.select(columns).write_csv(path)
