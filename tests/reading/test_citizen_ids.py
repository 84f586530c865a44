"""The check digit against the standard's own arithmetic, and why a number is refused."""

from calendar import monthrange
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import citizen_id

from pipelines.reading.citizen_ids import read_citizen_ids

days = st.dates(date(1900, 1, 1), date(2020, 12, 31))
orders = st.integers(0, 999)


def number(day: date, order: int, area: str = "411699") -> str:
    return citizen_id(f"{area}{day:%Y%m%d}{order:03d}")


def read(text: str | None, is_numeric: bool = False) -> dict[str, object]:
    cells = pl.DataFrame({"text": [text], "is_numeric": [is_numeric]}, schema_overrides={"text": pl.String})
    return read_citizen_ids(cells).row(0, named=True)


def test_the_example_of_the_standard_reads() -> None:
    assert read("11010519491231002X")["citizen_id"] == "11010519491231002X"


@given(days, orders)
def test_sound_numbers_read_back(day: date, order: int) -> None:
    row = read(number(day, order))
    sex = "1" if order % 2 else "2"
    expected = (number(day, order), None, False, day, sex)
    assert tuple(row.values()) == expected


@given(days, orders)
def test_spaces_and_lower_case_do_not_matter(day: date, order: int) -> None:
    text = number(day, order)
    assert read(f"{text[:6]} {text[6:14]} {text[14:].lower()}")["citizen_id"] == text


@given(days.filter(lambda day: day.year < 2000), orders)
def test_fifteen_digits_are_lengthened(day: date, order: int) -> None:
    long = number(day, order)
    row = read(long[:6] + long[8:17])
    assert (row["citizen_id"], row["is_legacy"], row["id_problem"]) == (long, True, None)


@given(days, orders, st.integers(0, 17), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(day: date, order: int, place: int, step: int) -> None:
    text = number(day, order)
    old = 10 if text[place] == "X" else int(text[place])
    wrong = text[:place] + str((old + step) % 10) + text[place + 1 :]
    assert read(wrong)["id_problem"] in ({"id_checkdigit_failed"} if wrong != text else {None})


@given(days, orders, st.integers(0, 16))
def test_any_two_swapped_neighbours_are_noticed(day: date, order: int, place: int) -> None:
    sound = number(day, order)
    swapped = sound[:place] + sound[place + 1] + sound[place] + sound[place + 2 :]
    assert (read(swapped)["citizen_id"] is None) == (swapped != sound)


@given(st.integers(1900, 2019), st.integers(1, 12), st.integers(1, 31), orders)
def test_a_birth_date_is_one_of_the_calendar(year: int, month: int, day: int, order: int) -> None:
    written = citizen_id(f"411699{year}{month:02d}{day:02d}{order:03d}")
    assert (read(written)["citizen_id"] == written) == (day <= monthrange(year, month)[1])


@given(days, orders)
def test_number_cells_are_lost(day: date, order: int) -> None:
    assert read(number(day, order), is_numeric=True)["id_problem"] == "id_precision_loss"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "id_blank"),
        ("x", "id_blank"),
        ("41169919750101", "id_blank"),
        ("4116991975010100221", "id_blank"),
        ("4.1E+17", "id_precision_loss"),
        ("1.1010519491231E+17", "id_precision_loss"),
        ("110105194912310021.0", "id_precision_loss"),
        ("110105194912310", "id_checkdigit_failed"),
        ("11010519491231002A", "id_checkdigit_failed"),
        ("abcdefghijklmno", "id_checkdigit_failed"),
        ("110105194913310026", "id_checkdigit_failed"),
        ("110105750230001", "id_checkdigit_failed"),
    ],
)
def test_every_problem_has_its_reason(text: str | None, problem: str) -> None:
    row = read(text)
    assert (row["id_problem"], row["citizen_id"]) == (problem, None)


@given(st.text(max_size=20))
def test_any_text_yields_a_number_or_a_problem(text: str) -> None:
    row = read(text)
    assert (row["citizen_id"] is None) == (row["id_problem"] is not None)
