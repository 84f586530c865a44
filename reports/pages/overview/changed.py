"""Section of the overview: what is otherwise than last night, and than in the last half-year."""

from collections.abc import Iterable

import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.pages.overview.headlines import first
from reports.parts.labels import Label
from reports.parts.listing import Listing, Shown, coded, listed
from reports.parts.section import Panel, Section
from reports.parts.table import Cell, Table, points, signed, signed_count, text, women

TITLE = Label("有什么变化", "What changed")
NIGHT = (
    ("opened", Label("新发现", "opened")),
    ("mended", Label("已改", "mended")),
    ("come_back", Label("又出现", "came back")),
    ("open", Label("未改", "still open")),
)
CAUSES = (
    Shown("corrected_records", Label("更正记录", "corrected records"), signed),
    Shown("scheme_change", Label("考核方案", "scheme"), signed),
    Shown("performance", Label("工作", "performance"), signed),
    Shown("denominators", Label("分母与人口", "denominators"), signed),
)
MORE = Cell("逐条原因见漏重页", "every cause: Missing and duplicate", href="quality.html")


def section(marts: Marts) -> Section:
    """Findings and published counts since the night before, scores since the half-year before."""
    tables = (*_findings(marts["finding_trend"]), *_counts(marts["count_changes"]), *_scores(marts))
    lacking = (
        (
            "count_changes",
            Label("没有上次公布的人数可比。", "There are no earlier published counts to compare with."),
        ),
        (
            "score_changes",
            Label("没有上半年的成绩可比。", "There are no scores of the half-year before to compare with."),
        ),
    )
    missing = [said for table, said in lacking if marts[table].is_empty()]
    lead = Label(
        "与上一夜、上半年相比。" + "".join(said.zh for said in missing),
        " ".join(("Against the night before, and the half-year before.", *(said.en for said in missing))),
    )
    return Section("changed", TITLE, lead, (Panel(tables),) if tables else (), MORE)


def _findings(trend: pl.DataFrame) -> Iterable[Table]:
    night = first(newest(trend.filter(pl.col("check_id") == "all"), "as_of_date"))
    if night:
        caption = Label("最近一夜的核查问题", "Findings of the newest night")
        headers = tuple(name for _, name in NIGHT)
        rows = (
            (Cell(f"{night['as_of_date']}", kind="date"), *(women(night[column]) for column, _ in NIGHT)),
        )
        query = "from marts.finding_trend where check_id = 'all' order by as_of_date desc limit 1"
        yield Table("table-changed-findings", caption, (Label("夜", "night"), *headers), rows, query=query)


def _counts(changes: pl.DataFrame) -> Iterable[Table]:
    of_district = changes.filter(pl.col("division_level") == "district", ~pl.col("is_suppressed"))
    latest = newest(of_district, "as_of_date").sort("management_class", "cause")
    if latest.is_empty():
        return
    shown = (
        Shown("management_class", Label("类别", "class"), coded("management_class")),
        Shown("cause", Label("原因", "cause"), coded("count_cause")),
        Shown("change_in_women", Label("人数变化", "change"), signed_count),
    )
    caption = Label("全区已公布人数的变化", "Changes of the district's published counts")
    query = (
        "from marts.count_changes where division_level = 'district' and not is_suppressed "
        f"and as_of_date = '{latest['as_of_date'].item(0)}'"
    )
    yield listed(
        Listing("table-changed-counts", caption, query, {"class": "management_class"}), latest, shown
    )


def _scores(marts: Marts) -> Iterable[Table]:
    streets = marts["scores"].filter(pl.col("body_level").is_in(["street", "town"]))
    changes = newest(marts["score_changes"], "half_year").join(
        streets.select("half_year", "body_code", "body_name"), on=["half_year", "body_code"]
    )
    if changes.is_empty():
        return
    half_year, before = changes.select("half_year", "previous_half_year").row(0)
    shown = (
        Shown("body_name", Label("街道", "street"), text),
        Shown("score_given", Label("上次成绩", "score then"), points),
        *CAUSES,
        Shown("score", Label("现成绩", "score now"), points),
        Shown("score_change", Label("变化", "change"), signed),
    )
    caption = Label(f"街道成绩的变化，{before} 至 {half_year}", f"Scores of streets, {before} to {half_year}")
    listing = Listing(
        "table-changed-scores",
        caption,
        f"from marts.score_changes where half_year = '{half_year}'",
        {"street": "body_code"},
    )
    yield listed(listing, changes.sort("body_code"), shown)
