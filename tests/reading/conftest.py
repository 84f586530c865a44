"""Rows of invented contract sheets, as CSV text, shared by the reading tests."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipelines.reading.files import read_file
from pipelines.reading.readings import FileReading, SheetReading

MONTHS = "社区代码,月份,楼院编号,应走访周数,实走访周数,新婚,出生,节育,迁出,迁入,失业,就业,流入,流出"
POSTS = "岗位编号,月份,应发金额,实发金额,发放主体"


def month_row(courtyard: str = "A1", month: str = "2006-03", marriages: str = "1", rest: int = 0) -> str:
    return f"411602091001,{month},{courtyard},4,4,{marriages}" + f",{rest}" * 8


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


def found(sheet: SheetReading) -> list[tuple[str, int | None, str | None]]:
    return sheet.findings.rows()


def values(expression: pl.Expr, cells: list[str | None]) -> list[object]:
    return pl.DataFrame({"text": pl.Series(cells, dtype=pl.String)}).select(expression).to_series().to_list()
