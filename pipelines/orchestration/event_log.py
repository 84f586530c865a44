"""Dagster's event log in SQLite with its connections kept open: a night writes thousands of events."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from dagster import EventLogEntry
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.pool import QueuePool

PLACE = Path("history", "runs")  # under DAGSTER_HOME, where Dagster itself would put it


class KeptOpenEventLog(SqliteEventLogStorage):
    """The event log as Dagster has it, in the same files, with one open connection to a file.

    Dagster's own opens and closes one for every event, and whenever the last is closed SQLite folds its
    write-ahead log into the file: half of a night's time. A power cut may take the last events, a kill none.
    """

    _open: dict[str, Engine]

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        """Open the log whose files are in `base_dir`."""
        self._open = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(  # type: ignore[override]  # what it overrides does not agree with itself
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, str]
    ) -> Self:
        """The log of the instance whose folder is the `base_dir` of the configuration."""
        return cls(str(Path(config_value["base_dir"], PLACE)), inst_data)

    def store_event(self, event: EventLogEntry) -> None:
        """Write an event, and show so on the run's file, which who follows the run is watching."""
        super().store_event(event)
        os.utime(self.path_for_shard(event.run_id))

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def _engine(self, shard: str) -> Engine:
        """The engine of the index or of a run; a run's is closed where another run's is asked for."""
        if shard not in self._open:
            if shard != INDEX_SHARD_NAME:
                self._close(self._open.keys() - {INDEX_SHARD_NAME})
            self._open[shard] = _engine(self.conn_string_for_shard(shard))
        return self._open[shard]

    def dispose(self) -> None:
        """Close all connections."""
        self._close(set(self._open))
        super().dispose()

    def _close(self, shards: Iterable[str]) -> None:
        for shard in shards:
            self._open.pop(shard).dispose()


def _engine(place: str) -> Engine:
    engine = create_engine(
        place,
        poolclass=QueuePool,
        pool_size=1,
        connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
    )
    sqlalchemy_event.listen(engine, "connect", _write_behind)
    return engine


def _write_behind(connection: sqlite3.Connection, record: object) -> None:
    # safe with a write-ahead log: what is written survives this process, and the file every power cut
    connection.execute("pragma synchronous = normal")
