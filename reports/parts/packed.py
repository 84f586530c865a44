"""Tables as compact JSON columns: numbers as they are, texts once with their places in a list."""

import json
import zlib
from base64 import b64encode
from collections.abc import Mapping

import polars as pl

# what would end a script, open a tag or break a line of one
INERT = str.maketrans(
    {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}
)


def packed(frame: pl.DataFrame) -> str:
    """A JSON object of columns; a text column is {"of": texts, "at": places}, true and false are 1 and 0."""
    return packed_object({name: _column(frame[name]) for name in frame.columns})


def packed_object(written: Mapping[str, str]) -> str:
    """A JSON object of what is JSON already."""
    return "{" + ",".join(f"{json.dumps(name)}:{value}" for name, value in written.items()) + "}"


def packed_script(name: str, written: Mapping[str, str]) -> str:
    """A script that hands the page what is JSON already, under a name of letters and digits, deflated."""
    # a district of 3,000 communities goes from 4 MB to 1 MB, and browsers inflate without a request
    deflated = b64encode(zlib.compress(packed_object(written).encode(), 9)).decode()
    return f'"use strict";\n(self.packed ??= {{}})["{name}"] = "{deflated}";\n'


def inert_json(value: object) -> str:
    """JSON that cannot end its script element or open another; the same value gives the same text."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return text.translate(INERT)


def numbers(column: pl.Series) -> str:
    """A JSON list of numbers and nulls."""
    # joined as text: a list of Python numbers would cost a loop over every row
    written = column.cast(pl.String).str.strip_suffix(".0").fill_null("null")
    return f"[{','.join(written)}]"


def _column(column: pl.Series) -> str:
    if column.dtype.is_numeric():
        return numbers(column)
    if column.dtype == pl.Boolean:
        return numbers(column.cast(pl.Int8))
    texts = column.cast(pl.String)
    known = texts.drop_nulls().unique().sort()
    at = texts.replace_strict(known, pl.int_range(known.len(), eager=True), default=None)
    return f'{{"of":{inert_json(known.to_list())},"at":{numbers(at)}}}'
