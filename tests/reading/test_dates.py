"""Every style of a date reads back to that date; what is no date is null."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import values

from pipelines.reading.dates import (
    EPOCH_1904,
    read_dates,
    read_half_years,
    read_iso_dates,
    read_months,
    read_usual_half_years,
    read_usual_months,
)

TEXT = pl.col("text")
STYLES = (
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%Y.%m.%d}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month} 月 {0.day} 日",
    "{0.year}年\n{0.month}月\n{0.day}日",
    "{0.year} {0.month} {0.day}",
    "{0:%Y %m %d} 00:00",
    "{0:%Y%m%d}",
    "{0:%Y-%m-%d} 00:00:00",
    "{0:%Y/%m/%d} 8:05",
)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_style_reads_back(day: date) -> None:
    cells = [style.format(day) for style in STYLES]
    assert set(values(read_dates(TEXT), cells)) == {day}


def test_an_hour_that_no_day_has_makes_no_date() -> None:
    cells: list[str | None] = ["2006-03-05 25:00", "2006-03-05 24:00", "2006-03-05 8:60", "2006-03-05 23:59"]
    assert values(read_dates(TEXT), cells) == [None, None, None, date(2006, 3, 5)]


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)))
def test_six_digits_read_back_within_their_century(day: date) -> None:
    assert values(read_dates(TEXT), [day.strftime("%y%m%d")]) == [day]


@given(st.dates(date(1912, 1, 1), date(2099, 12, 31)))
def test_minguo_with_the_word_reads_back(day: date) -> None:
    cell = f"{day.year - 1911}年{day.month}月{day.day}日"
    assert values(read_dates(TEXT), ["民国" + cell, "中華民國" + cell, cell]) == [day, day, None]


@given(st.dates(date(1932, 1, 1), date(2099, 12, 31)))
def test_serials_of_both_epochs_read_back(day: date) -> None:
    late = str((day - date(1904, 1, 1)).days)
    early = str((day - date(1899, 12, 30)).days)
    assert values(read_dates(TEXT), [early]) == [day]
    assert values(read_dates(TEXT, EPOCH_1904), [late, late + ".5"]) == [day, day]


@given(st.dates(date(1890, 1, 1), date(1910, 1, 1)), st.integers(10_000, 99_999))
def test_serials_count_from_whichever_day_is_told(epoch: date, serial: int) -> None:
    day = epoch + timedelta(serial)
    assert values(read_dates(TEXT, epoch), [str(serial)]) == [day if day >= date(1900, 1, 1) else None]


@given(st.integers(10_000, 99_999))
def test_from_no_day_no_serial_counts(serial: int) -> None:
    cells: list[str | None] = [str(serial), "2006-03-05"]
    assert values(read_dates(TEXT, None), cells) == [None, date(2006, 3, 5)]
    assert values(read_months(TEXT, None), cells) == [None, "2006-03"]


@pytest.mark.parametrize(
    "cell",
    [
        "2006.3",
        "2006年3月",
        "95",
        "95年6月30日",
        "2006-02-30",
        "1899-12-31",
        "20060230",
        "2006-13-01",
        "x",
        "1",
        "0206-03-05",
        "206-03-05",
        "12006-01-01",
        "2006035",
        "2006-03-05-07",
        "三月",
        "-",
        "2006-3-5x",
        "99999999",
        "2006-3-1\n5",
        "2006-03-0\n5",
        "2006\n3\n5",
        "2006-3-1 5",
        "2006-1 2",
        "2006年3月1 5日",
        "2006-03-05\n2006-04-05",
        "38 781",
        "2006 03",
        "06 0305",
    ],
)
def test_what_is_no_date_is_null(cell: str) -> None:
    assert values(read_dates(TEXT), [cell]) == [None]
    assert values(read_iso_dates(TEXT), [cell]) == [None]


@given(st.integers(1900, 2099), st.integers(0, 19), st.integers(0, 39))
def test_only_days_of_the_calendar_read(year: int, month: int, day: int) -> None:
    cells = [f"{year}-{month:02d}-{day:02d}", f"{year}/{month}/{day}", f"{year}年{month}月{day}日"]
    exists = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    assert set(values(read_dates(TEXT), cells)) == {date(year, month, day) if exists else None}


@given(st.dates(date(1, 1, 1), date(1899, 12, 31)))
def test_no_day_before_1900_reads(day: date) -> None:
    cells = [f"{day.year:04d}-{day.month:02d}-{day.day:02d}", f"{day.year}年{day.month}月{day.day}日"]
    assert set(values(read_dates(TEXT), cells)) == {None}


@given(st.text(max_size=12))
def test_the_quick_reading_never_disagrees(cell: str) -> None:
    quick = values(read_iso_dates(TEXT), [cell])
    assert quick in ([None], values(read_dates(TEXT), [cell]))


@given(st.dates(date(1980, 1, 1), date(2049, 12, 1)))
def test_every_style_of_a_month_reads_back(day: date) -> None:
    styles = ("{0:%Y-%m}", "{0.year}-{0.month}", "{0:%Y/%m}", "{0.year}.{0.month}", "{0.year}年{0.month}月")
    styles += (
        "{0:%Y}年{0:%m}月份",
        "{0:%Y%m}",
        "{0:%Y %m}",
        "{0.year} {0.month}",
        "{0.year} {0.month} {0.day}",
        "{0:%Y-%m-%d}",
        "{0:%Y-%m-%d} 00:00:00",
        "{0.year}年{0.month}月{0.day}日",
    )
    serial = str((day - date(1899, 12, 30) + timedelta()).days)
    cells = [style.format(day) for style in styles] + [serial]
    assert set(values(read_months(TEXT), cells)) == {day.strftime("%Y-%m")}


@pytest.mark.parametrize(
    "cell",
    [
        "2006-13",
        "200600",
        "20063",
        "2006",
        "3月",
        "2006-00",
        "1899-12",
        "2006上半年",
        "2006-1\n2",
        "2006-1 2",
        "2006\n03",
    ],
)
def test_what_is_no_month_is_null(cell: str) -> None:
    assert values(read_months(TEXT), [cell]) == [None]


@pytest.mark.parametrize(
    ("cell", "half_year"),
    [
        ("2006H1", "2006H1"),
        ("2006h2", "2006H2"),
        ("2006年上半年", "2006H1"),
        ("2006 下半年", "2006H2"),
        ("2006-H2", "2006H2"),
        ("2006年1-6月", "2006H1"),
        ("2006年7-12月", "2006H2"),
        ("2006H3", None),
        ("2006", None),
        ("上半年", None),
        ("2006-03", None),
        (None, None),
    ],
)
def test_half_years_read(cell: str | None, half_year: str | None) -> None:
    assert values(read_half_years(TEXT), [cell]) == [half_year]


@pytest.mark.parametrize("cell", ["3877٠", "20٠6-03", "2006-٠3-05", "民国9٥年3月5日"])
def test_digits_of_other_scripts_are_no_date(cell: str) -> None:
    assert values(read_dates(TEXT), [cell]) == values(read_months(TEXT), [cell]) == [None]


@pytest.mark.parametrize(
    ("quick", "thorough"),
    [
        (read_iso_dates, read_dates),
        (read_usual_months, read_months),
        (read_usual_half_years, read_half_years),
    ],
)
@given(st.from_regex(r"[+12]\d{3}[-H ]\d{1,2}([-]\d{1,3})?", fullmatch=True))
def test_the_quick_reading_agrees_with_the_thorough(
    quick: Callable[[pl.Expr], pl.Expr], thorough: Callable[[pl.Expr], pl.Expr], cell: str
) -> None:
    assert values(quick(TEXT), [cell])[0] in (None, values(thorough(TEXT), [cell])[0])
