"""What SQL files may ask of the project's data: settings, required cells, unions over a folder of files."""

from collections.abc import Iterable
from pathlib import Path

import sqlglot
from jinja2 import Environment, StrictUndefined
from sqlglot import exp

from pipelines.contracts.catalog import Column, sheets
from pipelines.privacy.reduction import future_date_sql, quarantine_sql, staged_sheets
from pipelines.validation.rules import declared_rules

ALWAYS = "true"
INDICATOR_DEFAULTS = {
    "source_code": "body_code",
    "basis": "cast(null as varchar)",
    "is_delivered": ALWAYS,
    "is_pooled": ALWAYS,
}
FOUND = {
    "body_code": "varchar",
    "delivery_no": "integer",
    "sheet_no": "integer",
    "row_no": "integer",
    "column_name": "varchar",
    "subject_code": "varchar",
    "period": "varchar",
    "amount": "integer",
}


def environment(root: Path) -> Environment:
    """The template environment of the SQL files under `root`."""
    template = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    template.globals.update(
        setting=setting,
        age=age,
        half_up=half_up,
        settled=settled,
        required_cells=required_cells,
        filled_cells=filled_cells,
        every_indicator=lambda: every_indicator(root / "indicators"),
        every_check=lambda: every_check(root / "checks"),
        every_quarantine=every_quarantine,
        every_kept_row=every_kept_row,
        frozen_or_current=frozen_or_current,
        every_future_date=every_future_date,
        every_row_body=every_row_body,
    )
    return template


def setting(name: str, on: str) -> str:
    """The value of a dated setting in force on a date expression."""
    return (
        "(select cast(max_by(settings.value, settings.valid_from) as integer) "
        f"from rules.settings as settings where settings.setting = '{name}' and settings.valid_from <= {on})"
    )


def age(born_on: str, on: str) -> str:
    """Completed years between two date expressions; born on 29 February, one is a year older on 1 March."""
    return (
        f"(year({on}) - year({born_on}) - cast("
        f"month({on}) * 100 + day({on}) < month({born_on}) * 100 + day({born_on}) as integer))"
    )


def settled(expression: str) -> str:
    """Nine digits after the point: what the order of a floating sum may change is left off."""
    return f"round({expression}, 9)"


def half_up(expression: str) -> str:
    """Rounded half-up to two decimals; to nine first, so that 0.005 is not lost to its binary fraction."""
    return f"round({settled(expression)}, 2)"


def frozen_or_current(table: str) -> str:
    """The figures of a table: as frozen where the half-year is frozen, else as known now."""
    return (
        f"select * from figures.{table} "
        "where half_year not in (select half_year from frozen.scores) "
        f"union all by name select * from frozen.{table}"
    )


def required_cells(table: str) -> str:
    """How many cells of a row the contract requires: R, and C whose condition holds."""
    return _sum_of(f"cast({_condition(column)} as integer)" for column in _required(table))


def filled_cells(table: str) -> str:
    """How many of a row's required cells hold a valid value."""
    return _sum_of(
        f"cast({_condition(column)} and {_filled(column)} as integer)" for column in _required(table)
    )


def required_columns(table: str) -> dict[str, str]:
    """For each required column but the keys: SQL that is false of a row whose cell is due and not filled.

    Conditions that look beyond the row, such as whether it is a file, are left to the checks in SQL.
    """
    names = {column.canonical for column in sheets()[table].columns}
    return {
        column.canonical: f"not {_condition(column)} or {_filled(column)}"
        for column in _required(table)
        if not column.is_key and _columns_in(column.required_when) <= names
    }


def every_indicator(folder: Path) -> str:
    """One select over all indicator tables, with their optional columns filled."""
    return "\nunion all\n".join(_indicator(path) for path in sorted(folder.glob("*.sql")))


def every_check(folder: Path) -> str:
    """One select over what each check in SQL and each declared rule found; of a check the body alone."""
    unknown = ", ".join(f"null as {name}" for name in FOUND if name != "body_code")
    return "\nunion all\n".join(
        [
            *(
                f"select '{path.stem}' as check_id, body_code, {unknown} from checks.{path.stem}"
                for path in sorted(folder.glob("*.sql"))
            ),
            *(
                f"select '{check_id}' as check_id, {', '.join(FOUND)} from checks.{check_id}"
                for check_id in declared_rules()
            ),
        ]
    )


def every_quarantine() -> str:
    """One select over the rows of every sheet that are held back."""
    return "\nunion all\n".join(
        f"select * from ({quarantine_sql(sheet)}) as held_back" for sheet in staged_sheets()
    )


def every_kept_row() -> str:
    """One select that counts the rows of every sheet that layer 1 keeps."""
    return "\nunion all\n".join(
        "select delivery_no, sheet_no, count(*) as kept_rows "
        f"from l1.identified.{name} group by delivery_no, sheet_no"
        for name in sheets()
    )


def every_future_date() -> str:
    """One select over the dates of every sheet that lie after the run's date."""
    return "\nunion all\n".join(
        future_date_sql(sheet) for sheet in sheets().values() if future_date_sql(sheet)
    )


def every_row_body() -> str:
    """One select that tells the body of every row of the sheets that name one."""
    return "\nunion all\n".join(
        f"select delivery_no, sheet_no, row_no, {sheet.body_column} as body_code "
        f"from l1.identified.{sheet.table}"
        for sheet in sheets().values()
        if sheet.body_column
    )


def _indicator(path: Path) -> str:
    text = path.read_text("utf-8")
    optional = ", ".join(
        name if f"as {name}" in text else f"{default} as {name}"
        for name, default in INDICATOR_DEFAULTS.items()
    )
    return (
        f"select '{path.stem}' as indicator_id, half_year, body_code, "
        f"cast(numerator as double) as numerator, cast(denominator as double) as denominator, {optional} "
        f"from indicators.{path.stem}"
    )


def _required(table: str) -> list[Column]:
    return [column for column in sheets()[table].columns if column.is_required or column.required_when]


def _columns_in(condition: str) -> set[str]:
    parsed = sqlglot.parse_one(condition or "true", read="duckdb")
    return {column.name for column in parsed.find_all(exp.Column)}


def _condition(column: Column) -> str:
    return "true" if column.is_required else f"coalesce({column.required_when}, false)"


def _filled(column: Column) -> str:
    name = reduced_name(column)
    return name if column.reduced_to in ("filled", "valid") else f"{name} is not null"


def reduced_name(column: Column) -> str:
    """The name under which a kept column stands in layer 2."""
    if column.kind == "citizen_id":
        return "person_key"
    names = {"birth_year": "birth_year", "ever_married": "ever_married", "": column.canonical}
    return names.get(column.reduced_to, f"{column.canonical}_filled")


def _sum_of(terms: Iterable[str]) -> str:
    return "\n        + ".join(terms)
