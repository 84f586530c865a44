"""The page 漏重: what is missing, what is double, what is wrong, and whether it is being mended."""

from collections.abc import Iterable

import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import Marts
from reports.pages.quality import checked, duplicates, held_back, mending, missing, tonight
from reports.parts.labels import Label, codes, label
from reports.parts.placed import total
from reports.parts.section import KeyFigure, Page
from reports.parts.stamp import stamped
from reports.parts.table import Cell, count, women

WRONG = ("misread", "misfiled", "notification", "organisation", "reckoning")
RUNS = f"marts.check_runs where {newest_of('check_runs')}"
FOUND = (
    "select check_group, coalesce(sum(findings), 0) as findings from marts.checks "
    f"left join (from {RUNS}) using (check_id) group by check_group"
)
STATES = (
    "select count(*) filter (where state = 'clear') as clear, "
    f"count(*) filter (where state = 'could_not_run') as could_not_run from {RUNS}"
)
ARRIVED = "select count(*) as missing_files from marts.missing_files"


def quality(marts: Marts) -> Page:
    """The whole quality page of a snapshot."""
    sections = (
        checked.section(marts),
        missing.section(marts),
        duplicates.section(marts),
        mending.section(marts),
        held_back.section(marts),
        tonight.section(marts),
        checked.found_section(marts),
    )
    title = Label("漏重", "Missing and double")
    return stamped(marts, title, answer(marts), sections, tuple(key_figures(marts)))


def answer(marts: Marts) -> Label:
    """What is missing, double and wrong, and whether it is being mended, in one sentence."""
    lacking, double = found_by_groups(marts, ("missing",)), found_by_groups(marts, ("double",))
    wrong, mended = found_by_groups(marts, WRONG), _mended(marts["finding_trend"])
    return Label(
        f"缺漏 {lacking.zh} 条，重复 {double.zh} 条，差错 {wrong.zh} 条；{mended.zh}。",
        f"Missing: {lacking.zh}; double: {double.zh}; wrong: {wrong.zh}. {mended.en}.",
    )


def key_figures(marts: Marts) -> Iterable[KeyFigure]:
    """The findings of each group of checks, files that did not arrive, and checks without a result."""
    for group in codes("check_group"):
        yield KeyFigure(group, label("check_group", group), found_by_groups(marts, (group,)), FOUND)
    runs = newest(marts["check_runs"], "as_of_date")
    not_arrived = Label("应报未到的文件", "files that did not arrive")
    yield KeyFigure("files", not_arrived, count(marts["missing_files"].height), ARRIVED)
    for state in ("clear", "could_not_run"):
        title = label("check_state", state)
        of_state = count(runs.filter(pl.col("state") == state).height)
        yield KeyFigure(state, Label(f"核查{title.zh}", f"checks: {title.en}"), of_state, STATES)


def found_by_groups(marts: Marts, groups: tuple[str, ...]) -> Cell:
    """The findings of some groups of checks in the district."""
    checks = marts["checks"].filter(pl.col("check_group").is_in(groups))["check_id"].to_list()
    return total(newest(marts["check_runs"], "as_of_date"), checks)


def _mended(trend: pl.DataFrame) -> Label:
    if trend.is_empty():
        return Label("改没改还没有逐夜的记录", "No nights are on record yet to say what is being mended")
    last = mending.nightly(trend).row(-1, named=True)
    opened, mended, still = (women(last[name]).zh for name in ("opened", "mended", "open"))
    return Label(
        f"最近一晚改掉 {mended} 条，新发现 {opened} 条，未改 {still} 条",
        f"On the newest night {mended} were mended, {opened} opened, and {still} stay open",
    )
