"""What a written page says: its figures, read back from the JSON in it, and its tables as text."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any


class Reading(HTMLParser):
    """One pass over a page: figures by id, table rows by table id, and every tag that was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: dict[str, Any] = {}
        self.tables: dict[str, list[list[str]]] = {}
        self.tags: list[str] = []
        self._figure: str | None = None
        self._table: list[list[str]] | None = None
        self._is_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self._figure = named.get("data-figure") if tag == "script" else self._figure
        if tag == "table":
            self._table = self.tables.setdefault(named["id"] or "", [])
        elif tag == "tr" and self._table is not None:
            self._table.append([])
        elif tag in ("th", "td") and self._table:
            self._table[-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._figure = None if tag == "script" else self._figure
        self._table = None if tag == "table" else self._table
        self._is_cell = False if tag in ("th", "td") else self._is_cell

    def handle_data(self, data: str) -> None:
        if self._figure:
            self.figures[self._figure] = json.loads(data)
        elif self._is_cell and self._table:
            self._table[-1][-1] += data


def read(html: str) -> Reading:
    """The reading of a whole page."""
    reading = Reading()
    reading.feed(html)
    return reading


def page_of(index: Path, file: str) -> Reading:
    """The reading of the page of that file beside the index."""
    return read(index.with_name(file).read_text(encoding="utf-8"))


def bars(figure: dict[str, Any], trace: str) -> dict[str, int]:
    """The values of the named trace by category."""
    of_trace = next(candidate for candidate in figure["data"] if trace in candidate["name"])
    across = of_trace.get("orientation") == "h"
    return dict(zip(of_trace["y" if across else "x"], of_trace["x" if across else "y"], strict=True))
