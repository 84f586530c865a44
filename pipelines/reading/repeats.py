"""Repeated keys within one file: identical rows are excluded, of differing ones the last stands."""

from dataclasses import replace

import polars as pl

from pipelines.contracts import catalog
from pipelines.reading.drafts import Draft
from pipelines.reading.findings import gather, without_rows

ORDER = ["file_no", "sheet_no", "row_no"]


def settle_repeats(drafts: list[Draft]) -> list[Draft]:
    """The drafts with the repeated rows of each file excluded or quarantined, across the tabs of a table."""
    settled = list(drafts)
    for table in dict.fromkeys(draft.table for draft in drafts):
        if not catalog.sheets()[table].repeated_keys_stay:
            places = [place for place, draft in enumerate(drafts) if draft.table == table]
            for place, marks in zip(places, _marks([drafts[place] for place in places]), strict=True):
                settled[place] = _settled(drafts[place], marks) if marks.count() else drafts[place]
    return settled


def _marks(drafts: list[Draft]) -> list[pl.Series]:
    """For each draft and row 'repeated_row', 'key_repeated' or null."""
    rows = pl.concat([draft.rows.with_columns(draft.files_of_rows()) for draft in drafts])
    keys = ["file_no", *(column.canonical for column in catalog.sheets()[drafts[0].table].keys)]
    is_free = rows["quarantine_reason"].is_null()
    if rows.filter(is_free).select(keys).is_duplicated().any():
        order = rows.select(pl.arg_sort_by(ORDER)).to_series()
        marks = _in_order(rows[order], keys)[order.arg_sort()]
    else:
        marks = pl.Series([None], dtype=pl.String).new_from_index(0, rows.height)
    starts = [0]
    for draft in drafts:
        starts.append(starts[-1] + draft.rows.height)
    return [marks.slice(start, draft.rows.height) for start, draft in zip(starts, drafts, strict=False)]


def _in_order(rows: pl.DataFrame, keys: list[str]) -> pl.Series:
    is_free = rows["quarantine_reason"].is_null()
    values = [name for name in rows.columns if name not in ("part", "place", "sheet_no", "row_no")]
    is_copy = is_free & ~rows.select(_is_last(values)).to_series()
    kept = rows.select(keys).with_columns(is_kept=is_free & ~is_copy)
    is_older = kept["is_kept"] & ~kept.select(_is_last([*keys, "is_kept"])).to_series()
    return _named(is_copy, is_older)


def _is_last(columns: list[str]) -> pl.Expr:
    return pl.struct(columns).is_last_distinct()


def _named(is_copy: pl.Series, is_older: pl.Series) -> pl.Series:
    named = pl.when(is_copy).then(pl.lit("repeated_row")).when(is_older).then(pl.lit("key_repeated"))
    return pl.select(named).to_series()


def _settled(draft: Draft, marks: pl.Series) -> Draft:
    is_copy = (marks == "repeated_row").fill_null(False)
    marked = draft.rows.with_columns(quarantine_reason=pl.coalesce("quarantine_reason", marks))
    rows, copies = marked.filter(~is_copy), marked.filter(is_copy)
    excluded = dict(draft.excluded)
    for part, count in copies["part"].value_counts().rows():
        excluded[part] = {**excluded.get(part, {}), "repeated_row": count}
    findings = gather([without_rows(draft.findings, copies)], rows)
    return replace(draft, rows=rows, findings=findings, excluded=excluded)
