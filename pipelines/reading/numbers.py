"""Text -> whole numbers, none of which is negative, and amounts; thousands separators, signs of currency."""

import polars as pl

AMOUNT = pl.Decimal(18, 4)
GROUPED = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
LARGEST = 10**18 - 1
WHOLE = r"^\+?(\d{1,18})(?:\.0+)?$"
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
    return pl.when(bare.str.contains(PLAIN)).then(bare).cast(AMOUNT, strict=False)


def _ungrouped(text: pl.Expr) -> pl.Expr:
    bare = text.str.replace_all(r"\s+", "")
    return pl.when(bare.str.contains(GROUPED)).then(bare.str.replace_all(",", "")).otherwise(bare)
