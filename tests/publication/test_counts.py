"""Ad hoc counts: sums of what is published, null where a protected cell is among them."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.publication.counts import class_counts_by

JUNE, MARCH = date(2006, 6, 30), date(2006, 3, 31)
# body, area, class, women; one street, main 12 + 4, floating 8 + 9, a village beside
CELLS = [
    ("c1", "community", "urban", "main", 12),
    ("c1", "community", "urban", "floating", 8),
    ("c2", "community", "rural", "main", None),
    ("c2", "community", "rural", "floating", 9),
    ("v1", "village", "rural", "floating", 30),
]
TOTALS = [("main", 16), ("floating", 17), ("all", 33)]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("counts") / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            """
            create schema marts;
            create table marts.class_counts (as_of_date date, street_code text, street_name text,
                body_code text, body_name text, body_level text, area_type text,
                management_class text, women bigint, is_suppressed boolean);
            create table marts.class_totals (as_of_date date, boundaries text, division_code text,
                division_name text, division_level text, management_class text, women bigint,
                is_suppressed boolean)
            """
        )
        for body, level, area, kind, women in CELLS:
            cell = (JUNE, "s1", "东街道", body, body, level, area, kind, women, women is None)
            connection.execute(f"insert into marts.class_counts values ({', '.join('?' * 10)})", cell)
        for month, factor in ((MARCH, 2), (JUNE, 1)):
            for level in ("street", "district"):
                for kind, women in TOTALS:
                    for boundaries, street, name in (("own", "s1", "东街道"), ("today", "s9", "新街道")):
                        total = (month, boundaries, street, name, level, kind, women * factor, False)
                        marks = ", ".join("?" * len(total))
                        connection.execute(f"insert into marts.class_totals values ({marks})", total)
    return path


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (["street"], [(JUNE, "s1", "东街道", 33, False)]),
        (["class"], [(JUNE, "floating", 17, False), (JUNE, "main", 16, False)]),
        (["month"], [(MARCH, 66, False), (JUNE, 33, False)]),
        (
            ["street", "class"],
            [(JUNE, "s1", "东街道", "floating", 17, False), (JUNE, "s1", "东街道", "main", 16, False)],
        ),
    ],
)
def test_totals_are_exact(snapshot: Path, by: list[str], expected: list[tuple[object, ...]]) -> None:
    assert class_counts_by(snapshot, by).rows() == expected


def test_a_sum_with_a_hidden_cell_is_null_and_says_so(snapshot: Path) -> None:
    assert class_counts_by(snapshot, ["body"]).rows() == [
        (JUNE, "c1", "c1", "community", 20, False),
        (JUNE, "c2", "c2", "community", None, True),
        (JUNE, "v1", "v1", "village", 30, False),
    ]
    assert class_counts_by(snapshot, ["area"]).rows() == [
        (JUNE, "rural", None, True),
        (JUNE, "urban", 20, False),
    ]


@pytest.mark.parametrize(
    ("as_of", "expected"), [(date(2006, 5, 1), [(MARCH, 66)]), (JUNE, [(JUNE, 33)]), (date(2006, 1, 1), [])]
)
def test_the_newest_months_end_by_the_date_is_taken(
    snapshot: Path, as_of: date, expected: list[tuple[object, ...]]
) -> None:
    assert class_counts_by(snapshot, ["street"], as_of).select("as_of_date", "women").rows() == expected


@pytest.mark.parametrize("by", [["age"], ["street", "person_key"], []])
def test_what_is_not_a_dimension_is_refused_with_the_dimensions(snapshot: Path, by: list[str]) -> None:
    with pytest.raises(ValueError, match="street, body, class, month, area"):
        class_counts_by(snapshot, by)


def test_streets_of_today_are_counted_when_asked_for(snapshot: Path) -> None:
    assert class_counts_by(snapshot, ["street"], boundaries="today").rows() == [
        (JUNE, "s9", "新街道", 33, False)
    ]


def test_bodies_have_no_boundaries_but_their_own(snapshot: Path) -> None:
    with pytest.raises(ValueError, match="--boundaries today goes with --by street, class and month"):
        class_counts_by(snapshot, ["body"], boundaries="today")
