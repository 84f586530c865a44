"""The pages as files: rendered beside their assets in a new folder, which then takes the old one's place."""

import json
import shutil
from pathlib import Path

import jinja2
import plotly
from markupsafe import Markup

from reports.marts import read_marts
from reports.overview import overview
from reports.section import Drawing, Page

HERE = Path(__file__).parent
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
ASSETS = (HERE / "assets" / "taizhang.css", HERE / "assets" / "draw.js", PLOTLY)
INERT = str.maketrans(
    {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}
)


def write_site(snapshot: Path, out: Path) -> Path:
    """The path of `out/index.html`, drawn from a published DuckDB file; `out` is replaced whole.

    The same snapshot gives the same bytes. What fails before the swap leaves the old pages standing.
    """
    _restore(out)
    page = overview(read_marts(snapshot))
    fresh = _beside(out, "new")
    _remove(fresh)
    (fresh / "assets").mkdir(parents=True)
    for asset in ASSETS:
        shutil.copyfile(asset, fresh / "assets" / asset.name)
    (fresh / "index.html").write_text(render(page), encoding="utf-8", newline="\n")
    _swap_in(fresh, out)
    return out / "index.html"


def render(page: Page) -> str:
    """The HTML of a page: everything in it escaped, its figures as inert JSON."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["figure_json"] = figure_json
    return environment.get_template("page.html").render(page=page)


def figure_json(drawing: Drawing) -> Markup:
    """A figure's data and layout as JSON that cannot end its script element or open another."""
    figure = json.dumps(drawing.figure.to_plotly_json(), ensure_ascii=False, sort_keys=True, allow_nan=False)
    return Markup(figure.translate(INERT))


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
