"""One recognised grid -> one draft: its rows sorted, typed, judged and counted."""

from dataclasses import dataclass

import polars as pl

from pipelines.contracts import catalog
from pipelines.contracts.catalog import Column
from pipelines.reading import findings
from pipelines.reading.bodies import below_header, fill_merges, sort_rows
from pipelines.reading.cells import clean, unusual_columns
from pipelines.reading.citizen_ids import read_citizen_ids
from pipelines.reading.headers import Header
from pipelines.reading.kinds import fold_columns, type_columns
from pipelines.reading.numbers import AMOUNT
from pipelines.reading.quarantine import find_reasons, keep_raw_cells
from pipelines.reading.readings import QUARANTINED, Grid, Rejection, SheetReading
from pipelines.reading.totals import find_wrong_totals

TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "date": pl.Date,
    "end_date": pl.Date,
    "int": pl.Int64,
    "decimal": AMOUNT,
    "yes_no": pl.Boolean,
}
MOST_RAGGED = 100  # one row in so many may have a wrong number of fields


@dataclass(frozen=True)
class Draft:
    """A sheet before the repeated keys of its file are settled."""

    grid: Grid
    header: Header
    rows_seen: int
    excluded: dict[str, int]
    rows: pl.DataFrame
    findings: pl.DataFrame


def read_sheet(grid: Grid, header: Header) -> Draft:
    """The rows below the header as a draft; Rejection 'too_ragged' where more than 1 % of them are."""
    unusual = unusual_columns(grid.cells)
    body = below_header(clean(grid.cells, unusual), header)
    kinds = sort_rows(body, header, grid.cells)
    is_data = kinds.is_null()
    is_ragged = _ragged(grid, header, is_data)
    keys = [header.positions[column.canonical] for column in catalog.sheets()[header.table].keys]
    filled = fill_merges(body, grid.merges, keys) if grid.merges else body
    data = filled.filter(is_data)
    texts = _folded(data, unusual, header)
    typed, ids = _typed(texts, _numeric(grid, header, data["row_no"]), grid.is_1904, header.table)
    reasons = find_reasons(typed, texts, ids, is_ragged, header.table)
    rows = _in_contract_order(typed, texts, data["row_no"], reasons, header.table)
    found = [
        *findings.of_file("header_unmapped_column", header.unmapped),
        *_wrong_totals(body, kinds, unusual, header),
        *findings.about_quarantine(rows, header.table),
        *findings.about_cells(rows, texts, header.table),
        *findings.about_ids(rows, ids),
    ]
    return Draft(
        grid=grid,
        header=header,
        rows_seen=body.height,
        excluded=dict(kinds.drop_nulls().value_counts().sort("kind").rows()),
        rows=rows,
        findings=findings.gather(found, rows),
    )


def finish(draft: Draft) -> SheetReading:
    """The sheet as it is handed on, with the raw cells of its quarantined rows only."""
    return SheetReading(
        table=draft.header.table,
        sheet_no=draft.grid.sheet_no,
        tab=draft.grid.tab,
        is_hidden=draft.grid.is_hidden,
        header_row=draft.header.rows[1] + 1,
        rows_seen=draft.rows_seen,
        excluded=draft.excluded,
        rows=draft.rows,
        findings=draft.findings,
        quarantined=_quarantined(draft),
    )


def _quarantined(draft: Draft) -> pl.DataFrame:
    reasons = draft.rows["quarantine_reason"]
    if reasons.null_count() == reasons.len():
        return pl.DataFrame(schema=QUARANTINED)
    kept = draft.rows.filter(reasons.is_not_null())
    raw = _mapped(draft.grid.cells.select(pl.all().gather(kept["row_no"] - 1)), draft.header)
    return keep_raw_cells(kept, raw)


def _mapped(body: pl.DataFrame, header: Header) -> pl.DataFrame:
    return body.select(pl.col(str(place)).alias(name) for name, place in header.positions.items())


def _folded(body: pl.DataFrame, unusual: list[str], header: Header) -> pl.DataFrame:
    names = {name for name, place in header.positions.items() if str(place) in unusual}
    return fold_columns(_mapped(body, header), names, header.table)


def _ragged(grid: Grid, header: Header, is_data: pl.Series) -> pl.Series | None:
    if grid.is_ragged is None or not grid.is_ragged.any():
        return None
    ragged = grid.is_ragged.slice(header.rows[1] + 1, is_data.len()).filter(is_data)
    count = int(ragged.sum())
    if count * MOST_RAGGED > ragged.len():
        raise Rejection("too_ragged", f"{count}/{ragged.len()}")
    return ragged


def _numeric(grid: Grid, header: Header, row_no: pl.Series) -> pl.DataFrame:
    marks = {
        name: grid.numeric[str(place)].gather(row_no - 1)
        for name, place in header.positions.items()
        if str(place) in grid.numeric
    }
    return pl.DataFrame(marks)


def _typed(
    texts: pl.DataFrame, numeric: pl.DataFrame, is_1904: bool, table: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    typed = type_columns(texts, table, numeric, is_1904)
    if "citizen_id" not in texts.columns:
        return typed, pl.DataFrame()
    is_numeric = numeric["citizen_id"] if "citizen_id" in numeric.columns else pl.lit(False)
    ids = read_citizen_ids(texts.select(pl.col("citizen_id").alias("text"), is_numeric=is_numeric))
    return typed.with_columns(ids["citizen_id"]), ids


def _in_contract_order(
    typed: pl.DataFrame, texts: pl.DataFrame, row_no: pl.Series, reasons: pl.Series, table: str
) -> pl.DataFrame:
    columns = catalog.sheets()[table].columns
    absent = [_null(column) for column in columns if column.canonical not in typed.columns]
    states = [_state(column, typed, texts) for column in columns if column.reduced_to == "valid"]
    names = [column.canonical for column in columns]
    return typed.with_columns(*absent, *states, row_no, reasons).select(
        "row_no", "quarantine_reason", *names, *(state.name for state in states)
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


def _wrong_totals(
    body: pl.DataFrame, kinds: pl.Series, unusual: list[str], header: Header
) -> list[pl.DataFrame]:
    if not (kinds == "total").any():
        return []
    is_counted = kinds.is_null() | (kinds == "total")
    rows, counted = body.filter(is_counted), kinds.filter(is_counted)
    texts = _folded(rows, unusual, header)
    firsts = rows.select(pl.coalesce(pl.all().exclude("row_no")).str.replace_all(r"\s+", "")).to_series()
    typed = type_columns(texts, header.table, pl.DataFrame(), is_1904=False)
    wrong = find_wrong_totals(typed, firsts, counted, header.table)
    return [
        wrong.select(
            check_id=pl.lit("total_row_mismatch"),
            row_no=rows["row_no"].gather(wrong["position"]),
            column="column",
        )
    ]
