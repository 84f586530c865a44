"""forbidden_measure: no score rests on births, contraception or check-ups, and no mart knows a person."""

from collections.abc import Callable

import duckdb
import pytest
from builders import all_models, needed
from sqlglot import exp, parse_one

from pipelines.contracts.catalog import sheets
from pipelines.privacy.reduction import reduced_columns
from pipelines.warehouse.models import Model

PERSONAL = {
    "birth_record",
    "birth_count",
    "child_count",
    "contraception_status",
    "contraception_change_count",
    "checkup_date",
    "checkup_record",
    "marital_change",
    "marriage_count",
}
FLAGS = {f"{column}_filled" for column in PERSONAL}
FLAG_READERS = {"core.required_cells"}
FEE = "fee_charged"
COLUMNS = [column for sheet in sheets().values() for column in sheet.columns]
INDICATORS = [model.name for model in all_models().values() if model.layer == "indicators"]
SCORED = [*INDICATORS, "marts.scores", "marts.indicator_values"]


def select(sql: str) -> exp.Expr:
    return parse_one(sql, read="duckdb")


def is_handed_on(column: exp.Column) -> bool:
    """A bare column of a select keeps its name, so that whoever uses it next is judged."""
    return isinstance(column.parent, exp.Select) and column.arg_key == "expressions"


def is_asked_for_presence(column: exp.Column) -> bool:
    """`is null`, `is not null` and `count(...)` tell that a cell is filled, never with what."""
    parent = column.parent
    is_null = isinstance(parent, exp.Is) and isinstance(parent.expression, exp.Null)
    return is_null or isinstance(parent, exp.Count)


def is_asked_to_be_nothing(column: exp.Column) -> bool:
    return isinstance(column.parent, exp.EQ) and column.parent.expression == exp.Literal.number(0)


def misuses(query: exp.Expr, flags_are_read: bool) -> set[str]:
    """What a select does with personal columns, their flags and the fee beyond what a score may rest on."""

    def used(names: set[str], allowed: Callable[[exp.Column], bool]) -> set[str]:
        found = [
            column
            for column in query.find_all(exp.Column)
            if column.name in names and not is_handed_on(column)
        ]
        return {column.sql() for column in found if not allowed(column)}

    by_any_name = {found.sql() for found in query.find_all(exp.Columns, exp.Pivot)}
    return (
        used(PERSONAL, is_asked_for_presence)
        | used(FLAGS, lambda _: flags_are_read)
        | used({FEE}, is_asked_to_be_nothing)
        | by_any_name
    )


def behind(scored: str) -> list[Model]:
    return [model for model in needed([scored]) if model.sql and model.layer != "staging"]


@pytest.mark.parametrize("scored", SCORED)
def test_a_score_reads_no_personal_content(scored: str) -> None:
    found = {model.name: misuses(select(model.sql), model.name in FLAG_READERS) for model in behind(scored)}
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
    ],
)
def test_a_personal_measure_is_caught(sql: str) -> None:
    assert misuses(select(sql), flags_are_read=False)


@pytest.mark.parametrize(
    "sql",
    [
        "select count(birth_count) + count(marriage_count) as numerator from m",
        "select cast(birth_count is not null as integer) as filled from m",
        "select count(*) filter (where fee_charged = 0) as numerator from m",
        "select birth_count, m.fee_charged from m",
    ],
)
def test_an_office_measure_passes(sql: str) -> None:
    assert not misuses(select(sql), flags_are_read=False)


def test_layer_two_keeps_a_flag_of_sensitive_columns(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    sensitive = {column.canonical for column in COLUMNS if column.handling in "FD"}
    rows = empty_warehouse.execute(
        "select column_name, data_type from duckdb_columns() where database_name = 'memory' and not internal"
    ).fetchall()
    assert not sensitive & {name for name, _ in rows}
    assert {kind for name, kind in rows if name in FLAGS} == {"BOOLEAN"}


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
