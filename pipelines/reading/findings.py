"""The findings of sheets that reading itself can judge, without any content of a cell."""

from collections.abc import Iterable

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
    return [
        rows.filter(~reason.is_in(NO_CHECK)).select("part", check_id=reason, row_no="row_no", column=column)
    ]


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
            found.append(_about(lost, check_id, pl.lit(column.canonical)))
    return found


def about_ids(rows: pl.DataFrame, ids: pl.DataFrame) -> list[pl.DataFrame]:
    """id_legacy_15, and id_birth_sex_mismatch where the sheet's birth date or sex differs from the ID's."""
    if not ids.width:
        return []
    found = []
    if ids["is_legacy"].any():
        found.append(_about(rows.filter(ids["is_legacy"]), "id_legacy_15", pl.lit("citizen_id")))
    inside = {"birth_date": ids["born_on"], "sex": ids["id_sex"]}
    differs = [_differing(name, inside[name]) for name in inside if name in rows.columns]
    if differs:
        column = rows.select("part", "row_no", column=pl.coalesce(differs)).drop_nulls("column")
        found.append(_about(column, "id_birth_sex_mismatch", pl.col("column")))
    return found


def _differing(name: str, inside: pl.Series) -> pl.Expr:
    stated = pl.col(name)
    is_stated = stated.is_in(["1", "2"]) if name == "sex" else stated.is_not_null()
    return pl.when(is_stated & (stated != inside)).then(pl.lit(name))


def about_headers(check_id: str, parts: Iterable[int], count: int) -> list[pl.DataFrame]:
    """`count` findings about each of the parts as a whole."""
    found = [part for part in parts for _ in range(count)]
    if not found:
        return []
    rows = pl.DataFrame({"part": pl.Series(found, dtype=pl.Int32)})
    return [_about(rows.with_columns(row_no=pl.lit(None, pl.Int32)), check_id, pl.lit(None, pl.String))]


def about_totals(rows: pl.DataFrame, wrong: pl.DataFrame) -> list[pl.DataFrame]:
    """total_row_mismatch for the `position` and `column` of each wrong total among the rows."""
    marks = rows.select(pl.col("part", "row_no").gather(wrong["position"]))
    return [_about(marks.with_columns(wrong["column"]), "total_row_mismatch", pl.col("column"))]


def gather(found: list[pl.DataFrame], rows: pl.DataFrame) -> pl.DataFrame:
    """All findings in one order, without those about rows that are misaligned or superseded."""
    filled = [frame for frame in found if frame.height]
    if not filled:
        return pl.DataFrame(schema={"part": pl.Int32, **FINDINGS})
    findings = pl.concat(filled).sort("part", "row_no", "check_id", "column")
    return without_rows(findings, rows.filter(pl.col("quarantine_reason").is_in(SILENT)))


def without_rows(found: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The findings that are not about one of these rows."""
    if not rows.height:
        return found
    return found.join(rows, on=["part", "row_no"], how="anti", maintain_order="left")


def _check_of(column: Column) -> str | None:
    if column.is_key or column.kind in FREE:
        return None
    return "date_invalid" if column.kind in DATED else "code_invalid"


def _about(rows: pl.DataFrame, check_id: str, column: pl.Expr) -> pl.DataFrame:
    return rows.select("part", check_id=pl.lit(check_id), row_no="row_no", column=column)
