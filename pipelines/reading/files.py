"""Inbox files, whatever they are called -> their recognised sheets, or the reason why one is rejected."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from pipelines.reading.delimited import read_text
from pipelines.reading.drafts import finish
from pipelines.reading.encodings import decode
from pipelines.reading.headers import HEAD_ROWS, Header, find_header
from pipelines.reading.readings import (
    BatchReading,
    FileReading,
    Grid,
    Rejection,
    SheetAccount,
    SheetReading,
    UnmatchedTab,
)
from pipelines.reading.repeats import settle_repeats
from pipelines.reading.sheets import read_stack
from pipelines.reading.stacks import Part, stack_up
from pipelines.reading.workbooks import is_workbook, read_workbook

File = tuple[int, Path]


def read_file(path: Path) -> FileReading:
    """The file's sheets with typed rows, or why it is rejected; never raises for what it holds."""
    batch = read_batch([(0, path)])
    if 0 in batch.rejections:
        reason = batch.rejections[0]
        return FileReading("rejected", reason.reason_code, reason.detail)
    sheets = tuple(_sheet(batch, account) for account in batch.sheets)
    return FileReading("read", sheets=sheets, unmatched_tabs=batch.unmatched_tabs.get(0, ()))


def read_batch(files: Sequence[File]) -> BatchReading:
    """The files' sheets, each as if read alone; sheets of one layout are read together, which is quicker.

    A batch of one never raises for what the file holds.
    """
    rejections: dict[int, Rejection] = {}
    tabs: dict[int, list[UnmatchedTab]] = {}
    parts: list[Part] = []
    for file_no, path in files:
        try:
            parts += _parts(file_no, _bytes(path), tabs)
        except Exception as error:  # the batch goes on
            rejections[file_no] = _reason(error)
    try:
        drafts = settle_repeats([read_stack(stack) for stack in stack_up(parts)])
        return finish(drafts, rejections, tabs)
    except Exception as error:
        if len(files) > 1:
            raise
        return finish([], {files[0][0]: _reason(error)}, {})


def _reason(error: Exception) -> Rejection:
    if isinstance(error, Rejection):
        return error
    if isinstance(error, MemoryError | SystemError):  # an allocation that fails inside C reports the latter
        return Rejection("out_of_memory")
    return Rejection("parser_died", type(error).__name__)  # its own text may quote cells


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


def _parts(file_no: int, data: bytes, tabs: dict[int, list[UnmatchedTab]]) -> list[Part]:
    """The recognised sheets of a file; a workbook's other tabs go to `tabs`."""
    if not is_workbook(data):
        page, its_header = read_text(decode(data))
        return [Part(file_no, 1, "", False, 0, its_header, page)]
    parts: list[Part] = []
    for grid in read_workbook(data):
        header = _header(grid)
        if header is None:
            tabs.setdefault(file_no, []).append(UnmatchedTab(grid.sheet_no, grid.tab, grid.cells.height))
        else:
            about = (grid.sheet_no, grid.tab, grid.is_hidden, grid.hidden_rows)
            parts.append(Part(file_no, *about, header, grid))
    if not parts:
        raise Rejection("no_sheet_recognised")
    return parts


def _header(grid: Grid) -> Header | None:
    """The header of a tab; None where it has that of no contract sheet."""
    try:
        return find_header(grid.cells.head(HEAD_ROWS).rows())
    except Rejection as reason:
        if reason.reason_code != "no_sheet_recognised":
            raise
        return None


def _sheet(batch: BatchReading, account: SheetAccount) -> SheetReading:
    frames = (batch.rows[account.table], batch.findings, batch.quarantined)
    rows, findings, quarantined = (
        frame.filter(sheet_no=account.sheet_no).drop("file_no", "sheet_no") for frame in frames
    )
    return SheetReading(**vars(account), rows=rows, findings=findings, quarantined=quarantined)
