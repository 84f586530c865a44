"""The one list of the pages, in the order in which an inspector asks; a page is added by one entry here."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.classes import classes_page
from reports.communities import communities_page
from reports.explain import explain_page
from reports.floating import floating_page
from reports.inspections import inspections_page
from reports.labels import Label
from reports.marts import Columns, Marts, some
from reports.methods import methods_page
from reports.methods_marts import METHODS
from reports.movements import movements_page
from reports.network import network_page
from reports.overview import overview
from reports.overview_marts import OVERVIEW
from reports.quality import quality
from reports.quality_marts import QUALITY
from reports.section import Page
from reports.slips import slips_page
from reports.subject_marts import CLASSES, FLOATING, INSPECTIONS, NETWORK, SLIPS


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
    Entry("quality.html", Label("漏重", "Missing and double"), QUALITY, quality),
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
