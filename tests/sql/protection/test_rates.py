"""A rate of women is published only where neither those done nor those not done are a few, nor follow."""

from collections.abc import Iterator, Mapping

import duckdb
import pytest
from assessed import AS_OF
from builders import all_models, built_warehouse
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.warehouse.build import build

STREETS = [f"s{number}" for number in range(4)]
LAST_DAY = "2006-06-30"
SMALLEST = 5
Done = Mapping[str, tuple[int, int]]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty district with four streets and a community each in 2006H1."""
    connection = built_warehouse({}, AS_OF, {"marts.free_services", "marts.handover_totals"})
    streets = ", ".join(f"('{street}')" for street in STREETS)
    connection.execute(f"""
        insert into core.as_of_dates by name
            select date '{LAST_DAY}' as as_of_date, {SMALLEST} as smallest_published_cell;
        insert into core.body_half_years by name
            select '2006H1' as half_year, code || level as body_code, code as street_code,
                code as street_name, if(level = '', 'street', 'community') as body_level,
                date '{LAST_DAY}' as ends_on, 30 as handover_days
            from (values {streets}) as s(code) cross join (values (''), ('c')) as l(level)""")
    yield connection
    connection.close()


def rates(con: duckdb.DuckDBPyConnection, done: Done) -> dict[str, float | None]:
    """Handovers in time of so many in time and late, by street."""
    con.execute("delete from core.separations")
    for street, (in_time, late) in done.items():
        con.execute(
            "insert into core.separations by name select '2006H1' as half_year, $1 as street_code, "
            "'u' || $1 as unit_code, date '2006-03-01' as separated_on, "
            "if(range < $2, date '2006-03-02', null) as handed_over_on from range($2 + $3)",
            [street, in_time, late],
        )
    for model in ("protection.handovers", "marts.handover_totals"):
        build(con, all_models()[model])
    return dict(con.execute("select street_code, in_time_pct from marts.handover_totals").fetchall())


def explained(con: duckdb.DuckDBPyConnection, done: Done) -> dict[str, float | None]:
    """Home visits of so many made and not made, by street."""
    con.execute("delete from core.inflow_registrations")
    for street, (made, missing) in done.items():
        con.execute(
            "insert into core.inflow_registrations by name select '2006H1' as half_year, "
            "$1 || 'c' as body_code, 'YYYY' as four_free_explained, "
            "if(range < $2, date '2006-03-02', null) as home_visit_on from range($2 + $3)",
            [street, made, missing],
        )
    for model in ("protection.free_services", "marts.free_services"):
        build(con, all_models()[model])
    found = con.execute(
        "select street_code, explained_pct from marts.free_services where free_service = 'home_visit'"
    )
    return dict(found.fetchall())


@pytest.mark.parametrize("measure", [rates, explained])
@given(done=st.dictionaries(st.sampled_from(STREETS), st.tuples(st.integers(0, 9), st.integers(0, 9))))
@settings(max_examples=20, deadline=None)
def test_no_rate_rests_on_a_few(con: duckdb.DuckDBPyConnection, measure: object, done: Done) -> None:
    assert callable(measure)
    due = {street: counts for street, counts in done.items() if sum(counts)}
    few = {street for street, counts in due.items() if 0 < min(counts) < SMALLEST}
    found = measure(con, due)
    assert {street for street, rate in found.items() if rate is None} - {"ALL"} == few
    district = [sum(counts) for counts in zip(*due.values(), strict=True)]
    assert (found.get("ALL") is None) == bool(few or not due or 0 < min(district) < SMALLEST)


@pytest.mark.parametrize("measure", [rates, explained])
@pytest.mark.parametrize(
    ("counts", "pct"), [((3, 0), 100.0), ((0, 3), 0.0), ((5, 15), 25.0), ((4, 16), None)]
)
def test_all_or_none_tells_no_number(
    con: duckdb.DuckDBPyConnection, measure: object, counts: tuple[int, int], pct: float | None
) -> None:
    assert callable(measure)
    assert measure(con, {"s0": counts}) == {"s0": pct, "ALL": pct}
