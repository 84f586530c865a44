"""A written page read back: the cells of its tables, the JSON in it, and the rest of its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class WrittenTable:
    """A table as it stands in a page: header, rows and totals as texts, and the query it says it is from."""

    id: str
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    totals: list[list[str]] = field(default_factory=list)
    query: str = ""


@dataclass(frozen=True)
class WrittenPage:
    """What a page says: tables by id, JSON scripts by what they are for, words outside of both."""

    tables: Mapping[str, WrittenTable]
    scripts: Mapping[str, str]
    words: tuple[str, ...]


def read_page(html: str) -> WrittenPage:
    """The reading of a whole page."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return WrittenPage(reading.tables, reading.scripts, tuple(reading.words))


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, WrittenTable] = {}
        self.scripts: dict[str, str] = {}
        self.words: list[str] = []
        self._table: WrittenTable | None = None
        self._last: WrittenTable | None = None
        self._cells: list[str] = []
        self._text: list[str] | None = None
        self._part = ""
        self._script: str | None = None
        self._is_source = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._script = named.get("data-figure") or named.get("id") or named.get("src", "")
        elif tag == "table":
            self._last = self._table = WrittenTable(named.get("id", ""))
            self.tables[self._table.id] = self._table
        elif tag in ("thead", "tbody", "tfoot"):
            self._part = tag
        elif tag == "tr":
            self._cells = []
        elif tag in ("th", "td"):
            self._text = []
        elif tag == "details":
            self._is_source = "source" in named.get("class", "").split()

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None
        elif tag == "table":
            self._table = None
        elif tag in ("th", "td") and self._text is not None:
            self._cells.append(" ".join("".join(self._text).split()))
            self._text = None
        elif tag == "tr" and self._table:
            self._keep_row(self._table)
        elif tag == "code" and self._is_source:
            self._is_source = False  # the code after it is the snapshot's

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.scripts[self._script] = self.scripts.get(self._script, "") + data
        elif self._text is not None:
            self._text.append(data)
        elif self._is_source and self._last and self.lasttag == "code":
            self._last.query += data
        elif words := " ".join(data.split()):
            self.words.append(words)

    def _keep_row(self, table: WrittenTable) -> None:
        if self._part == "thead":
            table.header = self._cells
        else:
            (table.totals if self._part == "tfoot" else table.rows).append(self._cells)
