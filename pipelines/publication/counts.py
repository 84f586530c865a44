"""Ad hoc class counts from the published snapshot: only what is published, so only what is protected."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

DIMENSIONS = {
    "street": ("street_code", "street_name"),
    "body": ("body_code", "body_name", "body_level"),
    "class": ("management_class",),
    "month": ("as_of_date",),
    "area": ("area_type",),
}
# streets and the district have figures of their own, which stay exact where cells below them are hidden
TOTALS = frozenset({"street", "class", "month"})


def class_counts_by(
    snapshot: Path, by: Sequence[str], as_of: date | None = None, boundaries: str = "own"
) -> pl.DataFrame:
    """Women by the given dimensions at the newest month's end by `as_of`, or at every one for `month`.

    `boundaries` says whether streets are those of the counted date (`own`) or of `today`. A sum that holds a
    protected cell is null with `is_suppressed`. ValueError for a dimension that is unknown or has no such
    boundaries.
    """
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown or not by:
        raise ValueError(f"--by takes {', '.join(DIMENSIONS)}, not {', '.join(unknown) or 'nothing'}")
    if boundaries != "own" and not TOTALS.issuperset(by):
        raise ValueError(
            "--boundaries today goes with --by street, class and month: bodies and areas keep their own"
        )
    sql = _totals_sql(by, boundaries) if TOTALS.issuperset(by) else _cells_sql(by)
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        return connection.sql(sql, params={"as_of": as_of or date.max}).pl()


def _totals_sql(by: Sequence[str], boundaries: str) -> str:
    level = "street" if "street" in by else "district"
    classes = "<> 'all'" if "class" in by else "= 'all'"
    source = f"""
        select as_of_date, division_code as street_code, division_name as street_name, management_class,
            women, is_suppressed
        from marts.class_totals
        where division_level = '{level}' and management_class {classes} and boundaries = '{boundaries}'"""
    return _grouped(source, by)


def _cells_sql(by: Sequence[str]) -> str:
    levels = "'community', 'village'" if "body" in by or "area" in by else "'community'"
    return _grouped(f"select * from marts.class_counts where body_level in ({levels})", by)


def _grouped(source: str, by: Sequence[str]) -> str:
    columns = ", ".join(
        ["as_of_date", *(column for name in by if name != "month" for column in DIMENSIONS[name])]
    )
    newest = (
        ""
        if "month" in by
        else "and as_of_date = (select max(as_of_date) from counted where as_of_date <= $as_of)"
    )
    return f"""
        with counted as ({source})
        select {columns},
            case when not bool_or(is_suppressed) then cast(sum(women) as bigint) end as women,
            bool_or(is_suppressed) as is_suppressed
        from counted
        where as_of_date <= $as_of {newest}
        group by {columns}
        order by {columns}"""
