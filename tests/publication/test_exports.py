"""No cell of an exported table acts as a formula, and no other cell changes."""

from pathlib import Path

import polars as pl
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.publication.exports import escaped, write_workbook

STARTS = "=+-@\t\r"


@settings(deadline=None)  # the first call of a library is slow on a busy machine
@given(start=st.sampled_from(STARTS), rest=st.text())
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(start: str, rest: str) -> None:
    frame = pl.DataFrame({"name": [start + rest]})
    assert escaped(frame)["name"].to_list() == ["'" + start + rest]


@settings(deadline=None)  # the first call of a library is slow on a busy machine
@given(texts=st.lists(st.none() | st.text().filter(lambda text: not text.startswith(tuple(STARTS)))))
def test_every_other_text_stays(texts: list[str | None]) -> None:
    frame = pl.DataFrame({"name": texts}, schema={"name": pl.String})
    assert escaped(frame)["name"].to_list() == texts


@settings(deadline=None)  # the first call of a library is slow on a busy machine
@given(numbers=st.lists(st.none() | st.integers(-(2**40), 2**40)))
def test_a_negative_number_stays_a_number(numbers: list[int | None]) -> None:
    frame = pl.DataFrame({"women": numbers}, schema={"women": pl.Int64})
    assert escaped(frame).equals(frame)


def test_a_workbook_holds_text_where_a_formula_stood(tmp_path: Path) -> None:
    frame = pl.DataFrame({"name": ["=1+1", "http://example.invalid", "东街道"], "women": [-1, 2, None]})
    write_workbook(frame, tmp_path / "counts.xlsx", "counts")
    rows = python_calamine.CalamineWorkbook.from_path(tmp_path / "counts.xlsx").get_sheet_by_name("counts")
    assert rows.to_python() == [
        ["name", "women"],
        ["'=1+1", -1.0],
        ["http://example.invalid", 2.0],
        ["东街道", ""],
    ]
