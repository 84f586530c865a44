"""A database begun whole or not at all: what a kill leaves of one half made, DuckDB opens never again."""

from pathlib import Path

import duckdb


def begin_database(path: Path) -> None:
    """Make an empty database where there is none."""
    if path.exists():
        return
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    duckdb.connect(str(part)).close()
    part.replace(path)
