"""What SQL files may ask of the project's data: settings, rows of every sheet, unions over folders."""

from pathlib import Path

from jinja2 import Environment, StrictUndefined
from sqlglot import exp, parse_one

from pipelines.validation.rules import declared_rules
from pipelines.warehouse.frozen_figures import every_figure, published_figures
from pipelines.warehouse.protected import cell, every_cell, every_published_cell, is_withheld, protected
from pipelines.warehouse.rows import (
    every_blank_cell,
    every_found_row,
    every_future_date,
    every_kept_row,
    every_persons_name,
    every_quarantine,
    every_row_body,
    every_row_subject,
    filled_cells,
    required_cells,
)

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
ALWAYS = "true"
INDICATOR_DEFAULTS = {
    "source_code": "body_code",
    "basis": "cast(null as varchar)",
    "is_delivered": ALWAYS,
    "is_pooled": ALWAYS,
}


def environment(root: Path) -> Environment:
    """The template environment of the SQL files under `root`."""
    template = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    template.globals.update(
        setting=setting,
        age=age,
        born_on=born_on,
        counted_first=counted_first,
        person_subject=person_subject,
        half_up=half_up,
        settled=settled,
        step=step,
        required_cells=required_cells,
        filled_cells=filled_cells,
        every_indicator=lambda: every_indicator(root / "indicators"),
        every_check=lambda: every_check(root / "checks", template),
        every_quarantine=every_quarantine,
        every_kept_row=every_kept_row,
        every_persons_name=every_persons_name,
        frozen_or_current=frozen_or_current,
        every_figure=lambda layer: every_figure(root / "marts", layer),
        published_figures=lambda: published_figures(root / "marts"),
        plain_value=plain_value,
        cell=cell,
        is_withheld=is_withheld,
        protected=protected,
        every_cell=lambda system: every_cell(system, setting("smallest_published_cell", "{on}")),
        every_published_cell=every_published_cell,
        every_future_date=every_future_date,
        every_found_row=every_found_row,
        every_row_body=every_row_body,
        every_row_subject=every_row_subject,
        every_blank_cell=every_blank_cell,
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


def born_on(known_on: str) -> str:
    """The birth date of a row of layer 1: as written, if not after `known_on`, else out of its citizen ID."""
    return (
        f"coalesce(case when birth_date <= {known_on} then birth_date end, "
        "cast(try_strptime(substr(citizen_id, 7, 8), '%Y%m%d') as date))"
    )


def settled(expression: str) -> str:
    """Nine digits after the point: what the order of a floating sum may change is left off."""
    return f"round({expression}, 9)"


def person_subject(check_id: str) -> str:
    """The hash that tells a person in the findings of one check, over its `person_key`."""
    return f"substr(sha256(person_key || '{check_id}'), 1, 16)"


def counted_first(body_code: str) -> str:
    """The order in which one person's files of one date are considered: the first is the one that counts."""
    return (
        "is_hukou_only, coalesce(residence_split_flag, true), page_updated_on desc nulls last, "
        f"{body_code}, try_cast(household_page_no as bigint) nulls last, household_page_no, "
        "delivery_no, sheet_no, row_no"
    )


def half_up(expression: str) -> str:
    """Rounded half-up to two decimals; to nine first, so that 0.005 is not lost to its binary fraction."""
    return f"round({settled(expression)}, 2)"


def step(lower: str, upper: str) -> str:
    """The difference of two rounded levels: steps between the same levels add up to them exactly."""
    return f"round({half_up(upper)} - {half_up(lower)}, 2)"


def frozen_or_current(table: str) -> str:
    """The figures of a table: as frozen where the half-year is frozen, else as known now."""
    return (
        f"select * from figures.{table} "
        "where half_year not in (select half_year from frozen.scores) "
        f"union all by name select * from frozen.{table}"
    )


def plain_value(value: str, number: str) -> str:
    """A JSON value as one reads it: a text without its marks, a number with nine digits at most."""
    return (
        f"case when {number} is null then json_extract_string({value}, '$') "
        f"when {number} = trunc({number}) then cast(cast({number} as bigint) as varchar) "
        f"else cast({settled(number)} as varchar) end"
    )


def every_indicator(folder: Path) -> str:
    """One select over all indicator tables, with their optional columns filled."""
    return "\nunion all\n".join(_indicator(path) for path in sorted(folder.glob("*.sql")))


def every_check(folder: Path, template: Environment) -> str:
    """One select over what each check in SQL and each declared rule found; what it leaves out is null.

    A check that tells a person by `person_key` gets a hash of its own instead: findings of two checks on one
    person cannot be put together by it.
    """
    texts = {
        path.stem: template.from_string(path.read_text("utf-8")) for path in sorted(folder.glob("*.sql"))
    }
    selects = {check_id: text.render() for check_id, text in texts.items()}
    selects |= {check_id: rule.findings_sql for check_id, rule in declared_rules().items()}
    return "\nunion all\n".join(_check(check_id, select) for check_id, select in selects.items())


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


def _check(check_id: str, text: str) -> str:
    query = parse_one(text, read="duckdb")
    found = set(query.named_selects) if isinstance(query, exp.Query) else set()
    columns = {name: name if name in found else "null" for name in FOUND}
    if "person_key" in found:
        person = person_subject(check_id)
        columns["subject_code"] = f"concat_ws('/', {columns['subject_code']}, {person})"
    named = ", ".join(f"cast({value} as {FOUND[name]}) as {name}" for name, value in columns.items())
    return f"select '{check_id}' as check_id, {named} from checks.{check_id}"
