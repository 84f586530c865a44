"""Section of the quality page: whether findings are being mended, night by night."""

from collections.abc import Iterable

import plotly.graph_objects as go
import polars as pl

from reports.marts.tables import Marts
from reports.parts.labels import Label
from reports.parts.placed import places
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import Cell, Table, count, day, measure, share, term, text, women
from reports.parts.theme import AXIS, fill, spoken, styled

OLDEST = 20
FLOWS = (
    ("opened", "flow-out", "", Label("新发现", "opened")),
    ("mended", "flow-in", "/", Label("已改", "mended")),
    ("come_back", "class-unclassified", "x", Label("又出现", "came back")),
)
ALL_CHECKS = "all"
OLDEST_QUERY = f"""
with trend as (
    from marts.finding_trend where check_id <> '{ALL_CHECKS}'
),
closed as (
    select check_id, body_code, max(as_of_date) as closed_on from trend where open = 0 group by all
)
select trend.check_id, trend.body_code, min(as_of_date) as since, last(open order by as_of_date) as open
from trend
left join closed
    on closed.check_id = trend.check_id and closed.body_code is not distinct from trend.body_code
where closed_on is null or as_of_date > closed_on
group by all
order by since, check_id, body_code nulls first
limit {OLDEST}""".strip()
NOT_KNOWN = Cell("还说不准", "not known yet")
TITLE = Label("在不在改", "Is it being mended")
LEAD = Label(
    "每晚新发现、已改、又出现的条数，和仍未改的条数，自有记录的第二晚起才有变动可画；"
    "各街道改掉一半要多少天；哪些最久没有改。",
    "Findings opened, mended and come back each night, and those still open: drawn from the second night on "
    "record, as the first has none before it; the days in which half are mended; and what has stood open "
    "longest.",
)


def section(marts: Marts) -> Section:
    """The district's trend, the half-lives by street, and what is open longest, where on record."""
    trend = marts["finding_trend"]
    panels = [*_nights(trend), *_oldest(marts), *_half_lives(marts)]
    return Section("mending", TITLE, LEAD, tuple(panels))


def nightly(trend: pl.DataFrame) -> pl.DataFrame:
    """One row a night: opened, mended, come back in the district, and open after it; null where withheld."""
    return trend.filter(pl.col("check_id") == ALL_CHECKS).sort("as_of_date")


def open_since(trend: pl.DataFrame) -> pl.DataFrame:
    """Body, check, open findings, and the first night since which there was no night without one."""
    keys = ["check_id", "body_code"]
    ordered = trend.sort(*keys, "as_of_date")
    closed = (
        ordered.filter(pl.col("open") == 0).group_by(keys).agg(pl.col("as_of_date").max().alias("closed_on"))
    )
    still = ordered.join(closed, on=keys, how="left", nulls_equal=True).filter(
        pl.col("closed_on").is_null() | (pl.col("as_of_date") > pl.col("closed_on"))
    )
    since = still.group_by(keys).agg(pl.col("as_of_date").min().alias("since"), pl.col("open").last())
    return since.sort("since", *keys)


def draw_nights(nights: pl.DataFrame) -> go.Figure:
    """Bars of what changed each night, and above them, on a scale of its own, a line of what stayed open.

    What the first night found had stood longer, and beside it no later night would be seen: it has no bar.
    """
    days = nights["as_of_date"].cast(pl.String).to_list()
    is_first = nights["as_of_date"] == nights["as_of_date"].min()
    changes = nights.with_columns(opened=pl.when(~is_first).then("opened"))
    bars = [
        go.Bar(
            name=spoken(name),
            x=days,
            y=changes[column].to_list(),
            marker=fill(colour, pattern),
            hovertemplate="%{x}<br>%{fullData.name}: %{y:,}<extra></extra>",
        )
        for column, colour, pattern, name in FLOWS
    ]
    line = go.Scatter(
        name=spoken(Label("未改", "open")),
        x=days,
        y=nights["open"].to_list(),
        yaxis="y2",
        mode="lines+markers",
        line={"color": "var(--stock)", "width": 2},
        hovertemplate="%{x}<br>%{fullData.name}: %{y:,}<extra></extra>",
    )
    figure = go.Figure([*bars, line])
    figure.update_layout(
        barmode="group",
        bargap=0.3,
        yaxis={**AXIS, "domain": [0, 0.6], "rangemode": "tozero", "tickformat": ",d"},
        yaxis2={**AXIS, "domain": [0.72, 1], "tickformat": ",d", "nticks": 4},
    )
    figure.update_xaxes(**{**AXIS, "showgrid": False}, type="category")
    return styled(figure, 360)


def _nights(trend: pl.DataFrame) -> Iterable[Panel]:
    if trend.is_empty():
        return
    nights = nightly(trend)
    caption = Label("全区逐夜", "The district, night by night")
    told = Label(
        "上面的线：未改条数；下面的柱：每晚的变动，第一晚发现的不画。数字见表。",
        "A line of what stays open, and below it bars of each night's changes, without what the first night "
        "found; the table has the numbers.",
    )
    headers = (Label("日期", "night"), *(name for *_, name in FLOWS), Label("未改", "open"))
    rows = tuple(
        (day(row["as_of_date"]), *(women(row[column]) for column, *_ in FLOWS), women(row["open"]))
        for row in nights.iter_rows(named=True)
    )
    drawing = Drawing("figure-nights", caption, told, draw_nights(nights)) if nights.height > 1 else None
    yield Panel(
        (
            Table(
                "table-nights",
                caption,
                headers,
                rows,
                query=f"from marts.finding_trend where check_id = '{ALL_CHECKS}' order by as_of_date",
            ),
        ),
        drawing,
    )


def _oldest(marts: Marts) -> Iterable[Panel]:
    told = marts["finding_trend"].filter(pl.col("check_id") != ALL_CHECKS)
    oldest = open_since(told).head(OLDEST)
    if oldest.is_empty():
        return
    named = oldest.join(places(marts), on="body_code", how="left")
    rows = tuple(
        (
            term("check", row["check_id"]),
            text(row["body_name"] or row["body_code"]),
            day(row["since"]),
            women(row["open"]),
        )
        for row in named.sort("since", "check_id", "body_code").iter_rows(named=True)
    )
    headers = (Label("核查项", "check"), Label("单位", "body"), Label("自", "since"), Label("未改", "open"))
    caption = Label(f"最久没有改完的(至多 {OLDEST} 项)", f"Open longest (at most {OLDEST})")
    yield Panel(
        (
            Table(
                "table-oldest",
                caption,
                headers,
                rows,
                is_sortable=True,
                query=OLDEST_QUERY,
            ),
        )
    )


def _half_lives(marts: Marts) -> Iterable[Panel]:
    lives = marts["repair_half_lives"].sort(
        "half_life_days", "street_code", "check_id", descending=[True, False, False]
    )
    if lives.is_empty():
        return
    named = lives.join(
        places(marts), left_on="street_code", right_on="body_code", how="left", maintain_order="left"
    )
    rows = tuple(
        (
            text(row["body_name"] or row["street_code"]),
            term("check", row["check_id"]),
            count(row["findings_mended"]),
            NOT_KNOWN if row["half_life_days"] is None else measure(row["half_life_days"]),
            share(row["share_come_back"]),
        )
        for row in named.iter_rows(named=True)
    )
    headers = (
        Label("街道", "street"),
        Label("核查项", "check"),
        Label("已改", "mended"),
        Label("改掉一半的天数", "days until half were mended"),
        Label("又出现", "came back"),
    )
    caption = Label("改得多快", "How fast findings are mended")
    yield Panel(
        (
            Table(
                "table-half-lives",
                caption,
                headers,
                rows,
                is_sortable=True,
                query="from marts.repair_half_lives",
            ),
        )
    )
