"""A reader who opens the published snapshot and a page again and again: `python reader.py PUBLISHED`.

Says `reading` once it has begun, reads until its standard input ends, then says what it met, as JSON.
"""

import json
import select
import sys
from pathlib import Path

import duckdb

TABLES = "select table_name from duckdb_tables() where schema_name = 'marts' order by all"
PUBLICATIONS = "select distinct ruling_no, count(*) from marts.{} group by all"


def main() -> None:
    """Reads until nobody wants to know more."""
    published = Path(sys.argv[1])
    met: dict[str, list[object]] = {"snapshots": [], "pages": [], "mixed": [], "errors": []}
    print("reading", flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        try:
            _look(published, met)
        except (duckdb.Error, OSError) as error:
            met["errors"].append(type(error).__name__)
    print(json.dumps(met))


def _look(published: Path, met: dict[str, list[object]]) -> None:
    met["pages"].append((published / "dashboards" / "index.html").read_text("utf-8"))
    with duckdb.connect(str(published / "warehouse.duckdb"), read_only=True) as connection:
        # twice: who has a snapshot open keeps it, whatever is published meanwhile
        found = {rows for _ in range(2) for rows in _all(connection)}
    met["snapshots" if len(found) == 1 else "mixed"].append(sorted(found))


def _all(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    names = [name for (name,) in connection.execute(TABLES).fetchall()]
    return [row for name in names for row in connection.execute(PUBLICATIONS.format(name)).fetchall()]


if __name__ == "__main__":
    main()
