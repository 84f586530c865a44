"""Small cells of layer 2: frames handed to the optimiser and the attacker, their answers kept as tables."""

import duckdb
import polars as pl

from pipelines.privacy.cells import Cells, system
from pipelines.privacy.intervals import narrow_cells
from pipelines.privacy.suppression import withheld
from pipelines.privacy.witnesses import as_frame, steps_of
from pipelines.warehouse.published_cells import published_before

# a count of the last published night that is another tonight, or none: a number of its own
THEN = "before|"
# the counts of one table, place and date; of no body none are beside each other
BESIDE = pl.concat_str(pl.col("cell").str.split("|").list.first(), "body_code", "counted_on", separator="|")


def choose_withheld(connection: duckdb.DuckDBPyConnection, system_name: str) -> None:
    """Make `protection.withheld_<system>`: every cell that must not be published tonight.

    What the last published night withheld stays so, and what both nights' tables tell together is looked at.
    Beside it `protection.witnesses_<system>`: those of the last published night that hold, and new ones.
    """
    tonight, relations = (
        connection.sql(f"select * from protection.{system_name}_{part}").pl()
        for part in ("cells", "relations")
    )
    published = published_before(connection, system_name)
    before = _compared(published.cells, tonight)
    frame = _joined(tonight, before).sort("cell")
    cells = system(frame, _related(relations, published.relations, before))
    choice = withheld(cells, steps_of(cells, _witnessed(published.witnesses, before)))
    _keep(connection, f"withheld_{system_name}", frame.filter(choice.hidden, "is_of_tonight").select("cell"))
    _keep(connection, f"witnesses_{system_name}", as_frame(cells, choice.witnesses))


def find_open(connection: duckdb.DuckDBPyConnection, system_name: str) -> None:
    """Make `protection.open_<system>`: small cells that are told, or that follow from what is told.

    The optimiser's witnesses are summed anew over the tables as they are about to be published, which trusts
    neither it nor a solver; linear programming has the last word on every cell that none of them makes wide.
    """
    cells = _as_published(connection, system_name)
    witnesses = connection.sql(f"select * from protection.witnesses_{system_name}").pl()
    narrow = narrow_cells(cells, steps_of(cells, witnesses))
    _keep(connection, f"open_{system_name}", pl.DataFrame({"cell": narrow}, schema={"cell": pl.String}))


def _keep(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    connection.execute(f"create or replace table protection.{table} as select * from frame")


def _as_published(connection: duckdb.DuckDBPyConnection, system_name: str) -> Cells:
    cells = connection.sql(
        f"""
        select cells.cell, cells.women, cells.lowest, cells.width, cast(null as double) as weight,
            cells.is_protected, cells.is_untold or published.women is null as is_hidden,
            false as is_known
        from protection.{system_name}_cells as cells
        left join protection.published_{system_name} as published on published.cell = cells.cell
        """
    ).pl()
    return system(cells, connection.sql(f"select * from protection.{system_name}_relations").pl())


def _compared(published: pl.DataFrame, tonight: pl.DataFrame) -> pl.DataFrame:
    """The cells of then: whether each is the same tonight, and whether any count beside it has changed.

    `is_one` are those that are one number in both nights. What nobody was ever told may have become another
    wherever its place has changed, even if it did not. Of what was told it is known to be the same where its
    table says the same of its place and date: `count_changes` tells which dates have changed.
    """
    now = tonight.select("cell", "body_code", "is_untold", BESIDE.alias("beside"), women_tonight="women")
    cells = published.join(now, on="cell", how="left").with_columns(
        is_same=(pl.col("women") == pl.col("women_tonight")).fill_null(value=False)
    )
    new = now.join(published, on="cell", how="anti")
    changed = pl.concat(
        [found.select("body_code", "beside") for found in (cells.filter(~pl.col("is_same")), new)]
    )
    return cells.with_columns(
        # of counts of no body nobody can say that their place changed: they are taken for the same
        **{
            name: pl.col(of).is_in(changed[of].unique().implode()).fill_null(value=False)
            for name, of in {"has_place_changed": "body_code", "has_changed": "beside"}.items()
        }
    ).with_columns(is_one=pl.col("is_same") & ~(pl.col("is_untold") & pl.col("has_place_changed")))


def _joined(tonight: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    then = before.select("cell", "is_same", "has_changed", was_withheld="is_withheld")
    cells = tonight.join(then, on="cell", how="left").with_columns(
        pl.col("is_same", "has_changed", "was_withheld").fill_null(value=False)
    )
    stays = pl.col("was_withheld") & (pl.col("stays_hidden") | pl.col("is_same"))
    now = cells.with_columns(
        is_hidden=pl.col("is_untold") | (stays & (pl.col("women") > 0)),
        # where a ledger changed nobody knows which counts are still the same
        is_known=pl.col("is_same") & ~pl.col("was_withheld") & ~pl.col("has_changed"),
        is_of_tonight=~pl.col("is_untold"),
    )
    # a count of then that is or may be another now, or none, is a number of its own that is still withheld
    gone = before.filter(~pl.col("is_one") & pl.col("is_withheld")).with_columns(
        cell=pl.lit(THEN) + pl.col("cell"),
        weight=pl.lit(None, pl.Float64),
        is_hidden=pl.lit(value=True),
        is_known=pl.lit(value=False),
        is_of_tonight=pl.lit(value=False),
    )
    columns = (
        *("cell", "women", "lowest", "width", "weight"),
        *("is_protected", "is_hidden", "is_known", "is_of_tonight"),
    )
    return pl.concat([now.select(columns), gone.select(columns)], how="vertical_relaxed")


def _related(relations: pl.DataFrame, related: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Tonight's relations and those of then, in which what was told is a constant and left out."""
    withheld_then = before.filter("is_withheld").select("cell", "is_one")
    then = related.join(withheld_then, on="cell").select(
        relation_id=pl.lit(THEN) + pl.col("relation_id"),
        cell=pl.when("is_one").then("cell").otherwise(pl.lit(THEN) + pl.col("cell")),
        coefficient="coefficient",
    )
    return pl.concat([relations, then], how="vertical_relaxed")


def _witnessed(witnesses: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The witnesses of then; a withheld count that is another now takes in both nights the step it took."""
    changed = before.filter(pl.col("is_withheld") & ~pl.col("is_one")).select("cell")
    steps = witnesses.select("witness", "cell", "step")
    then = steps.join(changed, on="cell", how="semi").with_columns(cell=pl.lit(THEN) + pl.col("cell"))
    return pl.concat([steps, then])
