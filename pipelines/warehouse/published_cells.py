"""What the last two published nights told and withheld of counts of persons, kept in `history`."""

from dataclasses import dataclass

import duckdb
import polars as pl

SYSTEMS = ("women", "findings")
STORE = "history.published_cells"
RELATED = "history.published_relations"
WITNESSED = "history.published_witnesses"
STORES = {
    STORE: """turn bigint, night varchar, system varchar, cell varchar, women bigint, lowest integer,
        width integer, is_protected boolean, is_withheld boolean""",
    RELATED: """turn bigint, night varchar, system varchar, relation_id varchar, cell varchar,
        coefficient integer""",
    WITNESSED: "turn bigint, night varchar, system varchar, witness bigint, cell varchar, step bigint",
}
BEFORE = f"""
select * from {{table}}
where system = $system
    and turn = (select max(turn) from {STORE} where night <> (select night from core.night))
"""


@dataclass(frozen=True)
class Published:
    """Of the last published night: its cells, the relations of those withheld, the witnesses it chose by."""

    cells: pl.DataFrame
    relations: pl.DataFrame
    witnesses: pl.DataFrame


def open_published_cells(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the stores of what the last published nights told and withheld, where there are none."""
    for table, columns in STORES.items():
        connection.execute(f"create table if not exists {table} ({columns})")


def published_before(connection: duckdb.DuckDBPyConnection, system: str) -> Published:
    """What was published last, tonight's own publication of an earlier run left aside."""
    return Published(
        *(
            connection.sql(BEFORE.format(table=table), params={"system": system}).pl()
            for table in (STORE, RELATED, WITNESSED)
        )
    )


def keep_published_cells(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep what tonight told and withheld; two nights stay, so that a run repeated finds the one before."""
    for table in STORES:
        connection.execute(f"delete from {table} where night = (select night from core.night)")
        connection.execute(f"delete from {table} where turn < (select max(turn) from {STORE})")
    connection.execute(
        f"create or replace temp table tonight as "
        f"select coalesce(max(turn), 0) + 1 as turn, (select night from core.night) as night from {STORE}"
    )
    for name in SYSTEMS:
        _keep(connection, name)


def _keep(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    is_withheld = f"cells.is_untold or cells.cell in (select cell from protection.withheld_{name})"
    connection.execute(
        f"insert into {STORE} select tonight.*, '{name}', cells.cell, cells.women, "
        f"cells.lowest, cells.width, cells.is_protected, {is_withheld} "
        f"from protection.{name}_cells as cells cross join tonight"
    )
    connection.execute(
        f"insert into {RELATED} select tonight.*, '{name}', relations.* "
        f"from protection.{name}_relations as relations cross join tonight "
        f"where relations.relation_id in (select relation_id from "
        f"protection.{name}_relations where cell in (select cell from {STORE} where is_withheld))"
    )
    connection.execute(
        f"insert into {WITNESSED} select tonight.*, '{name}', witnesses.* "
        f"from protection.witnesses_{name} as witnesses cross join tonight "
        f"where witnesses.cell in (select cell from protection.{name}_cells)"
    )
