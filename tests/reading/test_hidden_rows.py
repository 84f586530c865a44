"""Hidden rows are counted sheet by sheet; of a damaged file nothing is told, and nothing raised."""

import io

import xlwt
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.hidden_rows import hidden_rows


def made(hidden: int) -> bytes:
    """A workbook of two sheets, of whose 200 rows the first ones are hidden, on the second sheet alone."""
    book, buffer = xlwt.Workbook(), io.BytesIO()
    for name, count in (("表", 0), ("second", hidden)):
        sheet = book.add_sheet(name)
        for row in range(200):
            sheet.write(row, 0, f"{name}{row}")
            sheet.row(row).hidden = row < count
    book.save(buffer)
    return buffer.getvalue()


WHOLE = made(hidden=3)


def test_the_hidden_rows_of_an_excel_97_workbook_are_told_by_sheet() -> None:
    assert hidden_rows(WHOLE, is_zip=False) == {"表": 0, "second": 3}


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_of_a_damaged_file_nothing_is_raised(place: int, patch: bytes) -> None:
    found = hidden_rows(WHOLE[:place] + patch + WHOLE[place + len(patch) :], is_zip=False)
    assert all(count >= 0 for count in found.values())
