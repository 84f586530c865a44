"""Long tables as a page hands them to its browser: columns instead of rows, deflated, and read back."""

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports.parts.table import Cell, Table, Words

SCRIPT = "long-tables"  # the id of the script element that holds the tables of a page
NUMBER = re.compile(r"-?[\d,]+(?:\.(\d+))?(%?)")
Column = dict[str, Any]
Told = tuple[str, str, str]


def packed_tables(tables: Iterable[Table]) -> str:
    """The rows of the tables by id, as deflated JSON in letters that are inert in a page.

    A column of numbers is {"numbers", "least", "most", "tail", "of"}: how many decimals are written, what
    follows them, and cells that are no number, whose place stands among the numbers as a text. Any other is
    {"of": cells, "at": places}; a cell is its Chinese, or a list of Chinese, English and kind.
    """
    written = {table.id: _packed(table) for table in tables}
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(text.encode(), 9)).decode()


def unpacked_tables(text: str) -> Mapping[str, list[list[str]]]:
    """The rows by table as their cells read, Chinese before English; ValueError where nothing can be read."""
    try:
        tables = json.loads(zlib.decompress(b64decode(text)))
        return {
            name: [list(row) for row in zip(*map(_read, table["columns"]), strict=True)]
            for name, table in tables.items()
        }
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError("no packed tables") from error


def _packed(table: Table) -> Column:
    columns = [_column(cells) for cells in zip(*table.rows, strict=True)]
    facets = {facet: _placed([codes.get(facet) for codes in table.facets]) for facet in table.choices}
    return {"columns": columns, "facets": facets}


def _column(cells: Sequence[Cell]) -> Column:
    told = [(cell.zh, cell.en, cell.kind) for cell in cells]
    links = [cell.href for cell in cells]
    led = {"hrefs": _placed(links)} if any(links) else {}
    return (_numbers(told) or _texts(told)) | led


def _texts(told: Sequence[Told]) -> Column:
    placed = _placed(told)
    return {"of": [_cell(cell) for cell in placed["of"]], "at": placed["at"]}


def _numbers(told: Sequence[Told]) -> Column | None:
    """The column as numbers, where every number in it is written in one way."""
    known = dict.fromkeys(told)
    found = {cell: match for cell in known if cell[2] == "number" and (match := NUMBER.fullmatch(cell[0]))}
    tails = {match[2] for match in found.values()}
    if len(tails) != 1:
        return None
    tail, digits = tails.pop(), [len(match[1] or "") for match in found.values()]
    form = (min(digits), max(digits), tail)
    values = {cell: float(cell[0].replace(",", "").removesuffix(tail)) for cell in found}
    if any(_written(value, *form) != cell[0] or cell[1] for cell, value in values.items()):
        return None
    others = [cell for cell in known if cell not in values]
    at = {cell: int(value) if value.is_integer() else value for cell, value in values.items()}
    places = {cell: str(place) for place, cell in enumerate(others)}
    numbers = [(at if cell in at else places)[cell] for cell in told]
    least, most, tail = form
    return {"numbers": numbers, "least": least, "most": most, "tail": tail, "of": [*map(_cell, others)]}


def _written(value: float, least: int, most: int, tail: str) -> str:
    """The number as `Intl.NumberFormat` writes it in the browser."""
    whole, _, decimals = f"{value:,.{most}f}".partition(".")
    kept = decimals[:least] + decimals[least:].rstrip("0")
    return f"{whole}{'.' if kept else ''}{kept}{tail}"


def _cell(told: Told) -> str | list[str]:
    zh, en, kind = told
    if kind != "text":
        return [zh, en, kind]
    return [zh, en] if en else zh


def _placed(values: Sequence[Any]) -> Column:
    """Each value once, and the places of the rows' among them."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return {"of": [*places], "at": [places[value] for value in values]}


def _read(column: Column) -> list[str]:
    of = [_told(*([cell] if isinstance(cell, str) else cell)) for cell in column["of"]]
    if "at" in column:
        return [of[place] for place in column["at"]]
    form = (column["least"], column["most"], column["tail"])
    return [
        of[int(value)] if isinstance(value, str) else _written(value, *form) for value in column["numbers"]
    ]


def _told(zh: str, en: str = "", kind: str = "text") -> str:
    told = " ".join(f"{zh} {en}".split())
    return Words(told) if kind == "text" else told
