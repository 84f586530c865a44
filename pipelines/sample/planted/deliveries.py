"""The mistakes of whole files: missing, early and corrected, repeated, cut short, no contract at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.sample.ground.calendar import NEW_SNAPSHOT
from pipelines.sample.ground.dress import Sheet, dress_sheet
from pipelines.sample.ground.truth import Truth
from pipelines.sample.paper.delivery import Delivery, stamp

EARLY = date(2006, 7, 1)
LATE = date(2006, 7, 18)
LEFT_OUT = 30
ADDED_HEADER = "联系电话"
WRONG_TOTAL = "total_population"
PHONE_LIST = "科室,联系人,备注\n办公室,值班室,请张贴\n"


def without_last_village(deliveries: Sequence[Delivery], village: str) -> tuple[list[Delivery], Truth]:
    """The deliveries without that village's newest ledger."""
    kept = [d for d in deliveries if d.body_code != village or _as_of(d) != NEW_SNAPSHOT]
    return kept, Truth("file_missing_for_period", village, note="no ledger at the half-year's end")


def early_version(deliveries: Sequence[Delivery]) -> tuple[Delivery, Truth]:
    """The first version of a snapshot that is delivered again, complete, days later."""
    newest = [d for d in deliveries if d.body_code and _as_of(d) == NEW_SNAPSHOT]
    good = next((d for d in newest if d.form == "xlsx"), newest[0])
    sheets = tuple(_shortened(sheet) for sheet in good.sheets)
    early = replace(good, stem=f"{good.stem}（初报）", form="xlsx", arrived_on=EARLY, sheets=sheets)
    path = early.path_of(sheets[0])
    return early, Truth("delivery_replaced", good.body_code, path, quantity=LEFT_OUT, note="corrected later")


def spoil_sheets(deliveries: Sequence[Delivery]) -> list[Truth]:
    """A total that disagrees with its rows, and a column that no contract knows; in place."""
    totalled = next(
        d for d in deliveries if d.sheets[0].table == "populations" and d.sheets[0].dress.has_total
    )
    summed = totalled.sheets[0]
    summed.wrong_total = WRONG_TOTAL
    widened = next(d for d in deliveries if d.sheets[0].table == "facilities")
    sheet = widened.sheets[0]
    sheet.text = sheet.text.with_columns(pl.lit(None, dtype=pl.String).alias(ADDED_HEADER))
    sheet.added_headers.append(ADDED_HEADER)
    total_row_no = summed.first_row_no + summed.text.height
    return [
        Truth("total_row_mismatch", "", totalled.path_of(summed), summed.name, total_row_no, WRONG_TOTAL),
        Truth("header_unmapped_column", "", widened.path_of(sheet), sheet.name, column=ADDED_HEADER),
    ]


def write_strays(inbox: Path) -> list[Truth]:
    """A file sent twice, a workbook cut short and a text file that is no contract."""
    workbook = min(inbox.rglob("阵地建设.xlsx"))
    strays = {
        workbook.with_name("阵地建设（重发）.xlsx"): workbook.read_bytes(),
        workbook.with_name("楼院登记（传输中断）.xlsx"): workbook.read_bytes()[:2_000],
        inbox / "通讯录.csv": PHONE_LIST.encode("gb18030"),
    }
    for path, content in strays.items():
        path.write_bytes(content)
    stamp(strays, LATE)
    reasons = ("duplicate", "rejected", "rejected")
    notes = ("the same bytes again", "cut short", "no contract")
    return [
        Truth(reason, "", str(path.relative_to(inbox)), note=note)
        for reason, path, note in zip(reasons, strays, notes, strict=True)
    ]


def _as_of(delivery: Delivery) -> date | None:
    rows = delivery.sheets[0].rows
    return rows["as_of_date"].item(0) if "as_of_date" in rows.columns else None


def _shortened(sheet: Sheet) -> Sheet:
    rows = sheet.rows.head(-LEFT_OUT) if sheet.table == "ledger_persons" else sheet.rows
    return dress_sheet(sheet.table, rows, sheet.dress)
