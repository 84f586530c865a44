"""`taizhang query`: a single select on the published snapshot, or what there is to ask."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from pipelines.audit.masking import masked
from pipelines.audit.records import Fact
from pipelines.cli.console import errors, fail
from pipelines.cli.output import give_out, mismatch, record
from pipelines.cli.statuses import DONE, FAILED, WRONG_CALL
from pipelines.home import Home
from pipelines.publication.query import QueryError, QueryStoppedError, answer, published_tables
from pipelines.rules.files import HERE, RuleError
from pipelines.rules.settings import read_settings, setting_on

COLUMNS = "taizhang query \"select column_name, comment from duckdb_columns() where table_name = 'scores'\""


def print_answer(home: Home, sql: str | None, rows: int, form: str, out: Path | None) -> int:
    """Print or write the answer, or the list of tables; the exit status."""
    if not home.current.exists():
        return fail(f"nothing is published in {home.root} yet: run taizhang nightly first", WRONG_CALL)
    if problem := mismatch(form, out):
        return fail(problem, WRONG_CALL)
    snapshot = home.current.resolve()
    if sql is None:
        give_out(published_tables(snapshot), form, out, "tables")
        errors.print(f"What the columns of one mean: {COLUMNS}", soft_wrap=True)
        return DONE
    facts: dict[str, Fact] = {
        "snapshot_id": snapshot.stem,
        "sql_sha256": sha256(sql.encode()).hexdigest(),
        "sql": masked(sql),
    }
    try:
        found = answer(snapshot, sql, rows, _seconds(home))
    except RuleError as error:
        return fail(str(error), WRONG_CALL)
    except QueryError as error:
        record(home, "query", facts | {"outcome": type(error).__name__})
        return fail(str(error), FAILED if isinstance(error, QueryStoppedError) else WRONG_CALL)
    shape: dict[str, Fact] = {"outcome": "answered", "rows": found.frame.height, "format": form}
    record(home, "export" if out else "query", facts | shape)
    give_out(found.frame, form, out, "query")
    if found.is_cut:
        errors.print(f"cut after {rows:,} rows: raise --limit, or aggregate", soft_wrap=True)
    return DONE


def _seconds(home: Home) -> int:
    try:
        settings = read_settings(home.settings)
    except PermissionError:  # another user's home: what is published may be asked all the same
        settings = read_settings(HERE)
    return setting_on(settings, "query_seconds", date.today())
