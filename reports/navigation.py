"""The one list of the pages, in the order in which an inspector asks; a page is added by one entry here."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.marts.classes import CLASSES
from reports.marts.floating import FLOATING
from reports.marts.inspections import INSPECTIONS
from reports.marts.methods import METHODS
from reports.marts.network import NETWORK
from reports.marts.overview import OVERVIEW
from reports.marts.quality import QUALITY
from reports.marts.slips import SLIPS
from reports.marts.tables import Columns, Marts, some
from reports.pages.classes.page import classes_page
from reports.pages.communities.page import communities_page
from reports.pages.floating.page import floating_page
from reports.pages.inspections.page import inspections_page
from reports.pages.methods.page import methods_page
from reports.pages.movements import movements_page
from reports.pages.network.page import network_page
from reports.pages.overview.page import overview
from reports.pages.quality.page import quality
from reports.pages.slips.page import slips_page
from reports.pages.streets.page import explain_page
from reports.parts.labels import Label
from reports.parts.section import Page


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
    Entry("index.html", Label("总览", "Overview"), OVERVIEW, overview),
    Entry(
        "explain.html",
        Label("街道", "Streets"),
        some("snapshot", "class_counts"),
        explain_page,
        "explain.html",
    ),
    Entry(
        "communities.html",
        Label("社区", "Communities"),
        some("snapshot", "class_counts"),
        communities_page,
        "communities.html",
    ),
    Entry(
        "classes.html",
        Label("分类", "Classes"),
        CLASSES,
        classes_page,
    ),
    Entry("quality.html", Label("漏重", "Missing and duplicate"), QUALITY, quality),
    Entry(
        "movements.html",
        Label("变动", "Movements"),
        some("snapshot", "class_counts", "movements"),
        movements_page,
    ),
    Entry("slips.html", Label("通报", "Notice slips"), SLIPS, slips_page),
    Entry("floating.html", Label("流动", "Floating women"), FLOATING, floating_page),
    Entry("network.html", Label("队伍阵地经费", "Network, premises, funds"), NETWORK, network_page),
    Entry("inspections.html", Label("督查", "Inspections"), INSPECTIONS, inspections_page),
    Entry("methods.html", Label("方法", "Methods"), METHODS, methods_page),
)
