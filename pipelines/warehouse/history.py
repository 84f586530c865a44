"""The counted files of the last published nights: the one memory of layer 2 that no rebuild makes anew."""

import duckdb

STORE = "history.counted_files"
COUNTED = "core.counted_files"
# `turn` numbers the published nights, `night` says what each rested on
NEW_STORE = f"create or replace table {STORE} as select 0 as turn, '' as night, * from {COUNTED} limit 0"


def open_history(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the store where there is none; one of an older version, with other columns, is begun anew."""
    present = _columns(connection, STORE)
    if present != ["turn", "night", *_columns(connection, COUNTED)]:
        connection.execute(NEW_STORE)


def keep_published(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep tonight's counted files as those last published, and the night's before them.

    Two nights stay, so that a run repeated after a fault finds the one before itself.
    """
    connection.execute("begin")
    connection.execute(f"delete from {STORE} where night = (select night from core.night)")
    connection.execute(f"delete from {STORE} where turn < (select max(turn) from {STORE})")
    connection.execute(
        f"""
        insert into {STORE} by name
        select (select coalesce(max(turn), 0) + 1 from {STORE}) as turn, night.night, counted_files.*
        from {COUNTED} as counted_files cross join core.night as night
        """
    )
    connection.execute("commit")


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    schema, name = table.split(".")
    rows = connection.execute(
        "select column_name from duckdb_columns() where database_name = current_database() "
        "and schema_name = ? and table_name = ? order by column_index",
        [schema, name],
    ).fetchall()
    return [column for (column,) in rows]
