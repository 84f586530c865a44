"""What of a table is of one half-year, where its rows go by dates."""

from datetime import date

import polars as pl


def within(frame: pl.DataFrame, column: str, half_year: str) -> pl.DataFrame:
    """The rows whose date lies in the half-year."""
    first, last = bounds(half_year)
    return frame.filter(pl.col(column).is_between(first, last))


def bounds(half_year: str) -> tuple[date, date]:
    """First and last day of a half-year such as 2006H1."""
    year, is_first = int(half_year[:4]), half_year.endswith("H1")
    return (date(year, 1, 1), date(year, 6, 30)) if is_first else (date(year, 7, 1), date(year, 12, 31))
