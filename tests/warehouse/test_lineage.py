"""Where a column comes from, read out of the SQL."""

from pathlib import Path

import duckdb
import pytest
from builders import all_models

from pipelines.warehouse import lineage
from pipelines.warehouse.lineage import Origins, column_origins, kept_origins, schema_of
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


def test_what_was_read_once_is_kept_until_the_select_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = {"core": {"files": {"women": "INTEGER", "body": "VARCHAR"}, "bodies": {"body": "VARCHAR"}}}
    first = Model("marts.made_up", "select women from core.files", "", frozenset())
    found = kept_origins(first, schema, tmp_path / "lineage")
    monkeypatch.setattr(lineage, "column_origins", lambda model, schema: {"read": frozenset()})
    assert kept_origins(first, schema, tmp_path / "lineage") == found == column_origins(first, schema)
    in_other_order = {layer: dict(reversed(tables.items())) for layer, tables in schema.items()}
    assert kept_origins(first, in_other_order, tmp_path / "lineage") == found
    changed = Model("marts.made_up", "select body from core.files", "", frozenset())
    assert kept_origins(changed, schema, tmp_path / "lineage") == {"read": frozenset()}


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
