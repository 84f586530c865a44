"""CSV text in every layout that offices export; what cannot be told is in the catalogue of bad input."""

from collections.abc import Callable

import pytest
from made_sheets import MONTHS, lines, month_row

from pipelines.reading.readings import FileReading, SheetReading

Read = Callable[[bytes | str], FileReading]
ReadOne = Callable[[bytes | str], SheetReading]
PLAIN = lines("某街道月报", MONTHS, month_row("A1"), month_row("A2", marriages="12"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("is_quoted", [False, True])
def test_every_layout_reads_the_same(
    read_one: ReadOne, encoding: str, ending: str, delimiter: str, is_quoted: bool
) -> None:
    text = PLAIN.replace("A1", '"A1"') if is_quoted else PLAIN
    sheet = read_one(text.replace(",", delimiter).replace("\n", ending).encode(encoding))
    assert (sheet.table, sheet.header_row, sheet.rows["row_no"].to_list()) == ("courtyard_months", 2, [3, 4])
    assert sheet.rows["courtyard_code"].to_list() == ["A1", "A2"]
    assert sheet.rows["marriage_count"].to_list() == [1, 12]


def test_a_declared_separator_is_no_row(read_one: ReadOne) -> None:
    sheet = read_one("sep=;\n" + lines(MONTHS, month_row()).replace(",", ";"))
    assert (sheet.header_row, sheet.rows["row_no"].to_list()) == (1, [2])


def test_quoted_newlines_stay_in_their_cell(read_one: ReadOne) -> None:
    sheet = read_one(lines(MONTHS, month_row('"A\n1"'), month_row('"A,2"')))
    assert sheet.rows["courtyard_code"].to_list() == ["A\n1", "A,2"]
    assert sheet.rows["row_no"].to_list() == [2, 3]


def test_wrappers_around_text_fall_away(read_one: ReadOne) -> None:
    rows = [month_row('="001"'), month_row("'002"), month_row("\u202d003\u200b"), month_row("００４")]
    assert read_one(lines(MONTHS, *rows)).rows["courtyard_code"].to_list() == ["001", "002", "003", "004"]


def test_trailing_empty_fields_are_no_fault(read_one: ReadOne) -> None:
    sheet = read_one(lines(MONTHS + ",,", month_row("A1") + ",,", month_row("A2"), month_row("A3") + ",,,,"))
    assert sheet.rows["quarantine_reason"].to_list() == [None] * 3


@pytest.mark.parametrize("fault", [month_row() + ",1", month_row()[:-2], month_row('"A')])
@pytest.mark.parametrize("is_quoted", [False, True])
def test_few_ragged_rows_are_quarantined(read_one: ReadOne, fault: str, is_quoted: bool) -> None:
    rows = [month_row(f"C{number}") for number in range(150)]
    quoted = month_row('"Q"' if is_quoted else "Q")
    sheet = read_one(lines(MONTHS, *rows, fault, quoted))
    ragged = sheet.rows.filter(sheet.rows["quarantine_reason"] == "row_ragged")
    assert (ragged["row_no"].to_list(), sheet.rows.height, sheet.findings.height) == ([152], 152, 0)


@pytest.mark.parametrize("fault", [month_row() + ",1", month_row()[:-2], month_row('"A')])
def test_many_ragged_rows_reject_the_file(read: Read, fault: str) -> None:
    rows = [month_row(f"C{number}") for number in range(50)]
    assert read(lines(MONTHS, *rows, fault)).reason_code == "too_ragged"


def test_a_header_alone_is_a_sheet_without_rows(read_one: ReadOne) -> None:
    sheet = read_one(MONTHS)
    assert (sheet.rows_seen, sheet.rows.height, sheet.excluded) == (0, 0, {})


@pytest.mark.parametrize("swallowed", [1, 2])
def test_two_open_quotes_do_not_swallow_the_rows_between(read_one: ReadOne, swallowed: int) -> None:
    rows = [month_row(f"C{number}") for number in range(250)]
    rows[100], rows[100 + swallowed] = month_row('"A'), month_row('B"')
    sheet = read_one(lines(MONTHS, *rows))
    assert sheet.rows.height == 250
    ragged = sheet.rows.filter(sheet.rows["quarantine_reason"] == "row_ragged")
    assert ragged["row_no"].to_list() == [102]
    assert sheet.rows["courtyard_code"].to_list()[102 + swallowed :] == [
        f"C{number}" for number in range(102 + swallowed, 250)
    ]
