"""Ad hoc SQL on the published snapshot, answered by a process of its own with limits on time and memory."""

import io
import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

MEGABYTES = 512
MODULE = "pipelines.publication.sandbox"
TABLES = """
select table_name, comment as description, estimated_size as rows
from duckdb_tables() where schema_name = 'marts' order by table_name
"""


class QueryError(ValueError):
    """No answer; the message says why and what to do, and names nothing that the SQL or a path could tell."""


class QueryRefusedError(QueryError):
    """The SQL asks for what is not allowed."""


class QueryStoppedError(QueryError):
    """The query took more time or memory than it may."""


@dataclass(frozen=True)
class Answer:
    """The rows, and whether there were more than were asked for."""

    frame: pl.DataFrame
    is_cut: bool


def answer(snapshot: Path, sql: str, rows: int, seconds: int) -> Answer:
    """At most so many rows of the answer to a single select; QueryError where there is none."""
    question = {
        "snapshot": str(snapshot),
        "sql": sql,
        "rows": rows + 1,
        "seconds": seconds,
        "megabytes": MEGABYTES,
    }
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-m", MODULE],
            input=json.dumps(question).encode(),
            capture_output=True,
            timeout=seconds,
            env={"POLARS_MAX_THREADS": "1", "RUST_BACKTRACE": "0"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _stopped(seconds) from None
    if child.returncode:
        raise _error(child.stderr, child.returncode, seconds)
    frame = pl.read_ipc(io.BytesIO(child.stdout))
    return Answer(frame.head(rows), frame.height > rows)


def published_tables(snapshot: Path) -> pl.DataFrame:
    """The tables of a snapshot with what they hold and how many rows."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        return connection.sql(TABLES).pl()


def _stopped(seconds: int) -> QueryStoppedError:
    return QueryStoppedError(
        f"the query was stopped after {seconds} seconds: narrow it, join on keys, "
        "or raise query_seconds in settings.csv"
    )


def _error(said: bytes, status: int, seconds: int) -> QueryError:
    try:
        told = json.loads(said)
    except ValueError:  # the kernel ended it: by the limit on its processor time, or on its memory
        return _stopped(seconds) if status == -signal.SIGXCPU else _too_large()
    if told["kind"] == "refused":
        return QueryRefusedError(told["message"])
    return _too_large() if told["kind"] == "memory" else QueryError(told["message"])


def _too_large() -> QueryStoppedError:
    return QueryStoppedError(
        f"the query needs more than {MEGABYTES} MB: aggregate or filter first, and select fewer columns"
    )
