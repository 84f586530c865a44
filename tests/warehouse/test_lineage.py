"""Where a column comes from, read out of the SQL."""

import duckdb
import pytest
from builders import all_models

from pipelines.warehouse.lineage import Origins, column_origins, schema_of
from pipelines.warehouse.models import Model


def origins(sql: str) -> Origins:
    with duckdb.connect() as connection:
        connection.execute("create schema core; create table core.files (women int, body text)")
        return column_origins(
            Model("marts.made_up", sql, "", frozenset()), schema_of(connection, {"core.files"})
        )


def test_a_sum_comes_from_what_is_summed() -> None:
    sql = (
        "with f as (select women as w, body from core.files) select sum(w) as total, body from f group by all"
    )
    assert origins(sql) == {
        "total": frozenset({("core.files", "women")}),
        "body": frozenset({("core.files", "body")}),
    }


def test_a_star_is_followed_through_a_common_table_expression() -> None:
    found = origins("with f as (select * from core.files) select women from f")
    assert found == {"women": frozenset({("core.files", "women")})}


@pytest.mark.parametrize(
    ("model", "column", "origin"),
    [
        ("marts.class_counts", "women", ("protection.class_counts", "women")),
        ("staging.ledger_persons", "birth_year", ("identified.ledger_persons", "birth_date")),
        ("staging.slip_lines", "person_key", ("identified.slip_lines", "person_key")),
        ("landing.deliveries", "sha256", ("received.deliveries", "sha256")),
    ],
)
def test_a_column_of_the_warehouse_names_its_origin(
    empty_warehouse: duckdb.DuckDBPyConnection, model: str, column: str, origin: tuple[str, str]
) -> None:
    schema = schema_of(empty_warehouse, all_models()[model].depends_on)
    assert origin in column_origins(all_models()[model], schema)[column]
