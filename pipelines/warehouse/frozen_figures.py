"""SQL over every figure that is frozen with a half-year, made from the marts' own headers and columns."""

import re
from pathlib import Path

from pipelines.warehouse.frozen import FROZEN_TABLES

KEY = re.compile(r"Key: ([a-z_, ]+)\.")
COLUMN = re.compile(r"^    (?:.* as )?(?:\w+\.)?(\w+),?$", re.MULTILINE)
PLACE = ("half_year", "body_code", "part", "indicator_id")


def every_figure(marts: Path, layer: str) -> str:
    """One select over all figures of the frozen tables: placed by the key of the mart, valued as JSON."""
    return "\nunion all\n".join(_figures(marts / f"{table}.sql", layer) for table in FROZEN_TABLES)


def published_figures(marts: Path) -> str:
    """Whether a figure is one of those that its mart publishes: the columns of the mart's own select."""
    pairs = (
        f"('{table}', '{column}')"
        for table in FROZEN_TABLES
        for column in COLUMN.findall(_last_select((marts / f"{table}.sql").read_text("utf-8")))
    )
    return f"(figure_table, figure) in ({', '.join(pairs)})"


def _figures(path: Path, layer: str) -> str:
    table, keys = path.stem, _keys(path)
    place = ", ".join(name if name in keys else f"cast(null as varchar) as {name}" for name in PLACE)
    others = [key for key in keys if key not in PLACE]
    item = f"concat_ws(' ', {', '.join(others)})" if others else "cast(null as varchar)"
    named = ", ".join(f"'{key}'" for key in keys)
    # JSON, because the columns of a computed table are not known before it is built
    return (
        f"select {place}, '{table}' as figure_table, {item} as item, figure, "
        "nullif(cast(json_extract(cells, figure) as varchar), 'null') as figure_value "
        "from (select *, unnest(json_keys(cells)) as figure "
        f"from (select *, to_json({table}) as cells from {layer}.{table} as {table}) as one_cell) as cells "
        f"where figure not in ({named})"
    )


def _last_select(text: str) -> str:
    return text.rpartition("\nselect\n")[2].partition("\nfrom ")[0]


def _keys(path: Path) -> list[str]:
    stated = KEY.search(path.read_text("utf-8"))
    if not stated:
        raise ValueError(f"{path.name}: its header states no key")
    return stated[1].split(", ")
