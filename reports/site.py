"""The pages as files: rendered beside their assets in a new folder, which then takes the old one's place."""

import shutil
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

import jinja2
import plotly.graph_objects as go
from markupsafe import Markup

from reports.bodies import BODIES, bodies_script, body_half_years
from reports.communities import handed_to_communities
from reports.explain import handed_to_explanation
from reports.explain_data import HALF_YEAR, half_year_script
from reports.explained import explaining_marts, scored_half_years
from reports.long_tables import packed_tables
from reports.marts import read_marts
from reports.navigation import PAGES, Entry
from reports.packed import inert_json
from reports.section import Page

HERE = Path(__file__).parent
# plotly.js in its bundle of bars, lines and waterfalls: the one in the wheel is four times as large
ASSETS = tuple(path for room in ("assets", "vendor") for path in sorted((HERE / room).iterdir()))


def write_site(snapshot: Path, out: Path) -> Path:
    """The path of `out/index.html`, drawn from a published DuckDB file; `out` is replaced whole.

    The same snapshot gives the same bytes. What fails before the swap leaves the old pages standing.
    """
    _restore(out)
    pages = [(entry, entry.build(read_marts(snapshot, entry.reads))) for entry in PAGES]
    scripts = dict(_half_year_scripts(snapshot))
    fresh = _beside(out, "new")
    _remove(fresh)
    (fresh / "assets").mkdir(parents=True)
    for asset in ASSETS:
        shutil.copyfile(asset, fresh / "assets" / asset.name)
    for entry, page in pages:
        _write(fresh / entry.file, render(entry, page, scripts))
    for name, script in scripts.items():
        _write(fresh / "assets" / f"{name}.js", script)
    _swap_in(fresh, out)
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
    return environment().get_template(entry.template).render(page=page, here=entry.file, **handed())


def _half_year_scripts(snapshot: Path) -> Iterator[tuple[str, str]]:
    """The numbers that pages ask for when a half-year is opened, by the name of their script."""
    for half_year in scored_half_years(snapshot):
        if HALF_YEAR.fullmatch(half_year):
            yield f"explain-{half_year}", half_year_script(explaining_marts(snapshot, half_year), half_year)
    marts = read_marts(snapshot, BODIES)
    for half_year in body_half_years(marts):
        if HALF_YEAR.fullmatch(half_year):
            yield f"bodies-{half_year}", bodies_script(marts, half_year)


def environment() -> jinja2.Environment:
    """Jinja's templates, escaping everything that stands in them."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"figure_json": figure_json, "json": _json, "menu": PAGES, "packed_tables": packed_tables}
    return made


def figure_json(figure: go.Figure) -> Markup:
    """A figure's data and layout as JSON that cannot end its script element or open another."""
    return Markup(inert_json(figure.to_plotly_json()))


def _json(value: object) -> Markup:
    return Markup(inert_json(value))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _swap_in(fresh: Path, out: Path) -> None:
    """Put `fresh` where `out` is; if that fails the old folder goes back."""
    old = _beside(out, "old")
    _remove(old)
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    _remove(old)


def _restore(out: Path) -> None:
    """Put back the pages of a run that was killed between taking them away and putting in the new ones."""
    old = _beside(out, "old")
    if old.exists() and not out.exists():
        old.rename(out)


def _beside(out: Path, name: str) -> Path:
    """A folder next to `out`, on its file system; a killed run's is found and removed by the next."""
    return out.parent / f".{out.name}.{name}"


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
