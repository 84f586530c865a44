"""Sorts the rows below a header: data, or a blank, total, note or repeated header row."""

import polars as pl

from pipelines.reading.headers import Header

TOTAL = r"^(本页|本表|全区|总)?(合|小|总)计($|[^\p{Han}]|人数?$|户数?$|数$|金额$)"
NOTE = r"^(填表人|填报人|制表人|审核人|负责人|单位负责人|说明|备注|注)($|[::\s\d])"
OPEN_NOTE = r"^(填表人|填报人|制表人|审核人|负责人|单位负责人|说明|备注|注)"
SUSPECT = r"^[^\x21-\x7e]"  # data rows mostly begin with a code
ALONE = 2  # a note and its date, say


def below_header(cells: pl.DataFrame, header: Header) -> pl.DataFrame:
    """The rows below the header with their `row_no`, without the blank ones at the end of the sheet."""
    body = cells.slice(header.rows[1] + 1)
    if body.is_empty():
        return body.with_columns(row_no=pl.lit(0, pl.Int32))
    if not any(body.row(-1)):
        last = body.select(pl.any_horizontal(pl.all().is_not_null()).arg_true().max()).item()
        body = body.head(0 if last is None else last + 1)
    first_no = header.rows[1] + 2
    row_no = pl.int_range(first_no, first_no + body.height, dtype=pl.Int32, eager=True)
    return body.with_columns(row_no=row_no)


def sort_rows(body: pl.DataFrame, header: Header, cells: pl.DataFrame) -> pl.Series:
    """For each row 'blank', 'total', 'note', 'repeated_header', or null for data."""
    names = {name for row in header.rows for name in cells.row(row) if name}
    first = body.select(pl.coalesce(pl.all().exclude("row_no")).alias("first")).to_series()
    is_suspect = first.str.contains(SUSPECT) | first.is_in(list(names))
    is_blank = first.is_null()
    if not is_suspect.any():
        return pl.select(pl.when(is_blank).then(pl.lit("blank")).alias("kind")).to_series()
    kinds = pl.select(pl.when(is_blank).then(pl.lit("blank")).alias("kind")).to_series()
    closer = body.filter(is_suspect.fill_null(False))
    return kinds.scatter(is_suspect.arg_true(), _closer_look(closer, header, cells))


def _closer_look(body: pl.DataFrame, header: Header, cells: pl.DataFrame) -> pl.Series:
    every = pl.all().exclude("row_no")
    first = pl.coalesce(every).str.replace_all(r"\s+", "").str.normalize("NFKC")
    mapped = [pl.col(str(position)) for position in header.positions.values()]
    filled = pl.sum_horizontal(cell.is_not_null() for cell in mapped)
    filled_at_all = pl.sum_horizontal(every.is_not_null())
    is_note = first.str.contains(NOTE) | (first.str.contains(OPEN_NOTE) & (filled_at_all <= ALONE))
    return body.select(
        pl.when(first.str.contains(TOTAL))
        .then(pl.lit("total"))
        .when(is_note & (filled * 2 <= len(mapped)))
        .then(pl.lit("note"))
        .when(_repeats_header(header, cells, filled))
        .then(pl.lit("repeated_header"))
    ).to_series()


def fill_merges(
    body: pl.DataFrame, merges: tuple[tuple[int, int, int, int], ...], keys: list[int]
) -> pl.DataFrame:
    """The rows with the key cells of merged ranges repeated downwards inside their merge."""
    first_row = int(body["row_no"].min() or 1) - 1 if body.height else 0  # type: ignore[arg-type]
    filled = body
    for key in keys:
        spans = [
            (merge[0], merge[2]) for merge in merges if merge[1] == key and merge[2] > merge[0] >= first_row
        ]
        if spans:
            filled = filled.with_columns(_filled(str(key), spans))
    return filled


def _filled(name: str, spans: list[tuple[int, int]]) -> pl.Expr:
    # rows of the file are counted from 1 and the anchor itself stays: top + 2 is the first row to fill
    frame = pl.DataFrame(spans, schema=["top", "bottom"], orient="row")
    inside = frame.select(pl.int_ranges(pl.col("top") + 2, pl.col("bottom") + 2, dtype=pl.Int32).explode())
    is_inside = pl.col("row_no").is_in(inside.to_series().implode())
    return pl.when(is_inside).then(pl.col(name).forward_fill()).otherwise(pl.col(name)).alias(name)


def _repeats_header(header: Header, cells: pl.DataFrame, filled: pl.Expr) -> pl.Expr:
    upper, lower = (cells.row(row) for row in header.rows)
    same = []
    for position in header.positions.values():
        names = {row[position] for row in (upper, lower)} - {None}
        same.append(pl.col(str(position)).is_in(list(names)).fill_null(False))
    is_same = pl.sum_horizontal(same)
    return (is_same == filled) & (is_same > 1)
