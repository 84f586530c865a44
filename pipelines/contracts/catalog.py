"""The contracts of `*.csv` beside this file, as frozen objects that readers and SQL generators share."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Column:
    """One column of a contract sheet; `canonical` is its name in every table, `names_zh` its headers.

    `text_shape` says of a text that is kept what it may hold: `words`, `kinship`, `label`, `number`,
    `document_number` or `finding_id`; what looks like a person's number, home or name is lost.
    """

    table: str
    canonical: str
    names_zh: tuple[str, ...]
    kind: str
    codes: str
    widths: tuple[str, ...]
    is_key: bool
    is_required: bool
    required_when: str
    handling: str
    reduced_to: str
    text_shape: str
    description: str

    @property
    def pseudonym(self) -> str:
        """The column that holds the keyed hash of this one: `person_key` for a citizen ID."""
        return "person_key" if self.kind == "citizen_id" else f"{self.canonical}_hash"

    @property
    def state(self) -> str:
        """The column that says whether a cell of this one was valid, invalid or blank."""
        return f"{self.canonical}_state"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a contract: the table its rows land in, and how repeated keys are taken.

    `replaced_by` names the columns whose newest delivery stands (blank: all do, and SQL chooses);
    `in_force_on` is SQL for the date on which a row's key codes must be in force (blank: the run's);
    `is_recoded`: an old row may carry a newer code, for the register is kept under the codes of today;
    `body_column` names the body to which a row's findings go (blank: no column of the sheet tells).
    """

    contract: str
    name_zh: str
    table: str
    repeated_keys_stay: bool
    replaced_by: tuple[str, ...]
    in_force_on: str
    is_recoded: bool
    body_column: str
    description: str
    columns: tuple[Column, ...]

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that together name a row."""
        return tuple(column for column in self.columns if column.is_key)

    def column(self, canonical: str) -> Column:
        """The column of that canonical name; KeyError where the sheet has none."""
        return {column.canonical: column for column in self.columns}[canonical]


@dataclass(frozen=True)
class Reason:
    """Why a file, sheet, row or mark (`applies_to`) is rejected, held back or told of, and what to do."""

    reason_code: str
    applies_to: str
    sentence_zh: str
    sentence_en: str
    remedy_zh: str
    remedy_en: str


@dataclass(frozen=True)
class PersonalMeasure:
    """What a score may ask of a column: `whether_filled`, `whether_zero`, `which_code` but `except_for`."""

    may_be_asked: str
    except_for: frozenset[str]


@dataclass(frozen=True)
class ProtectedCount:
    """A published count of persons: where it comes from, its key, and what withholding a cell of it costs.

    `only` is SQL for the rows that tell of persons, `body` and `counted_on` for whose and of when, `weight`
    for the cost (null: always shown); `lowest` is what a row is known to count at least; a cell that
    `stays_hidden` is of a past date: once withheld, it is so for good.
    """

    system: str
    table: str
    count: str
    source: str
    only: str
    key: tuple[str, ...]
    body: str
    counted_on: str
    lowest: int
    weight: str
    stays_hidden: bool


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV of this project, as text."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def sheets() -> Mapping[str, Sheet]:
    """Every contract sheet by its table name, in the order of `sheets.csv`."""
    columns: dict[str, list[Column]] = {}
    for row in read_rows(HERE / "columns.csv"):
        columns.setdefault(row["table"], []).append(_column(row))
    return {
        row["table"]: Sheet(
            contract=row["contract"],
            name_zh=row["sheet_zh"],
            table=row["table"],
            repeated_keys_stay=row["repeated_keys"] == "stay",
            replaced_by=_replaced_by(row["replaced_by"], columns[row["table"]]),
            in_force_on=row["in_force_on"],
            is_recoded=row["recoded"] == "Y",
            body_column=row["body_column"],
            description=row["description"],
            columns=tuple(columns[row["table"]]),
        )
        for row in read_rows(HERE / "sheets.csv")
    }


@cache
def code_lists() -> Mapping[str, tuple[dict[str, str], ...]]:
    """Every code list by name: its codes in order, each with `code`, `label_zh`, `label_en`, `note`."""
    lists: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(HERE / "codes.csv"):
        lists.setdefault(row["list"], []).append(row)
    return {name: tuple(rows) for name, rows in lists.items()}


@cache
def checks() -> tuple[dict[str, str], ...]:
    """Every quality check: what it looks for, where it is made (`found_by`), what its findings ask for."""
    return tuple(read_rows(HERE / "checks.csv"))


@cache
def questions() -> tuple[dict[str, str], ...]:
    """Every question that figures may raise with an institution, and what its figure is, in two languages."""
    return tuple(read_rows(HERE / "questions.csv"))


@cache
def personal_measures() -> Mapping[str, PersonalMeasure]:
    """What a score may ask of the columns that tell of births, contraception, check-ups and fees."""
    return {
        row["column"]: PersonalMeasure(row["may_be_asked"], frozenset(row["except_for"].split(";")) - {""})
        for row in read_rows(HERE / "personal_measures.csv")
    }


@cache
def protected_counts() -> tuple[ProtectedCount, ...]:
    """Every published count of persons, in the order of `protected_counts.csv`."""
    return tuple(
        ProtectedCount(
            system=row["system"],
            table=row["table"],
            count=count,
            source=row["source"],
            only=row["only"],
            key=tuple(row["key"].split(";")),
            body=row["body"],
            counted_on=row["counted_on"],
            lowest=int(row["lowest"]),
            weight=row["weight"],
            stays_hidden=row["stays_hidden"] == "Y",
        )
        for row in read_rows(HERE / "protected_counts.csv")
        for count in row["counts"].split(";")
    )


@cache
def path_words() -> tuple[str, ...]:
    """The words, none of them a person's, that paths are made of: names of forms and columns, and others."""
    forms = [sheet.name_zh for sheet in sheets().values()]
    columns = [name for sheet in sheets().values() for column in sheet.columns for name in column.names_zh]
    others = [row["word"] for row in read_rows(HERE / "path_words.csv")]
    return tuple(dict.fromkeys([*forms, *columns, *others]))


def indicator_checks() -> tuple[dict[str, str], ...]:
    """Which checks look at the rows that an indicator counts: pairs of `indicator_id` and `check_id`."""
    return tuple(read_rows(HERE / "indicator_checks.csv"))


@cache
def indicators() -> tuple[dict[str, str], ...]:
    """What each indicator counts in Chinese, `counted_zh`; the head of its SQL file says it in English.

    `persons` names the register where it counts persons, their files or rows about them; `denominator_told`
    says of whom the class counts tell its denominator: `bodies`, `communities` alone, or (blank) nobody.
    """
    return tuple(read_rows(HERE / "indicators.csv"))


def _replaced_by(named: str, columns: list[Column]) -> tuple[str, ...]:
    if named == "key":
        return tuple(column.canonical for column in columns if column.is_key)
    return (named,) if named else ()


@cache
def reasons() -> Mapping[str, Reason]:
    """Every reason by its code, in the order of `reasons.csv`, whatever it applies to."""
    return {row["reason_code"]: Reason(**row) for row in read_rows(HERE / "reasons.csv")}


def _column(row: dict[str, str]) -> Column:
    aliases = [name for name in row["aliases"].split(";") if name]
    return Column(
        table=row["table"],
        canonical=row["canonical"],
        names_zh=(row["column_zh"], *aliases),
        kind=row["kind"],
        codes=row["codes"],
        widths=tuple(row["widths"].split("/")) if row["widths"] else (),
        is_key=row["is_key"] == "Y",
        is_required=row["required"] == "R",
        required_when=row["required_when"],
        handling=row["handling"],
        reduced_to=row["reduced_to"],
        text_shape=row["text_shape"],
        description=row["description"],
    )
