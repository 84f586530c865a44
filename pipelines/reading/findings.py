"""The findings of one sheet that reading itself can judge, without any content of a cell."""

import polars as pl

from pipelines.contracts import catalog
from pipelines.contracts.catalog import Column
from pipelines.reading.readings import FINDINGS

DATED = ("date", "end_date", "month", "half_year")
FREE = ("text", "text_list", "citizen_id")
NO_CHECK = ("row_ragged", "cell_too_long", "key_repeated")
SILENT = ("row_ragged", "key_repeated")


def about_quarantine(rows: pl.DataFrame, table: str) -> list[pl.DataFrame]:
    """One finding for each quarantined row whose reason is a check; it names the first unreadable key."""
    if rows["quarantine_reason"].null_count() == rows.height:
        return []
    keys = [column.canonical for column in catalog.sheets()[table].keys if column.kind != "citizen_id"]
    bad_key = pl.coalesce(pl.when(pl.col(key).is_null()).then(pl.lit(key)) for key in keys)
    reason = pl.col("quarantine_reason")
    column = (
        pl.when(reason == "key_unreadable")
        .then(bad_key)
        .when(reason.str.starts_with("id_"))
        .then(pl.lit("citizen_id"))
    )
    return [rows.filter(~reason.is_in(NO_CHECK)).select(check_id=reason, row_no="row_no", column=column)]


def about_cells(rows: pl.DataFrame, texts: pl.DataFrame, table: str) -> list[pl.DataFrame]:
    """code_invalid and date_invalid: a filled cell, not of a key, that could not be read."""
    found = []
    for column in catalog.sheets()[table].columns:
        check_id = _check_of(column)
        if check_id is None or column.canonical not in texts.columns:
            continue
        text, value = texts[column.canonical], rows[column.canonical]
        if value.null_count() > text.null_count() or column.kind == "yes_no":
            lost = rows.filter(text.is_not_null() & value.is_null())
            found.append(_finding(lost, check_id, column.canonical))
    return found


def about_ids(rows: pl.DataFrame, ids: pl.DataFrame) -> list[pl.DataFrame]:
    """id_legacy_15, and id_birth_sex_mismatch where the sheet's birth date or sex differs from the ID's."""
    if not ids.width:
        return []
    found = []
    if ids["is_legacy"].any():
        found.append(_finding(rows.filter(ids["is_legacy"]), "id_legacy_15", "citizen_id"))
    inside = {"birth_date": ids["born_on"], "sex": ids["id_sex"]}
    differs = [_differing(name, inside[name]) for name in inside if name in rows.columns]
    if differs:
        column = rows.select("row_no", column=pl.coalesce(differs)).drop_nulls("column")
        found.append(column.select(pl.lit("id_birth_sex_mismatch").alias("check_id"), "row_no", "column"))
    return found


def _differing(name: str, inside: pl.Series) -> pl.Expr:
    stated = pl.col(name)
    is_stated = stated.is_in(["1", "2"]) if name == "sex" else stated.is_not_null()
    return pl.when(is_stated & (stated != inside)).then(pl.lit(name))


def of_file(check_id: str, count: int) -> list[pl.DataFrame]:
    """`count` findings about the file as a whole."""
    row = {"check_id": [check_id] * count, "row_no": [None] * count, "column": [None] * count}
    return [pl.DataFrame(row, schema=FINDINGS)] if count else []


def gather(found: list[pl.DataFrame], rows: pl.DataFrame) -> pl.DataFrame:
    """All findings in one order, without those about rows that are misaligned or superseded."""
    filled = [frame for frame in found if frame.height]
    if not filled:
        return pl.DataFrame(schema=FINDINGS)
    silent = rows.filter(pl.col("quarantine_reason").is_in(SILENT))["row_no"]
    findings = pl.concat(filled).sort("row_no", "check_id", "column")
    return findings.filter(~pl.col("row_no").is_in(silent.implode()).fill_null(False))


def _check_of(column: Column) -> str | None:
    if column.is_key or column.kind in FREE:
        return None
    return "date_invalid" if column.kind in DATED else "code_invalid"


def _finding(rows: pl.DataFrame, check_id: str, column: str) -> pl.DataFrame:
    return rows.select(check_id=pl.lit(check_id), row_no="row_no", column=pl.lit(column))
