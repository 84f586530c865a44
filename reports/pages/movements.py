"""The page 变动: how the files of one ledger snapshot became those of the next."""

from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.parts.labels import Label
from reports.parts.section import Drawing, Page, Panel, Section
from reports.parts.stamp import stamped
from reports.parts.table import Cell, Table, day, text, women
from reports.parts.theme import AXIS, inert, spoken, styled

DISTRICT = "ALL"
QUERY = "from marts.movements where body_code {of} 'ALL' and to_date = '{to_date}'"
STEPS = (
    ("files_before", "", Label("期初在册", "files before")),
    ("missed_filed", "+", Label("漏档补建", "missed, now filed")),
    ("opened_other", "+", Label("其他建档", "opened otherwise")),
    ("transferred_to_villages", "−", Label("移交镇村", "handed to villages")),
    ("closed_other", "−", Label("其他销档", "closed otherwise")),
    ("files_after", "", Label("期末在册", "files after")),
)
COLUMNS = [column for column, _, _ in STEPS]
STEPS_QUERY = f"select unnest({COLUMNS}) as item, unnest([{', '.join(COLUMNS)}]) as women "
TITLE = Label("档案增减", "Movement of the files")
FLOW, COMMUNITIES = Label("存量与流量", "Stock and flow"), Label("各社区", "By community")
BY_COMMUNITY = Label(
    "每个社区同样相加。区内从一个社区迁到另一个社区的，社区计入其他销档、其他建档，全区不计。",
    "Each community adds up likewise. A woman who moved from one community to another is closed otherwise "
    "and opened otherwise for these, and neither for the district.",
)
LEAD = Label(
    "期初 + 漏档补建 + 其他建档 − 移交镇村 − 其他销档 = 期末。",
    "Before + missed and filed + opened otherwise − handed to villages − closed otherwise = after.",
)


def movements_page(marts: Marts) -> Page:
    """Stock and flow of the newest movement, of the district and by community."""
    district = newest(marts["movements"], "to_date").filter(pl.col("body_code") == DISTRICT)
    return stamped(marts, TITLE, answer(next(district.iter_rows(named=True), None)), sections(marts))


def answer(flow: dict[str, Any] | None) -> Label:
    """What came and went between the two snapshots, in one sentence."""
    if flow is None:
        return LEAD
    before, missed, opened, handed, closed, after = (women(flow[column]).zh for column, _, _ in STEPS)
    start, end = day(flow["from_date"]).zh, day(flow["to_date"]).zh
    return Label(
        f"{start} 在册 {before} 份，补建漏档 {missed} 份、其他建档 {opened} 份，"
        f"移交镇村 {handed} 份、其他销档 {closed} 份，{end} 在册 {after} 份。",
        f"{before} files on {start}; {missed} missed women filed and {opened} opened otherwise, "
        f"{handed} handed to villages and {closed} closed otherwise; {after} files on {end}.",
    )


def sections(marts: Marts) -> tuple[Section, ...]:
    """The newest movement of the district as a waterfall, and the communities' below it."""
    latest = newest(marts["movements"], "to_date")
    district = latest.filter(pl.col("body_code") == DISTRICT)
    if district.is_empty():
        return (Section("movements", FLOW, LEAD),)
    flow = district.row(0, named=True)
    period = f"{day(flow['from_date']).zh} → {day(flow['to_date']).zh}"
    caption = Label(f"全区档案增减，{period}", f"Files of the district, {period}")
    headers = (Label("项目", "item"), Label("人数", "women"))
    steps = tuple((Cell(name.zh, name.en), women(flow[column])) for column, _, name in STEPS)
    query = STEPS_QUERY + QUERY.format(of="=", to_date=flow["to_date"])
    table = Table("table-movement", caption, headers, steps, query=query)
    drawing = Drawing("figure-movement", caption, _told(flow), draw_waterfall(flow))
    communities = community_movements(latest, marts["class_counts"])
    of_communities = Panel((_table(communities, flow["to_date"]),))
    return (
        Section("movements", FLOW, LEAD, (Panel((table,), drawing),)),
        Section("communities", COMMUNITIES, BY_COMMUNITY, (of_communities,)),
    )


def community_movements(latest: pl.DataFrame, class_counts: pl.DataFrame) -> pl.DataFrame:
    """The rows of the communities with their names and streets, by code."""
    names = newest(class_counts, "as_of_date").unique("body_code")
    return (
        latest.filter(pl.col("body_code") != DISTRICT)
        .join(
            names.select("body_code", "body_name", "street_code", "street_name"), on="body_code", how="left"
        )
        .with_columns(pl.col("body_name").fill_null(pl.col("body_code")))
        .sort("body_code")
    )


def draw_waterfall(flow: dict[str, Any]) -> go.Figure:
    """Stocks and flows from top to bottom; the axis starts near the smaller stock so that flows show."""
    figure = go.Figure(
        go.Waterfall(
            orientation="h",
            measure=["absolute", "relative", "relative", "relative", "relative", "total"],
            y=[spoken(name, "<br>") for _, _, name in STEPS],
            x=[_signed(flow[column], sign) for column, sign, _ in STEPS],
            text=[inert(_written(flow[column], sign)) for column, sign, _ in STEPS],
            textposition="outside",
            cliponaxis=False,
            increasing={"marker": {"color": "var(--flow-in)"}},
            decreasing={"marker": {"color": "var(--flow-out)"}},
            totals={"marker": {"color": "var(--stock)"}},
            connector={"line": {"color": "var(--axis)", "width": 1, "dash": "dot"}},
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    title = {
        "text": spoken(Label("横轴不从零起", "axis does not start at zero"), " · "),
        "font": {"size": 12},
    }
    figure.update_xaxes(**AXIS, tickformat=",d", nticks=6, title=title, range=_window(flow))
    figure.update_yaxes(**{**AXIS, "showgrid": False}, autorange="reversed", ticklabelstandoff=6)
    return styled(figure, 400)


def _signed(value: int | None, sign: str) -> int | None:
    return -value if value is not None and sign == "−" else value


def _written(value: int | None, sign: str) -> str:
    return f"{sign if value else ''}{women(value).zh}"


def _window(flow: dict[str, Any]) -> list[float] | None:
    """A range that holds every level of the waterfall with as much room on both sides."""
    if any(flow[column] is None for column, _, _ in STEPS):
        return None
    lowest = (
        min(flow["files_before"], flow["files_after"])
        - flow["transferred_to_villages"]
        - flow["closed_other"]
    )
    highest = max(flow["files_before"], flow["files_after"]) + flow["missed_filed"] + flow["opened_other"]
    room = max((highest - lowest) / 3, 1)
    return [max(lowest - room, 0), highest + room / 2]


def _told(flow: dict[str, Any]) -> Label:
    zh = ",".join(f"{name.zh} {_written(flow[column], sign)}" for column, sign, name in STEPS)
    en = ", ".join(f"{name.en} {_written(flow[column], sign)}" for column, sign, name in STEPS)
    return Label(f"瀑布图：{zh}。", f"Waterfall: {en}.")


def _table(communities: pl.DataFrame, to_date: date) -> Table:
    rows = (
        (text(row["body_name"]), text(row["street_name"]), *(women(row[column]) for column, _, _ in STEPS))
        for row in communities.iter_rows(named=True)
    )
    return Table(
        "table-movement-community",
        Label("各社区档案增减", "Movement of the files by community"),
        (Label("社区", "community"), Label("街道", "street"), *(name for _, _, name in STEPS)),
        tuple(rows),
        is_sortable=True,
        query=QUERY.format(of="<>", to_date=to_date),
        facets=tuple({"street": code} if code else {} for code in communities["street_code"]),
    )
