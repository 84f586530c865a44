"""Two forms one below the other on one sheet are never read as one: what a file holds twice is rejected."""

from collections.abc import Callable
from itertools import permutations

import pytest

from pipelines.contracts.catalog import Sheet, sheets
from pipelines.reading.readings import FileReading

FORMS = list(sheets().values())


def form(sheet: Sheet) -> list[list[str]]:
    """A header of all columns, and a row of places."""
    return [
        [column.names_zh[0] for column in sheet.columns],
        [f"4116020910{place:02}" for place in range(len(sheet.columns))],
    ]


@pytest.mark.parametrize("lower", FORMS, ids=lambda sheet: sheet.table)
def test_another_form_below_ends_the_reading(
    lower: Sheet, read: Callable[[bytes | str], FileReading]
) -> None:
    reasons = {
        upper.table: read("\n".join(map(",".join, [*form(upper), [], *form(lower)]))).reason_code
        for upper, other in permutations(FORMS, 2)
        if other is lower
    }
    assert reasons == dict.fromkeys(reasons, "header_changed")


@pytest.mark.parametrize("sheet", FORMS, ids=lambda sheet: sheet.table)
def test_its_own_header_below_is_a_repeat(sheet: Sheet, read: Callable[[bytes | str], FileReading]) -> None:
    reading = read("\n".join(map(",".join, [*form(sheet), *form(sheet)])))
    assert reading.reason_code is None
    assert [part.table for part in reading.sheets] == [sheet.table]
