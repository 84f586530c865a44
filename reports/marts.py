"""The published tables that the pages read, with the columns and types they rely on."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

Marts = Mapping[str, pl.DataFrame]
Columns = Mapping[str, Mapping[str, str]]

CHECK_RUNS = {
    "as_of_date": "date",
    "check_id": "varchar",
    "severity": "varchar",
    "found_by": "varchar",
    "state": "varchar",
    "findings": "bigint",
}
COLUMNS: Columns = {
    "snapshot": {"as_of_date": "date", "snapshot_id": "varchar"},
    "class_counts": {
        "as_of_date": "date",
        "street_code": "varchar",
        "street_name": "varchar",
        "body_code": "varchar",
        "body_name": "varchar",
        "body_level": "varchar",
        "area_type": "varchar",
        "management_class": "varchar",
        "women": "bigint",
        "is_suppressed": "boolean",
    },
    "class_totals": {
        "as_of_date": "date",
        "boundaries": "varchar",
        "division_code": "varchar",
        "division_name": "varchar",
        "division_level": "varchar",
        "management_class": "varchar",
        "women": "bigint",
        "is_suppressed": "boolean",
    },
    "scores": {
        "half_year": "varchar",
        "body_code": "varchar",
        "body_name": "varchar",
        "body_level": "varchar",
        "scheme": "varchar",
        "score": "double",
        "rank": "bigint",
        "applicable_points": "double",
        "status": "varchar",
        "vetoed": "boolean",
        "commendation_eligible": "boolean",
    },
    "score_parts": {
        "half_year": "varchar",
        "body_code": "varchar",
        "part": "varchar",
        "part_score": "double",
        "population": "bigint",
        "share": "double",
    },
    "movements": {
        "from_date": "date",
        "to_date": "date",
        "body_code": "varchar",
        "files_before": "bigint",
        "missed_filed": "bigint",
        "opened_other": "bigint",
        "transferred_to_villages": "bigint",
        "closed_other": "bigint",
        "files_after": "bigint",
    },
    "finding_counts": {
        "as_of_date": "date",
        "check_id": "varchar",
        "severity": "varchar",
        "body_code": "varchar",
        "findings": "bigint",
        "is_suppressed": "boolean",
    },
    "check_runs": CHECK_RUNS,
    "files": {
        "delivery_no": "bigint",
        "received_at": "timestamp",
        "source": "varchar",
        "status": "varchar",
        "reason_code": "varchar",
        "rows_seen": "bigint",
        "rows_accepted": "bigint",
        "rows_quarantined": "bigint",
        "rows_excluded": "bigint",
    },
    "frozen_half_years": {
        "half_year": "varchar",
        "frozen_at": "timestamp",
        "as_of_date": "date",
        "deliveries": "bigint",
        "figures_sha256": "varchar",
    },
    "restatements": {
        "half_year": "varchar",
        "figure_table": "varchar",
        "body_code": "varchar",
        "figure": "varchar",
        "frozen_value": "varchar",
        "current_value": "varchar",
        "cause": "varchar",
        "cause_deliveries": "varchar",
    },
    "rulings": {
        "ruling_no": "varchar",
        "ruled_on": "date",
        "subject_type": "varchar",
        "subject_code": "varchar",
        "subject_name": "varchar",
        "sanction": "varchar",
        "linked_ruling_no": "varchar",
        "in_force": "boolean",
    },
    "network": {
        "body_code": "varchar",
        "body_name": "varchar",
        "level": "varchar",
        "courtyards_or_bodies_due": "bigint",
        "in_post": "bigint",
    },
    "facilities": {
        "body_code": "varchar",
        "body_name": "varchar",
        "item_code": "varchar",
        "item_label": "varchar",
        "is_mandatory": "boolean",
        "in_place": "boolean",
    },
    "funds": {
        "half_year": "varchar",
        "paying_body": "varchar",
        "months_due": "bigint",
        "months_paid_in_full": "bigint",
        "amount_due_yuan": "double",
        "amount_paid_yuan": "double",
    },
    "inspections": {
        "half_year": "varchar",
        "inspections": "bigint",
        "sampled_pages": "bigint",
        "missed_households": "bigint",
        "missed_persons": "bigint",
        "wrong_cells": "bigint",
    },
}


def some(*tables: str) -> Columns:
    """The columns of the named tables of `COLUMNS`."""
    return {table: COLUMNS[table] for table in tables}


# what the snapshot says of its own tables, read like one of them
DESCRIBED = "described_columns"
DESCRIPTIONS = """(
    select tables.table_name, tables.comment as table_comment, columns.column_name, columns.column_index,
        columns.data_type, columns.comment as column_comment
    from duckdb_tables() as tables
    inner join duckdb_columns() as columns using (database_name, schema_name, table_name)
    where tables.schema_name = 'marts'
)"""


def read_marts(snapshot: Path, wanted: Columns = COLUMNS, half_year: str | None = None) -> Marts:
    """Every wanted table as a frame; a missing table is empty, a missing column is null.

    With a half-year, the tables that go by half-years hold that one alone.
    """
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        present = _present_columns(connection)
        return {
            table: connection.sql(
                _select(table, kinds, present.get(table, set())), params={"half_year": half_year}
            ).pl()
            for table, kinds in wanted.items()
        }


def newest(frame: pl.DataFrame, period: str) -> pl.DataFrame:
    """The rows of the newest period alone."""
    return frame.filter(pl.col(period) == pl.col(period).max())


def newest_of(table: str, period: str = "as_of_date") -> str:
    """The SQL for the same: the condition on rows of a published table."""
    return f"{period} = (select max({period}) from marts.{table})"


def _present_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    query = "select table_name, column_name from information_schema.columns where table_schema = 'marts'"
    present: dict[str, set[str]] = {}
    for table, column in connection.sql(query).fetchall():
        present.setdefault(table, set()).add(column)
    described = connection.sql(f"describe select * from {DESCRIPTIONS}").fetchall()
    return {**present, DESCRIBED: {column for column, *_ in described}}


def _select(table: str, kinds: Mapping[str, str], present: set[str]) -> str:
    """One query a table, ordered by all it reads, so that the same rows give the same bytes."""
    cells = [
        f'try_cast("{column}" as {kind}) as "{column}"'
        if column in present
        else f'null::{kind} as "{column}"'
        for column, kind in kinds.items()
    ]
    within = "half_year = $half_year" if "half_year" in present else "true"
    named = DESCRIPTIONS if table == DESCRIBED else f'marts."{table}"'
    source = f"from {named}" if present else "from (select 1)"
    return (
        f"select {', '.join(cells)} {source} "
        f"where {'true' if present else 'false'} and ($half_year is null or {within}) order by all"
    )
