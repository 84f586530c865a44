"""What layer 1 of a home says of each file that lay in its inbox."""

from typing import NamedTuple

import duckdb

from pipelines.contracts.catalog import sheets
from pipelines.home import Home

from .case import Case, Findings

FILES = "select split_part(delivered_as, '/', -1), status, reason_code from received.deliveries"
SHEETS = "select split_part(delivered_as, '/', -1), table_name, rows_seen from received.sheets"
PASSED_OVER = """
select split_part(delivered_as, '/', -1), rows.reason_code, excluded_rows from received.exclusions as rows
"""
FOUND = "select split_part(delivered_as, '/', -1), check_id, column_name from received.findings"
KEPT = "select split_part(delivered_as, '/', -1), quarantine_reason, count(*)::integer from identified.{}"
CELLS = """
select {} from identified.{} inner join received.deliveries using (delivery_no)
where split_part(delivered_as, '/', -1) = ? and quarantine_reason is null order by sheet_no, row_no
"""
OF_DELIVERIES = " inner join received.deliveries using (delivery_no)"


class Fate(NamedTuple):
    """What became of a file: whether it landed, and where its rows went."""

    status: str
    reason: str | None
    accepted: int
    held: dict[str, int]
    passed_over: dict[str, int]
    findings: Findings

    @property
    def rows(self) -> int:
        """All rows that went somewhere."""
        return self.accepted + sum(self.held.values()) + sum(self.passed_over.values())


def expected(case: Case) -> Fate:
    """What must become of it."""
    return Fate(
        case.status, case.reason, case.accepted, dict(case.held), dict(case.passed_over), case.findings
    )


class Landed:
    """Layer 1, asked once of all files together; a file goes by its name without folders."""

    def __init__(self, home: Home) -> None:
        """Opens the database of the home, which nobody else may write to."""
        self._con = duckdb.connect()
        self._con.execute(f"attach '{home.identified}' as l1 (read_only); use l1")
        self.files = {name: (status, reason) for name, status, reason in self._rows(FILES)}
        self._seen = self._summed(SHEETS + OF_DELIVERIES)
        self._passed_over = self._summed(PASSED_OVER + OF_DELIVERIES)
        self._kept: dict[str, dict[str | None, int]] = {}
        for sheet in sheets().values():
            for name, reason, count in self._rows(KEPT.format(sheet.table) + OF_DELIVERIES + " group by all"):
                kept = self._kept.setdefault(name, {})
                kept[reason] = kept.get(reason, 0) + count
        self._found: dict[str, set[tuple[str, str | None]]] = {}
        for name, check_id, column in self._rows(FOUND + OF_DELIVERIES):
            self._found.setdefault(name, set()).add((check_id, column))

    def fate(self, file: str) -> Fate:
        """What became of the file."""
        held = {reason: count for reason, count in self._kept.get(file, {}).items() if reason}
        accepted = self._kept.get(file, {}).get(None, 0)
        found = frozenset(self._found.get(file, ()))
        return Fate(*self.files[file], accepted, held, self._passed_over.get(file, {}), found)

    def rows_seen(self, file: str) -> int:
        """How many rows were read below its headers."""
        return sum(rows for table, rows in self._seen.get(file, {}).items() if table)

    def cells(self, file: str, column: str) -> list[object]:
        """The values of a column in the file's rows that are kept, sheet by sheet."""
        values: list[object] = []
        for sheet in sheets().values():
            if sheet.table in self._seen.get(file, {}) and column in {one.canonical for one in sheet.columns}:
                found = self._con.execute(CELLS.format(column, sheet.table), [file]).fetchall()
                values += [value for (value,) in found]
        return values

    def _rows(self, query: str) -> list[tuple]:
        return self._con.execute(query).fetchall()

    def _summed(self, query: str) -> dict[str, dict[str, int]]:
        sums: dict[str, dict[str, int]] = {}
        for name, what, count in self._rows(query):
            by_what = sums.setdefault(name, {})
            by_what[what] = by_what.get(what, 0) + count
        return sums
