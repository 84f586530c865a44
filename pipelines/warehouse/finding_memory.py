"""The memory of findings: what changed on each night, in a file of its own, since layer 2 is built anew.

A file is written whole or not at all and bears its night's date of knowledge, so that a night run again
replaces what it said. Once a later night is on record, an earlier one changes nothing any more.
"""

from datetime import date
from pathlib import Path

import duckdb

from pipelines.databases import quoted

EVENT_COLUMNS = {
    "as_of_date": "date",
    "finding_id": "varchar",
    "check_id": "varchar",
    "owner_code": "varchar",
    "half_year": "varchar",
    "state": "varchar",
}


def load_history(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `history.nights` and `history.finding_events` of the nights before this one's date.

    The folder is the connection's variable `history_folder`; without it no night is on record.
    """
    columns = ", ".join(f"{name} {kind}" for name, kind in EVENT_COLUMNS.items())
    connection.execute(f"create or replace table history.finding_events ({columns})")
    connection.execute("create or replace table history.nights (as_of_date date)")
    ((folder, as_of),) = connection.execute(
        "select getvariable('history_folder'), as_of_date from rules.run"
    ).fetchall()
    earlier = {night: path for night, path in _nights(folder).items() if night < as_of}
    if earlier:
        connection.execute(
            "insert into history.finding_events by name select * from read_parquet(?)",
            [[str(path) for path in earlier.values()]],
        )
        connection.execute("insert into history.nights select unnest(?)", [list(earlier)])


def remember_night(connection: duckdb.DuckDBPyConnection, folder: Path) -> bool:
    """Keep tonight's `quality.finding_events`; false, and nothing kept, where a later night is on record."""
    ((as_of,),) = connection.execute("select as_of_date from rules.run").fetchall()
    if any(night > as_of for night in _nights(str(folder))):
        return False
    part = folder / f".{as_of}.part"
    connection.execute(
        f"copy (select {', '.join(EVENT_COLUMNS)} from quality.finding_events order by finding_id) "
        f"to {quoted(part)} (format parquet)"
    )
    part.replace(folder / f"{as_of}.parquet")
    return True


def _nights(folder: str | None) -> dict[date, Path]:
    paths = sorted(Path(folder).glob("[0-9]*.parquet")) if folder else []
    return {date.fromisoformat(path.stem): path for path in paths}
