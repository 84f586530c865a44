"""A printed report in its parts: sheets, each of which begins on a new page of paper."""

from dataclasses import dataclass

from reports.parts.labels import Label
from reports.parts.section import KeyFigure, Panel, stated_by
from reports.parts.table import Cell


@dataclass(frozen=True)
class Sheet:
    """What begins on a new page: its title, key figures, sentences and panels."""

    id: str
    title: Label
    key_figures: tuple[KeyFigure, ...] = ()
    sentences: tuple[Label, ...] = ()
    panels: tuple[Panel, ...] = ()

    @property
    def key_queries(self) -> tuple[str, ...]:
        """The queries behind the key figures, each once."""
        return stated_by(self.key_figures)


@dataclass(frozen=True)
class Report:
    """The report of a half-year: as of when, from which snapshot, its cover and the sheets behind it."""

    half_year: str
    as_of: Cell
    snapshot_id: Cell
    cover: Sheet
    sheets: tuple[Sheet, ...]
