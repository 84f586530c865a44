"""Section of the quality page: where rows went, what was held back or turned away, and why."""

from collections.abc import Mapping

import polars as pl

from reports.marts.tables import Marts
from reports.pages import deliveries
from reports.pages.deliveries import draw_rows, source_counts
from reports.parts.labels import Label
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import Cell, Table, count, term, text, women

TITLE = Label("来件与隔离", "Rows and files held back")
LEAD = Label(
    "读到的行数 = 接收 + 隔离 + 剔除；隔离的行和拒收的文件各有原因，改正后重报即可。",
    "Rows seen = accepted + quarantined + excluded; each row held back and each file turned away has its "
    "reason, and is welcome once corrected.",
)
FATES = {
    "rows_seen": Label("读到", "seen"),
    "rows_accepted": Label("接收", "accepted"),
    "rows_quarantined": Label("隔离", "quarantined"),
    "rows_excluded": Label("剔除", "excluded"),
}
WENT = (
    f"select unnest({[*FATES]}) as fate, unnest([{', '.join(f'sum({column})' for column in FATES)}]) as rows "
    "from marts.files"
)
Reasons = Mapping[str, Mapping[str, str]]


def section(marts: Marts) -> Section:
    """The fate of rows in one picture, rows held back by sheet and reason, files rejected by reason."""
    files = marts["files"]
    if files.is_empty():
        return Section("held", TITLE, LEAD)
    reasons = {row["reason_code"]: row for row in marts["reasons"].iter_rows(named=True)}
    tables = (_quarantined(marts["quarantine_counts"], reasons), _rejected(files, reasons))
    return Section("held", TITLE, LEAD, (_fates(files), Panel(tables)))


def _fates(files: pl.DataFrame) -> Panel:
    caption = Label("没有接收的行，按来源", "Rows not accepted, by source")
    told = Label(
        "堆叠条形图：各来源隔离和剔除的行。",
        "Stacked bars: rows of each source that were quarantined or excluded.",
    )
    summed = files.select(pl.col(column).sum() for column in FATES).row(0, named=True)
    rows = tuple((Cell(name.zh, name.en), count(summed[column])) for column, name in FATES.items())
    of_rows = Label("行的去向", "Where the rows went")
    table = Table(
        "table-fates",
        of_rows,
        (Label("行", "rows"), Label("行数", "count")),
        rows,
        query=WENT,
    )
    # what was accepted is so much more that the rest would not be seen beside it
    held_back = draw_rows(source_counts(files), deliveries.FATES[1:])
    drawing = Drawing("figure-fates", caption, told, held_back, query=deliveries.SOURCES)
    return Panel((table,), drawing)


def _quarantined(counts: pl.DataFrame, reasons: Reasons) -> Table:
    rows = tuple(
        (
            term("contract", row["source"]),
            Cell(row["sheet_zh"] or "—", row["table_name"].replace("_", " ")),
            *_reason(row["reason_code"], reasons),
            women(row["rows_quarantined"]),
        )
        for row in counts.sort("source", "table_name", "reason_code").iter_rows(named=True)
    )
    headers = (
        Label("来源", "source"),
        Label("表", "sheet"),
        Label("原因", "reason"),
        Label("怎么改", "remedy"),
        Label("隔离行数", "rows held back"),
    )
    caption = Label("隔离的行，按表和原因", "Rows held back, by sheet and reason")
    return Table("table-quarantined", caption, headers, rows, query="from marts.quarantine_counts")


def _rejected(files: pl.DataFrame, reasons: Reasons) -> Table:
    rejected = files.filter(pl.col("status") == "rejected").group_by("reason_code").len().sort("reason_code")
    rows = tuple((*_reason(code, reasons), count(number)) for code, number in rejected.iter_rows())
    headers = (Label("原因", "reason"), Label("怎么改", "remedy"), Label("文件数", "files"))
    return Table(
        "table-rejected-reasons",
        Label("拒收的文件，按原因", "Files rejected, by reason"),
        headers,
        rows,
        query="select reason_code, count(*) as files from marts.files where status = 'rejected' group by all",
    )


def _reason(code: str | None, reasons: Reasons) -> tuple[Cell, Cell]:
    """A reason's sentence and remedy; a code that the list does not know stands for itself."""
    if code is None or code not in reasons:
        return text(code), text(None)
    reason = reasons[code]
    return (
        Cell(reason["sentence_zh"], reason["sentence_en"]),
        Cell(reason["remedy_zh"], reason["remedy_en"]),
    )
