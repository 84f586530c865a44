"""Whole numbers and amounts."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import values

from pipelines.reading.numbers import read_amounts, read_usual_whole_numbers, read_whole_numbers

TEXT = pl.col("text")


@given(st.integers(0, 10**9 - 1))
def test_numbers_read_back(number: int) -> None:
    cells = [str(number), f"{number:,}", f"{number}.0", f" {number}"]
    assert set(values(read_whole_numbers(TEXT), cells)) == {number}


@given(st.integers() | st.integers(-(10**18), 10**18))
def test_the_quick_reading_agrees_with_the_thorough(number: int) -> None:
    cells = [str(number), f"{number:+}"]
    assert values(read_usual_whole_numbers(TEXT), cells) == values(read_whole_numbers(TEXT), cells)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_amounts_read_back(amount: Decimal) -> None:
    cells = [f"{amount}", f"{amount:,}", f"¥{amount:,}", f"{amount}元"]
    assert set(values(read_amounts(TEXT), cells)) == {amount}


@pytest.mark.parametrize(
    "cell",
    ["x", "1,2", "1,23,456", "12.5", "12人", "", "1e3", "--1", "-3", "-1,234", "-3.0", "13912345678", None],
)
def test_what_is_no_whole_number_is_null(cell: str | None) -> None:
    assert values(read_whole_numbers(TEXT), [cell]) == [None]
