"""The figures of frozen half-years, read back from the files that `inspect --freeze` kept."""

from pathlib import Path

import duckdb

FROZEN_TABLES = (
    "scores",
    "score_parts",
    "indicator_values",
    "lost_points",
    "turning_shares",
    "rank_intervals",
    "rank_firmness",
)


def load_frozen(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make `frozen.<table>`, with the columns of `figures.<table>`, from the file of each frozen half-year.

    The folder is the connection's variable `frozen_folder`; without it nothing is frozen. A column that a
    file of an older version lacks is null.
    """
    connection.execute(f"create or replace table frozen.{table} as select * from figures.{table} limit 0")
    ((folder,),) = connection.execute("select getvariable('frozen_folder')").fetchall()
    for path in sorted(Path(folder).glob(f"*/{table}.parquet")) if folder else ():
        connection.execute(f"insert into frozen.{table} by name select * from read_parquet(?)", [str(path)])
