"""Small counts of women by declared and evidenced class are withheld, and nothing published tells them."""

from collections.abc import Iterator

import duckdb
import pytest
from assessed import AS_OF, STREET, district, woman
from builders import built_warehouse

IN_EVIDENCE, WITHOUT = 20, 2
WOMEN = [
    woman(f"w{number}", management_class="1", employment_status="2" if number < IN_EVIDENCE else "1")
    for number in range(IN_EVIDENCE + WITHOUT)
]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    wanted = {"marts.evidenced_classes", "marts.class_totals", "protection.open_women"}
    connection = built_warehouse(district({"ledger_persons": WOMEN}), AS_OF, wanted)
    yield connection
    connection.close()


def test_a_few_without_evidence_are_withheld_with_those_who_have_it(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute(
        "select evidenced_class, women, is_suppressed from marts.evidenced_classes "
        "where management_class = 'main' and division_code = ? order by evidenced_class",
        [STREET],
    ).fetchall()
    assert found == [
        ("co_managed", 0, False),
        ("floating", 0, False),
        ("main", None, True),
        ("none", None, True),
    ]


def test_the_class_itself_stays_published_and_no_small_count_follows(con: duckdb.DuckDBPyConnection) -> None:
    ((women,),) = con.execute(
        "select women from marts.class_totals where management_class = 'main' and division_code = ? "
        "and as_of_date = '2006-06-30' and boundaries = 'own'",
        [STREET],
    ).fetchall()
    assert women == IN_EVIDENCE + WITHOUT
    assert con.execute("from protection.open_women").fetchall() == []
