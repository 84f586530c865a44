"""What reading yields: a raw grid of text, a sheet, a file, and the exception that rejects a file."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import polars as pl

from pipelines.reading.dates import EPOCH_1900

Schema = dict[str, pl.DataType | type[pl.DataType]]
FINDINGS: Schema = {
    "check_id": pl.String,
    "row_no": pl.Int32,
    "column": pl.String,
}
QUARANTINED: Schema = {
    "row_no": pl.Int32,
    "reason_code": pl.String,
    "cells": pl.String,
}


class Rejection(Exception):
    """A whole file cannot be taken: a code of `reasons.csv` and a detail free of cell content."""

    def __init__(self, reason_code: str, detail: str | None = None) -> None:
        """Carries the code as its only text, so that a log of it quotes nothing."""
        super().__init__(reason_code)
        self.reason_code = reason_code
        self.detail = detail


@dataclass(frozen=True)
class Grid:
    """One sheet as text: `cells` has columns `0`, `1`, ...; its row i is the file's row i + 1; blank is null.

    `numeric` marks, by column, the cells stored as numbers, `is_ragged` the rows of a wrong width;
    `merges` are (first row, first column, last row, last column), 0-based and inclusive; `epoch` is the day
    from which a bare number in a column of dates counts, if it is known.
    """

    tab: str
    sheet_no: int
    cells: pl.DataFrame
    is_hidden: bool = False
    hidden_rows: int = 0
    epoch: date | None = EPOCH_1900
    numeric: dict[str, pl.Series] = field(default_factory=dict)
    is_ragged: pl.Series | None = None
    merges: tuple[tuple[int, int, int, int], ...] = ()


class UnmatchedTab(NamedTuple):
    """A sheet beside recognised ones that has the header of no contract; none of its `rows` is read."""

    sheet_no: int
    tab: str
    rows: int


@dataclass(frozen=True)
class SheetAccount:
    """What is said of one sheet without its content: rows_seen = row_count + sum of `excluded`, always.

    `file_no` is the place of its file among those of the call.
    """

    file_no: int
    table: str
    sheet_no: int
    tab: str
    is_hidden: bool
    hidden_rows: int
    header_row: int
    rows_seen: int
    excluded: dict[str, int]
    row_count: int
    quarantined_count: int


@dataclass(frozen=True)
class SheetReading(SheetAccount):
    """One recognised sheet with what was in it.

    `rows` holds `row_no`, `quarantine_reason`, then the contract's columns; `findings` and `quarantined` have
    the columns of FINDINGS and QUARANTINED. Only `rows` and `quarantined` hold content.
    """

    rows: pl.DataFrame
    findings: pl.DataFrame
    quarantined: pl.DataFrame


@dataclass(frozen=True)
class FileReading:
    """One file: `status` is 'read' or 'rejected'; a rejected one has a reason_code and no sheets."""

    status: str
    reason_code: str | None = None
    detail: str | None = None
    sheets: tuple[SheetReading, ...] = ()
    unmatched_tabs: tuple[UnmatchedTab, ...] = ()


@dataclass(frozen=True)
class BatchReading:
    """Files read together: the rows by table, and all findings and quarantined cells.

    The frames are those of SheetReading with `file_no` and `sheet_no` before their columns.
    """

    sheets: tuple[SheetAccount, ...]
    rows: dict[str, pl.DataFrame]
    findings: pl.DataFrame
    quarantined: pl.DataFrame
    rejections: dict[int, Rejection]
    unmatched_tabs: dict[int, tuple[UnmatchedTab, ...]]
