"""A published snapshot grown to a district of any size: its places again under new codes, numbers varied."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

HALF_YEARS = ("2004H2", "2005H1", "2005H2", "2006H1")
PLACES = ("body_code", "division_code", "subject_code", "street_code")
NAMES = {"body_code": "body_name", "division_code": "division_name", "subject_code": "subject_name"}
MONTHLY = ("class_counts", "class_totals", "floating_shares", "movements")
# numbers that are names of lines, or the same everywhere as a scheme's points are
KEPT = (
    *("step_no", "scheme_line", "delivery_no", "value", "column_index", "band", "streets", "smallest"),
    *("points", "shown_points"),
)
WHOLE = ("numerator", "denominator")  # counts, of which some are halved: what is whole stays whole
NIGHTS = 3

HELPERS = """
create temp table halves as
select label, count(*) over () - row_number() over () as back,
    lag(label) over () as before
from unnest($half_years) as t(label);

create temp table names as
select i, a[1 + m % 30] || b[1 + m // 30 % 30] || c[1 + m // 900] as stem from (
    select i, i * 7919 % 5400 as m,
        string_split('东西南北中大新文建和光明兴长永安庆丰太昊人民团胜工农红向前汉', '') as a,
        string_split('平阳明化设利荣华泰宁乐康顺昌盛源春秋山河湖海城关桥门台庄营园', '') as b,
        string_split('路街里苑巷村', '') as c
    from range(5400) as t(i))
"""
COPIES = """
create or replace temp table copies as
with bodies as (
    select street_code, body_code, count(*) over (partition by street_code) as bodies,
        row_number() over (partition by street_code order by body_code) - 1 as place
    from (select distinct street_code, body_code from {base}.marts.class_counts)
),
old_streets as (
    select street_code, row_number() over (order by street_code) - 1 as place, count(*) over () as streets
    from (select distinct street_code from bodies)
),
streets as (
    select s, street_code as old, '4116' || lpad(s::varchar, 5, '0') as new, stem || '街道' as name
    from range(1, $streets + 1) as t(s)
    join old_streets on (s - 1) % streets = old_streets.place
    join names on names.i = s
)
select s, old, new, name, old as old_street, new as new_street, name as street_name from streets
union all
select s, bodies.body_code, streets.new || lpad(c::varchar, 3, '0'), stem || '社区', streets.old, streets.new,
    streets.name
from streets
cross join range(1, $communities + 1) as t(c)
join bodies on bodies.street_code = streets.old and (c - 1) % bodies.bodies = bodies.place
join names on names.i = 200 + s * $communities + c
"""


def grow(sources: Sequence[Path], out: Path, streets: int, communities: int) -> Path:
    """A DuckDB file of so many streets with so many bodies each, over four half-years.

    A table is taken from the first source in which it has rows; what is not of a place stands as it is.
    """
    asked = {"half_years": list(HALF_YEARS), "streets": streets, "communities": communities}
    with duckdb.connect(str(out)) as connection:
        connection.execute("create schema marts")
        for statement in HELPERS.split(";"):
            connection.execute(statement, _used(statement, asked))
        for place, source in enumerate(sources):
            base = f"base{place}"
            connection.execute(f"attach '{source}' as {base} (read_only)")
            connection.execute(COPIES.format(base=base), _used(COPIES, asked))
            for table, columns in _tables(connection, base).items():
                _grow_table(connection, base, table, columns)
        _rank(connection)
    return out


def _used(statement: str, asked: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in asked.items() if f"${name}" in statement}


def _tables(connection: duckdb.DuckDBPyConnection, base: str) -> dict[str, dict[str, str]]:
    """Name and type of every column, by table of the source that the grown file has no rows of."""
    described = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where database_name = ? and schema_name = 'marts' order by all",
        [base],
    ).fetchall()
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in described:
        tables.setdefault(table, {})[column] = kind
    own = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'marts' and estimated_size > 0 "
        "and database_name not like 'base%'"
    ).fetchall()
    return {table: columns for table, columns in tables.items() if (table,) not in own}


def _grow_table(
    connection: duckdb.DuckDBPyConnection, base: str, table: str, columns: dict[str, str]
) -> None:
    place = next((column for column in PLACES if column in columns), None)
    joins = [f"from (select *, rowid as line from {base}.marts.{table}) as t"]
    if "half_year" in columns:
        joins.append(f"join halves on t.half_year = (select max(half_year) from {base}.marts.{table})")
    elif table in MONTHLY:
        joins.append("cross join halves")
    elif table == "finding_trend":
        joins.append(f"cross join range({NIGHTS}) as nights(night)")
    if place:
        joins.append(f"left join copies as p on p.old = t.{place}")
    if "source_code" in columns:
        joins.append(
            "left join copies as q on q.old = t.source_code and q.new_street = p.new_street "
            "and (p.old = p.old_street or q.new = p.new)"
        )
    cells = ", ".join(f"{_cell(column, columns, table, place)} as {column}" for column in columns)
    connection.execute(f"create or replace table marts.{table} as select {cells} {' '.join(joins)}")


def _cell(column: str, columns: dict[str, str], table: str, place: str | None) -> str:
    """The SQL of one column of the grown table."""
    told = {
        "half_year": "halves.label",
        "previous_half_year": "halves.before",
        "source_code": "coalesce(q.new, t.source_code || coalesce('-' || p.s::varchar, ''))",
        "source_name": "coalesce(q.name, t.source_name || coalesce(p.s::varchar, ''))",
    }
    if place:
        told |= {place: f"coalesce(p.new, t.{place})"}
        told |= {NAMES[place]: f"coalesce(p.name, t.{NAMES[place]})"} if place in NAMES else {}
        told |= {
            "street_code": "coalesce(p.new_street, t.street_code)",
            "street_name": "coalesce(p.street_name, t.street_name)",
            "unit_code": "t.unit_code || coalesce('-' || p.s::varchar, '')",
            "unit_name": "t.unit_name || coalesce(p.s::varchar, '')",
        }
    if column in told and column in columns:
        return told[column]
    if columns[column] == "DATE" and table in MONTHLY:
        return f"last_day(t.{column} - to_months(6 * halves.back::integer))"
    if column == "as_of_date" and table == "finding_trend":
        return "t.as_of_date - night::integer"
    return _varied(column, columns, table) if place else f"t.{column}"


def _varied(column: str, columns: dict[str, str], table: str) -> str:
    """A number between 0.7 and 1.3 times the old one, and never above 100 or 1 where that was not."""
    kind = columns[column]
    if kind not in ("BIGINT", "DOUBLE", "INTEGER", "HUGEINT") and not kind.startswith("DECIMAL"):
        return f"t.{column}"
    if column in KEPT:
        return f"t.{column}"
    half = "halves.label" if "half_year" in columns or table in MONTHLY else "0"
    luck = f"(0.7 + hash(t.line, p.new, {half}, '{column}') % 6000 / 10000.0)"
    most = f"case when t.{column} <= 1 then 1 when t.{column} <= 100 then 100 end"
    if kind in ("BIGINT", "INTEGER", "HUGEINT"):
        return f"round(t.{column} * {luck})::{kind}"
    digits = 2 if "shown" in column or "yuan" in column or column in ("score", "part_score") else 4
    kept = f"case when t.{column} = round(t.{column}) then 0 else 4 end" if column in WHOLE else digits
    return f"least({most}, round(t.{column}::double * {luck}, {kept}))"


def _rank(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "create or replace table marts.scores as select * replace (case when score is not null then "
        "row_number() over (partition by half_year, body_level order by score desc nulls last, body_code) "
        "end as rank) from marts.scores"
    )
