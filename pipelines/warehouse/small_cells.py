"""Small cells of layer 2: frames handed to the optimiser and the attacker, their answers kept as tables."""

import duckdb
import polars as pl

from pipelines.privacy.cells import Cells, system
from pipelines.privacy.intervals import narrow_cells
from pipelines.privacy.suppression import withheld

SYSTEMS = ("women", "findings")
STORE = "history.published_cells"
RELATED = "history.published_relations"
# times what a cell costs that the last published night told as it is: who kept that snapshot knows it
SHOWN_BEFORE = 100
KEPT = f"""
create table if not exists {STORE} (
    turn bigint, night varchar, system varchar, cell varchar, women bigint, lowest integer, width integer,
    is_protected boolean, is_withheld boolean
)"""
KEPT_RELATIONS = f"""
create table if not exists {RELATED} (
    turn bigint, night varchar, system varchar, relation_id varchar, cell varchar, coefficient integer
)"""
BEFORE = """
select * from {table}
where system = $system
    and turn = (select max(turn) from {store} where night <> (select night from core.night))
"""


def open_published_cells(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the stores of what the last published nights told and withheld, where there are none."""
    connection.execute(KEPT)
    connection.execute(KEPT_RELATIONS)


def choose_withheld(connection: duckdb.DuckDBPyConnection, system_name: str) -> None:
    """Make `protection.withheld_<system>`: every cell that must not be published tonight.

    What the last published night withheld stays so, and what both nights' tables tell together is looked at.
    """
    cells, relations = _with_last_night(connection, system_name)
    hidden, _ = withheld(system(cells, relations))
    ordered = cells.sort("cell").filter(pl.Series(hidden))
    chosen = ordered.filter("is_of_tonight").select("cell")  # noqa: F841 - read by DuckDB
    connection.execute(f"create or replace table protection.withheld_{system_name} as select * from chosen")


def find_open(connection: duckdb.DuckDBPyConnection, system_name: str) -> None:
    """Make `protection.open_<system>`: small cells that are told, or that follow from what is told."""
    narrow = narrow_cells(_as_published(connection, system_name))
    found = pl.DataFrame({"cell": narrow}, schema={"cell": pl.String})  # noqa: F841 - read by DuckDB
    connection.execute(f"create or replace table protection.open_{system_name} as select * from found")


def keep_published_cells(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep what tonight told and withheld; two nights stay, so that a run repeated finds the one before."""
    for table in (STORE, RELATED):
        connection.execute(f"delete from {table} where night = (select night from core.night)")
        connection.execute(f"delete from {table} where turn < (select max(turn) from {STORE})")
    connection.execute(
        f"create or replace temp table tonight as select coalesce(max(turn), 0) + 1 as turn from {STORE}"
    )
    for name in SYSTEMS:
        is_withheld = f"cells.is_untold or cells.cell in (select cell from protection.withheld_{name})"
        connection.execute(
            f"insert into {STORE} select tonight.turn, night.night, '{name}', cells.cell, cells.women, "
            f"cells.lowest, cells.width, cells.is_protected, {is_withheld} "
            f"from protection.{name}_cells as cells cross join core.night as night cross join tonight"
        )
        connection.execute(
            f"insert into {RELATED} select tonight.turn, night.night, '{name}', relations.* "
            f"from protection.{name}_relations as relations cross join core.night as night "
            f"cross join tonight where relations.relation_id in (select relation_id from "
            f"protection.{name}_relations where cell in (select cell from {STORE} where is_withheld))"
        )


def _as_published(connection: duckdb.DuckDBPyConnection, system_name: str) -> Cells:
    cells = connection.sql(
        f"""
        select cells.cell, cells.women, cells.lowest, cells.width, cast(null as double) as weight,
            cells.is_protected, cells.is_untold or published.women is null as is_hidden
        from protection.{system_name}_cells as cells
        left join protection.published_{system_name} as published on published.cell = cells.cell
        """
    ).pl()
    return system(cells, connection.sql(f"select * from protection.{system_name}_relations").pl())


def _with_last_night(
    connection: duckdb.DuckDBPyConnection, system_name: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    tonight = connection.sql(f"select * from protection.{system_name}_cells").pl()
    relations = connection.sql(f"select * from protection.{system_name}_relations").pl()
    store, related = (
        connection.sql(BEFORE.format(table=table, store=STORE), params={"system": system_name}).pl()
        for table in (STORE, RELATED)
    )
    before = store.join(tonight.select("cell", women_tonight="women"), on="cell", how="left").with_columns(
        is_same=(pl.col("women") == pl.col("women_tonight")).fill_null(value=False)
    )
    return _joined(tonight, before), _related(relations, related, before)


def _joined(tonight: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    known = before.select("cell", "is_same", was_withheld="is_withheld")
    cells = tonight.join(known, on="cell", how="left").with_columns(
        pl.col("is_same", "was_withheld").fill_null(value=False)
    )
    stays = pl.col("was_withheld") & (pl.col("stays_hidden") | pl.col("is_same"))
    was_told = pl.col("is_same") & ~pl.col("was_withheld")
    now = cells.with_columns(
        is_hidden=pl.col("is_untold") | (stays & (pl.col("women") > 0)),
        weight=pl.when(was_told).then(pl.col("weight") * SHOWN_BEFORE).otherwise("weight"),
        is_of_tonight=~pl.col("is_untold"),
    )
    # a count of then that is another now, or none, is a number of its own that is still withheld
    then = before.filter(~pl.col("is_same") & pl.col("is_withheld")).with_columns(
        cell=pl.lit("before|") + pl.col("cell"),
        weight=pl.lit(None, pl.Float64),
        is_hidden=pl.lit(value=True),
        is_of_tonight=pl.lit(value=False),
    )
    columns = ("cell", "women", "lowest", "width", "weight", "is_protected", "is_hidden", "is_of_tonight")
    return pl.concat([now.select(columns), then.select(columns)], how="vertical_relaxed")


def _related(relations: pl.DataFrame, related: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Tonight's relations and those of then, in which what was told is a constant and left out."""
    withheld_then = before.filter("is_withheld").select("cell", "is_same")
    then = related.join(withheld_then, on="cell").select(
        relation_id=pl.lit("before|") + pl.col("relation_id"),
        cell=pl.when("is_same").then("cell").otherwise(pl.lit("before|") + pl.col("cell")),
        coefficient="coefficient",
    )
    return pl.concat([relations, then], how="vertical_relaxed")
