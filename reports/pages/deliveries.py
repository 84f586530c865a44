"""Section: what landed, what was turned away, and where every row of it went."""

import plotly.graph_objects as go
import polars as pl

from reports.marts.tables import Marts
from reports.parts.labels import Label, label, rank_of
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import ABSENT, Cell, Table, count, day
from reports.parts.theme import AXIS, fill, names_axis, spoken, styled_rows

STATUSES = ("landed", "duplicate", "rejected")
Fates = tuple[tuple[str, str, Label], ...]
FATES: Fates = (
    ("rows_accepted", "", Label("接收", "accepted")),
    ("rows_quarantined", "/", Label("隔离", "quarantined")),
    ("rows_excluded", ".", Label("剔除", "excluded")),
)
TITLE = Label("来件", "Deliveries")
LEAD = Label(
    "读到的行数 = 接收 + 隔离 + 剔除。来件只有编号，不公布文件名。",
    "Rows seen = accepted + quarantined + excluded. Deliveries have numbers; file names are not published.",
)

SOURCES = """
select source, count(*) filter (where status = 'landed') as landed,
    count(*) filter (where status = 'duplicate') as duplicate,
    count(*) filter (where status = 'rejected') as rejected, sum(rows_seen) as rows_seen,
    sum(rows_accepted) as rows_accepted, sum(rows_quarantined) as rows_quarantined,
    sum(rows_excluded) as rows_excluded
from marts.files group by rollup (source)""".strip()


def section(marts: Marts) -> Section:
    """Files and rows by source, and the list of rejected files."""
    files = marts["files"]
    if files.is_empty():
        return Section("deliveries", TITLE, LEAD)
    by_source = source_counts(files)
    caption = Label("各来源文件与行数", "Files and rows by source")
    told = Label(
        "堆叠条形图：各来源的行去向。数字见表。",
        "Stacked bars: where the rows of each source went. The table holds the numbers.",
    )
    drawing = Drawing(
        "figure-rows", Label("各来源行的去向", "Where the rows went, by source"), told, draw_rows(by_source)
    )
    headers = (
        Label("来源", "source"),
        *(label("file_status", status) for status in STATUSES),
        Label("读到行数", "rows seen"),
        *(name for _, _, name in FATES),
    )
    rows = tuple(_row(_source(row["source"]), row) for row in by_source.iter_rows(named=True))
    totals = tuple(
        _row(Cell("合计", "all sources"), row) for row in _counted(files.group_by(True)).iter_rows(named=True)
    )
    table = Table("table-sources", caption, headers, rows, totals, query=SOURCES)
    return Section(
        "deliveries", TITLE, LEAD, (Panel((table,), drawing), Panel((_rejected(files, marts["reasons"]),)))
    )


def source_counts(files: pl.DataFrame) -> pl.DataFrame:
    """Files of each status and rows of each fate, one row a source; files without one come last."""
    sources = files.with_columns(pl.col("source").str.strip_chars("[] ").replace("", None))
    counted = _counted(sources.group_by("source"))
    order = [rank_of("contract", source or "") for source in counted["source"]]
    return counted.with_columns(order=pl.Series(order, dtype=pl.Int64)).sort(
        "order", "source", nulls_last=True
    )


def draw_rows(by_source: pl.DataFrame, fates: Fates = FATES) -> go.Figure:
    """Stacked bars, one a source: rows accepted, quarantined, excluded, or some of these."""
    with_rows = by_source.filter(pl.col("rows_seen") > 0)
    keys = [source or "" for source in with_rows["source"]]
    bars = [
        go.Bar(
            name=spoken(name),
            x=with_rows[column].to_list(),
            y=keys,
            orientation="h",
            marker=fill(column.replace("_", "-"), pattern),
            hovertemplate="%{y}<br>%{fullData.name}: %{x:,}<extra></extra>",
        )
        for column, pattern, name in fates
    ]
    figure = go.Figure(bars)
    figure.update_layout(barmode="stack", bargap=0.3)
    title = {"text": spoken(Label("行数", "rows")), "font": {"size": 12}}
    figure.update_xaxes(**AXIS, title=title, rangemode="tozero", tickformat=",d", nticks=5)
    figure.update_yaxes(**names_axis(keys, [Label(_source(key).zh, _source(key).en) for key in keys]))
    return styled_rows(figure, len(keys), 28)


def _counted(groups: pl.dataframe.group_by.GroupBy) -> pl.DataFrame:
    rows = ["rows_seen", *(column for column, _, _ in FATES)]
    statuses = [(pl.col("status") == status).sum().alias(status) for status in STATUSES]
    return groups.agg(*statuses, *(pl.col(column).sum() for column in rows))


def _source(source: str | None) -> Cell:
    """A source by its contracts' labels; a workbook with several names them all."""
    if not source:
        return Cell("未识别", "not recognised")
    named = [label("contract", part.strip(" ';,")) for part in source.replace(";", ",").split(",")]
    return Cell("、".join(part.zh for part in named), ", ".join(part.en for part in named))


def _row(name: Cell, counted: dict[str, int]) -> tuple[Cell, ...]:
    columns = (*STATUSES, "rows_seen", *(column for column, _, _ in FATES))
    return (name, *(count(counted[column]) for column in columns))


def _rejected(files: pl.DataFrame, reasons: pl.DataFrame) -> Table:
    said = {
        row["reason_code"]: Cell(row["sentence_zh"], row["sentence_en"])
        for row in reasons.iter_rows(named=True)
    }
    rejected = files.filter(pl.col("status") == "rejected").sort("delivery_no")
    rows = (
        (Cell(str(row["delivery_no"])), day(row["received_at"]), said.get(row["reason_code"], ABSENT))
        for row in rejected.iter_rows(named=True)
    )
    headers = (Label("来件编号", "delivery no."), Label("收到时间", "received"), Label("拒收原因", "reason"))
    return Table(
        "table-rejected",
        Label("拒收文件", "Rejected files"),
        headers,
        tuple(rows),
        query="from marts.files where status = 'rejected'",
    )
