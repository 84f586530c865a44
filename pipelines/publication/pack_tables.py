"""The published tables of one half-year, each with what it and its columns mean, as the snapshot has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import polars.selectors as cs

MARK = "*"
FLAGS = ("is_suppressed", "is_withheld")
# tables that go by days, not by half-years: the column by which a row is of one
DATED = {
    "class_counts": "as_of_date",
    "class_totals": "as_of_date",
    "composition_counts": "as_of_date",
    "count_changes": "as_of_date",
    "movements": "to_date",
}
# here every number is a count of women, and one that is missing is withheld
PROTECTED_THROUGHOUT = ("movements",)


@dataclass(frozen=True)
class PublishedTable:
    """A mart's rows of one half-year; `withheld` has, for each measure with such cells, where they are."""

    name: str
    meaning: str
    columns: Mapping[str, str]
    frame: pl.DataFrame
    withheld: Mapping[str, pl.Series]


def published_tables(snapshot: Path, half_year: str) -> list[PublishedTable]:
    """Every mart by name; one that goes by half-years or by month's ends holds that half-year alone."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        names = connection.execute(
            "select table_name, comment from duckdb_tables() where schema_name = 'marts' order by table_name"
        ).fetchall()
        return [_table(connection, name, meaning or "", half_year) for name, meaning in names]


def _table(connection: duckdb.DuckDBPyConnection, name: str, meaning: str, half_year: str) -> PublishedTable:
    columns = dict(
        connection.execute(
            "select column_name, coalesce(comment, '') from duckdb_columns() "
            "where schema_name = 'marts' and table_name = ? order by column_index",
            [name],
        ).fetchall()
    )
    rows = connection.sql(
        f"select * from marts.{name} where {_of_half_year(name, columns)} order by all",
        params={"half_year": half_year},
    ).pl()
    frame = rows.with_columns(cs.decimal().cast(pl.Float64), cs.by_dtype(pl.Int128).cast(pl.Int64))
    return PublishedTable(name, meaning, columns, frame, dict(_withheld(name, frame)))


def _of_half_year(name: str, columns: Iterable[str]) -> str:
    if "half_year" in columns:
        return "half_year = $half_year"
    if day := DATED.get(name):
        return f"year({day}) || if(month({day}) <= 6, 'H1', 'H2') = $half_year"
    return "$half_year is not null"


def _withheld(name: str, frame: pl.DataFrame) -> Iterable[tuple[str, pl.Series]]:
    flagged = [pl.col(flag) for flag in FLAGS if flag in frame.columns]
    if not flagged and name not in PROTECTED_THROUGHOUT:
        return
    is_flagged = pl.any_horizontal(*flagged) if flagged else pl.lit(True)
    for column in frame.select(cs.numeric()).columns:
        hidden = frame.select(hidden=is_flagged & pl.col(column).is_null())["hidden"]
        if hidden.any():
            yield column, hidden
