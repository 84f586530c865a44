"""One stack of recognised sheets -> one draft: its rows sorted, typed, judged and counted."""

import polars as pl

from pipelines.contracts import catalog
from pipelines.contracts.catalog import Column
from pipelines.reading import findings
from pipelines.reading.bodies import CELLS, fill_merges, sort_rows
from pipelines.reading.cells import clean, unusual_columns
from pipelines.reading.citizen_ids import read_citizen_ids
from pipelines.reading.dates import EPOCH_1900
from pipelines.reading.drafts import Draft
from pipelines.reading.headers import Header
from pipelines.reading.kinds import fold_columns, type_columns
from pipelines.reading.numbers import AMOUNT
from pipelines.reading.quarantine import find_reasons
from pipelines.reading.readings import Rejection
from pipelines.reading.stacks import MARKS, Stack, mapped
from pipelines.reading.totals import counted_columns, find_wrong_totals

TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "date": pl.Date,
    "end_date": pl.Date,
    "int": pl.Int64,
    "decimal": AMOUNT,
    "yes_no": pl.Boolean,
}
MOST_RAGGED = 100  # one row in so many may have a wrong number of fields


def read_stack(stack: Stack) -> Draft:
    """The rows below the headers as a draft.

    A part of which more than 1 % are ragged, or with another header below its own, has a rejection.
    """
    header = stack.header
    unusual = unusual_columns(stack.body.drop(MARKS))
    body = sort_rows(clean(stack.body, unusual), header)
    rejections = _too_ragged(stack, body) | _with_other_headers(body)
    if rejections:
        body = body.filter(~pl.col("part").is_in(list(rejections)))
    keys = [header.positions[column.canonical] for column in catalog.sheets()[header.table].keys]
    data = fill_merges(body, stack.merges, keys).filter(pl.col("kind").is_null())
    texts = _folded(data, unusual, header)
    typed, ids = _typed(stack, data, texts)
    reasons = find_reasons(typed, texts, ids, stack.is_ragged.gather(data["place"]), header.table)
    rows = _in_contract_order(typed, texts, data.select(MARKS), reasons, header.table)
    sound = [place for place in range(len(stack.parts)) if place not in rejections]
    found = [
        *findings.about_headers("header_unmapped_column", sound, header.unmapped),
        *_wrong_totals(body, unusual, header),
        *findings.about_quarantine(rows, header.table),
        *findings.about_cells(rows, texts, header.table),
        *findings.about_ids(rows, ids),
    ]
    seen = dict(body["part"].value_counts().rows())
    return Draft(stack, seen, _excluded(body), rows, findings.gather(found, rows), rejections)


def _folded(body: pl.DataFrame, unusual: list[str], header: Header) -> pl.DataFrame:
    names = {name for name, place in header.positions.items() if str(place) in unusual}
    return fold_columns(mapped(body, header), names, header.table)


def _too_ragged(stack: Stack, body: pl.DataFrame) -> dict[int, Rejection]:
    if not stack.is_ragged.any():
        return {}
    data = body.filter(pl.col("kind").is_null())
    ragged = data.select("part", is_ragged=stack.is_ragged.gather(data["place"]))
    counts = ragged.group_by("part").agg(count=pl.col("is_ragged").sum().cast(pl.Int64), rows=pl.len())
    return {
        part: Rejection("too_ragged", f"{count}/{rows}")
        for part, count, rows in counts.sort("part").rows()
        if count * MOST_RAGGED > rows
    }


def _with_other_headers(body: pl.DataFrame) -> dict[int, Rejection]:
    parts = body.filter(pl.col("kind") == "other_header")["part"].unique()
    return {part: Rejection("header_changed") for part in parts}


def _excluded(body: pl.DataFrame) -> dict[int, dict[str, int]]:
    excluded: dict[int, dict[str, int]] = {}
    rows = body.filter(pl.col("kind").is_not_null())
    if rows.height:
        for part, kind, count in rows.group_by("part", "kind").len().sort("part", "kind").rows():
            excluded.setdefault(part, {})[kind] = count
    return excluded


def _typed(stack: Stack, data: pl.DataFrame, texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The typed cells, and what `read_citizen_ids` says of the ID column, if there is one."""
    numeric = _numeric(stack, data["place"])
    typed = type_columns(texts, stack.header.table, numeric, stack.epoch, data["part"])
    if "citizen_id" not in texts.columns:
        return typed, pl.DataFrame()
    is_numeric = numeric["citizen_id"] if "citizen_id" in numeric.columns else pl.lit(False)
    ids = read_citizen_ids(texts.select(pl.col("citizen_id").alias("text"), is_numeric=is_numeric))
    return typed.with_columns(ids["citizen_id"]), ids


def _numeric(stack: Stack, place: pl.Series) -> pl.DataFrame:
    marks = {
        name: stack.numeric[str(position)].gather(place)
        for name, position in stack.header.positions.items()
        if str(position) in stack.numeric
    }
    return pl.DataFrame(marks)


def _in_contract_order(
    typed: pl.DataFrame, texts: pl.DataFrame, marks: pl.DataFrame, reasons: pl.Series, table: str
) -> pl.DataFrame:
    columns = catalog.sheets()[table].columns
    absent = [_null(column) for column in columns if column.canonical not in typed.columns]
    states = [_state(column, typed, texts) for column in columns if column.reduced_to == "valid"]
    names = [column.canonical for column in columns]
    return typed.with_columns(*absent, *states, *marks, reasons).select(
        *MARKS, "quarantine_reason", *names, *(state.name for state in states)
    )


def _null(column: Column) -> pl.Expr:
    return pl.lit(None, TYPES.get(column.kind, pl.String)).alias(column.canonical)


def _state(column: Column, typed: pl.DataFrame, texts: pl.DataFrame) -> pl.Series:
    name = f"{column.canonical}_state"
    if column.canonical not in texts.columns:
        return pl.Series(name, ["blank"]).new_from_index(0, typed.height)
    blank, value = texts[column.canonical].is_null(), typed[column.canonical]
    state = pl.when(value.is_not_null()).then(pl.lit("valid")).when(blank).then(pl.lit("blank"))
    return pl.select(state.otherwise(pl.lit("invalid")).alias(name)).to_series()


def _wrong_totals(body: pl.DataFrame, unusual: list[str], header: Header) -> list[pl.DataFrame]:
    is_total = pl.col("kind") == "total"
    added_up = body.filter(is_total)["part"].unique()
    counted = [name for name in counted_columns(header.table) if name in header.positions]
    if not (added_up.len() and counted):
        return []
    rows = body.filter(pl.col("part").is_in(added_up.implode()) & (pl.col("kind").is_null() | is_total))
    firsts = rows.select(pl.coalesce(CELLS).str.replace_all(r"\s+", "")).to_series()
    texts = _folded(rows, unusual, header).select(counted)
    typed = type_columns(texts, header.table, pl.DataFrame(), EPOCH_1900, rows["part"])
    return findings.about_totals(rows, find_wrong_totals(typed, firsts, rows.select("part", "kind")))
