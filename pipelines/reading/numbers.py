"""Text -> whole numbers, none of which is negative, and amounts; thousands separators, signs of currency."""

import polars as pl

AMOUNT = pl.Decimal(18, 4)
GROUPED = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
# no count or amount of a district is so large: it is somebody's number in a wrong column
LARGEST, LARGEST_AMOUNT = 10**9 - 1, 10**10 - 1
WHOLE = r"^\+?0*(\d{1,9})(?:\.0+)?$"
PLAIN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$"


def read_usual_whole_numbers(text: pl.Expr) -> pl.Expr:
    """Whole numbers of digits alone; everything else is null."""
    number = text.cast(pl.Int64, strict=False)
    return pl.when(number.is_between(0, LARGEST) & ~text.str.starts_with("-")).then(number)


def read_whole_numbers(text: pl.Expr) -> pl.Expr:
    """Whole numbers as Int64; text, fractions, mis-grouped digits and what is below zero are null."""
    return _ungrouped(text).str.extract(WHOLE).cast(pl.Int64, strict=False)


def read_amounts(text: pl.Expr) -> pl.Expr:
    """Amounts as Decimal(18, 4), with or without a sign of currency; text is null."""
    bare = _ungrouped(text.str.replace(r"^[¥￥]", "").str.replace(r"元$", ""))
    amount = pl.when(bare.str.contains(PLAIN)).then(bare).cast(AMOUNT, strict=False)
    return pl.when(amount.abs() <= LARGEST_AMOUNT).then(amount)


def _ungrouped(text: pl.Expr) -> pl.Expr:
    bare = text.str.replace_all(r"\s+", "")
    return pl.when(bare.str.contains(GROUPED)).then(bare.str.replace_all(",", "")).otherwise(bare)
