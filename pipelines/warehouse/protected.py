"""SQL over the counts of `protected_counts.csv`: their cells, what is published of them, and what is not."""

from pipelines.contracts.catalog import ProtectedCount, protected_counts


def cell(table: str, count: str, source: str = "") -> str:
    """The name of a cell: its table, its count and its key, taken from `source` where that is given."""
    (found,) = (known for known in protected_counts() if known.table == table and known.count == count)
    prefix = f"{source}." if source else ""
    keys = ", ".join(f"coalesce(cast({prefix}{key} as varchar), '')" for key in found.key)
    return f"concat_ws('|', '{table}', '{count}', {keys})"


def is_withheld(table: str, count: str) -> str:
    """Whether a row's count must not be published."""
    (found,) = (known for known in protected_counts() if known.table == table and known.count == count)
    return f"{cell(table, count)} in (select cell from protection.withheld_{found.system})"


def protected(table: str, count: str) -> str:
    """A count as it may be published: null where it is withheld."""
    return f"case when not ({is_withheld(table, count)}) then {count} end"


def every_cell(system: str, smallest: str) -> str:
    """One select over the cells of a system; `smallest` is SQL for the smallest published cell on `{on}`."""
    return "\nunion all\n".join(
        f"select {cell(known.table, known.count)} as cell, {known.body} as body_code, "
        f"{known.counted_on} as counted_on, cast({known.count} as bigint) as women, "
        f"{known.lowest} as lowest, {smallest.format(on=known.counted_on)} as width, "
        f"cast({known.weight.format(count=known.count)} as double) as weight, "
        f"{'true' if known.stays_hidden else 'false'} as stays_hidden\n"
        f"from {known.source}\nwhere {known.only} and {known.count} is not null"
        for known in _of(system)
    )


def every_published_cell(system: str) -> str:
    """One select over the counts of a system as they are about to be published; withheld ones are null."""
    return "\nunion all\n".join(
        f"select {cell(known.table, known.count)} as cell, cast({known.count} as bigint) as women\n"
        f"from protection.{known.table}"
        for known in _of(system)
    )


def _of(system: str) -> list[ProtectedCount]:
    return [known for known in protected_counts() if known.system == system]
