"""Sorts the rows below a header: data, or a blank, total, note or repeated header row."""

import polars as pl

from pipelines.reading.headers import Header, later_names, names_of_columns, normal_names
from pipelines.reading.stacks import MARKS, Merge
from pipelines.reading.totals import LEVELS

TOTAL = rf"^(本页|本表|全区|以上|总)?({'|'.join(LEVELS)})计($|[^\p{{Han}}]|人数?$|户数?$|数$|金额$)"
NOTE = (
    r"^((填表|填报|制表)(人|日期|单位)?|审核人|单位负责人|负责人|联系电话|说明|备注|注)"
    r"($|[::\s\d(])"
)
OPEN_NOTE = r"^(填表人|填报人|制表人|审核人|负责人|单位负责人|说明|备注|注)"
SUSPECT = r"^[^\x21-\x29\x2b-\x7e]"  # data rows mostly begin with a code; a star marks a column as required
ALONE = 2  # a note and its date, say
CELLS = pl.all().exclude(*MARKS, "kind")


def sort_rows(body: pl.DataFrame, header: Header) -> pl.DataFrame:
    """The rows with their `kind`: 'blank', 'total', 'note', 'repeated_header', 'other_header', null for data.

    The blank ones at the end of each part are left out.
    """
    first = body.select(pl.coalesce(CELLS).alias("first")).to_series()
    is_blank = first.is_null()
    kinds = pl.select(pl.when(is_blank).then(pl.lit("blank")).alias("kind")).to_series()
    is_suspect = (first.str.contains(SUSPECT) | first.is_in(header.written)).fill_null(False)
    if is_suspect.any():
        kinds = kinds.scatter(is_suspect.arg_true(), _closer_look(body.filter(is_suspect), header))
    sorted_rows = body.with_columns(kinds)
    return _without_blank_ends(sorted_rows) if is_blank.any() else sorted_rows


def _without_blank_ends(body: pl.DataFrame) -> pl.DataFrame:
    is_filled = pl.col("kind").is_null() | (pl.col("kind") != "blank")
    last = pl.when(is_filled).then("row_no").max().over("part")
    return body.filter(pl.col("row_no") <= last)


def _closer_look(body: pl.DataFrame, header: Header) -> pl.Series:
    first = pl.coalesce(CELLS).str.replace_all(r"\s+", "").str.normalize("NFKC")
    mapped = [pl.col(str(position)) for position in header.positions.values()]
    filled = pl.sum_horizontal(cell.is_not_null() for cell in mapped)
    filled_at_all = pl.sum_horizontal(CELLS.is_not_null())
    named, in_place = _named(header)
    foreign = _foreign(header, [name for name in body.columns if name not in (*MARKS, "kind")])
    is_note = first.str.contains(NOTE) | (first.str.contains(OPEN_NOTE) & (filled_at_all <= ALONE))
    return body.select(
        pl.when(first.str.contains(TOTAL))
        .then(pl.lit("total"))
        .when(is_note & (filled * 2 <= len(mapped)))
        .then(pl.lit("note"))
        # where names stand at the place of others, what stands below is not what its column says
        .when((named > 1) & (named * 2 > filled))
        .then(
            pl.when((named == in_place) & (foreign == 0))
            .then(pl.lit("repeated_header"))
            .otherwise(pl.lit("other_header"))
        )
        .when((foreign > ALONE) & ((foreign + in_place) * 2 > filled_at_all))
        .then(pl.lit("other_header"))
    ).to_series()


def fill_merges(body: pl.DataFrame, merges: tuple[Merge, ...], keys: list[int]) -> pl.DataFrame:
    """The rows with the key cells of merged ranges repeated downwards inside their merge."""
    filled = body
    for key in keys:
        spans = [(top, bottom) for top, left, bottom, _ in merges if left == key and bottom > top]
        if spans:
            filled = filled.with_columns(_filled(str(key), spans))
    return filled


def _filled(name: str, spans: list[tuple[int, int]]) -> pl.Expr:
    frame = pl.DataFrame(spans, schema=["top", "bottom"], orient="row")  # the row on top keeps its own cell
    inside = frame.select(pl.int_ranges(pl.col("top") + 1, pl.col("bottom") + 1, dtype=pl.Int32).explode())
    is_inside = pl.col("place").is_in(inside.to_series().implode())
    above = pl.col(name).forward_fill().over("part")
    return pl.when(is_inside).then(above).otherwise(pl.col(name)).alias(name)


def _named(header: Header) -> tuple[pl.Expr, pl.Expr]:
    """How many cells of a row are names of columns, and how many of those stand in their own column."""
    names = later_names(header)
    anywhere = set[str]().union(*names.values())
    cells = {position: normal_names(pl.col(str(position))) for position in names}
    named = (cell.is_in(sorted(anywhere)).fill_null(False) for cell in cells.values())
    in_place = (cell.is_in(sorted(names[position])).fill_null(False) for position, cell in cells.items())
    return pl.sum_horizontal(named), pl.sum_horizontal(in_place)


def _foreign(header: Header, cells: list[str]) -> pl.Expr:
    """How many cells of a row are names of columns, of whatever form, that this header has not there."""
    own = {position: {name} for position, name in enumerate(header.names)}
    for position, names in later_names(header).items():
        own[position] = own.get(position, set()) | names
    return pl.sum_horizontal(
        normal_names(pl.col(cell))
        .is_in(sorted(names_of_columns() - own.get(int(cell), set())))
        .fill_null(False)
        for cell in cells
    )
