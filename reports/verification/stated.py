"""Whether what a page says of its sources is true: each query run on the snapshot, its numbers found."""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb

from reports.parts.table import Words
from reports.verification.compared import Difference
from reports.verification.reading import WrittenPage, WrittenTable

# a cell of numbers and what stands between them; with anything else, a name, a day, a version or a code
NUMBERS = re.compile(r"(?!\d{4}-\d\d|\d+\.\d+\.)[\d\s,.%+−≥–/×*-]*\d[\d\s,.%–/×*-]*")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
KEPT = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
ASKED = re.compile(r"\$[a-z_]+\b")
Answer = Sequence[Sequence[object]]


def stated_differences(place: str, page: WrittenPage, snapshot: Path) -> list[Difference]:
    """Tables and key figures without a query, or whose query fails or does not give what they show.

    A table's query gives a row for each of its lines, totals among them, with all numbers of the line. What
    asks for a half-year or a body is left out.
    """
    found: list[Difference] = []
    with sealed(snapshot) as connection:
        for table in (*page.tables.values(), *page.keys.values()):
            queries = page.queries.get(table.id, [])
            if any(ASKED.search(query) for query in queries):
                continue
            if not queries:
                found.append(Difference(place, table.id, "", "query", "none stated", "a query"))
                continue
            try:
                answers = [connection.execute(query).fetchall() for query in queries]
            except duckdb.Error as error:
                said = f"it fails: {str(error).splitlines()[0]}"
                found.append(Difference(place, table.id, "", "query", "a query", said))
                continue
            check = _of_keys if table.id in page.keys else _of_table
            found += check(place, table, [row for answer in answers for row in answer])
    return found


def sealed(snapshot: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a snapshot that can read it and reach nothing else: no file, no network, no setting."""
    connection = duckdb.connect(str(snapshot), read_only=True, config={"enable_external_access": "false"})
    connection.execute("set lock_configuration = true")
    return connection


def numbers_in(cell: str) -> list[str]:
    """The numbers of a cell as they are written; none where it is a name, a day or a code."""
    is_number = not isinstance(cell, Words) and NUMBERS.fullmatch(cell)
    return NUMBER.findall(cell) if is_number else []


def _of_keys(place: str, keys: WrittenTable, answer: Answer) -> Iterable[Difference]:
    """Key figures stand anywhere in what their queries give."""
    known = _Known(answer)
    for name, *values in keys.rows:
        for cell in values:
            if not all(known.rows_with(number) for number in numbers_in(cell)):
                yield Difference(place, keys.id, name, "", cell, "not in what the queries give")


def _of_table(place: str, table: WrittenTable, answer: Answer) -> Iterable[Difference]:
    if len(answer) != len(table.lines):
        told = (f"{len(table.lines)} rows", f"{len(answer)} rows")
        yield Difference(place, table.id, "", "query", *told)
    known = _Known(answer)
    for line in table.lines:
        rows = set(range(len(answer)))
        is_known = True
        for column, cell in zip(table.header[1:], line[1:], strict=True):
            for number in numbers_in(cell):
                having = known.rows_with(number)
                if not having:
                    is_known = False
                    yield Difference(place, table.id, line[0], column, cell, "not in what the query gives")
                rows &= having
        if is_known and not rows:
            yield Difference(place, table.id, line[0], "", "its numbers", "in no row of what the query gives")


class _Known:
    """The numbers of an answer, looked up as they are written: grouped, rounded half-up, in percent."""

    def __init__(self, answer: Answer) -> None:
        self._numbers = [
            (Decimal(written), row)
            for row, values in enumerate(answer)
            for value in values
            if KEPT.fullmatch(written := str(value))
        ]
        self._rounded: dict[Decimal, dict[Decimal, set[int]]] = {}

    def rows_with(self, written: str) -> set[int]:
        """The rows that hold a number which is so written, whatever its sign."""
        number = Decimal(written.rstrip("%").replace(",", ""))
        step = Decimal(1).scaleb(int(number.as_tuple().exponent))
        rows = self._at(step).get(number, set())
        # a share is kept as one of 1 or in percent
        return rows | self._at(step / 100).get(number / 100, set()) if written.endswith("%") else rows

    def _at(self, step: Decimal) -> dict[Decimal, set[int]]:
        if step not in self._rounded:
            rows: dict[Decimal, set[int]] = {}
            for value, row in self._numbers:
                rows.setdefault(abs(value.quantize(step, ROUND_HALF_UP)), set()).add(row)
            self._rounded[step] = rows
        return self._rounded[step]
