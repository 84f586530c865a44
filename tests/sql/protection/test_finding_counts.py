"""Small counts of findings about persons are published of no body and follow from no others."""

from collections.abc import Iterator, Mapping

import duckdb
import pytest
from assessed import AS_OF
from builders import all_models, built_warehouse
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.warehouse.build import build

BODIES = [f"c{number}" for number in range(8)]
SMALLEST = 5
PERSONAL, OF_BUILDINGS = "split_flag_mismatch", "building_without_book"
Counts = Mapping[tuple[str, str], int]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty district with eight bodies."""
    connection = built_warehouse({}, AS_OF, {"protection.open_findings", "marts.finding_trend"})
    bodies = ", ".join(f"('{body}')" for body in BODIES)
    connection.execute(f"""
        insert into core.bodies by name
            select date '{AS_OF}' as as_of_date, code as body_code from (values {bodies}) as b(code)""")
    yield connection
    connection.close()


PROTECTED = (
    "quality.finding_counts",
    "protection.findings_cells",
    "protection.findings_relations",
    "protection.withheld_findings",
    "protection.finding_counts",
    "protection.check_runs",
    "protection.published_findings",
    "protection.open_findings",
)


def protect(con: duckdb.DuckDBPyConnection) -> None:
    """Choose what to withhold; what is told then gives nothing away."""
    for name in PROTECTED:
        build(con, all_models()[name])
    assert con.execute("select cell from protection.open_findings").fetchall() == []


def total(con: duckdb.DuckDBPyConnection, check: str) -> int | None:
    """The district's findings of a check, as published."""
    query = "select findings from protection.check_runs where check_id = $1"
    ((findings,),) = con.execute(query, [check]).fetchall()
    return None if findings is None else int(findings)


def published(con: duckdb.DuckDBPyConnection, found: Counts) -> dict[tuple[str, str], int | None]:
    """Counts by check and body as published, of so many findings each."""
    con.execute("delete from quality.findings; delete from quality.finding_lives")
    for (check, body), number in found.items():
        con.execute(
            "insert into quality.findings by name select rules.run.as_of_date, $1 as check_id, "
            "'warn' as severity, $2 as body_code, concat($1, $2, range) as finding_id "
            "from rules.run, range($3)",
            [check, body, number],
        )
    con.execute(
        "insert into quality.finding_lives by name select finding_id, 'open' as state from quality.findings"
    )
    con.execute("update quality.check_runs set findings = 0")
    con.execute("""
        update quality.check_runs set findings = found.findings
        from (select check_id, count(*) as findings from quality.findings group by check_id) as found
        where found.check_id = check_runs.check_id""")
    protect(con)
    rows = con.execute("select check_id, body_code, findings, is_suppressed from protection.finding_counts")
    cells = rows.fetchall()
    assert all(hidden == (findings is None) for *_, findings, hidden in cells)
    return {(check, body): findings for check, body, findings, _ in cells}


def test_small_counts_of_persons_hide_with_another(con: duckdb.DuckDBPyConnection) -> None:
    found = {(PERSONAL, "c0"): 2, (PERSONAL, "c1"): 9, (PERSONAL, "c2"): 30}
    assert published(con, found) == {(PERSONAL, "c0"): None, (PERSONAL, "c1"): None, (PERSONAL, "c2"): 30}


def test_small_counts_of_buildings_stay(con: duckdb.DuckDBPyConnection) -> None:
    assert published(con, {(OF_BUILDINGS, "c0"): 1}) == {(OF_BUILDINGS, "c0"): 1}


def test_a_rare_check_hides_the_districts_total_too(con: duckdb.DuckDBPyConnection) -> None:
    found = {(PERSONAL, "c0"): 2, (PERSONAL, "c1"): 3}
    assert published(con, found) == dict.fromkeys(found)
    assert total(con, PERSONAL) is None


def test_large_counts_stay_as_they_are(con: duckdb.DuckDBPyConnection) -> None:
    found = {(PERSONAL, "c0"): 5, (PERSONAL, "c1"): 9}
    assert published(con, found) == found


def test_a_missing_class_hides_with_unclassified_women(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        insert into core.class_counts by name select as_of_date, 'c0' as body_code,
            'unclassified' as management_class, 12 as women from rules.run""")
    con.execute(
        "insert into protection.withheld_women select concat_ws('|', 'class_counts', 'women', as_of_date, "
        "'c0', 'unclassified') from rules.run"
    )
    found = {("class_missing", "c0"): 12, ("class_missing", "c1"): 7, ("class_missing", "c2"): 20}
    told = published(con, found)
    con.execute("delete from core.class_counts; delete from protection.withheld_women")
    assert told == {("class_missing", "c0"): None, ("class_missing", "c1"): None, ("class_missing", "c2"): 20}


@given(st.dictionaries(st.sampled_from(BODIES), st.integers(1, 14), min_size=1))
@settings(deadline=None, max_examples=60)
def test_no_hidden_count_is_narrower_than_a_cell(
    con: duckdb.DuckDBPyConnection, counts: dict[str, int]
) -> None:
    with_check = {(PERSONAL, body): number for body, number in counts.items()}
    told = published(con, with_check)
    assert not [number for number in told.values() if number is not None and number < SMALLEST]
    hidden = [cell for cell, number in told.items() if number is None]
    left = sum(with_check[cell] for cell in hidden)
    # each body is known to have one at least; the total may be withheld
    assert not hidden or total(con, PERSONAL) is None or left - len(hidden) >= SMALLEST
    assert all(with_check[cell] == number for cell, number in told.items() if number is not None)


@pytest.mark.parametrize(
    ("check", "findings", "told"), [(PERSONAL, 4, None), (PERSONAL, 5, 5), (OF_BUILDINGS, 1, 1)]
)
def test_the_district_total_of_persons_hides_when_small(
    con: duckdb.DuckDBPyConnection, check: str, findings: int, told: int | None
) -> None:
    published(con, {})
    con.execute("update quality.check_runs set findings = $1 where check_id = $2", [findings, check])
    protect(con)
    rows = con.execute(
        "select findings, is_suppressed from protection.check_runs where check_id = $1", [check]
    )
    assert rows.fetchall() == [(told, told is None)]


@pytest.mark.parametrize(("of_persons", "told"), [(5, [12, 13]), (4, [None, None])])
def test_the_districts_trend_sums_checks_of_both_kinds_every_night(
    con: duckdb.DuckDBPyConnection, of_persons: int, told: list[int | None]
) -> None:
    """Those about persons change on the first night alone, the buildings on both."""
    con.execute(f"""
        create or replace table quality.finding_trend as
        select *, 0 as opened, 0 as mended, 0 as come_back, 0 as false_alarms from (values
            (date '2006-07-18', '{PERSONAL}', 'c0', {of_persons}),
            (date '2006-07-18', '{OF_BUILDINGS}', 'c0', 7),
            (date '2006-07-19', '{OF_BUILDINGS}', 'c0', 8)
        ) as trend(as_of_date, check_id, body_code, open)""")
    build(con, all_models()["marts.finding_trend"])
    summed = con.execute("select open from marts.finding_trend where check_id = 'all' order by as_of_date")
    assert [number for (number,) in summed.fetchall()] == told
