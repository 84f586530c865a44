"""The sums by which counts of women follow from each other hold, across tables that tell of the same."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from assessed import AS_OF, C2, RURAL, STREET, VILLAGE, co_managed, district, inflow, woman
from builders import built_warehouse

ROWS = {
    "ledger_persons": [
        *(woman(f"at home {number}", management_class="1", employment_status="2") for number in range(9)),
        *(
            woman(f"employed {number}", C2, management_class="1", employment_status="1")
            for number in range(3)
        ),
        co_managed("uncertified", RURAL),
        woman("registered", management_class="3", employment_status="1"),
        woman("unregistered", management_class="3", employment_status="2", hukou_type="1"),
        woman("open", management_class=None, employment_status="2"),
        woman("of a village", VILLAGE, management_class="4"),
    ],
    "float_registrations": [inflow("registered", date(2006, 3, 1)), inflow("open", date(2006, 3, 1))],
}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    wanted = {"protection.women_cells", "protection.women_relations"}
    connection = built_warehouse(district(ROWS), AS_OF, wanted)
    yield connection
    connection.close()


def test_every_relation_holds(con: duckdb.DuckDBPyConnection) -> None:
    wrong = con.execute(
        "select relation_id, sum(coefficient * women) as over from protection.women_relations "
        "inner join protection.women_cells using (cell) group by relation_id having over <> 0"
    ).fetchall()
    assert wrong == []


def test_relations_are_of_counts_there_are(con: duckdb.DuckDBPyConnection) -> None:
    # of women in communities without a street there is a count only where there are such women
    unknown = con.execute(
        "from protection.women_relations where cell not like 'elsewhere|%' "
        "and cell not in (select cell from protection.women_cells)"
    ).fetchall()
    assert unknown == []


def test_women_in_service_are_those_without_evidence_of_the_main_class(
    con: duckdb.DuckDBPyConnection,
) -> None:
    joined = con.execute(
        "with recursive reached as ("
        "select $1 as cell union select there.cell from reached "
        "inner join protection.women_relations as here on here.cell = reached.cell "
        "inner join protection.women_relations as there on there.relation_id = here.relation_id "
        "where here.relation_id like 'services|%' or here.relation_id like 'in_service|%') "
        "select women from reached inner join protection.women_cells using (cell) "
        "where cell like 'composition_counts|%'",
        [f"evidenced_classes|women|2006H1|{STREET}|main|none"],
    ).fetchall()
    assert joined == [(3,)]
