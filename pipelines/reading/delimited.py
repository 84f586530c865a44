"""The text of a CSV file -> a grid, its delimiter told by which one yields a header."""

import csv
import io
from dataclasses import dataclass
from itertools import islice, zip_longest

import polars as pl

from pipelines.reading.cells import blank_to_null
from pipelines.reading.headers import HEAD_ROWS, Header, find_header
from pipelines.reading.readings import Grid, Rejection

DELIMITERS = (",", ";", "\t")
LONGEST_LINE = 1_000_000
WIDEST = 16_384
HEAD_LINES = 200  # title and header rows, with line breaks inside their cells


@dataclass(frozen=True)
class Page:
    """CSV text without quotes: each line is a row, and pages of one layout can be split together.

    A row has `width` fields, of which the last ones, from `least` on, may be missing.
    """

    lines: list[str]
    delimiter: str
    width: int
    least: int


def read_text(text: str) -> tuple[Page | Grid, Header]:
    """The page, or a grid where there are quotes, with its header; Rejection where no delimiter has one."""
    csv.field_size_limit(LONGEST_LINE)
    declared, body = _split_declaration(text)
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    lines = body.removesuffix("\n").split("\n")
    if max(map(len, lines)) > LONGEST_LINE:
        raise Rejection("line_too_long")
    delimiter, header, width = _find_layout(lines, [declared] if declared else _by_frequency(lines))
    if width > WIDEST:
        raise Rejection("too_many_cells")
    page = Page(lines, delimiter, width, _last_named(header))
    return _quoted_grid(page) if '"' in body else page, header


def split_lines(lines: list[str], page: Page) -> tuple[pl.DataFrame, pl.Series]:
    """The cells of lines without quotes that are laid out like the page, and which of them are ragged."""
    texts = pl.Series("line", lines, dtype=pl.String)
    fields = texts.str.splitn(page.delimiter, page.width + 1).struct.unnest()
    fields.columns = [str(place) for place in range(page.width)] + ["surplus"]
    count = texts.str.count_matches(page.delimiter, literal=True) + 1
    return blank_to_null(fields.drop("surplus")), _is_ragged(fields["surplus"], count, page)


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


def _quoted_grid(page: Page) -> Grid:
    width = page.width
    records = _parse(page)
    counts = pl.Series(list(map(len, records)), dtype=pl.UInt32)
    columns = list(zip_longest(*(record[: width + 1] for record in records), fillvalue=""))
    columns += [("",) * len(records)] * (width + 1 - len(columns))
    names = [str(place) for place in range(width)] + ["surplus"]
    fields = pl.DataFrame(
        [pl.Series(name, cells, dtype=pl.String) for name, cells in zip(names, columns, strict=True)]
    )
    beyond = pl.Series([page.delimiter.join(record[width:]) for record in records if len(record) > width])
    is_wide = counts > width
    if is_wide.any():
        wide = pl.DataFrame({"at": is_wide.arg_true(), "surplus": beyond})
        fields = fields.with_columns(fields["surplus"].scatter(wide["at"], wide["surplus"]))
    is_ragged = _is_ragged(fields["surplus"], counts, page)
    return Grid("", 1, blank_to_null(fields.drop("surplus")), is_ragged=is_ragged)


def _is_ragged(surplus: pl.Series, counts: pl.Series, page: Page) -> pl.Series:
    beyond = surplus.fill_null("").str.strip_chars(page.delimiter + " \u3000")
    return (counts < page.least) | (beyond != "")


def _parse(page: Page) -> list[list[str]]:
    """The records of quoted text; where quotes do not pair, each line for itself, a faulty one too wide."""
    source = io.StringIO("\n".join(page.lines), newline="")
    try:
        records = list(csv.reader(source, delimiter=page.delimiter, strict=True))
    except csv.Error:
        return _parse_lines(page)
    if len(records) < len(page.lines) and any(_swallows_rows(cell, page) for row in records for cell in row):
        return _parse_lines(page)
    return records


def _swallows_rows(cell: str, page: Page) -> bool:
    """Whether an open quote met one farther down: each line break within brings the fields of a row."""
    breaks = cell.count("\n")
    return breaks > 0 and cell.count(page.delimiter) >= breaks * (page.least - 1)


def _parse_lines(page: Page) -> list[list[str]]:
    return [_parse_line(line, page.delimiter, page.width) for line in page.lines]


def _parse_line(line: str, delimiter: str, width: int) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return [*line.split(delimiter), *["?"] * width]
