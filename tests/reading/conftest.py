"""Reads bytes that a test makes up as the file they would be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.reading.files import read_file
from pipelines.reading.readings import FileReading, SheetReading


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes | str], FileReading]:
    def read_bytes(data: bytes | str) -> FileReading:
        path = tmp_path / "whatever.dat"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_file(path)

    return read_bytes


@pytest.fixture
def read_one(read: Callable[[bytes | str], FileReading]) -> Callable[[bytes | str], SheetReading]:
    def read_sheet(data: bytes | str) -> SheetReading:
        reading = read(data)
        assert (reading.status, reading.reason_code, len(reading.sheets)) == ("read", None, 1)
        sheet = reading.sheets[0]
        assert sheet.rows_seen == sheet.rows.height + sum(sheet.excluded.values())
        assert sheet.quarantined.height == sheet.rows["quarantine_reason"].count()
        return sheet

    return read_sheet
