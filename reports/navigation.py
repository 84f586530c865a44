"""The one list of the pages, in the order in which an inspector asks; a page is added by one entry here."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.classes import classes_page
from reports.explain import explain_page
from reports.labels import Label
from reports.marts import COLUMNS, Columns, Marts, some
from reports.movements import movements_page
from reports.overview import overview
from reports.quality import quality
from reports.quality_marts import QUALITY
from reports.section import Page


@dataclass(frozen=True)
class Entry:
    """A page of the site: its file, its name in the menu, the columns it reads, what makes it of them.

    `template` is the file of `templates` that lays it out; sections need no other than `page.html`.
    """

    file: str
    name: Label
    reads: Columns
    build: Callable[[Marts], Page]
    template: str = "page.html"


PAGES = (
    Entry("index.html", Label("总览", "Overview"), COLUMNS, overview),
    Entry(
        "explain.html", Label("成绩说明", "Scores explained"), some("snapshot"), explain_page, "explain.html"
    ),
    Entry(
        "classes.html",
        Label("分类", "Classes"),
        some("snapshot", "class_counts", "class_totals"),
        classes_page,
    ),
    Entry("quality.html", Label("漏重", "Missing and double"), QUALITY, quality),
    Entry(
        "movements.html",
        Label("变动", "Movements"),
        some("snapshot", "class_counts", "movements"),
        movements_page,
    ),
)
