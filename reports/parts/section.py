"""Parts of a page: a drawing with its words, a panel of drawing and tables, a section of panels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import plotly.graph_objects as go

from reports.parts.labels import Label, codes, label
from reports.parts.table import Cell, Table


@dataclass(frozen=True)
class Drawing:
    """A figure with a fixed id, its caption, and the words that stand for it where it cannot be seen.

    `facet` names the filter whose codes are the categories of its axis; blank: no filter touches it.
    `query` is the SQL on the snapshot behind it; blank: its numbers stand in the tables beside it.
    """

    id: str
    caption: Label
    alternative: Label
    figure: go.Figure
    facet: str = ""
    query: str = ""


@dataclass(frozen=True)
class Explanation:
    """What stands behind one line, opened on demand: a line in short, and titled texts."""

    summary: tuple[Cell, ...]
    texts: tuple[tuple[Label, Label], ...]


@dataclass(frozen=True)
class Panel:
    """Tables, and the drawing of the first of them where there is one; explanations below.

    The drawing stands beside its table; where the panel is wide it stands above.
    """

    tables: tuple[Table, ...]
    drawing: Drawing | None = None
    explanations: tuple[Explanation, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True)
class Section:
    """A titled part of a page; without panels it says that there is nothing. `more` leads to another page."""

    id: str
    title: Label
    lead: Label
    panels: tuple[Panel, ...] = ()
    more: Cell | None = None


@dataclass(frozen=True)
class KeyFigure:
    """One number of the head of a page with what it counts; `query` is the SQL on the snapshot behind it.

    With `lines`, further numbers under their names, it is a panel; `more` leads to the page that tells more.
    `of_streets` has value and lines of each street by code, as published: the filter shows them in the place
    of the district's; without, the filter says that the number is the district's. `facets` hides the figure
    itself, as it hides a row.
    """

    id: str
    title: Label
    value: Cell
    query: str = ""
    lines: tuple[tuple[Label, Cell], ...] = ()
    more: Cell | None = None
    of_streets: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    facets: Mapping[str, str] = field(default_factory=dict)


def stated_by(key_figures: Iterable[KeyFigure]) -> tuple[str, ...]:
    """The queries behind key figures, each once."""
    return tuple(dict.fromkeys(key.query for key in key_figures if key.query))


@dataclass(frozen=True)
class Page:
    """A whole page: what it is, as of when, key figures and sections; `streets` names those of its filter."""

    title: Label
    what: Label
    as_of: Cell
    snapshot_id: Cell
    key_figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    streets: Mapping[str, str] = field(default_factory=dict)

    @property
    def key_queries(self) -> tuple[str, ...]:
        """The queries behind the key figures, each once."""
        return stated_by(self.key_figures)

    @property
    def keys_of_streets(self) -> Mapping[str, Mapping[str, list[tuple[str, str, str]]]]:
        """Value and lines of the key figures that follow the filter, by figure and street: texts and kind."""
        return {
            key.id: {
                code: [(cell.zh, cell.en, cell.kind) for cell in cells]
                for code, cells in key.of_streets.items()
            }
            for key in self.key_figures
            if key.of_streets
        }

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the page in its order."""
        panels = (panel for section in self.sections for panel in section.panels)
        return tuple(table for panel in panels for table in panel.tables)

    @property
    def long_tables(self) -> tuple[Table, ...]:
        """The tables whose rows the page hands over packed."""
        return tuple(table for table in self.tables if table.is_long)

    @property
    def is_sortable(self) -> bool:
        """Whether a table of the page can be sorted by its reader."""
        return any(table.is_sortable for table in self.tables)

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """Every drawing of the page in its order."""
        panels = (panel for section in self.sections for panel in section.panels)
        return tuple(panel.drawing for panel in panels if panel.drawing)

    @property
    def facet_names(self) -> Mapping[str, Mapping[str, tuple[str, str]]]:
        """Chinese and English name of every code that the filters of this page may offer, by filter."""
        listed = {"area": "area_type", "class": "management_class"}
        named = {
            facet: {code: (label(kind, code).zh, label(kind, code).en) for code in codes(kind)}
            for facet, kind in listed.items()
        }
        return {"street": {code: (name, "") for code, name in self.streets.items()}, **named}
