"""Whole numbers and amounts."""

from collections.abc import Callable
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import MONTHS, month_row, values, workbook

from pipelines.reading.numbers import read_amounts, read_usual_whole_numbers, read_whole_numbers
from pipelines.reading.readings import SheetReading

TEXT = pl.col("text")
SPACES = "\u0020\u00a0\u2009\u202f\u3000"


@given(st.integers(0, 10**9 - 1))
def test_numbers_read_back(number: int) -> None:
    cells = [str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number}.0", f" {number}\n"]
    cells += [f"+{number}", f"+ {number}"]
    assert set(values(read_whole_numbers(TEXT), cells)) == {number}


@given(st.integers() | st.integers(-(10**18), 10**18))
def test_the_quick_reading_agrees_with_the_thorough(number: int) -> None:
    cells = [str(number), f"{number:+}"]
    assert values(read_usual_whole_numbers(TEXT), cells) == values(read_whole_numbers(TEXT), cells)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_amounts_read_back(amount: Decimal) -> None:
    cells = [f"{amount}", f"{amount:,}", f"¥{amount:,}", f"{amount}元", f" ¥ {amount:,}", f"{amount:,}\n元 "]
    cells += [cell.replace(",", " ") for cell in cells] + [f"{amount:,}".replace("-", "- ")]
    assert set(values(read_amounts(TEXT), cells)) == {amount}


@pytest.mark.parametrize(
    "cell",
    [
        "3\n4",
        "1\t2",
        "12 34",
        "1 2 3",
        "1  234",
        "1\n234",
        "1, 234",
        "1,234 567",
        "0 123",
        "0,123",
        "1 234 5",
    ],
)
def test_numbers_beside_each_other_are_not_one(cell: str) -> None:
    assert values(read_whole_numbers(TEXT), [cell]) == values(read_amounts(TEXT), [cell]) == [None]


@given(
    st.lists(st.from_regex(r"[0-9]{1,4}", fullmatch=True), min_size=2, max_size=4),
    st.text(" \n\t\r\u2028", min_size=1, max_size=3),
)
def test_only_a_space_between_threes_joins(parts: list[str], between: str) -> None:
    is_grouped = between == " " and parts[0][0] != "0" and all(len(part) == 3 for part in parts[1:])
    is_grouped = is_grouped and len(parts[0]) < 4
    number = int("".join(parts)) if is_grouped else None
    cell = between.join(parts)
    amount = values(read_amounts(TEXT), [cell])
    # as many digits are no number of a district
    assert values(read_whole_numbers(TEXT), [cell]) == [number if (number or 0) < 10**9 else None]
    assert amount == [number if (number or 0) < 10**10 else None]


@pytest.mark.parametrize("space", SPACES)
def test_spaces_of_every_width_group(read_one: Callable[[bytes | str], SheetReading], space: str) -> None:
    row = month_row(marriages=f"{space}12{space}345{space}")
    for data in (f"{MONTHS}\n{row}\n", workbook([MONTHS.split(","), row.split(",")])):
        assert read_one(data).rows["marriage_count"].to_list() == [12345]


@pytest.mark.parametrize(
    "between", ["\n", "\r\n", "\t", "\x0b", "\x0c", "\x85", "\u2028", " ", "  ", "\u3000"]
)
def test_of_two_counts_in_a_cell_none_is_read(
    read_one: Callable[[bytes | str], SheetReading], between: str
) -> None:
    row = month_row(marriages=f"3{between}4").split(",")
    quoted = ",".join(f'"{cell}"' for cell in row)
    for data in (f"{MONTHS}\n{quoted}\n", workbook([MONTHS.split(","), row])):
        sheet = read_one(data)
        assert sheet.rows["marriage_count"].to_list() == [None]
        assert sheet.findings.rows() == [("code_invalid", 2, "marriage_count")]


@pytest.mark.parametrize(
    "cell",
    ["x", "1,2", "1,23,456", "12.5", "12人", "", "1e3", "--1", "-3", "-1,234", "-3.0", "13912345678", None],
)
def test_what_is_no_whole_number_is_null(cell: str | None) -> None:
    assert values(read_whole_numbers(TEXT), [cell]) == [None]
