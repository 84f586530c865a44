"""A delivery: one file or several that an office sends together, and how it is written to the inbox."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from pipelines.sample.ground.dress import Sheet
from pipelines.sample.paper.formats.csv_text import write_csv
from pipelines.sample.paper.formats.ods import write_ods
from pipelines.sample.paper.formats.xls import write_xls
from pipelines.sample.paper.formats.xlsx import write_xlsx

NOON_IN_CHINA_UTC = 4
WORKBOOKS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}


@dataclass(frozen=True)
class Delivery:
    """Sheets that arrive together: a workbook `stem`.`form`, or one CSV a sheet named after the sheet."""

    stem: str
    form: str
    arrived_on: date
    sheets: tuple[Sheet, ...]
    body_code: str = ""
    hour: int = NOON_IN_CHINA_UTC

    def path_of(self, sheet: Sheet) -> str:
        """The path inside the inbox of the file that holds the sheet."""
        if self.form in WORKBOOKS:
            return f"{self.stem}.{self.form}"
        return f"{self.stem}-{sheet.name}.csv" if len(self.sheets) > 1 else f"{self.stem}.csv"

    def with_sheet(self, old: Sheet, new: Sheet) -> "Delivery":
        """The delivery with one sheet replaced."""
        return replace(self, sheets=tuple(new if sheet is old else sheet for sheet in self.sheets))


def write_delivery(inbox: Path, delivery: Delivery) -> list[Path]:
    """Writes the files with their time of arrival; returns their paths."""
    groups: dict[str, list[Sheet]] = {}
    for sheet in delivery.sheets:
        groups.setdefault(delivery.path_of(sheet), []).append(sheet)
    for name, sheets in groups.items():
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        if delivery.form in WORKBOOKS:
            WORKBOOKS[delivery.form](inbox / name, sheets)
        else:
            write_csv(inbox / name, sheets[0])
    paths = [inbox / name for name in groups]
    stamp(paths, delivery.arrived_on, delivery.hour)
    return paths


def stamp(paths: Iterable[Path], arrived_on: date, hour: int = NOON_IN_CHINA_UTC) -> None:
    """Gives files the modification time of their arrival."""
    moment = datetime(arrived_on.year, arrived_on.month, arrived_on.day, hour, tzinfo=UTC).timestamp()
    for path in paths:
        os.utime(path, (moment, moment))
