"""The ledger of deliveries and the rows of layer 1: one transaction a landing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.contracts.catalog import Sheet, sheets
from pipelines.databases import attach, begin_database, quoted, transaction
from pipelines.home import Home
from pipelines.landing.inbox import Arrival
from pipelines.landing.schema import create_tables
from pipelines.privacy.keys import PseudonymKeyError
from pipelines.privacy.pseudonyms import hmac_parameters, hmac_sql
from pipelines.reading.results import FileResult, SheetResult


@dataclass(frozen=True)
class Delivery:
    """One delivery as it goes on record; `result` is None where the file was not opened or came before."""

    arrival: Arrival
    sha256: str | None
    status: str
    reason_code: str | None
    result: FileResult | None


Numbered = list[tuple[int, Delivery]]
Part = tuple[int, SheetResult, Path]
# one parquet file holds many sheets
SAME_SHEET = """
    parts.path = cells.filename and parts.file_no = cells.file_no and parts.sheet_no = cells.sheet_no
"""


@dataclass(frozen=True)
class Known:
    """What the ledger of deliveries already holds."""

    fingerprints: frozenset[tuple[str, int, int]]
    digests: frozenset[str]
    last_delivery_no: int


def open_ledger(home: Home) -> duckdb.DuckDBPyConnection:
    """The database of layer 1, with its tables; what does not fit into memory goes where layer 1 may lie."""
    begin_database(home.identified)
    connection = _attached(home, read_only=False)
    connection.execute(f"set temp_directory = {quoted(home.scratch)}")
    create_tables(connection)
    return connection


def read_ledger(home: Home) -> duckdb.DuckDBPyConnection:
    """The database of layer 1, for reading alone; duckdb.IOException where there is none."""
    return _attached(home, read_only=True)


def _attached(home: Home, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    # under another name: a catalog and a schema both called `identified` cannot be told apart
    connection = duckdb.connect()
    attach(connection, home.identified, "l1", read_only=read_only)
    connection.execute("use l1")
    return connection


def known_deliveries(connection: duckdb.DuckDBPyConnection) -> Known:
    """Every delivery on record: as it lay in the inbox, and by its bytes."""
    rows = connection.execute(
        "select delivered_as, size_bytes, modified_ns, sha256 from received.deliveries"
    ).fetchall()
    return Known(
        frozenset((name, size, modified) for name, size, modified, _ in rows),
        frozenset(digest for *_, digest in rows if digest),
        connection.execute("select coalesce(max(delivery_no), 0) from received.deliveries").fetchall()[0][0],
    )


def refuse_another_key(connection: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """PseudonymKeyError where a pseudonym on record is not what the key makes: one woman would become two."""
    for sheet in sheets().values():
        for column in (column for column in sheet.columns if column.handling == "H"):
            told, made = column.pseudonym, hmac_sql(column.canonical)
            rows = connection.execute(
                f"""
                select {told} = {made} from (
                    from identified.{sheet.table}
                    where {column.canonical} is not null and {told} is not null limit 1
                )
                """,
                hmac_parameters(key),
            ).fetchall()
            if rows == [(False,)]:
                raise PseudonymKeyError(
                    "the pseudonym key is not the one this home's data were made with: put the key of this "
                    "home back from its own backup (taizhang restore with --keys)"
                )


def record(
    connection: duckdb.DuckDBPyConnection, deliveries: Sequence[Delivery], first_no: int, key: bytes
) -> None:
    """Write the deliveries, numbered from `first_no`, with all their rows, in one transaction."""
    numbered = list(enumerate(deliveries, start=first_no))
    with transaction(connection):
        _insert(connection, "deliveries", _delivery_rows(numbered))
        _insert(connection, "sheets", _sheet_rows(numbered))
        _insert(connection, "exclusions", _exclusion_rows(numbered))
        for sheet in sheets().values():
            _insert_rows(connection, sheet, numbered, key)
        _insert_parquet(connection, "findings", 'check_id, row_no, "column"', _parts(numbered, "findings"))
        _insert_parquet(
            connection, "quarantined_cells", "row_no, reason_code, cells", _parts(numbered, "quarantined")
        )


def _insert_rows(connection: duckdb.DuckDBPyConnection, sheet: Sheet, numbered: Numbered, key: bytes) -> None:
    parts = [(number, part, part.rows) for number, part in _sheets(numbered) if part.table == sheet.table]
    if not parts:
        return
    hashed = [column for column in sheet.columns if column.handling == "H"]
    pseudonyms = "".join(f", {hmac_sql(column.canonical)} as {column.pseudonym}" for column in hashed)
    connection.register("parts", _part_table(parts))
    connection.execute(
        f"""
        insert into identified.{sheet.table} by name
        select parts.delivery_no, cells.* exclude (filename, file_no){pseudonyms}
        from read_parquet($paths, filename = true) as cells
        inner join parts on {SAME_SHEET}
        """,
        {"paths": _paths(parts)} | (hmac_parameters(key) if hashed else {}),
    )
    connection.unregister("parts")


def _insert_parquet(
    connection: duckdb.DuckDBPyConnection, table: str, columns: str, parts: list[Part]
) -> None:
    if not parts:
        return
    connection.register("parts", _part_table(parts))
    connection.execute(
        f"""
        insert into received.{table}
        select parts.delivery_no, cells.sheet_no, {", ".join("cells." + name for name in columns.split(", "))}
        from read_parquet($paths, filename = true) as cells
        inner join parts on {SAME_SHEET}
        """,
        {"paths": _paths(parts)},
    )
    connection.unregister("parts")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        names = [name for name, *_ in connection.execute(f"describe received.{table}").fetchall()]
        frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)  # noqa: F841 - read by DuckDB
        connection.execute(f"insert into received.{table} select * from frame")


def _delivery_rows(numbered: Numbered) -> list[tuple[object, ...]]:
    return [
        (
            number,
            delivery.sha256,
            delivery.arrival.delivered_as,
            delivery.arrival.size,
            delivery.arrival.modified_ns,
            datetime.fromtimestamp(delivery.arrival.modified_ns // 10**9, UTC).replace(tzinfo=None),
            delivery.status,
            delivery.reason_code,
            delivery.result.detail if delivery.result else None,
        )
        for number, delivery in numbered
    ]


def _sheet_rows(numbered: Numbered) -> list[tuple[object, ...]]:
    read = [
        (
            number,
            part.sheet_no,
            part.table,
            part.tab,
            part.is_hidden,
            part.header_row,
            part.rows_seen,
            part.hidden_rows,
        )
        for number, part in _sheets(numbered)
    ]
    unmatched = [
        (number, tab.sheet_no, None, tab.tab, None, None, tab.rows, None)
        for number, delivery in numbered
        if delivery.result
        for tab in delivery.result.unmatched_tabs
    ]
    return [*read, *unmatched]


def _exclusion_rows(numbered: Numbered) -> list[tuple[object, ...]]:
    return [
        (number, part.sheet_no, reason, rows)
        for number, part in _sheets(numbered)
        for reason, rows in part.excluded.items()
        if rows
    ]


def _sheets(numbered: Numbered) -> Iterable[tuple[int, SheetResult]]:
    return (
        (number, part) for number, delivery in numbered if delivery.result for part in delivery.result.sheets
    )


def _parts(numbered: Numbered, name: str) -> list[Part]:
    found = ((number, part, getattr(part, name)) for number, part in _sheets(numbered))
    return [(number, part, path) for number, part, path in found if path is not None]


def _paths(parts: list[Part]) -> list[str]:
    return list(dict.fromkeys(str(path) for *_, path in parts))


def _part_table(parts: list[Part]) -> pl.DataFrame:
    rows = [(number, part.file_no, part.sheet_no, str(path)) for number, part, path in parts]
    return pl.DataFrame(rows, schema=["delivery_no", "file_no", "sheet_no", "path"], orient="row")
