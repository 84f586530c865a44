"""Tables as the pages show them: every cell already written out, every column named in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from reports.parts.labels import Label, label
from reports.parts.withheld import MARK

LONGEST = 60  # rows that a page holds as such; longer tables it draws as they are scrolled to


@dataclass(frozen=True)
class Cell:
    """The text of one cell; `kind` is text, number, partial, protected, absent or alert: its CSS class.

    `href` is where the cell leads within the pages; blank: nowhere.
    """

    zh: str
    en: str = ""
    kind: str = "text"
    href: str = ""


class Words(str):
    """What a cell of kind text reads, written and read back: a name of digits in it is no number."""

    __slots__ = ()


ROWS = Label("行", "rows")


@dataclass(frozen=True)
class Table:
    """A captioned table; the first cell of a row names it, `totals` stand below the rows.

    `query` is the SQL on the snapshot whose result holds every number of the table, unrounded. `facets` has
    one mapping a row, from `street`, `area`, `half_year` or `class` to the code by which the page's filters
    keep or hide the row, and `column_facets` one a column; empty: never hidden. `told_in` is what a row is.
    A long table `is_written_whole` where a reader has to find and read whole texts in it.
    """

    id: str
    caption: Label
    columns: tuple[Label, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...] = ()
    folded: bool = False
    is_sortable: bool = False
    query: str = ""
    facets: tuple[Mapping[str, str], ...] = ()
    column_facets: tuple[Mapping[str, str], ...] = ()
    told_in: Label = ROWS
    is_written_whole: bool = False

    @property
    def is_long(self) -> bool:
        """Whether a page hands its rows over packed instead of writing them all."""
        return len(self.rows) > LONGEST and not self.is_written_whole

    @property
    def choices(self) -> Mapping[str, list[str]]:
        """The codes that each of the rows' filters may keep, in their order."""
        names = dict.fromkeys(facet for codes in self.facets for facet in codes)
        return {name: sorted({codes[name] for codes in self.facets if name in codes}) for name in names}

    @property
    def has_protected(self) -> bool:
        """Whether a cell is withheld, so that the key to the mark has to stand below."""
        return self._has("protected")

    @property
    def has_partial(self) -> bool:
        """Whether a sum leaves out withheld parts."""
        return self._has("partial")

    @property
    def are_numbers(self) -> tuple[bool, ...]:
        """Of each column, whether numbers stand in it; the first names the rows."""
        columns = zip(*self.rows, strict=True)
        told = tuple(any(cell.kind in NUMBERS for cell in column) for column in columns)
        return (False, *told[1:]) if told else (False,) * len(self.columns)

    def _has(self, kind: str) -> bool:
        return any(cell.kind == kind for row in self.rows + self.totals for cell in row)


NUMBERS = ("number", "partial", "protected")
ABSENT = Cell("—", kind="absent")
WITHHELD = Cell(MARK, kind="protected")


def text(value: str | None) -> Cell:
    """A name as it stands in the mart."""
    return Cell(value) if value else ABSENT


def term(kind: str, code: str | None) -> Cell:
    """A coded value by its labels in both languages."""
    named = label(kind, code)
    return Cell(named.zh, named.en) if code else ABSENT


def count(value: int | None) -> Cell:
    """A count of things that are never protected, thousands grouped."""
    return ABSENT if value is None else Cell(f"{value:,}", kind="number")


def women(value: int | None) -> Cell:
    """A count of persons; a withheld one shows the mark, never 0."""
    return WITHHELD if value is None else count(value)


def at_least(value: int, *, is_whole: bool) -> Cell:
    """A sum of counts; one that leaves out withheld parts says so, and shows none where all are."""
    if is_whole:
        return count(value)
    return Cell(f"≥{value:,}", kind="partial") if value else WITHHELD


def points(value: float | None) -> Cell:
    """A score or points, half-up to two decimals."""
    return ABSENT if value is None else Cell(f"{_half_up(value, '0.01')}", kind="number")


def ranked(rank: int | None, bodies: int | None) -> Cell:
    """A rank among so many; absent where there is none."""
    return Cell(f"{rank} / {bodies}", kind="number") if rank and bodies else count(rank)


def measure(value: float | None) -> Cell:
    """What an indicator counted, thousands grouped, half-up to at most four decimals."""
    if value is None:
        return ABSENT
    return Cell(f"{_half_up(value, '0.0001'):,}".rstrip("0").rstrip("."), kind="number")


def counted(value: float | None) -> Cell:
    """A numerator or denominator of an indicator; withheld ones count persons."""
    return WITHHELD if value is None else measure(value)


def signed(value: float | None) -> Cell:
    """A change in points of score with its sign, half-up to two decimals."""
    return ABSENT if value is None else Cell(f"{_half_up(value, '0.01'):+}".replace("-", "−"), kind="number")


def signed_count(value: int | None) -> Cell:
    """A change of a count with its sign, thousands grouped; none has no sign."""
    return count(value) if not value else Cell(f"{value:+,}".replace("-", "−"), kind="number")


def share(value: float | None) -> Cell:
    """A share of 1 in percent, half-up to two decimals."""
    return ABSENT if value is None else Cell(f"{_half_up(value, '0.0001'):.2%}", kind="number")


def percent(value: float | None) -> Cell:
    """A percentage, half-up to two decimals."""
    return ABSENT if value is None else Cell(f"{_half_up(value, '0.01')}%", kind="number")


def yuan(value: float | None) -> Cell:
    """An amount in yuan, thousands grouped, half-up to two decimals."""
    return ABSENT if value is None else Cell(f"{_half_up(value, '0.01'):,}", kind="number")


def day(value: date | datetime | None) -> Cell:
    """A date, or a time to the minute, in ISO order."""
    if value is None:
        return ABSENT
    return Cell(f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat(), kind="date")


def flag(value: bool | None, *, is_alert: bool = False) -> Cell:
    """Yes or no in both languages; an alert stands out when it is yes."""
    if value is None:
        return ABSENT
    return Cell("是", "yes", "alert" if is_alert else "text") if value else Cell("否", "no")


def _half_up(value: float, step: str) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(step), ROUND_HALF_UP)
