"""Citizen identity numbers of GB 11643 with the check digit of ISO 7064 MOD 11-2, column by column."""

from datetime import date
from functools import cache

import polars as pl

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
EARLIEST_BIRTH = date(1900, 1, 1)
SCIENTIFIC = r"^\d(\.\d+)?E\+?\d+$|^\d{9,}\.0*$"
LONG = r"^\d{17}[0-9X]$"
SHORT = r"^\d{15}$"


def check_digit(body: pl.Expr) -> pl.Expr:
    """The 18th character of the 17 digits of an Int64 body."""
    weighted = [body // 10 ** (16 - place) % 10 * weight for place, weight in enumerate(WEIGHTS)]
    return pl.lit(CHECK_DIGITS).str.slice(pl.sum_horizontal(weighted) % 11, 1)


def read_citizen_ids(cells: pl.DataFrame) -> pl.DataFrame:
    """`citizen_id` (18 characters), `id_problem` (a reason code), `is_legacy`, `born_on`, `id_sex` (1, 2).

    Takes `text` (String, NFKC) and `is_numeric`: the cell was stored as a number, so it is never a join key.
    Every text yields either a number or a problem.
    """
    frame = cells
    for step in _steps():
        frame = frame.with_columns(step)
    return frame.select("citizen_id", "id_problem", "is_legacy", "born_on", "id_sex")


@cache
def _steps() -> list[list[pl.Expr]]:
    text, digits = pl.col("text"), pl.col("digits")
    body = pl.when("is_legacy").then(text.str.head(6) + "19" + text.str.slice(6)).otherwise(text.str.head(17))
    is_sound = pl.col("id_problem").is_null()
    return [
        [text.str.replace_all(r"\s+", "").str.to_uppercase()],
        [
            text.str.contains(SHORT).fill_null(False).alias("is_legacy"),
            text.str.contains(LONG).fill_null(False).alias("is_long"),
        ],
        [body.alias("body")],
        [
            pl.col("body").cast(pl.Int64, strict=False).alias("digits"),
            pl.col("body").str.slice(6, 8).str.to_date("%Y%m%d", strict=False).alias("born_on"),
        ],
        [check_digit(digits).alias("check")],
        [_problem().alias("id_problem")],
        [
            pl.when(is_sound).then(pl.col("body") + pl.col("check")).alias("citizen_id"),
            (is_sound & pl.col("is_legacy")).alias("is_legacy"),
            pl.when(is_sound).then("born_on").alias("born_on"),
            pl.when(is_sound).then(2 - digits % 2).cast(pl.String).alias("id_sex"),
        ],
    ]


def _problem() -> pl.Expr:
    text, check = pl.col("text"), pl.col("check")
    is_lost = pl.col("is_numeric") | text.str.contains(SCIENTIFIC)
    is_wrong = pl.col("is_long") & (text.str.slice(17) != check)
    is_number = pl.col("is_legacy") | pl.col("is_long")
    is_born = (pl.col("born_on") >= EARLIEST_BIRTH).fill_null(False)
    has_length = text.str.len_chars().is_in([15, 18])
    return (
        pl.when(text.is_null())
        .then(pl.lit("id_blank"))
        .when(is_lost)
        .then(pl.lit("id_precision_loss"))
        .when(~has_length)
        .then(pl.lit("id_blank"))
        .when(~is_number | is_wrong.fill_null(True) | ~is_born)
        .then(pl.lit("id_checkdigit_failed"))
    )
