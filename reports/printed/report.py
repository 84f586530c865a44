"""The printable report of a half-year: a cover, a sheet for every street, and how the figures were made."""

from pathlib import Path

from reports.marts.explained import EXPLAINING, explaining_marts
from reports.marts.snapshot import read_marts
from reports.marts.tables import COLUMNS, Columns, Marts
from reports.pages.standing.scores import street_scores
from reports.parts.labels import Label
from reports.parts.sheet import Report
from reports.parts.table import day, text
from reports.parts.templates import environment
from reports.printed.cover import cover_sheet
from reports.printed.method import method_sheet
from reports.printed.street import street_sheet

# beside what the pages read: the district's own figures, and what an explanation needs less of
WIDER: Columns = {
    "rulings": COLUMNS["rulings"],
    "scheme_lines": {**EXPLAINING["scheme_lines"], "points": "double"},
}
FIGURES = {"half_year": "varchar", "units": "bigint", "courtyards": "bigint", "courtyard_heads": "bigint"}

WORDS = {
    "half_year": Label("半年", "half-year"),
    "as_of": Label("统计时点", "as of"),
    "snapshot": Label("快照", "snapshot"),
}


def write_report(snapshot: Path, half_year: str, path: Path, assets: str) -> None:
    """Write the half-year's report as HTML for paper; `assets` is where its style and scripts lie from there.

    The same snapshot gives the same bytes.
    """
    template = environment().get_template("report.html")
    html = template.render(page=report(snapshot, half_year), assets=assets, words=WORDS)
    path.write_text(html, encoding="utf-8", newline="\n")


def report(snapshot: Path, half_year: str) -> Report:
    """The report of a half-year that has scores, streets in the order of their ranks."""
    marts: Marts = {
        **read_marts(snapshot, {**COLUMNS, "district_figures": FIGURES}, half_year),
        **explaining_marts(snapshot, half_year),
        **read_marts(snapshot, WIDER),
    }
    stamp = next(marts["snapshot"].iter_rows(named=True), {"as_of_date": None, "snapshot_id": None})
    streets = street_scores(marts["scores"], marts["score_parts"])
    return Report(
        half_year=half_year,
        as_of=day(stamp["as_of_date"]),
        snapshot_id=text(stamp["snapshot_id"]),
        cover=cover_sheet(marts, half_year, streets),
        sheets=(
            *(street_sheet(marts, street, streets) for street in streets.iter_rows(named=True)),
            method_sheet(marts, half_year),
        ),
    )
