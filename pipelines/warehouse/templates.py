"""What SQL files may ask of the project's data: settings, required cells, unions over a folder of files."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from sqlglot import exp, parse_one

from pipelines.contracts.catalog import Column, Sheet, sheets
from pipelines.privacy.reduction import future_date_sql, quarantine_sql, staged_sheets

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
DELIVERED_AND_POOLED = {"is_delivered": ALWAYS, "is_pooled": ALWAYS}


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
        every_check=lambda: every_check(root / "checks", template),
        every_quarantine=every_quarantine,
        every_kept_row=every_kept_row,
        every_future_date=every_future_date,
        every_found_row=every_found_row,
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


def settled(expression: str) -> str:
    """Nine digits after the point: what the order of a floating sum may change is left off."""
    return f"round({expression}, 9)"


def half_up(expression: str) -> str:
    """Rounded half-up to two decimals; to nine first, so that 0.005 is not lost to its binary fraction."""
    return f"round({settled(expression)}, 2)"


def required_cells(table: str) -> str:
    """How many cells of a row the contract requires: R, and C whose condition holds."""
    return _sum_of(f"cast({_condition(column)} as integer)" for column in _required(table))


def filled_cells(table: str) -> str:
    """How many of a row's required cells hold a valid value."""
    return _sum_of(
        f"cast({_condition(column)} and {_filled(column)} as integer)" for column in _required(table)
    )


def every_indicator(folder: Path) -> str:
    """One select over all indicator tables, with their optional columns filled."""
    return "\nunion all\n".join(_indicator(path) for path in sorted(folder.glob("*.sql")))


def every_check(folder: Path, template: Environment) -> str:
    """One select over what each SQL check found, with the optional columns it leaves out filled with null.

    A check that tells a person by `person_key` gets a hash of its own instead: findings of two checks on one
    person cannot be put together by it.
    """
    texts = {
        path.stem: template.from_string(path.read_text("utf-8")) for path in sorted(folder.glob("*.sql"))
    }
    return "\nunion all\n".join(_check(check_id, text.render()) for check_id, text in texts.items())


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


def every_blank_cell(prepared: Collection[str]) -> str:
    """One select over the required cells of accepted rows that are blank or became null, keys apart.

    The tables in `prepared` are read under their bare name, which the file that asks gives them: with the
    columns that conditions need, and without rows that are not judged.
    """
    return "\nunion all\n".join(
        f"select {sheet.body_column or 'null'} as body_code, delivery_no, sheet_no, row_no, "
        f"{_row_key(sheet, reduced_name)} as subject_code, "
        f"unnest([{_blank_names(sheet.table)}]) as column_name\n"
        f"from {sheet.table if sheet.table in prepared else f'staging.{sheet.table}'}\n"
        f"where {required_cells(sheet.table)}\n    > {filled_cells(sheet.table)}"
        for sheet in sheets().values()
    )


def every_found_row() -> str:
    """One select that tells the body and a hash of the contract key of every row in `found_rows`."""
    return "\nunion all\n".join(
        "select delivery_no, sheet_no, row_no, "
        f"{sheet.body_column or 'null'} as body_code, {_row_key(sheet, _identified_name)} as row_key "
        f"from l1.identified.{sheet.table} inner join found_rows using (delivery_no, sheet_no, row_no)"
        for sheet in sheets().values()
    )


def _indicator(path: Path) -> str:
    text = path.read_text("utf-8")
    optional = ", ".join(
        name if f"as {name}" in text else f"{default} as {name}"
        for name, default in DELIVERED_AND_POOLED.items()
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
        person = f"substr(sha256(person_key || '{check_id}'), 1, 16)"
        columns["subject_code"] = f"concat_ws('/', {columns['subject_code']}, {person})"
    named = ", ".join(f"cast({value} as {FOUND[name]}) as {name}" for name, value in columns.items())
    return f"select '{check_id}' as check_id, {named} from checks.{check_id}"


def _row_key(sheet: Sheet, name: Callable[[Column], str]) -> str:
    """A hash of the contract key: the same over a row of layer 1 and of layer 2, each with its own names."""
    parts = ", ".join(f"coalesce(cast({name(column)} as varchar), '')" for column in sheet.keys)
    return f"substr(sha256(concat_ws('|', '{sheet.table}', {parts})), 1, 16)"


def _identified_name(column: Column) -> str:
    return column.pseudonym if column.handling == "H" else column.canonical


def _blank_names(table: str) -> str:
    return ", ".join(
        f"case when {_condition(column)} and not {_filled(column)} then '{column.canonical}' end"
        for column in _required(table)
        if not column.is_key
    )


def _required(table: str) -> list[Column]:
    return [column for column in sheets()[table].columns if column.is_required or column.required_when]


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
