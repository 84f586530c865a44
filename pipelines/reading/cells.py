"""Cleans what surrounds the content of text cells: spaces, invisible characters, spreadsheet wrappers."""

import polars as pl

UNSEEN = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# control characters among them: who reads an export in a terminal would have them obeyed
INVISIBLE = rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{UNSEEN}]"
BREAK = r"[\x0b\x0c\x85]"  # what word processors put for the end of a line
WRAPPER = r'^="(.*)"$'
ERROR = r"^#(REF|N/A|VALUE|DIV/0|NAME|NULL|NUM|SPILL|CALC)[!?]?$"
# Anything but printable ASCII (without = ' #) and plain Chinese characters is worth a closer look.
UNUSUAL = r"^\s|\s$|[^\x20-\x22\x24-\x26\x28-\x3c\x3e-\x7e\u4e00-\u9fff]"


def blank_to_null(cells: pl.DataFrame) -> pl.DataFrame:
    """The same text cells with empty ones as null."""
    return cells.select(pl.when(pl.all() != "").then(pl.all()))


def unusual_columns(cells: pl.DataFrame) -> list[str]:
    """The columns in which some cell holds more than printable ASCII and plain Chinese characters."""
    if cells.is_empty():
        return []
    flags = cells.select(pl.all().str.contains(UNUSUAL).any())
    return [name for name in cells.columns if flags.item(0, name)]


def clean(cells: pl.DataFrame, unusual: list[str]) -> pl.DataFrame:
    """The cells without surrounding spaces, invisible characters, `="..."`, apostrophes and error values."""
    return cells.with_columns(_cleaned(pl.col(name)) for name in unusual) if unusual else cells


def fold_width(cells: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The cells with NFKC applied to those columns."""
    folded = [pl.col(name).str.normalize("NFKC").str.strip_chars() for name in columns]
    return cells.with_columns(folded) if folded else cells


def _cleaned(cell: pl.Expr) -> pl.Expr:
    visible = cell.str.replace_all(BREAK, "\n").str.replace_all(INVISIBLE, "").str.strip_chars()
    bare = visible.str.replace(WRAPPER, "${1}").str.strip_prefix("'").str.strip_chars()
    return pl.when((bare != "") & ~bare.str.contains(ERROR)).then(bare)
