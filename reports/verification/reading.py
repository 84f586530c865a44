"""A written page read back: its tables, key figures and queries, its JSON, and the rest of its words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from reports.parts.long_tables import SCRIPT, unpacked_tables
from reports.parts.table import Words

CELLS = {"th", "td", "dt", "dd"}


@dataclass
class WrittenTable:
    """A table as it stands in a page: header, rows and totals as texts, `Words` where a cell is no number."""

    id: str
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    totals: list[list[str]] = field(default_factory=list)

    @property
    def lines(self) -> list[list[str]]:
        """Rows and totals, without the line that says that there are none."""
        return [row for row in (*self.rows, *self.totals) if len(row) == len(self.header)]


@dataclass(frozen=True)
class WrittenPage:
    """What a page says, by the ids of its parts; `words` stand outside of all others.

    `keys` are key figures: a row has the name of one and its values. `queries` has what a part states as its
    source.
    """

    tables: dict[str, WrittenTable]
    keys: dict[str, WrittenTable]
    queries: dict[str, list[str]]
    scripts: dict[str, str]
    words: tuple[str, ...]


def read_page(html: str) -> WrittenPage:
    """The reading of a whole page, with the rows of its long tables unpacked."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    _unpack(reading.tables, reading.scripts)
    return WrittenPage(reading.tables, reading.keys, reading.queries, reading.scripts, tuple(reading.words))


def _unpack(tables: dict[str, WrittenTable], scripts: dict[str, str]) -> None:
    """Give the long tables their rows; what cannot be unpacked stays a script."""
    try:
        packed = unpacked_tables(scripts.get(SCRIPT, "").strip().strip('"'))
    except ValueError:
        return
    del scripts[SCRIPT]
    for name, rows in packed.items():
        tables.setdefault(name, WrittenTable(name)).rows = rows


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, WrittenTable] = {}
        self.keys: dict[str, WrittenTable] = {}
        self.queries: dict[str, list[str]] = {}
        self.scripts: dict[str, str] = {}
        self.words: list[str] = []
        self._table: WrittenTable | None = None
        self._cells: list[str] = []
        self._text: list[str] | None = None
        self._is_words = False
        self._part = ""
        self._script: str | None = None
        self._of = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what the element holds: a script, a table or its part, a row, the text of a cell or query."""
        named = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._script = named.get("data-figure") or named.get("id") or named.get("src", "")
        elif tag == "table":
            self._table = self.tables[named.get("id", "")] = WrittenTable(named.get("id", ""))
        elif tag == "dl" and named.get("class") == "keys" and "id" in named:
            self._table = self.keys[named["id"]] = WrittenTable(named["id"])
        elif tag in ("thead", "tbody", "tfoot"):
            self._part = tag
        elif tag in ("tr", "dt"):
            self._cells = []
        elif tag == "b" and self._table:
            self._keep_cell()  # its name stands before it
        elif tag == "details":
            self._of = named.get("data-of", "")
        if (tag in {*CELLS, "b"} and self._table) or named.get("class") == "query":
            self._text = []
            self._is_words = named.get("class") == "text"

    def handle_endtag(self, tag: str) -> None:
        """Keep what has ended."""
        if tag == "script":
            self._script = None
        elif tag in ("table", "dl"):
            self._table, self._part = None, ""
        elif tag == "code" and self._text is not None:
            self.queries.setdefault(self._of, []).append("".join(self._text))
            self._text = None
        elif tag in CELLS and self._text is not None:
            self._keep_cell()
        elif self._table and (tag == "tr" or (tag == "div" and self._cells)):
            self._keep_row(self._table)

    def handle_data(self, data: str) -> None:
        """Add text to the script, cell or query that it stands in, else to the words of the page."""
        if self._script is not None:
            self.scripts[self._script] = self.scripts.get(self._script, "") + data
        elif self._text is not None:
            self._text.append(data)
        elif words := " ".join(data.split()):
            self.words.append(words)

    def _keep_cell(self) -> None:
        told = " ".join("".join(self._text or ()).split())
        self._cells.append(Words(told) if self._is_words else told)
        self._text = None

    def _keep_row(self, table: WrittenTable) -> None:
        if self._part == "thead":
            table.header = self._cells
        else:
            (table.totals if self._part == "tfoot" else table.rows).append(self._cells)
        self._cells = []
