"""The pages as files: rendered beside their assets in a new folder, which then takes the old one's place."""

import shutil
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from reports.marts.explained import explaining_marts, scored_half_years
from reports.marts.snapshot import read_marts
from reports.navigation import PAGES, Entry
from reports.pages.communities.bodies import BODIES, bodies_script, body_half_years
from reports.pages.communities.page import handed_to_communities
from reports.pages.streets.data import HALF_YEAR, half_year_script
from reports.pages.streets.page import handed_to_explanation
from reports.parts.section import Page
from reports.parts.swap import replacing
from reports.parts.templates import environment

HERE = Path(__file__).parent
# plotly.js in its bundle of bars, lines and waterfalls: the one in the wheel is four times as large
ASSETS = tuple(path for room in ("assets", "vendor") for path in sorted((HERE / room).iterdir()))


def write_site(snapshot: Path, out: Path) -> Path:
    """The path of `out/index.html`, drawn from a published DuckDB file; `out` is replaced whole.

    The same snapshot gives the same bytes. What fails before the swap leaves the old pages standing.
    """
    with replacing(out) as fresh:
        pages = [(entry, entry.build(read_marts(snapshot, entry.reads))) for entry in PAGES]
        scripts = dict(_half_year_scripts(snapshot))
        (fresh / "assets").mkdir()
        for asset in ASSETS:
            shutil.copyfile(asset, fresh / "assets" / asset.name)
        for entry, page in pages:
            _write(fresh / entry.file, render(entry, page, scripts))
        for name, script in scripts.items():
            _write(fresh / "assets" / f"{name}.js", script)
    return out / "index.html"


def render(entry: Entry, page: Page, scripts: Collection[str] = ()) -> str:
    """The HTML of a page: everything in it escaped, its figures as inert JSON; `scripts` names half-years."""
    scored, counted = (
        [name.removeprefix(kind) for name in scripts if name.startswith(kind)]
        for kind in ("explain-", "bodies-")
    )
    handed = {
        "explain.html": partial(handed_to_explanation, scored, counted),
        "communities.html": partial(handed_to_communities, page, counted),
    }.get(entry.template, dict)
    template = environment().get_template(entry.template)
    return template.render(page=page, menu=PAGES, here=entry.file, **handed())


def _half_year_scripts(snapshot: Path) -> Iterator[tuple[str, str]]:
    """The numbers that pages ask for when a half-year is opened, by the name of their script."""
    for half_year in scored_half_years(snapshot):
        if HALF_YEAR.fullmatch(half_year):
            yield f"explain-{half_year}", half_year_script(explaining_marts(snapshot, half_year), half_year)
    marts = read_marts(snapshot, BODIES)
    for half_year in body_half_years(marts):
        if HALF_YEAR.fullmatch(half_year):
            yield f"bodies-{half_year}", bodies_script(marts, half_year)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
