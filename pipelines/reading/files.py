"""One inbox file, whatever it is called -> its recognised sheets, or the reason why it is rejected."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from pipelines.reading.delimited import read_text
from pipelines.reading.encodings import decode
from pipelines.reading.headers import HEAD_ROWS, Header, find_header
from pipelines.reading.readings import FileReading, Grid, Rejection
from pipelines.reading.repeats import settle_repeats
from pipelines.reading.sheets import Draft, finish, read_sheet
from pipelines.reading.workbooks import is_workbook, read_workbook


def read_file(path: Path) -> FileReading:
    """The file's sheets with typed rows, or why it is rejected; never raises for what it holds."""
    try:
        return _read(_bytes(path))
    except Rejection as reason:
        return FileReading("rejected", reason.reason_code, reason.detail)
    except (MemoryError, SystemError):  # an allocation that fails inside C reports the latter
        return FileReading("rejected", "out_of_memory")
    except Exception as error:  # the batch goes on; an error's own text may quote cells
        return FileReading("rejected", "parser_died", type(error).__name__)


def _bytes(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        is_file = not isinstance(error, PermissionError | FileNotFoundError)
        raise Rejection("not_a_regular_file" if is_file else "not_readable") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Rejection("not_a_regular_file")
    with os.fdopen(handle, "rb") as source:
        data = source.read()
    if not data:
        raise Rejection("empty_file")
    return data


def _read(data: bytes) -> FileReading:
    unmatched: list[str] = []
    drafts: list[Draft] = []
    for grid, header in _recognised(data):
        if header is None:
            unmatched.append(grid.tab)
        else:
            drafts.append(read_sheet(grid, header))
    if not drafts:
        raise Rejection("no_sheet_recognised")
    sheets = tuple(finish(draft) for draft in settle_repeats(drafts))
    return FileReading("read", sheets=sheets, unmatched_tabs=tuple(unmatched))


def _recognised(data: bytes) -> Iterator[tuple[Grid, Header | None]]:
    """Each grid with its header; None where a tab has no header of any contract sheet."""
    if not is_workbook(data):
        yield read_text(decode(data))
        return
    for grid in read_workbook(data):
        try:
            header = find_header(grid.cells.head(HEAD_ROWS).rows())
        except Rejection as reason:
            if reason.reason_code != "no_sheet_recognised":
                raise
            header = None
        yield grid, header
