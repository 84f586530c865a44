"""Women stand once in every place that holds their community, by class and by one trait at a time."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from assessed import AS_OF, C1, C2, RURAL, STREET, VILLAGE, district, woman
from builders import built_warehouse

ROWS = {
    "ledger_persons": [
        woman("a", birth_date=date(1986, 7, 1), hukou_type="1", employment_status="2", management_class="1"),
        woman("b", birth_date=date(1986, 6, 30), hukou_type="2", employment_status="2", management_class="1"),
        woman("c", RURAL, birth_date=date(1970, 1, 1), management_class="2"),
        woman("d", VILLAGE, birth_date=date(1970, 1, 1), hukou_type="1", management_class="4"),
        # one woman in two communities counts in one of them
        woman("e", C1, birth_date=date(1957, 1, 1), hukou_type="1", management_class="1"),
        woman("e", C2, birth_date=date(1957, 1, 1), hukou_type="1", management_class="1"),
    ]
}
DISTRICT = "411602"


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = built_warehouse(
        district(ROWS), AS_OF, {"marts.composition_counts", "marts.class_counts", "marts.class_totals"}
    )
    yield connection
    connection.close()


def told(con: duckdb.DuckDBPyConnection, place: str, area: str, trait: str) -> list[tuple[str, str, int]]:
    return con.execute(
        "select management_class, trait_value, women from core.composition_counts "
        "where division_code = ? and area_type = ? and trait = ? and women > 0 order by all",
        [place, area, trait],
    ).fetchall()


@pytest.mark.parametrize("place", [STREET, DISTRICT])
def test_ages_are_completed_years_in_bands_of_five(con: duckdb.DuckDBPyConnection, place: str) -> None:
    assert told(con, place, "all", "age") == [
        ("all", "15-19", 1),
        ("all", "20-24", 1),
        ("all", "35-39", 1),
        ("all", "45-49", 1),
        ("co_managed", "35-39", 1),
        ("main", "15-19", 1),
        ("main", "20-24", 1),
        ("main", "45-49", 1),
    ]


def test_what_is_left_blank_is_unknown(con: duckdb.DuckDBPyConnection) -> None:
    assert told(con, STREET, "rural", "hukou") == [("all", "unknown", 1), ("co_managed", "unknown", 1)]
    assert told(con, STREET, "urban", "employment") == [
        ("all", "laid_off", 2),
        ("all", "unknown", 1),
        ("main", "laid_off", 2),
        ("main", "unknown", 1),
    ]


def test_a_villages_women_stand_in_the_village_alone(con: duckdb.DuckDBPyConnection) -> None:
    assert told(con, VILLAGE, "rural", "hukou") == [
        ("all", "agricultural", 1),
        ("village_managed", "agricultural", 1),
    ]
    assert told(con, DISTRICT, "rural", "all") == [("all", "all", 1), ("co_managed", "all", 1)]


def test_every_count_is_published_once(con: duckdb.DuckDBPyConnection) -> None:
    twice = con.execute(
        "select division_code from marts.composition_counts "
        "group by as_of_date, division_code, area_type, management_class, trait, trait_value "
        "having count(*) > 1"
    ).fetchall()
    assert twice == []
    classes = con.execute(
        "select count(*) from marts.composition_counts where trait = 'all' and management_class <> 'all' "
        "and (area_type = 'all') = (division_level in ('street', 'district'))"
    ).fetchall()
    assert (
        classes
        == con.execute(
            "select (select count(*) from marts.class_counts) + (select count(*) from marts.class_totals "
            "where boundaries = 'own' and management_class <> 'all')"
        ).fetchall()
    )


def test_of_a_body_without_a_ledger_nothing_is_said() -> None:
    without = built_warehouse(district({}, [C1]), AS_OF, {"core.composition_counts"})
    found = without.execute(
        "select count(women), count(*) > 0 from core.composition_counts where division_code = ?", [C1]
    ).fetchall()
    without.close()
    assert found == [(0, True)]
