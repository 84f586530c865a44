"""A blot: one kind of mistake in the cells or rows of one table, spread over its deliveries."""

from dataclasses import dataclass

import polars as pl

from pipelines.sample.ground.dress import Sheet
from pipelines.sample.ground.truth import Truth

EVERY_ROW = pl.lit(True)
REPLACED, ADDED, DROPPED = "replaced", "added", "dropped"


@dataclass(frozen=True)
class Blot:
    """`quantity` rows of `table` get `value` in `column`, a few in each of `spread` sheets.

    `where` picks the rows by what the district knows of them. An added row is a copy below the
    last one, changed by `also` too; a dropped one is gone from the file.
    """

    check_id: str
    table: str
    column: str
    value: pl.Expr
    where: pl.Expr = EVERY_ROW
    quantity: int = 1
    spread: int = 1
    how: str = REPLACED
    note: str = ""
    also: tuple[pl.Expr, ...] = ()


def drop_ink(blot: Blot, sheet: Sheet, quantity: int, turn: int) -> list[int]:
    """Plants `quantity` mistakes in the sheet and returns their row numbers; `turn` varies the rows."""
    fitting = sheet.rows.with_row_index("place").filter(blot.where)["place"].to_list()
    step = max(1, len(fitting) // (quantity + 1))
    places = fitting[(turn * 3) % step :: step][:quantity]
    if blot.how == ADDED:
        copies = sheet.text[places].with_columns(blot.value.alias(blot.column), *blot.also)
        first = sheet.first_row_no + sheet.text.height
        sheet.text = pl.concat([sheet.text, copies])
        sheet.rows = pl.concat([sheet.rows, sheet.rows[places]])
        return [first + number for number in range(len(places))]
    chosen = pl.int_range(pl.len()).is_in(places)
    if blot.how == DROPPED:
        sheet.text, sheet.rows = sheet.text.filter(~chosen), sheet.rows.filter(~chosen)
    else:
        marked = pl.when(chosen).then(blot.value).otherwise(blot.column).alias(blot.column)
        sheet.text = sheet.text.with_columns(marked)
    return [sheet.first_row_no + place for place in places]


def confess(blot: Blot, sheet: Sheet, path: str, row_no: int, body_code: str) -> Truth:
    """The truth about one mistake of the blot."""
    is_gone = blot.how == DROPPED
    column = "" if is_gone else blot.column
    return Truth(
        blot.check_id, body_code, path, sheet.name, None if is_gone else row_no, column, 1, blot.note
    )
