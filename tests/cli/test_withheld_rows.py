"""What one published table withholds of rows held back, no other tells, nor do all of them together."""

from collections import defaultdict
from pathlib import Path

import duckdb
import pytest
from attacker import Cell, interval

NARROWEST = 5
COUNTS = """
select 'check' as kind, check_id as name, '' as part, findings as told from marts.check_runs
union all
select 'body', check_id, coalesce(body_code, ''), findings from marts.finding_counts
union all
select 'rows', reason_code, table_name, rows_quarantined from marts.quarantine_counts
"""
SHEETS = "select table_name, source, reason_code from marts.quarantine_counts"
# the files of a contract tell how many rows they held back in all
FILES = "select source, sum(rows_quarantined) from marts.files where rows_quarantined > 0 group by source"
SMALL = """
select 'rows', reason_code, table_name from quality.quarantine_counts where rows_quarantined < 5
union all
select 'body', check_id, coalesce(body_code, '') from quality.finding_counts where findings < 5
"""


@pytest.fixture(scope="module")
def told(demo: tuple[Path, str]) -> dict[Cell, int | None]:
    """Counts of rows held back and of their checks as the snapshot of the demo tells them."""
    with duckdb.connect(str(demo[0] / "published" / "warehouse.duckdb"), read_only=True) as snapshot:
        counts = {
            (kind, name, part): count for kind, name, part, count in snapshot.execute(COUNTS).fetchall()
        }
        reasons = {name for kind, name, _ in counts if kind == "rows"}
        sums = dict(snapshot.execute(FILES).fetchall())
        known = {("files", source, ""): int(rows) for source, rows in sums.items()}
    return {cell: count for cell, count in counts.items() if cell[1] in reasons} | known


@pytest.fixture(scope="module")
def relations(demo: tuple[Path, str], told: dict[Cell, int | None]) -> list[dict[Cell, int]]:
    """How they follow from each other where every delivery is in force, and no finding a false alarm.

    Of a contract with a single count held back, files tell that count, whatever is withheld elsewhere.
    """
    with duckdb.connect(str(demo[0] / "published" / "warehouse.duckdb"), read_only=True) as snapshot:
        sheets = snapshot.execute(SHEETS).fetchall()
    by_check: dict[str, dict[Cell, int]] = defaultdict(dict)
    by_rows: dict[str, dict[Cell, int]] = defaultdict(dict)
    for kind, name, part in told:
        if kind == "body":
            by_check[name][kind, name, part] = 1
        if kind == "rows" and ("check", name, "") in told:
            by_rows[name][kind, name, part] = 1
    for name in by_check | by_rows:
        by_check[name]["check", name, ""] = by_rows[name]["check", name, ""] = -1
    by_source: dict[str, dict[Cell, int]] = defaultdict(dict)
    for table, source, reason in sheets:
        by_source[source]["rows", reason, table] = 1
    summed = [row | {("files", source, ""): -1} for source, row in by_source.items() if len(row) > 1]
    return [*by_check.values(), *by_rows.values(), *summed]


def test_a_check_and_its_rows_held_back_are_withheld_together(told: dict[Cell, int | None]) -> None:
    checks = {name: count for (kind, name, _), count in told.items() if kind == "check"}
    rows = [(name, count) for (kind, name, _), count in told.items() if kind == "rows" and name in checks]
    assert len(rows) > 3
    assert [name for name, count in rows if (count is None) != (checks[name] is None)] == []


def test_no_small_count_can_be_worked_out(
    demo: tuple[Path, str], told: dict[Cell, int | None], relations: list[dict[Cell, int]]
) -> None:
    with duckdb.connect(str(demo[0] / "private" / "warehouse.duckdb"), read_only=True) as warehouse:
        small = [cell for cell in warehouse.execute(SMALL).fetchall() if cell in told]
    assert len(small) > 10
    assert [cell for cell in small if told[cell] is not None] == []
    lowest = dict.fromkeys(told, 1)
    wide = {cell: interval(cell, told, relations, lowest) for cell in small}
    assert {cell: ends for cell, ends in wide.items() if ends[1] - ends[0] < NARROWEST} == {}


def test_no_withheld_count_is_told_by_the_others(
    told: dict[Cell, int | None], relations: list[dict[Cell, int]]
) -> None:
    hidden = [cell for cell, count in told.items() if count is None]
    ends = {cell: interval(cell, told, relations, dict.fromkeys(told, 1)) for cell in hidden}
    assert [cell for cell, (least, most) in ends.items() if least == most] == []
