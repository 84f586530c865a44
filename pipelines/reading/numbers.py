"""Text -> whole numbers, none of which is negative, and amounts; thousands separators, signs of currency."""

import polars as pl

AMOUNT = pl.Decimal(18, 4)
# between other digits a space parts two numbers, and before a comma a lone 0 is the whole of a fraction
JOINED = r"^[+-]? *(?:\d*\.?\d*|[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?)$"
# no count or amount of a district is so large: it is somebody's number in a wrong column
LARGEST, LARGEST_AMOUNT = 10**9 - 1, 10**10 - 1
WHOLE = r"^\+?0*(\d{1,9})(?:\.0+)?$"
PLAIN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$"


def read_usual_whole_numbers(text: pl.Expr) -> pl.Expr:
    """Whole numbers of digits alone; everything else is null."""
    number = text.cast(pl.Int64, strict=False)
    return pl.when(number.is_between(0, LARGEST) & ~text.str.starts_with("-")).then(number)


def read_whole_numbers(text: pl.Expr) -> pl.Expr:
    """Whole numbers as Int64; text, fractions, digits apart but in threes and what is below 0 are null."""
    return _ungrouped(text).str.extract(WHOLE).cast(pl.Int64, strict=False)


def read_amounts(text: pl.Expr) -> pl.Expr:
    """Amounts as Decimal(18, 4), with or without a sign of currency; text is null."""
    bare = _ungrouped(text.str.strip_chars().str.strip_suffix("元").str.replace(r"^[¥￥]", ""))
    amount = pl.when(bare.str.contains(PLAIN)).then(bare).cast(AMOUNT, strict=False)
    return pl.when(amount.abs() <= LARGEST_AMOUNT).then(amount)


def _ungrouped(text: pl.Expr) -> pl.Expr:
    bare = text.str.strip_chars()
    return pl.when(bare.str.contains(JOINED)).then(bare.str.replace_all("[, ]", "")).otherwise(bare)
