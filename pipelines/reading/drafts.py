"""The sheets of a stack as read, and the batch that they make up."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.reading.quarantine import keep_raw_cells
from pipelines.reading.readings import (
    FINDINGS,
    QUARANTINED,
    BatchReading,
    Rejection,
    Schema,
    SheetAccount,
    UnmatchedTab,
)
from pipelines.reading.stacks import Part, Stack, mapped

SHEET = {"file_no": pl.Int32, "sheet_no": pl.Int32}


@dataclass(frozen=True)
class Draft:
    """The rows of a stack, typed and judged: `part`, `place`, `row_no`, `quarantine_reason`, the columns.

    `seen` and `excluded` count the rows of each part; a part that is too ragged has a rejection and no rows.
    """

    stack: Stack
    seen: dict[int, int]
    excluded: dict[int, dict[str, int]]
    rows: pl.DataFrame
    findings: pl.DataFrame
    rejections: dict[int, Rejection]

    @property
    def table(self) -> str:
        """The contract sheet that all parts are of."""
        return self.stack.header.table

    def files_of_rows(self) -> list[pl.Series]:
        """The `file_no` and `sheet_no` of each row."""
        return _sheet_nos(self, self.rows["part"])


def finish(
    drafts: list[Draft], rejections: dict[int, Rejection], tabs: dict[int, list[UnmatchedTab]]
) -> BatchReading:
    """The batch as it is handed on, with the raw cells of its quarantined rows only."""
    rows: dict[str, list[pl.DataFrame]] = {}
    for draft in drafts:
        rows.setdefault(draft.table, []).append(_named(draft, draft.rows.drop("place")))
    too_ragged = {
        draft.stack.parts[part].file_no: rejection
        for draft in drafts
        for part, rejection in draft.rejections.items()
    }
    return BatchReading(
        sheets=tuple(account for draft in drafts for account in _accounts(draft)),
        rows={table: pl.concat(frames) for table, frames in rows.items()},
        findings=_joined((_named(draft, draft.findings) for draft in drafts), FINDINGS),
        quarantined=_joined((_named(draft, _quarantined(draft)) for draft in drafts), QUARANTINED),
        rejections=rejections | too_ragged,
        unmatched_tabs={no: tuple(found) for no, found in tabs.items()},
    )


def _accounts(draft: Draft) -> Iterable[SheetAccount]:
    kept = _counts(draft.rows)
    quarantined = _counts(draft.rows.filter(pl.col("quarantine_reason").is_not_null()))
    for place, part in enumerate(draft.stack.parts):
        if place not in draft.rejections:
            yield _account(draft, part, place, kept.get(place, 0), quarantined.get(place, 0))


def _account(draft: Draft, part: Part, place: int, kept: int, quarantined: int) -> SheetAccount:
    return SheetAccount(
        file_no=part.file_no,
        table=draft.table,
        sheet_no=part.sheet_no,
        tab=part.tab,
        is_hidden=part.is_hidden,
        hidden_rows=part.hidden_rows,
        header_row=part.header_row,
        rows_seen=draft.seen.get(place, 0),
        excluded=draft.excluded.get(place, {}),
        row_count=kept,
        quarantined_count=quarantined,
    )


def _counts(rows: pl.DataFrame) -> dict[int, int]:
    return dict(rows["part"].value_counts().rows())


def _quarantined(draft: Draft) -> pl.DataFrame:
    reasons = draft.rows["quarantine_reason"]
    if reasons.null_count() == reasons.len():
        return pl.DataFrame(schema={"part": pl.Int32, **QUARANTINED})
    kept = draft.rows.filter(reasons.is_not_null())
    raw = mapped(draft.stack.body[kept["place"]], draft.stack.header)
    return keep_raw_cells(kept, raw)


def _named(draft: Draft, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the numbers of file and sheet in place of the part."""
    return frame.select(*_sheet_nos(draft, frame["part"]), pl.all().exclude("part"))


def _sheet_nos(draft: Draft, part: pl.Series) -> list[pl.Series]:
    parts = draft.stack.parts
    numbers = pl.DataFrame([(part.file_no, part.sheet_no) for part in parts], schema=SHEET, orient="row")
    return numbers.select(pl.all().gather(part)).get_columns()


def _joined(frames: Iterable[pl.DataFrame], schema: Schema) -> pl.DataFrame:
    filled = [frame for frame in frames if frame.height]
    return pl.concat(filled) if filled else pl.DataFrame(schema={**SHEET, **schema})
