"""What the contracts promise of the staging tables, as expectations: required cells, codes, keys.

They repeat no finding: invalid codes and keys were findings while reading, and blank required cells are a
check of their own. They guard that these agree with what stands in layer 2.
"""

from collections.abc import Iterator

from pipelines.contracts.catalog import Column, Sheet, code_lists, sheets
from pipelines.validation.rules import Expectation
from pipelines.warehouse.rows import reduced_name, required_columns


def contract_expectations() -> Iterator[Expectation]:
    """Every expectation that a contract already states, table by table."""
    for sheet in sheets().values():
        for name, filled in required_columns(sheet.table).items():
            yield _expectation(sheet, "required", name, f"not ({filled})")
        for column in sheet.columns:
            if column.codes and not column.reduced_to:
                yield _expectation(sheet, "code", column.canonical, f"not ({_in_list(column)})")
        keys = ", ".join(reduced_name(column) for column in sheet.keys)
        is_blank = " or ".join(f"{reduced_name(column)} is null" for column in sheet.keys)
        yield _expectation(sheet, "key", keys, is_blank)
        if not sheet.repeated_keys_stay:
            repeated = f"true qualify count(*) over (partition by {keys}) > 1"
            yield _expectation(sheet, "unique", keys, repeated)


def _expectation(sheet: Sheet, kind: str, about: str, broken: str) -> Expectation:
    query = f"select delivery_no, sheet_no, row_no from {{batch}} where {broken}"
    return Expectation(sheet.table, kind, about, query)


def _in_list(column: Column) -> str:
    codes = ", ".join(f"'{row['code']}'" for row in code_lists()[column.codes])
    if column.kind == "code_list":
        return f"list_has_all([{codes}], string_split({column.canonical}, ';'))"
    return f"{column.canonical} in ({codes})"
