"""The process that answers one query for `query.py` and can reach nothing but the snapshot it has open.

    python -I -m pipelines.publication.sandbox     (the question as JSON on standard input)

The answer is an Arrow file on standard output; what is wrong is a JSON object on standard error, with exit
status 1. Neither names a path, and no word of the SQL that could be a person's.
"""

import io
import json
import os
import resource
import sys

import duckdb
import polars as pl

from pipelines.audit.masking import masked
from pipelines.publication.statements import SCHEMA, RefusedError, check_statement

THREADS = 2
SHUT = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",  # else a table name may be a variable of this program
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "secret_directory": "",
    "threads": str(THREADS),
}
REHEARSAL = "select 1 as number, 'a' as word, date '2006-06-30' as day"
PLAIN = {"BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT",
         "DOUBLE", "VARCHAR", "DATE", "TIMESTAMP"}  # fmt: skip
CASTS = {"HUGEINT": "bigint", "UBIGINT": "bigint", "UHUGEINT": "bigint"}
MOST_BYTES = 32 << 20
MEMORY_BESIDE = 2  # what a database limit of one takes in Python, Arrow and Polars beside it, at most


def main() -> int:
    """Answer the question on standard input; the exit status."""
    question = json.load(sys.stdin)
    try:
        with opened(question["snapshot"], question["megabytes"]) as connection:
            shut(question["seconds"], question["megabytes"])
            check_statement(connection, question["sql"])
            answer = answered(connection, question["sql"], question["rows"])
        sys.stdout.buffer.write(answer)
    except RefusedError as error:
        return _say("refused", str(error))
    except (duckdb.OutOfMemoryException, MemoryError):
        return _say("memory", "")
    except (duckdb.Error, pl.exceptions.PolarsError) as error:
        return _say("wrong", _told(error))
    return 0


def opened(snapshot: str, megabytes: int) -> duckdb.DuckDBPyConnection:
    """The snapshot open for reading, with everything else shut for good."""
    connection = duckdb.connect(snapshot, read_only=True, config={**SHUT, "memory_limit": f"{megabytes}MB"})
    connection.execute(f"set schema = '{SCHEMA}'")
    connection.execute("set lock_configuration = true")
    # imports and opens what an answer needs while that is still allowed
    check_statement(connection, REHEARSAL)
    answered(connection, REHEARSAL, 1)
    return connection


def shut(seconds: int, megabytes: int) -> None:
    """From here on no file or socket can be opened, no byte be written to a file, no process be started."""
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _lowest_free(),
        resource.RLIMIT_CPU: seconds * THREADS + 1,
        resource.RLIMIT_DATA: (1 + MEMORY_BESIDE) * megabytes << 20,
    }
    for kind, limit in limits.items():
        resource.setrlimit(kind, (limit, limit))


def _lowest_free() -> int:
    handle = os.dup(0)
    os.close(handle)
    return handle


def answered(connection: duckdb.DuckDBPyConnection, sql: str, rows: int) -> bytes:
    """At most so many rows of the answer as an Arrow file; RefusedError where it is no table or too large."""
    relation = connection.sql(sql).limit(rows)
    names = [name.lower() for name in relation.columns]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise RefusedError(f"two columns have one name ({masked(doubled[0])}): name them apart with as")
    columns = ", ".join(_column(*pair) for pair in zip(relation.columns, relation.types, strict=True))
    answer = io.BytesIO()
    relation.project(columns).pl().write_ipc(answer)
    if answer.tell() > MOST_BYTES:
        raise RefusedError(f"the answer has more than {MOST_BYTES >> 20} MB: ask for fewer columns or rows")
    return answer.getvalue()


def _column(name: str, kind: object) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if str(kind) in PLAIN or str(kind).startswith("DECIMAL"):
        return quoted
    return f"cast({quoted} as {CASTS.get(str(kind), 'varchar')}) as {quoted}"


def _told(error: Exception) -> str:
    """The first words of the database's own message: what is wrong, and which names are near."""
    lines = [line for line in str(error).split("\n\n")[0].splitlines() if not line.startswith("LINE ")]
    return masked(" ".join(lines))[:400]


def _say(kind: str, message: str) -> int:
    sys.stderr.write(json.dumps({"kind": kind, "message": message}))
    return 1


if __name__ == "__main__":
    sys.exit(main())
