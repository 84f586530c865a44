"""Open documents made on the fly: the day that dates count from."""

from collections.abc import Callable
from datetime import date

import pytest
from bad_input.packages import opendocument, rewritten
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import CHANGES, change_row, found

from pipelines.reading.readings import SheetReading
from pipelines.reading.workbooks import read_workbook

ReadOne = Callable[[bytes], SheetReading]
DAY = date(2006, 3, 5)
NULL_DATE = "<table:calculation-settings><table:null-date{}/></table:calculation-settings>"


def counting(serial: int, settings: str) -> bytes:
    """A change line whose day is a number cell, in a document with these settings."""
    row = change_row().replace("2006-03-05", str(serial)).split(",")
    data = opendocument([CHANGES.split(","), row])
    number = f'"float" office:value="{serial}"><text:p>{serial}<'
    data = rewritten(data, "content.xml", f'"string"><text:p>{serial}<', number)
    return rewritten(data, "content.xml", "<office:spreadsheet>", f"<office:spreadsheet>{settings}")


@pytest.mark.parametrize(
    ("settings", "epoch"),
    [
        ("", date(1899, 12, 30)),
        (NULL_DATE.format(""), date(1899, 12, 30)),
        (NULL_DATE.format(' table:date-value="1899-12-30"'), date(1899, 12, 30)),
        (NULL_DATE.format(' table:date-value="1904-01-01"'), date(1904, 1, 1)),
        (NULL_DATE.format(" table:value-type='date' table:date-value='1904-01-01'"), date(1904, 1, 1)),
        (NULL_DATE.format(' table:date-value="1904-01-01T00:00:00"'), date(1904, 1, 1)),
        (NULL_DATE.format(' table:date-value="1900-01-01"'), date(1900, 1, 1)),
    ],
)
def test_dates_go_by_the_epoch_of_the_document(read_one: ReadOne, settings: str, epoch: date) -> None:
    sheet = read_one(counting((DAY - epoch).days, settings))
    assert (sheet.rows["occurred_on"].to_list(), found(sheet)) == ([DAY], [])


@pytest.mark.parametrize("told", ["", "1904", "1904-13-01", "高"])
def test_by_an_epoch_that_is_no_day_no_number_is_a_date(read_one: ReadOne, told: str) -> None:
    sheet = read_one(counting(38781, NULL_DATE.format(f' table:date-value="{told}"')))
    assert sheet.rows["occurred_on"].to_list() == [None]
    assert found(sheet) == [("date_invalid", 2, "occurred_on")]


@given(st.dates())
def test_whichever_day_is_told_is_counted_from(epoch: date) -> None:
    (grid,) = read_workbook(counting(38781, NULL_DATE.format(f' table:date-value="{epoch}"')))
    assert grid.epoch == epoch
