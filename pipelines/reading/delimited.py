"""The text of a CSV file -> a grid, its delimiter told by which one yields a header."""

import csv
import io
from itertools import islice, zip_longest

import polars as pl

from pipelines.reading.cells import blank_to_null
from pipelines.reading.headers import HEAD_ROWS, Header, find_header
from pipelines.reading.readings import Grid, Rejection

DELIMITERS = (",", ";", "\t")
LONGEST_LINE = 1_000_000
WIDEST = 16_384
HEAD_LINES = 200  # title and header rows, with line breaks inside their cells


def read_text(text: str) -> tuple[Grid, Header]:
    """The grid and its header; Rejection where no delimiter yields a header, or quotes do not close."""
    csv.field_size_limit(LONGEST_LINE)
    declared, body = _split_declaration(text)
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    lines = body.removesuffix("\n").split("\n")
    if max(map(len, lines)) > LONGEST_LINE:
        raise Rejection("line_too_long")
    delimiter, header, width = _find_layout(lines, [declared] if declared else _by_frequency(lines))
    if width > WIDEST:
        raise Rejection("too_many_cells")
    build = _quoted_grid if '"' in body else _plain_grid
    return build(lines, delimiter, width, _last_named(header)), header


def _split_declaration(text: str) -> tuple[str | None, str]:
    first, _, rest = text.partition("\n")
    line = first.strip().strip('"')
    if (len(line) == 5 and line.lower().startswith("sep=")) or first.rstrip("\r\n").lower() == "sep=\t":
        return first.lower().partition("sep=")[2][0], rest
    return None, text


def _by_frequency(lines: list[str]) -> list[str]:
    head = "\n".join(lines[:HEAD_ROWS])
    return sorted(DELIMITERS, key=head.count, reverse=True)


def _find_layout(lines: list[str], delimiters: list[str]) -> tuple[str, Header, int]:
    """The first delimiter with a header, that header, and the number of its fields."""
    reasons = []
    first = [line + "\n" for line in lines[:HEAD_LINES]]
    for delimiter in delimiters:
        head = list(islice(csv.reader(first, delimiter=delimiter), HEAD_ROWS))
        try:
            header = find_header(head)
        except Rejection as reason:
            reasons.append(reason)
        else:
            return delimiter, header, max(len(head[row]) for row in header.rows)
    raise min(reasons, key=lambda reason: reason.reason_code == "no_sheet_recognised")


def _last_named(header: Header) -> int:
    return max(place for place, name in enumerate(header.names) if name) + 1


def _plain_grid(lines: list[str], delimiter: str, width: int, least: int) -> Grid:
    texts = pl.Series("line", lines, dtype=pl.String)
    fields = texts.str.splitn(delimiter, width + 1).struct.unnest()
    fields.columns = [str(place) for place in range(width)] + ["surplus"]
    count = texts.str.count_matches(delimiter, literal=True) + 1
    return _grid(fields, count, least, delimiter)


def _quoted_grid(lines: list[str], delimiter: str, width: int, least: int) -> Grid:
    records = _parse(lines, delimiter, width)
    counts = pl.Series(list(map(len, records)), dtype=pl.UInt32)
    columns = list(zip_longest(*(record[: width + 1] for record in records), fillvalue=""))
    columns += [("",) * len(records)] * (width + 1 - len(columns))
    names = [str(place) for place in range(width)] + ["surplus"]
    fields = pl.DataFrame(
        [pl.Series(name, cells, dtype=pl.String) for name, cells in zip(names, columns, strict=True)]
    )
    beyond = pl.Series([delimiter.join(record[width:]) for record in records if len(record) > width])
    is_wide = counts > width
    if is_wide.any():
        wide = pl.DataFrame({"at": is_wide.arg_true(), "surplus": beyond})
        fields = fields.with_columns(fields["surplus"].scatter(wide["at"], wide["surplus"]))
    return _grid(fields, counts, least, delimiter)


def _grid(fields: pl.DataFrame, counts: pl.Series, least: int, delimiter: str) -> Grid:
    surplus = fields["surplus"].fill_null("").str.strip_chars(delimiter + " \u3000")
    is_ragged = (counts < least) | (surplus != "")
    return Grid("", 1, blank_to_null(fields.drop("surplus")), is_ragged=is_ragged)


def _parse(lines: list[str], delimiter: str, width: int) -> list[list[str]]:
    """The records of quoted text; where a quote does not close, each line for itself, its row too wide."""
    source = io.StringIO("\n".join(lines), newline="")
    try:
        return list(csv.reader(source, delimiter=delimiter, strict=True))
    except csv.Error:
        return [_parse_line(line, delimiter, width) for line in lines]


def _parse_line(line: str, delimiter: str, width: int) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return [*line.split(delimiter), *["?"] * width]
