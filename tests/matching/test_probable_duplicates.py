"""The check on probable duplicates: one finding a person, at the body whose file would be counted."""

from datetime import date

import polars as pl
import pytest
from builders import built_warehouse

from pipelines.matching.outcome import PAIRS, Matches

AS_OF = date(2006, 6, 30)
HERE, THERE, VILLAGE = "411602091001", "411602091002", "411602091201"
LEVELS = {"411602091": "street", HERE: "community", THERE: "community", VILLAGE: "village"}
DIVISIONS = [
    {
        "division_code": code,
        "division_level": level,
        "parent_code": "411602" if level == "street" else "411602091",
        "division_name": code,
        "valid_from": "2003-09-01",
        "area_type": "1" if level == "community" else "2",
    }
    for code, level in LEVELS.items()
]
PAGE = ("community_code", "as_of_date", "household_page_no")


def file(person: str, body: str, page: str = "1") -> dict[str, object]:
    return {
        "community_code": body, "as_of_date": AS_OF, "household_page_no": page, "citizen_id": person,
        "sex": "2", "birth_date": "1970-03-05", "marital_status": "21", "file_opened_on": "2005-01-01",
        "residence_split_flag": False,
    }  # fmt: skip


def findings(files: list[dict[str, object]], *pairs: tuple[str, str, float, str | None]) -> list[str]:
    households = [{**{key: row[key] for key in PAGE}, "occupancy_status": "1"} for row in files]
    matches = Matches(pl.DataFrame(pairs, schema=PAIRS, orient="row"))
    rows = {"divisions": DIVISIONS, "ledger_persons": files, "ledger_households": households}
    connection = built_warehouse(rows, AS_OF, ["checks.person_duplicate_probable"], matches=matches)
    found = connection.execute(
        "select body_code, subject_code from checks.person_duplicate_probable"
    ).fetchall()
    assert all(len(subject) == 12 for _, subject in found)
    return sorted(body for body, _ in found)


def test_two_files_of_one_woman_are_one_finding() -> None:
    assert findings([file("a", THERE), file("b", HERE, "2")], ("a", "b", 0.99, "a")) == [HERE]


def test_three_files_of_one_woman_are_one_finding() -> None:
    files = [file("a", THERE), file("b", HERE), file("c", VILLAGE)]
    assert findings(files, ("a", "b", 0.99, "a"), ("b", "c", 0.99, "a")) == [HERE]


def test_a_community_counts_before_a_village() -> None:
    assert findings([file("a", VILLAGE), file("b", THERE)], ("a", "b", 0.99, "a")) == [THERE]


@pytest.mark.parametrize(
    ("files", "pair"),
    [
        ([file("a", HERE), file("b", HERE, "2")], ("a", "b", 0.94, None)),
        ([file("a", HERE)], ("a", "b", 0.99, "a")),
        ([file("a", HERE), file("a", THERE)], ("a", "b", 0.99, "a")),
        ([file("c", HERE), file("d", THERE)], ("a", "b", 0.99, "a")),
    ],
    ids=["below the threshold", "one file", "two files under one ID", "other women"],
)
def test_nothing_is_found_without_two_files(
    files: list[dict[str, object]], pair: tuple[str, str, float, str | None]
) -> None:
    assert findings(files, pair) == []
