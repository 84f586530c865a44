"""forbidden_measure: no score rests on births, contraception or check-ups, and no mart knows a person."""

import duckdb
import pytest
from builders import all_models, needed

from pipelines.contracts.catalog import personal_measures, sheets
from pipelines.privacy.reduction import reduced_columns
from pipelines.warehouse.forbidden import forbidden_uses, misuses

COLUMNS = [column for sheet in sheets().values() for column in sheet.columns]
INDICATORS = [model.name for model in all_models().values() if model.layer == "indicators"]
SCORED = [*INDICATORS, "marts.scores", "marts.indicator_values"]


def test_every_personal_measure_is_a_contract_column() -> None:
    assert personal_measures().keys() <= {column.canonical for column in COLUMNS}


@pytest.mark.parametrize("scored", SCORED)
def test_a_score_reads_no_personal_content(scored: str) -> None:
    found = {model.name: forbidden_uses(model) for model in needed([scored])}
    assert not {name: columns for name, columns in found.items() if columns}


@pytest.mark.parametrize(
    "sql",
    [
        "select sum(birth_count) as numerator from m",
        "select birth_count as numerator from m",
        "select count(*) filter (where birth_count > 0) from m",
        "select count(*) from m where contraception_status_filled",
        "select count(*) from m where checkup_date between a and b",
        "select avg(fee_charged) from m",
        "select count(*) filter (where fee_charged > 0) from m",
        "select sum(columns('.*_count')) from m",
        "select * from (unpivot m on birth_count, marriage_count into name kind value n)",
        "select count(distinct birth_count) from m",
        "select Birth_Count + 1 from m",
        "select count(*) from m where change_kind = '02'",
        "select count(*) filter (where change_kind in ('03', '09')) from m",
        "select count(*) from m where change_kind < '03'",
        "select * rename (birth_count as n) from m",
        "select n from k union all select birth_count from m",
        "with k(n) as (select birth_count from m) select n from k",
        "select count(*) from m inner join k using (birth_count)",
        "select (select birth_count from m) as numerator from k",
        "select count(*) from k where n in (select birth_count from m)",
    ],
)
def test_a_personal_measure_is_caught(sql: str) -> None:
    assert misuses(sql, flags_are_read=False)


@pytest.mark.parametrize(
    "sql",
    [
        "select count(birth_count) + count(marriage_count) as numerator from m",
        "select cast(birth_count is not null as integer) as filled from m",
        "select count(*) filter (where fee_charged = 0) as numerator from m",
        "select birth_count, m.fee_charged from m",
        "select * exclude (birth_count) from m",
        "with m as (select birth_count from k) select * from (select birth_count from m) as n",
        "select n, birth_count from k union all select n, birth_count from m",
        "select count(*) from m where change_kind = '09'",
    ],
)
def test_an_office_measure_passes(sql: str) -> None:
    assert not misuses(sql, flags_are_read=False)


def test_layer_two_keeps_a_flag_of_sensitive_columns(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    sensitive = {column.canonical for column in COLUMNS if column.handling in "FD"}
    rows = empty_warehouse.execute(
        "select column_name, data_type from duckdb_columns() where database_name = 'memory' and not internal"
    ).fetchall()
    assert not sensitive & {name for name, _ in rows}
    flags = {f"{column}_filled" for column in personal_measures()}
    assert {kind for name, kind in rows if name in flags} == {"BOOLEAN"}


def test_no_mart_knows_a_person(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    guarded = {column.canonical for column in COLUMNS if column.handling in "HFD"}
    guarded |= {column.pseudonym for column in COLUMNS if column.handling == "H"}
    reduced = {name for sheet in sheets().values() for name in reduced_columns(sheet)}
    guarded |= reduced - {column.canonical for column in COLUMNS} | {"delivered_as", "detail"}
    published = empty_warehouse.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
    ).fetchall()
    assert published
    assert not {f"{table}.{column}" for table, column in published if column in guarded}
