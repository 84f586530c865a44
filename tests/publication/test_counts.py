"""Ad hoc counts: rows of what is published, null where they are withheld; what is not told is refused."""

from datetime import date
from itertools import product
from pathlib import Path

import duckdb
import pytest

from pipelines.publication.counts import UnansweredError, counts_by

JUNE, MARCH = date(2006, 6, 30), date(2006, 3, 31)
NOBODYS = (None, None)
EAST, TODAYS = ("s1", "东街道"), ("s9", "新街道")
C1, C2, V1 = (("c1", "c1", "community"), ("c2", "c2", "community"), ("v1", "v1", "village"))
# place, its street, area, class, trait, its value, women
ROWS = [
    (C1, EAST, "urban", "all", "all", "all", 20),
    (C1, EAST, "urban", "main", "all", "all", 12),
    (C1, EAST, "urban", "all", "age", "20-24", 20),
    (C2, EAST, "rural", "all", "all", "all", 13),
    (C2, EAST, "rural", "main", "all", "all", None),
    (C2, EAST, "rural", "all", "age", "20-24", 13),
    (V1, EAST, "rural", "all", "all", "all", 30),
    ((*EAST, "street"), EAST, "all", "all", "all", "all", 33),
    ((*EAST, "street"), EAST, "all", "main", "all", "all", 16),
    ((*EAST, "street"), EAST, "rural", "all", "all", "all", 13),
    (("d", "全区", "district"), NOBODYS, "all", "all", "all", "all", 33),
    (("d", "全区", "district"), NOBODYS, "all", "main", "all", "all", 16),
    (("d", "全区", "district"), NOBODYS, "all", "all", "hukou", "unknown", None),
    (("d", "全区", "district"), NOBODYS, "all", "main", "employment", "laid_off", 9),
    (("d", "全区", "district"), NOBODYS, "rural", "all", "all", "all", 13),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("counts") / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            """
            create schema marts;
            create table marts.composition_counts (as_of_date date, division_code text,
                division_name text, division_level text, street_code text, street_name text, area_type text,
                management_class text, trait text, trait_value text, women bigint, is_suppressed boolean);
            create table marts.class_totals (as_of_date date, boundaries text, division_code text,
                division_name text, division_level text, management_class text, women bigint,
                is_suppressed boolean)
            """
        )
        for month, (place, street, *row, women) in product((MARCH, JUNE), ROWS):
            if month == JUNE or row[2] == "all":
                found = (month, *place, *street, *row, women, women is None)
                connection.execute(f"insert into marts.composition_counts values ({marks(found)})", found)
        today = (JUNE, "today", *TODAYS, "street", "all", 33, False)
        connection.execute(f"insert into marts.class_totals values ({marks(today)})", today)
    return path


def marks(row: tuple[object, ...]) -> str:
    return ", ".join("?" * len(row))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("street", [(JUNE, *EAST, 33, False)]),
        ("street,class", [(JUNE, *EAST, "main", 16, False)]),
        ("street,area", [(JUNE, *EAST, "rural", 13, False)]),
        ("class", [(JUNE, "main", 16, False)]),
        ("month", [(MARCH, 33, False), (JUNE, 33, False)]),
        ("area", [(JUNE, "rural", 13, False)]),
        ("body", [(JUNE, *C1, 20, False), (JUNE, *C2, 13, False), (JUNE, *V1, 30, False)]),
        ("street,area,body,class", [
            (JUNE, *EAST, "rural", *C2, "main", None, True),
            (JUNE, *EAST, "urban", *C1, "main", 12, False),
        ]),
        ("body,age", [(JUNE, *C1, "20-24", 20, False), (JUNE, *C2, "20-24", 13, False)]),
        ("hukou", [(JUNE, "unknown", None, True)]),
        ("employment,class", [(JUNE, "laid_off", "main", 9, False)]),
    ],
)  # fmt: skip
def test_each_answer_is_what_is_published_of_it(
    snapshot: Path, by: str, expected: list[tuple[object, ...]]
) -> None:
    assert counts_by(snapshot, by.split(",")).rows() == expected


@pytest.mark.parametrize(("as_of", "expected"), [(date(2006, 5, 1), [(MARCH, 33)]), (JUNE, [(JUNE, 33)])])
def test_the_newest_months_end_by_the_date_is_taken(
    snapshot: Path, as_of: date, expected: list[tuple[object, ...]]
) -> None:
    assert counts_by(snapshot, ["street"], as_of).select("as_of_date", "women").rows() == expected


def test_before_the_first_months_end_those_that_are_told_are_named(snapshot: Path) -> None:
    with pytest.raises(UnansweredError, match=f"of 2006-01-01 or before, only of {MARCH}, {JUNE}"):
        counts_by(snapshot, ["street"], date(2006, 1, 1))


@pytest.mark.parametrize("by", [["wealth"], ["street", "person_key"], []])
def test_what_is_not_a_dimension_is_refused_with_the_dimensions(snapshot: Path, by: list[str]) -> None:
    with pytest.raises(UnansweredError, match="street, body, area, class, month, age, hukou, employment"):
        counts_by(snapshot, by)


def test_two_traits_at_once_are_refused_with_what_to_ask(snapshot: Path) -> None:
    offers = "age and hukou are not told together.* --by street,class,age or --by street,class,hukou$"
    with pytest.raises(UnansweredError, match=offers):
        counts_by(snapshot, ["street", "age", "class", "hukou"])


def test_streets_of_today_are_counted_when_asked_for(snapshot: Path) -> None:
    assert counts_by(snapshot, ["street"], boundaries="today").rows() == [(JUNE, *TODAYS, 33, False)]


def test_bodies_have_no_boundaries_but_their_own(snapshot: Path) -> None:
    with pytest.raises(UnansweredError, match="--boundaries today goes with --by street, class and month"):
        counts_by(snapshot, ["body"], boundaries="today")
