"""SQL over the rows of every sheet, made from the contracts: kept, held back, found, and what they owe."""

from collections.abc import Callable, Collection, Iterable

from sqlglot import exp, parse_one

from pipelines.contracts.catalog import Column, Sheet, sheets
from pipelines.privacy.reduction import future_date_sql, quarantine_sql, staged_sheets


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


def every_quarantine() -> str:
    """One select over the rows of every sheet that are held back."""
    return "\nunion all\n".join(
        f"select * from ({quarantine_sql(sheet)}) as held_back" for sheet in staged_sheets()
    )


def every_persons_name() -> str:
    """The delivery and the name of every row of layer 1 that names a person."""
    return " union all ".join(
        f"select delivery_no, {column.canonical} as name from l1.identified.{sheet.table}"
        for sheet in sheets().values()
        for column in sheet.columns
        if (column.canonical, column.handling) == ("name", "H")
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
        if any(not column.is_key for column in _required(sheet.table))
    )


def every_found_row() -> str:
    """One select over the rows in `found_rows`: body, a hash of the contract key, and `is_replaced`.

    A row is replaced where a later delivery has one with the same key but for the citizen ID, which may be
    what was corrected; of ledgers whole deliveries are, so none of their rows is by itself.
    """
    return "\nunion all\n".join(
        "select rows_of_sheet.delivery_no, rows_of_sheet.sheet_no, rows_of_sheet.row_no, "
        f"{_written_body(sheet)} as body_code, {_row_key(sheet, _identified_name)} as row_key, "
        f"{_replaced(sheet)} as is_replaced\n"
        f"from l1.identified.{sheet.table} as rows_of_sheet\n"
        "inner join found_rows using (delivery_no, sheet_no, row_no)\n"
        "inner join landing.arrivals as arrivals using (delivery_no)"
        for sheet in sheets().values()
    )


def every_row_body() -> str:
    """One select over the bodies that the accepted rows of each delivery are about."""
    return "\nunion\n".join(
        f"select delivery_no, {sheet.body_column} as body_code from staging.{sheet.table}"
        for sheet in sheets().values()
        if sheet.body_column
    )


def every_row_subject() -> str:
    """One select over the accepted rows in `listed_rows`: their key without body, date and person."""
    return "\nunion all\n".join(
        f"select rows_of_sheet.delivery_no, rows_of_sheet.sheet_no, rows_of_sheet.row_no, {_subject(sheet)} "
        f"as subject\nfrom staging.{sheet.table} as rows_of_sheet\n"
        "inner join listed_rows using (delivery_no, sheet_no, row_no)"
        for sheet in sheets().values()
    )


def _subject(sheet: Sheet) -> str:
    telling = [
        f"cast({column.canonical} as varchar)"
        for column in sheet.keys
        if column.handling == "K" and column.kind != "date" and column.canonical != sheet.body_column
    ]
    return f"concat_ws('/', {', '.join(telling)})" if telling else "null"


def _row_key(sheet: Sheet, name: Callable[[Column], str]) -> str:
    """A hash of the contract key: the same over a row of layer 1 and of layer 2, each with its own names.

    Of ledgers only the snapshot in force is judged: its date stays out, so that what the next snapshot
    leaves unmended is the same finding.
    """
    keys = [column for column in sheet.keys if sheet.contract != "ledger" or column.kind != "date"]
    parts = ", ".join(f"coalesce(cast({name(column)} as varchar), '')" for column in keys)
    return f"substr(sha256(concat_ws('|', '{sheet.table}', {parts})), 1, 16)"


def _written_body(sheet: Sheet) -> str:
    """The body that a row of layer 1 names; what is as long as no division's code may be a phone."""
    name = sheet.body_column
    return f"case when length({name}) in (6, 9, 12) then {name} end" if name else "null"


def _replaced(sheet: Sheet) -> str:
    keys = [column for column in sheet.columns if column.canonical in sheet.replaced_by]
    same_key = " and ".join(
        f"newer.{reduced_name(column)} = rows_of_sheet.{_identified_name(column)}"
        for column in keys
        if column.kind != "citizen_id"
    )
    if not same_key:
        return "false"
    return (
        f"exists (select 1 from staging.{sheet.table} as newer "
        "inner join landing.arrivals as later using (delivery_no) "
        f"where later.delivery_rank > arrivals.delivery_rank and {same_key})"
    )


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


def _columns_in(condition: str) -> set[str]:
    parsed = parse_one(condition or "true", read="duckdb")
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
