"""The suites of `expectations/`: declared rules on the rows of a table, each an expectation and a select."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.contracts.catalog import Sheet, checks, sheets

SUITES = Path(__file__).parents[2] / "expectations"
MUST, SHOULD = "must", "should"
OPTIONAL = ("where", "body", "subject", "period", "amount")


class SuiteError(ValueError):
    """A suite file cannot be used; the message names the file, the check and the remedy."""


@dataclass(frozen=True)
class Expectation:
    """What every row of a staging table satisfies.

    `kind` is rule, required, code, key or unique; `about` names the check or the columns. `broken_rows` is
    SQL for the places (delivery_no, sheet_no, row_no) of those that do not, the table written `{batch}`.
    """

    table: str
    kind: str
    about: str
    broken_rows: str


@dataclass(frozen=True)
class Rule:
    """A declared rule: of every row for which `where` is true, `holds` is true; the rest is SQL too."""

    check_id: str
    table: str
    holds: str
    where: str
    body: str
    column: str
    subject: str
    period: str
    amount: str

    @property
    def expectation(self) -> Expectation:
        """The rule as Great Expectations judges it."""
        places = f"select delivery_no, sheet_no, row_no\n{self._broken('{batch}')}"
        return Expectation(self.table, "rule", self.check_id, places)

    @property
    def findings_sql(self) -> str:
        """The select of `checks.<check_id>`: one row for each row that breaks the rule."""
        return f"""select
    cast({self.body} as varchar) as body_code,
    delivery_no,
    sheet_no,
    row_no,
    cast({self.column} as varchar) as column_name,
    cast({self.subject} as varchar) as subject_code,
    cast({self.period} as varchar) as period,
    cast({self.amount} as integer) as amount
{self._broken(f"staging.{self.table}")}"""

    def _broken(self, table: str) -> str:
        # the run's date goes by another name: some tables have an as_of_date of their own;
        # Great Expectations puts a name after {batch} itself, but for queries that join
        return (
            f"from {table} as judged_rows\n"
            "cross join (select as_of_date as judged_on from rules.run) as run\n"
            f"where ({self.where})\n    and not ({self.holds})"
        )


@cache
def declared_rules(folder: Path = SUITES) -> Mapping[str, Rule]:
    """Every declared rule by its check; SuiteError for a file, check or word that does not fit."""
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.toml")):
        for rule in _rules_of(path):
            if rule.check_id in rules:
                raise SuiteError(f"{path.name}: {rule.check_id} is declared twice: keep one of the two")
            rules[rule.check_id] = rule
    return rules


def _rules_of(path: Path) -> Iterator[Rule]:
    if path.stem not in sheets():
        raise SuiteError(f"{path.name}: name the file after a table of sheets.csv")
    blocks = tomllib.loads(path.read_text("utf-8"))
    for word, entries in blocks.items():
        for entry in entries:
            yield _rule(path.name, word, entry, sheets()[path.stem])


def _rule(file: str, word: str, entry: Mapping[str, str], sheet: Sheet) -> Rule:
    effects = {check["id"]: check["effect"] for check in checks()}
    check_id = entry.get("check", "")
    if check_id not in effects:
        raise SuiteError(f"{file}: checks.csv has no check '{check_id}': add it or correct the name")
    if word != (MUST if effects[check_id] == "block" else SHOULD):
        raise SuiteError(
            f"{file}: {check_id} is '{effects[check_id]}' in checks.csv: must blocks, should warns"
        )
    unknown = entry.keys() - {"check", "holds", "column", *OPTIONAL}
    if unknown or "holds" not in entry or "column" not in entry:
        raise SuiteError(f"{file}: {check_id} needs holds and column, and takes {', '.join(OPTIONAL)} beside")
    names = {column.canonical for column in sheet.columns}
    column = f"'{entry['column']}'" if entry["column"] in names else entry["column"].strip()
    given = {name: entry.get(name, "null") for name in OPTIONAL} | {"where": entry.get("where", "true")}
    body = entry.get("body", sheet.body_column or "null")
    return Rule(check_id, sheet.table, entry["holds"], column=column, **given | {"body": body})
