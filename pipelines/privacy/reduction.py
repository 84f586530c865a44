"""From layer 1 to layer 2: SQL, made from the contracts, that drops or reduces what analysts may not see."""

from pipelines.contracts.catalog import Column, Sheet, sheets
from pipelines.privacy.named_persons import kept_text

DIRECTORY = {
    "division_code": ("staging.divisions", "division_code"),
    "unit_code": ("staging.units", "unit_code"),
}
UNIT_CODE_WIDTH = "9"
WIDTHS = {"unit_code": UNIT_CODE_WIDTH, "subject_code": f"6, {UNIT_CODE_WIDTH}, 12"}
# a place and the beginning of a year of birth; codes of townships may end like the year 2000
HALF_ID = {"unit_code": "^[1-8][0-9]{5}(19[0-9]|20[0-2])$", "subject_code": "^[1-8][0-9]{5}19[0-9]$"}
TEXT = ("text", "text_list")
EVER_MARRIED = "between '20' and '40'"


def reduced_columns(sheet: Sheet) -> dict[str, str]:
    """Layer-2 column name -> SQL over a judged layer-1 row, for every column that is not dropped."""
    reduced = {}
    for column in sheet.columns:
        if column.handling != "D":
            name, expression = _reduce(column)
            reduced[name] = expression
    return reduced


def staging_sql(sheet: Sheet) -> str:
    """The select that makes a sheet's layer-2 table: accepted rows, reduced."""
    columns = ",\n    ".join(
        f"{expression} as {name}" if expression != name else name
        for name, expression in {
            **{name: name for name in ("delivery_no", "sheet_no", "row_no")},
            **reduced_columns(sheet),
        }.items()
    )
    return f"""{_judged(sheet)}
select
    {columns}
from judged_rows
inner join landing.arrivals as deliveries using (delivery_no)
where quarantine_reason is null{_newest(sheet)}"""


def quarantine_sql(sheet: Sheet) -> str:
    """The select that lists a sheet's quarantined rows with their reasons and no content."""
    return (
        f"{_judged(sheet)}\nselect '{sheet.table}' as table_name, delivery_no, sheet_no, row_no, "
        "quarantine_reason as reason_code\nfrom judged_rows\nwhere quarantine_reason is not null"
    )


def future_date_sql(sheet: Sheet) -> str:
    """The select that finds dates after the run's date, which the reader cannot; empty where none can be."""
    findings = [
        "select delivery_no, sheet_no, row_no, "
        f"'date_invalid' as check_id, '{column.canonical}' as column_name\n"
        f"from l1.identified.{sheet.table}\n"
        f"where {column.canonical} > (select as_of_date from rules.run)"
        for column in sheet.columns
        if column.kind == "date"
    ]
    return "\nunion all\n".join(findings)


def is_directory(sheet: Sheet) -> bool:
    """Whether the sheet itself says which codes are in force."""
    return sheet.table in ("divisions", "units")


def is_unborn(citizen_id: str, day: str) -> str:
    """SQL, true of a citizen ID whose birth date lies after the day, which the reader cannot know."""
    born = f"try_cast(substr({citizen_id}, 7, 8) as integer)"
    return f"coalesce({born} > year({day}) * 10000 + month({day}) * 100 + day({day}), false)"


def _newest(sheet: Sheet) -> str:
    if not sheet.replaced_by:
        return ""
    names = ["person_key" if name == "citizen_id" else name for name in sheet.replaced_by]
    return f"""
qualify rank() over (
    partition by {", ".join(f"judged_rows.{name}" for name in names)} order by deliveries.delivery_rank desc
) = 1"""


def _reduce(column: Column) -> tuple[str, str]:
    name = column.canonical
    if column.handling == "H":
        return ("person_key", "person_key") if column.kind == "citizen_id" else (name, column.pseudonym)
    return {
        "": (name, name),
        "birth_year": ("birth_year", f"year({name})"),
        "ever_married": ("ever_married", f"{name} {EVER_MARRIED}"),
        "filled": (f"{name}_filled", f"{name} is not null"),
        "valid": (f"{name}_filled", f"coalesce({column.state} = 'valid', false)"),
    }[column.reduced_to]


def _judged(sheet: Sheet) -> str:
    """Common table expressions up to `judged_rows`: what may not pass blanked, key codes looked up."""
    looked_up = [] if is_directory(sheet) else [column for column in sheet.columns if _is_looked_up(column)]
    blanked = ", ".join(_blanked(column) for column in sheet.columns if _may_be_blanked(column))
    replaced = f" replace ({blanked})" if blanked else ""
    keys = [
        column for column in sheet.keys if column.kind in ("date", "month", *TEXT) and column.handling == "K"
    ]
    unreadable = " or ".join(
        [f"{column.canonical} is null" for column in keys]
        + [f"{column.canonical}_found is null" for column in looked_up if column.is_key]
        # a directory's own codes are whole: no other list says what a short one was
        + [
            f"length({column.canonical}) not in ({', '.join(column.widths)})"
            for column in sheet.keys
            if is_directory(sheet) and column.widths
        ]
    )
    padded = [_padded(column) for column in looked_up]
    has_id = any(column.kind == "citizen_id" for column in sheet.columns)
    unborn = is_unborn("citizen_id", "run_date") if has_id else "false"
    reason = (
        f"coalesce(quarantine_reason, case when {unborn} then 'id_checkdigit_failed' "
        f"when {unreadable or 'false'} then 'key_unreadable' end)"
    )
    return f"""with dated_rows as (
    select rows_of_sheet.*{replaced}, run.as_of_date as run_date
    from l1.identified.{sheet.table} as rows_of_sheet
    cross join rules.run as run
),
forced_rows as (
    select
        *,
        coalesce({sheet.in_force_on or "null"}, run_date) as in_force_on,
        coalesce({"null" if sheet.is_recoded else sheet.in_force_on or "null"}, run_date) as known_on
    from dated_rows
),
{"".join(_lookup(column) for column in looked_up)}found_rows as (
    select forced_rows.*{"".join(f", {c.canonical}_lookup.found as {c.canonical}_found" for c in looked_up)}
    from forced_rows
{"".join(_lookup_join(column) for column in looked_up)}),
judged_rows as (
    select * replace ({", ".join([*padded, f"{reason} as quarantine_reason"])})
    from found_rows
)"""


def _may_be_blanked(column: Column) -> bool:
    return column.kind == "date" or bool(column.text_shape)


def _blanked(column: Column) -> str:
    name = f"rows_of_sheet.{column.canonical}"
    if column.kind == "date":
        kept = f"case when {name} <= run.as_of_date then {name} end"
    else:
        kept = kept_text(column, name, "run.as_of_date")
    return f"{kept} as {column.canonical}"


def _padded(column: Column) -> str:
    """The code in force, or one that is not: but none like a phone, nor like half an ID and of no time."""
    unknown = name = column.canonical
    if column.kind in WIDTHS:
        is_code = f"length({name}) in ({WIDTHS[column.kind]})"
        is_half = f"regexp_matches({name}, '{HALF_ID[column.kind]}')"
        is_known = " or ".join(
            f"{name} in (select {code} from {table})"
            for table, code in (DIRECTORY[kind] for kind in _kinds(column))
        )
        unknown = f"case when {is_code} and (not {is_half} or {is_known}) then {name} end"
    return f"coalesce({name}_found, {unknown}) as {name}"


def _is_looked_up(column: Column) -> bool:
    # a division code outside a key may name a place beyond the district, or be a finding of its own
    return column.kind in WIDTHS or (column.is_key and column.kind == "division_code")


def _lookup(column: Column) -> str:
    name = column.canonical
    kinds = _kinds(column)
    width = column.widths[0] if column.kind == "division_code" and column.widths else UNIT_CODE_WIDTH
    exact = " or ".join(_in_force(kind, "codes.code") for kind in kinds)
    padded = _in_force(kinds[-1], f"lpad(codes.code, {width}, '0')")
    return f"""{name}_lookup as (
    select
        codes.code,
        codes.in_force_on,
        case
            when {exact} then codes.code
            when length(codes.code) < {width} and {padded} then lpad(codes.code, {width}, '0')
        end as found
    from (
        select distinct {name} as code, in_force_on, known_on from forced_rows where {name} is not null
    ) as codes
),
"""


def _kinds(column: Column) -> tuple[str, ...]:
    return ("division_code", "unit_code") if column.kind == "subject_code" else (column.kind,)


def _in_force(kind: str, code: str) -> str:
    table, column = DIRECTORY[kind]
    return f"""exists (
                select 1 from {table} as versions
                where versions.{column} = {code}
                    and versions.valid_from <= codes.known_on
                    and (versions.valid_to is null or versions.valid_to > codes.in_force_on)
            )"""


def _lookup_join(column: Column) -> str:
    name = column.canonical
    return f"""    left join {name}_lookup
        on {name}_lookup.code = forced_rows.{name} and {name}_lookup.in_force_on = forced_rows.in_force_on
"""


def staged_sheets() -> list[Sheet]:
    """Every sheet, the directories first: they say which codes are in force."""
    return sorted(sheets().values(), key=lambda sheet: not is_directory(sheet))
