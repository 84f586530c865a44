"""The page 漏重: what is missing, what is double, what is wrong, and whether it is being mended."""

from collections.abc import Iterable

import polars as pl

from reports.marts.snapshot import newest, newest_of
from reports.marts.tables import Marts
from reports.pages.quality import checked, duplicates, held_back, mending, missing, tonight
from reports.parts.labels import Label, codes, label
from reports.parts.placed import found_query, placed_counts, total
from reports.parts.section import KeyFigure, Page
from reports.parts.stamp import stamped
from reports.parts.table import Cell, count, women

WRONG = ("misread", "misfiled", "notification", "organisation", "reckoning")
RUNS = f"marts.check_runs where {newest_of('check_runs')}"
FOUND = found_query("check_group", codes("check_group"))
STATES = (
    "select count(*) filter (where state = 'clear') as clear, "
    f"count(*) filter (where state = 'could_not_run') as could_not_run from {RUNS}"
)
ARRIVED = (
    "select street_code, count(*) as missing_files from marts.missing_files group by rollup (street_code)"
)


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
    title = Label("漏重", "Missing and duplicate")
    return stamped(marts, title, answer(marts), sections, tuple(key_figures(marts)))


def answer(marts: Marts) -> Label:
    """What is missing, double and wrong, and whether it is being mended, in one sentence."""
    lacking, double = found_by_groups(marts, ("missing",)), found_by_groups(marts, ("double",))
    wrong, mended = found_by_groups(marts, WRONG), _mended(marts["finding_trend"])
    return Label(
        f"缺漏 {lacking.zh} 条，重复 {double.zh} 条，差错 {wrong.zh} 条；{mended.zh}。",
        f"Missing: {lacking.zh}; duplicate: {double.zh}; wrong: {wrong.zh}. {mended.en}.",
    )


def key_figures(marts: Marts) -> Iterable[KeyFigure]:
    """The findings of each group of checks, files that did not arrive, and checks without a result."""
    in_streets = checked.found_in_streets(marts, placed_counts(marts))
    for place, group in enumerate(codes("check_group")):
        value = found_by_groups(marts, (group,))
        of_each = {code: (cells[place],) for code, cells in in_streets.items()}
        yield KeyFigure(group, label("check_group", group), value, FOUND, of_streets=of_each)
    runs = newest(marts["check_runs"], "as_of_date")
    not_arrived = Label("应报未到的文件", "files that did not arrive")
    lacking = dict(marts["missing_files"].group_by("street_code").len().iter_rows())
    of_each = {code: (count(lacking.get(code, 0)),) for code in in_streets}
    district = count(marts["missing_files"].height)
    yield KeyFigure("files", not_arrived, district, ARRIVED, of_streets=of_each)
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
