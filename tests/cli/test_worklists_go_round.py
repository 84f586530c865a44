"""Worklists go out to the bodies, come back with a mark, and the mark is heeded the next night."""

import re
from pathlib import Path

import duckdb
import pytest
import python_calamine
import xlsxwriter
from personal_traces import packed_places, places, traces
from program import run_taizhang

from pipelines.databases import attach

FIRST, SECOND = "2006-07-20", "2006-07-21"
BODY, OF_OLD = "411602094001", "411602094002"
# in the names of files and sheets: an ID, a phone in full width, an ID in words
NUMBERS = ("110105194912310021", "１３９１２３４５６７８", "一一〇一〇五－一九四九一二三一－〇〇二一")


def worklist(home: Path, as_of: str, body: str = BODY) -> list[list[object]]:
    path = home / "worklists" / body / f"{as_of}.xlsx"
    return list(python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def header_row(rows: list[list[object]]) -> int:
    """The place of the names of columns, below the head."""
    return next(place for place, row in enumerate(rows) if "问题编号" in row)


def send_back(home: Path, body: str) -> str:
    """Mark the first line and save the worklist in the inbox, as a clerk's program does; the finding's id.

    One body has a list as they were in earlier years: without a head, and each line with what it was worth.
    """
    rows = worklist(home, FIRST, body)
    header = header_row(rows)
    head, marked = rows[header], rows[header + 1]
    marked[head.index("误报")] = "是"
    finding_id = str(marked[head.index("问题编号")])
    if body == OF_OLD:
        place = head.index("首次发现")
        rows = [[*cells[:place], 0.25, *cells[place:]] for cells in rows[header:]]
        rows[0][place] = "失分"
    (home / "inbox" / "退回").mkdir(exist_ok=True)
    path = home / "inbox" / "退回" / f"{body}.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet()
        for row_no, cells in enumerate(rows):
            sheet.write_row(row_no, 0, cells)
    return finding_id


def send_files_named_by_persons(inbox: Path) -> None:
    """One that cannot be read, and one with a sheet that has something to tell."""
    hers, phone, sheet = NUMBERS
    (inbox / f"王秀英{hers}.csv").write_bytes(b"")
    with xlsxwriter.Workbook(inbox / f"名册{phone}.xlsx") as workbook:
        workbook.add_worksheet(sheet).write_row(0, 0, ["误报", "问题编号", "收表单位代码"])


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A home after two nights, the first line of two worklists marked in between; the findings by body."""
    home = tmp_path_factory.mktemp("worklists") / "home"
    assert run_taizhang(home, "sample", "--files", "300", "--out", str(home / "inbox")).returncode == 0
    assert run_taizhang(home, "nightly", "--as-of", FIRST).returncode == 0
    finding_ids = {body: send_back(home, body) for body in (BODY, OF_OLD)}
    send_files_named_by_persons(home / "inbox")
    assert run_taizhang(home, "nightly", "--as-of", SECOND).returncode == 0
    return home, finding_ids


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "private" / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("body", [BODY, OF_OLD], ids=["of today", "of earlier years"])
def test_a_marked_line_leaves_the_next_worklist(marked: tuple[Path, dict[str, str]], body: str) -> None:
    home, finding_id = marked[0], marked[1][body]
    first, second = (str(worklist(home, as_of, body)) for as_of in (FIRST, SECOND))
    assert finding_id in first
    assert finding_id not in second
    assert rows(home, f"select state from quality.finding_lives where finding_id = '{finding_id}'") == [
        ("false_alarm",)
    ]


def test_a_returned_worklist_finds_nothing_new(marked: tuple[Path, dict[str, str]]) -> None:
    home, _ = marked
    returned = rows(
        home, "select delivery_no, status, rows_quarantined from landing.deliveries where source = 'worklist'"
    )
    assert [(status, held_back) for _, status, held_back in returned] == [("landed", 0)] * 3
    numbers = ", ".join(str(delivery_no) for delivery_no, *_ in returned)
    assert not rows(home, f"select 1 from quality.findings where delivery_no in ({numbers})")


def test_false_alarms_are_not_counted_as_open_findings(marked: tuple[Path, dict[str, str]]) -> None:
    home, _ = marked
    trend = f"select sum(false_alarms), sum(open) from quality.finding_trend where as_of_date = '{SECOND}'"
    found = rows(home, "select 2, count(*) - 2 from quality.findings")
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


def test_each_night_is_remembered_once(marked: tuple[Path, dict[str, str]]) -> None:
    home, _ = marked
    places = sorted((home / "private" / "history").iterdir())
    assert [path.name for path in places] == [f"{FIRST}.parquet", f"{SECOND}.parquet"]
    first, second = worklist(home, FIRST), worklist(home, SECOND)
    assert len(first) - header_row(first) - 1 == len(second) - header_row(second)


def test_numbers_in_names_of_files_and_sheets_are_told_nowhere(marked: tuple[Path, dict[str, str]]) -> None:
    home, _ = marked
    wanted = [*NUMBERS, "13912345678"]
    assert traces([*places(home), *packed_places(home)], wanted) == set()
    status = run_taizhang(home, "status").stdout
    assert "#.csv [" in status and "名册#.xlsx [" in status
    assert not [number for number in wanted if number in status]
    told = str(
        [
            python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
            for path in home.glob(f"worklists/*/{SECOND}.xlsx")
        ]
    )
    assert "#.csv [" in told
    assert re.search(r"'名册#\.xlsx \[[-\d: ]+\]', '#'", told)


def test_worklists_name_no_person(marked: tuple[Path, dict[str, str]]) -> None:
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
