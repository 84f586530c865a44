"""Worklists go out to the bodies, come back with a mark, and the mark is heeded the next night."""

from pathlib import Path

import duckdb
import pytest
import python_calamine
import xlsxwriter
from program import run_taizhang

from pipelines.databases import attach

FIRST, SECOND = "2006-07-20", "2006-07-21"
BODY = "411602094001"


def worklist(home: Path, as_of: str) -> list[list[object]]:
    path = home / "worklists" / BODY / f"{as_of}.xlsx"
    return list(python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def header_row(rows: list[list[object]]) -> int:
    """The place of the names of columns, below the head."""
    return next(place for place, row in enumerate(rows) if "问题编号" in row)


def send_back(home: Path, line: int) -> str:
    """Mark a line and save the worklist anew, as a clerk's program does, in the inbox; the finding's id."""
    rows = worklist(home, FIRST)
    head, marked = rows[header_row(rows)], rows[header_row(rows) + line]
    marked[head.index("误报")] = "是"
    (home / "inbox" / "退回").mkdir()
    with xlsxwriter.Workbook(
        home / "inbox" / "退回" / "清单.xlsx", {"default_date_format": "yyyy-mm-dd"}
    ) as workbook:
        sheet = workbook.add_worksheet()
        for row_no, cells in enumerate(rows):
            sheet.write_row(row_no, 0, cells)
    return str(marked[head.index("问题编号")])


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home after two nights, the first line of a worklist marked in between."""
    home = tmp_path_factory.mktemp("worklists") / "home"
    assert run_taizhang(home, "sample", "--files", "300", "--out", str(home / "inbox")).returncode == 0
    assert run_taizhang(home, "nightly", "--as-of", FIRST).returncode == 0
    finding_id = send_back(home, line=1)
    assert run_taizhang(home, "nightly", "--as-of", SECOND).returncode == 0
    return home, finding_id


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "private" / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_marked_line_leaves_the_next_worklist(marked: tuple[Path, str]) -> None:
    home, finding_id = marked
    first, second = (str(worklist(home, as_of)) for as_of in (FIRST, SECOND))
    assert finding_id in first
    assert finding_id not in second
    assert rows(home, f"select state from quality.finding_lives where finding_id = '{finding_id}'") == [
        ("false_alarm",)
    ]


def test_a_returned_worklist_finds_nothing_new(marked: tuple[Path, str]) -> None:
    home, _ = marked
    returned = rows(
        home, "select delivery_no, status, rows_quarantined from landing.deliveries where source = 'worklist'"
    )
    assert [(status, held_back) for _, status, held_back in returned] == [("landed", 0)]
    assert not rows(home, f"select 1 from quality.findings where delivery_no = {returned[0][0]}")


def test_false_alarms_are_not_counted_as_open_findings(marked: tuple[Path, str]) -> None:
    home, _ = marked
    trend = f"select sum(false_alarms), sum(open) from quality.finding_trend where as_of_date = '{SECOND}'"
    found = rows(home, "select 1, count(*) - 1 from quality.findings")
    assert rows(home, trend) == found
    exact = f"select sum(opened), sum(false_alarms) from quality.finding_trend where as_of_date = '{SECOND}'"
    published = f"""
        select opened, false_alarms from marts.finding_trend
        where check_id = 'all' and as_of_date = '{SECOND}' and not is_suppressed
    """
    small = f"""
        select 1 from quality.finding_trend inner join protection.personal_checks using (check_id)
        where as_of_date = '{SECOND}'
        having sum(opened) between 1 and 4 or sum(mended) between 1 and 4 or sum(come_back) between 1 and 4
            or sum(open) between 1 and 4 or sum(false_alarms) between 1 and 4
    """
    assert rows(home, published) == ([] if rows(home, small) else rows(home, exact))


def test_each_night_is_remembered_once(marked: tuple[Path, str]) -> None:
    home, _ = marked
    places = sorted((home / "private" / "history").iterdir())
    assert [path.name for path in places] == [f"{FIRST}.parquet", f"{SECOND}.parquet"]
    first, second = worklist(home, FIRST), worklist(home, SECOND)
    assert len(first) - header_row(first) - 1 == len(second) - header_row(second)


def test_worklists_name_no_person(marked: tuple[Path, str]) -> None:
    home, _ = marked
    with duckdb.connect() as connection:
        attach(connection, home / "private" / "identified.duckdb", "l1")
        found = connection.execute("select citizen_id, name from l1.identified.ledger_persons").fetchall()
    # a name of two characters may be part of an institution's
    canaries = {text for row in found for text in row if text and len(text) > 2}
    cells = "\n".join(
        str(python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
        for path in (home / "worklists").glob("*/*.xlsx")
    )
    assert len(canaries) > 400
    assert not [canary for canary in canaries if canary in cells]
