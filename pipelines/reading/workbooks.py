"""The bytes of a workbook -> grids of text, one a tab, with the marks of number cells and merged ranges."""

import io
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import polars as pl
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from pipelines.reading.archives import MOST_CELLS, judge_ole, judge_zip
from pipelines.reading.cells import blank_to_null
from pipelines.reading.readings import Grid, Rejection

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NUMBER = r"^-?\d+(\.\d+)?(e[+-]?\d+)?$"


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin like a zip or OLE container."""
    return data.startswith((ZIP_MARK, OLE_MARK))


def read_workbook(data: bytes) -> Iterator[Grid]:
    """The grids of a workbook's sheets, hidden ones too; Rejection where it may not or cannot be read."""
    is_1904 = False
    if data.startswith(ZIP_MARK):
        is_1904 = judge_zip(data)
    else:
        judge_ole(data)
    try:
        yield from _grids(data, is_1904)
    except PasswordError:
        raise Rejection("password_protected") from None
    except (Rejection, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        raise Rejection("workbook_unreadable", type(error).__name__) from None


def _grids(data: bytes, is_1904: bool) -> Iterator[Grid]:
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
            yield _grid(sheet, place + 1, is_hidden, is_1904)


def _grid(sheet: CalamineSheet, sheet_no: int, is_hidden: bool, is_1904: bool) -> Grid:
    columns = list(zip(*sheet.to_python(skip_empty_area=False), strict=True))
    texts, numeric = {}, {}
    for place, values in enumerate(columns):
        name = str(place)
        texts[name], is_number = _column(values)
        if is_number is not None:
            numeric[name] = is_number
    merges = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    cells = blank_to_null(pl.DataFrame(texts)) if texts else pl.DataFrame()
    return Grid(sheet.name, sheet_no, cells, is_hidden, is_1904, numeric, None, merges)


def _column(values: tuple[Any, ...]) -> tuple[pl.Series, pl.Series | None]:
    """A column's cells as text, and which of them were numbers, if any; 2.0 is written 2."""
    text = pl.Series(values, dtype=pl.String, strict=False)
    if set(map(type, values)) <= {str}:
        return text, None
    is_stored = pl.Series(map(isinstance, values, repeat((int, float))), dtype=pl.Boolean)
    is_number = (is_stored & text.str.contains(NUMBER)).fill_null(False)
    short = pl.select(pl.when(is_number).then(text.str.strip_suffix(".0")).otherwise(text)).to_series()
    return short, is_number if is_number.any() else None
