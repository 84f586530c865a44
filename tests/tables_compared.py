"""Two databases of layer 2, or two snapshots, beside each other, table by table."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import duckdb

from pipelines.databases import attach

# floats: what the order of a sum may change is left off; deliveries: their number goes by the night of
# landing, so that they are told by their bytes
COLUMNS = """
select schema_name || '.' || table_name as table_told, list(case
    when data_type = 'DOUBLE' then format('round({}, 9)', column_name)
    when not ($has_deliveries and column_name similar to 'delivery_(no|before|after)') then column_name
    else format('(select sha256 from {{0}}.landing.deliveries where delivery_no = found.{0})', column_name)
end order by column_index)
from duckdb_columns()
where database_name = 'one' and list_contains($layers, schema_name)
    and not list_contains($left_out, column_name) and not list_contains($left_out, table_told)
group by all order by all
"""
HAS_DELIVERIES = """
select count(*) > 0 from duckdb_tables() where database_name = 'one' and schema_name = 'landing'
"""
Differences = dict[str, list[tuple[object, ...]]]


def different(one: Path, other: Path, layers: Iterable[str], left_out: Collection[str] = ()) -> Differences:
    """The rows that only one of the two has, by table, but for tables and columns `left_out`."""
    with duckdb.connect() as connection:
        attach(connection, one, "one")
        attach(connection, other, "other")
        ((has_deliveries,),) = connection.execute(HAS_DELIVERIES).fetchall()
        given = {"layers": [*layers], "left_out": [*left_out], "has_deliveries": has_deliveries}
        tables = connection.execute(COLUMNS, given).fetchall()
        assert tables
        return dict(_different(connection, tables))


def _different(
    connection: duckdb.DuckDBPyConnection, tables: list[tuple[str, list[str]]]
) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    for table, columns in tables:
        these, those = (
            f"select {', '.join(columns).format(name)} from {name}.{table} as found"
            for name in ("one", "other")
        )
        # most tables are the same, and their hashes are had at once
        sums = [f"select count(*), sum(hash(rows)) from ({rows}) as rows" for rows in (these, those)]
        if connection.execute(sums[0]).fetchall() != connection.execute(sums[1]).fetchall():
            both = f"({these} except all {those}) union all ({those} except all {these}) order by all"
            yield table, connection.execute(both).fetchall()
