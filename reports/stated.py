"""Whether what a table says of its source is true: its query run on the snapshot, its numbers found."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

import duckdb

from reports.compared import Difference
from reports.reading import WrittenTable

NUMBER = re.compile(r"[+−≥-]?\d[\d,]*(?:\.\d+)?%?")
CODES = re.compile(r"[A-Za-z〔(（#]")  # a cell with these is a name, not a number
Value = object


def stated_differences(place: str, tables: Iterable[WrittenTable], snapshot: Path) -> list[Difference]:
    """Tables whose stated query fails, is empty where rows are shown, or lacks a number that is shown."""
    with sealed(snapshot) as connection:
        return [
            difference
            for table in tables
            if table.query
            for difference in _of_table(place, table, connection)
        ]


def sealed(snapshot: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a snapshot that can read it and reach nothing else: no file, no network, no setting."""
    connection = duckdb.connect(str(snapshot), read_only=True, config={"enable_external_access": "false"})
    connection.execute("set lock_configuration = true")
    return connection


def _of_table(place: str, table: WrittenTable, connection: duckdb.DuckDBPyConnection) -> Iterable[Difference]:
    try:
        result = connection.execute(table.query).fetchall()
    except duckdb.Error as error:
        yield Difference(place, table.id, "", "query", "a query", f"it fails: {str(error).splitlines()[0]}")
        return
    shown = [row for row in table.rows if len(row) == len(table.header)]
    # rows are not counted: one of the query may be several of the table, or a cell of it
    if bool(result) != bool(shown):
        yield Difference(place, table.id, "", "query", f"{len(shown)} rows", f"{len(result)} rows")
    known = _Known(value for row in result for value in row)
    for row in (*shown, *table.totals):
        for column, cell in zip(table.header[1:], row[1:], strict=False):
            if not CODES.search(cell) and NUMBER.fullmatch(cell) and not known.has(cell):
                yield Difference(place, table.id, row[0], column, cell, "not in what the query gives")


class _Known:
    """The numbers of a result, looked up as they are written: grouped, rounded half-up, in percent."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.texts = set[str]()
        self.numbers: list[Decimal] = []
        for value in values:
            self.texts.add(str(value))
            if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                self.numbers.append(Decimal(str(value)))
        self.rounded: dict[Decimal, set[Decimal]] = {}

    def has(self, written: str) -> bool:
        """Whether the cell is one of the texts, or one of the numbers rounded to its digits."""
        try:
            number = abs(Decimal(written.replace("−", "-").strip("%≥+").replace(",", "")))
        except InvalidOperation:
            return written in self.texts
        step = Decimal(1).scaleb(int(number.as_tuple().exponent))
        # a share is kept as one of 1 or in percent
        is_of_one = written.endswith("%") and number / 100 in self._at(step / 100)
        return written in self.texts or number in self._at(step) or is_of_one

    def _at(self, step: Decimal) -> set[Decimal]:
        if step not in self.rounded:
            whole = (value for value in self.numbers if value.is_finite())
            self.rounded[step] = {abs(value.quantize(step, ROUND_HALF_UP)) for value in whole}
        return self.rounded[step]
