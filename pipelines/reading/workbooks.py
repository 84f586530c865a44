"""The bytes of a workbook -> grids of text, one a tab, with the marks of number cells and merged ranges."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, repeat
from typing import Any

import polars as pl
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from pipelines.reading.archives import MOST_CELLS, judge_ole, judge_zip
from pipelines.reading.cells import blank_to_null
from pipelines.reading.dates import EPOCH_1900, EPOCH_1904
from pipelines.reading.hidden_rows import hidden_rows
from pipelines.reading.open_documents import Ranges, content_of, epoch_of, merged_ranges, spans_more
from pipelines.reading.open_texts import is_misread, with_plain_texts
from pipelines.reading.readings import Grid, Rejection

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRETCH = 20_000
NUMBER = r"^-?\d+(\.\d+)?(e[+-]?\d+)?$"


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin like a zip or OLE container."""
    return data.startswith((ZIP_MARK, OLE_MARK))


def read_workbook(data: bytes) -> Iterator[Grid]:
    """The grids of a workbook's sheets, hidden ones too; Rejection where it may not or cannot be read."""
    is_zip = data.startswith(ZIP_MARK)
    is_1904 = judge_zip(data) if is_zip else judge_ole(data)
    try:
        if is_zip and spans_more(data, MOST_CELLS):
            raise Rejection("too_many_cells")
        unseen = hidden_rows(data, is_zip)
        data, merges, epoch = _made_plain(data) if is_zip else (data, {}, EPOCH_1900)
        for grid in _grids(data, EPOCH_1904 if is_1904 else epoch):
            told = merges.get(grid.tab, grid.merges)
            yield replace(grid, hidden_rows=unseen.get(grid.tab, 0), merges=told)
    except PasswordError:
        raise Rejection("password_protected") from None
    except (Rejection, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        raise Rejection("workbook_unreadable", type(error).__name__) from None


def _made_plain(data: bytes) -> tuple[bytes, dict[str, Ranges], date | None]:
    """The package as its reader reads it rightly; what an open document says of its merges and dates.

    In a function of its own, so that the content is gone when the cells are read.
    """
    content = content_of(data)
    merges, epoch = merged_ranges(content), epoch_of(content)
    is_plain = not is_misread(content)
    del content
    return (data if is_plain else with_plain_texts(data)), merges, epoch


def _grids(data: bytes, epoch: date | None) -> Iterator[Grid]:
    cells = 0
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for place, about in enumerate(workbook.sheets_metadata):
            try:
                sheet = workbook.get_sheet_by_index(place)
            except ValueError:  # a sheet of charts
                continue
            last_row, last_column = sheet.end or (-1, -1)
            cells += (last_row + 1) * (last_column + 1)
            if cells > MOST_CELLS:
                raise Rejection("too_many_cells")
            is_hidden = about.visible != SheetVisibleEnum.Visible
            yield _grid(sheet, place + 1, is_hidden, epoch)


def _grid(sheet: CalamineSheet, sheet_no: int, is_hidden: bool, epoch: date | None) -> Grid:
    merges = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    cells, numeric = _columns(sheet)
    return Grid(sheet.name, sheet_no, cells, is_hidden, epoch=epoch, numeric=numeric, merges=merges)


def _columns(sheet: CalamineSheet) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """The cells as text, and by column which of them were numbers; 2.0 is written 2.

    Goes by stretches of rows: a Python object for each cell of a large sheet would take all memory there is.
    """
    left = sheet.start[1] if sheet.start else 0  # the reader leaves out blank columns on the left
    rows = sheet.iter_rows()
    texts, marks = [], []
    while stretch := list(islice(rows, STRETCH)):
        columns = list(zip(*stretch, strict=True))
        names = [str(place) for place in range(left, left + len(columns))]
        texts.append(pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String), strict=False))
        stored = {name: _stored(cells) for name, cells in zip(names, columns, strict=True)}
        marks.append(pl.DataFrame(stored))
    if not texts:
        return pl.DataFrame(), {}
    blank = [pl.lit(None, pl.String).alias(str(place)) for place in range(left)]
    cells, numbers = _shortened(pl.concat(texts), pl.concat(marks))
    return blank_to_null(cells).select(*blank, pl.all()), numbers


def _stored(cells: tuple[Any, ...]) -> pl.Series:
    """Which cells of a column are stored as numbers."""
    if set(map(type, cells)) <= {str}:
        return pl.Series([False]).new_from_index(0, len(cells))
    return pl.Series(map(isinstance, cells, repeat((int, float))), dtype=pl.Boolean)


def _shortened(texts: pl.DataFrame, stored: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """The cells with 2 for 2.0 where it was a number, and by column which were."""
    names = [mark.name for mark in stored.get_columns() if mark.any()]
    is_number = texts.select(
        (stored[name] & pl.col(name).str.contains(NUMBER)).fill_null(False) for name in names
    )
    short = texts.with_columns(
        pl.when(is_number[name]).then(pl.col(name).str.strip_suffix(".0")).otherwise(pl.col(name)).alias(name)
        for name in names
    )
    return short, {mark.name: mark for mark in is_number.get_columns() if mark.any()}
