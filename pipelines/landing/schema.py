"""The tables of layer 1, made from the contracts: one for each sheet, and the ledger of deliveries."""

import duckdb

from pipelines.contracts.catalog import Sheet, sheets

LEDGER_TABLES = """
create schema if not exists received;
create schema if not exists identified;
create table if not exists received.deliveries (
    delivery_no integer primary key,
    sha256 varchar,
    delivered_as varchar not null,
    size_bytes bigint not null,
    modified_ns bigint not null,
    received_at timestamp not null,
    status varchar not null,
    reason_code varchar,
    detail varchar
);
create table if not exists received.sheets (
    delivery_no integer not null,
    sheet_no integer not null,
    table_name varchar,
    tab varchar,
    is_hidden boolean,
    header_row integer,
    rows_seen bigint not null
);
-- a home of before hidden rows were told
alter table received.sheets add column if not exists hidden_rows bigint;
create table if not exists received.exclusions (
    delivery_no integer not null,
    sheet_no integer not null,
    reason_code varchar not null,
    excluded_rows bigint not null
);
create table if not exists received.findings (
    delivery_no integer not null,
    sheet_no integer not null,
    check_id varchar not null,
    row_no integer,
    column_name varchar
);
create table if not exists received.quarantined_cells (
    delivery_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    reason_code varchar not null,
    cells varchar not null
);
"""
TYPES = {
    "date": "date",
    "end_date": "date",
    "int": "bigint",
    "decimal": "decimal(18, 4)",
    "yes_no": "boolean",
}
ROW_COLUMNS = {
    "delivery_no": "integer",
    "sheet_no": "integer",
    "row_no": "integer",
    "quarantine_reason": "varchar",
}


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing; a column that a contract gained is added to the table that is there."""
    connection.execute(LEDGER_TABLES)
    for sheet in sheets().values():
        columns = identified_columns(sheet)
        body = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        connection.execute(f"create table if not exists identified.{sheet.table} ({body})")
        for name, kind in columns.items():
            connection.execute(f"alter table identified.{sheet.table} add column if not exists {name} {kind}")


def identified_columns(sheet: Sheet) -> dict[str, str]:
    """Name and type of every column of a sheet's table in layer 1."""
    columns = dict(ROW_COLUMNS)
    for column in sheet.columns:
        columns[column.canonical] = TYPES.get(column.kind, "varchar")
        if column.reduced_to == "valid":
            columns[column.state] = "varchar"
        if column.handling == "H":
            columns[column.pseudonym] = "varchar"
    return columns
