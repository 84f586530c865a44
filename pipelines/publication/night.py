"""The end of a night: publish unless a block check stands against it, and keep the record of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import duckdb

from pipelines.audit.log import append
from pipelines.audit.records import Fact
from pipelines.home import Home
from pipelines.publication.record import NOTHING_ACCEPTED, NightRecord, write_record
from pipelines.publication.snapshot import publish
from pipelines.warehouse.fingerprint import night_fingerprint
from pipelines.warehouse.history import keep_published
from pipelines.warehouse.models import Model
from pipelines.warehouse.published_cells import keep_published_cells


def publish_night(
    connection: duckdb.DuckDBPyConnection, home: Home, marts: Mapping[str, Model]
) -> NightRecord:
    """Publish the marts and keep what they counted; where a block check found something the last ones stand.

    A block check that could not run keeps it back too: nothing is published unchecked. Nor is a first
    snapshot without a row in it: its noughts would be read as a district's.
    """
    ((as_of,),) = connection.execute("select as_of_date from rules.run").fetchall()
    blocking = _blocking(connection)
    if blocking:
        outcome, snapshot_id = "held_back", None
    elif not home.current.exists() and not _has_rows(connection):
        outcome, snapshot_id = NOTHING_ACCEPTED, None
    else:
        publication = publish(connection, home, marts)
        keep_published(connection)
        keep_published_cells(connection)
        outcome = "published" if publication.is_new else "unchanged"
        snapshot_id = publication.snapshot_id
    record = NightRecord(
        as_of=str(as_of),
        fingerprint=_fingerprint(connection, home, as_of),
        outcome=outcome,
        snapshot_id=snapshot_id,
        held_back_by=blocking,
        could_not_run=_checks(connection, "state = 'could_not_run'"),
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    write_record(home.record, record)
    append(home.audit, "publication", _facts(record))
    return record


def _facts(record: NightRecord) -> dict[str, Fact]:
    return {
        "as_of": record.as_of,
        "outcome": record.outcome,
        "snapshot_id": record.snapshot_id,
        "held_back_by": ", ".join(record.held_back_by),
    }


def _blocking(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    blocking = _checks(connection, "effect = 'block' and state in ('found', 'could_not_run')")
    # counts of findings are protected after all findings are made, `small_cell`'s own among them
    ((open_findings,),) = connection.execute("select count(*) from protection.open_findings").fetchall()
    return tuple(sorted({*blocking, "small_cell"})) if open_findings else blocking


def _has_rows(connection: duckdb.DuckDBPyConnection) -> bool:
    ((has_rows,),) = connection.execute(
        "select exists (select 1 from landing.sheet_rows where rows_accepted > 0)"
    ).fetchall()
    return bool(has_rows)


def _checks(connection: duckdb.DuckDBPyConnection, condition: str) -> tuple[str, ...]:
    found = connection.execute(
        f"select check_id from quality.check_runs where {condition} order by check_id"
    ).fetchall()
    return tuple(check_id for (check_id,) in found)


def _fingerprint(connection: duckdb.DuckDBPyConnection, home: Home, as_of: date) -> str:
    ((last_delivery_no,),) = connection.execute(
        "select coalesce(max(delivery_no), 0) from l1.received.deliveries"
    ).fetchall()
    return night_fingerprint(as_of, last_delivery_no, home)
