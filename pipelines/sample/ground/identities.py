"""Citizen IDs and organisation codes that are valid in form and belong to nobody."""

import polars as pl

UNASSIGNED_AREA = "411699"
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECK_DIGITS = "10X98765432"
UNIT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
UNIT_CHECK_DIGITS = "0X987654321"
SEQUENCES = 499


def with_citizen_ids(people: pl.DataFrame) -> pl.DataFrame:
    """`people` (sex, birth_date) with a `citizen_id` of 18 characters, unique and valid."""
    nth = pl.int_range(pl.len()).over("birth_date", "sex")
    sequence = 2 * nth + pl.when(pl.col("sex") == "1").then(1).otherwise(2)
    body = pl.concat_str(
        pl.lit(UNASSIGNED_AREA),
        pl.col("birth_date").dt.strftime("%Y%m%d"),
        sequence.cast(pl.String).str.zfill(3),
    )
    numbered = people.with_columns(body.alias("citizen_id"))
    if people.group_by("birth_date", "sex").len()["len"].max() > SEQUENCES:  # type: ignore[operator]
        raise ValueError("more people than sequence numbers on one birth date: ask for fewer files")
    return numbered.with_columns(
        pl.col("citizen_id") + check_digit(ID_WEIGHTS, ID_CHECK_DIGITS, "citizen_id")
    )


def legacy_ids(citizen_id: pl.Expr) -> pl.Expr:
    """The 15-digit form of 18-digit IDs of people born before 2000."""
    return citizen_id.str.slice(0, 6) + citizen_id.str.slice(8, 9)


def unit_codes(numbers: pl.Series) -> pl.Series:
    """Organisation codes of 9 characters (GB 11714) of 8-digit numbers."""
    frame = pl.DataFrame({"code": numbers.cast(pl.String)})
    digit = check_digit(UNIT_WEIGHTS, UNIT_CHECK_DIGITS, "code")
    return frame.select(pl.col("code") + digit).to_series()


def check_digit(weights: tuple[int, ...], digits: str, column: str) -> pl.Expr:
    """The check digit of a column of digits: the weighted sum modulo 11, looked up in `digits`."""
    places = [
        pl.col(column).str.slice(place, 1).cast(pl.Int32) * weight for place, weight in enumerate(weights)
    ]
    remainder = pl.sum_horizontal(places) % 11
    return remainder.replace_strict(list(range(11)), list(digits), return_dtype=pl.String)
