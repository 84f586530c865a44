"""Women stand once by the class declared and the class that evidence says, and sum to their class counts."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from assessed import AS_OF, C1, C2, RURAL, STREET, VILLAGE, co_managed, district, inflow, woman
from builders import built_warehouse

SPRING = date(2006, 3, 1)
ROWS = {
    "ledger_persons": [
        woman("at home", management_class="1", employment_status="2"),
        woman("employed", management_class="1", employment_status="1"),
        co_managed("certified"),
        co_managed("uncertified"),
        woman("registered", management_class="3", employment_status="1"),
        woman("unregistered", management_class="3", employment_status="2"),
        woman("open", management_class=None, employment_status="2"),
        woman("twice", management_class="1", employment_status="2"),
        woman("twice", management_class="1", employment_status="2", household_page_no="2"),
        woman("of a village", VILLAGE, management_class="4"),
    ],
    "certificates": [
        {"certificate_no": "Z1", "citizen_id": "certified", "community_code": C1, "issued_on": SPRING}
    ],
    "float_registrations": [inflow("registered", SPRING), inflow("open", SPRING)],
}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = built_warehouse(district(ROWS), AS_OF, {"core.evidenced_classes", "core.class_totals"})
    yield connection
    connection.close()


@pytest.mark.parametrize("division", [STREET, "411602"])
def test_women_stand_by_what_is_declared_and_what_evidence_says(
    con: duckdb.DuckDBPyConnection, division: str
) -> None:
    found = con.execute(
        "select management_class, evidenced_class, women from core.evidenced_classes "
        "where women > 0 and division_code = ? order by all",
        [division],
    ).fetchall()
    assert found == [
        ("co_managed", "co_managed", 1),
        ("co_managed", "none", 1),
        ("floating", "floating", 1),
        ("floating", "main", 1),
        ("main", "main", 2),
        ("main", "none", 1),
        ("unclassified", "floating", 1),
    ]


def test_what_evidence_says_of_a_class_sums_to_its_count(con: duckdb.DuckDBPyConnection) -> None:
    sums, counts = (
        con.execute(
            f"select division_code, management_class, sum(women) from core.{table} where {only} "
            "and women > 0 group by all order by all"
        ).fetchall()
        for table, only in (
            ("evidenced_classes", "half_year = '2006H1'"),
            (
                "class_totals",
                "as_of_date = '2006-06-30' and boundaries = 'own' and management_class <> 'all'",
            ),
        )
    )
    assert sums == counts != []


def test_of_a_street_without_a_ledger_nothing_is_said() -> None:
    without = built_warehouse(district({}, [C1, C2, RURAL]), AS_OF, {"core.evidenced_classes"})
    ((rows, told),) = without.execute(
        "select count(*), count(women) from core.evidenced_classes where division_code = ?", [STREET]
    ).fetchall()
    without.close()
    assert (rows, told) == (16, 0)
