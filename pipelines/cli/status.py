"""`taizhang status`: what landed, was rejected or is missing, and how old the published snapshot is."""

from datetime import date

import duckdb
from rich.table import Table
from rich.text import Text

from pipelines.cli.console import console, fail
from pipelines.cli.output import moment
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.contracts.catalog import reasons
from pipelines.home import Home
from pipelines.publication.record import NightRecord, read_record

BY_STATUS = """
select status, count(*) as deliveries, sum(rows_seen) as seen, sum(rows_accepted) as accepted,
    sum(rows_quarantined) as quarantined, sum(rows_excluded) as excluded
from landing.deliveries group by status order by status
"""
REJECTED = """
select delivery_no, delivered_as, reason_code, detail from landing.deliveries
where status = 'rejected' order by delivery_no
"""
SHEETS = """
select delivery_no, delivered_as, tab, remarks.reason_code
from landing.sheet_remarks as remarks inner join landing.deliveries using (delivery_no)
order by delivery_no, sheet_no, remarks.reason_code
"""
MISSING = """
select findings.subject_code as source, bodies.body_name, findings.period
from quality.findings as findings
left join core.bodies as bodies
    on bodies.as_of_date = findings.as_of_date and bodies.body_code = findings.body_code
where findings.check_id = 'file_missing_for_period'
order by all
"""
SHOWN = 20


def print_status(home: Home) -> int:
    """Print the state of the home; the exit status."""
    if not home.warehouse.exists():
        return fail(f"nothing has run in {home.root} yet: run taizhang nightly first", WRONG_CALL)
    record = read_record(home.record)
    if record:
        console.print(_last_night(record), soft_wrap=True)
    console.print(_published(home), soft_wrap=True)
    try:
        connection = duckdb.connect(str(home.warehouse), read_only=True)
    except duckdb.IOException:
        return fail("a run is writing to this home: ask again when it has ended", WRONG_CALL)
    with connection:
        _print_table("Deliveries", connection.sql(BY_STATUS))
        _print_rejected(connection)
        _print_table("Sheets to look at", connection.sql(SHEETS))
        _print_table("Missing in the newest half-year", connection.sql(MISSING))
    return DONE


def _last_night(record: NightRecord) -> str:
    held = f", held back by {', '.join(record.held_back_by)}" if record.held_back_by else ""
    return f"Last night: {moment(record.finished_at)}, as of {record.as_of}: {record.outcome}{held}"


def _published(home: Home) -> str:
    if not home.current.exists():
        return "Published: nothing yet"
    with duckdb.connect(str(home.current), read_only=True) as connection:
        ((as_of, snapshot_id),) = connection.execute(
            "select as_of_date, snapshot_id from marts.snapshot"
        ).fetchall()
    days = (date.today() - as_of).days
    return f"Published: snapshot {snapshot_id} as of {as_of} ({days:,} days ago)"


def _print_table(title: str, rows: duckdb.DuckDBPyRelation) -> None:
    found = rows.fetchall()
    if not found:
        console.print(f"{title}: none")
        return
    table = Table(*rows.columns, title=title, title_justify="left")
    for row in found[:SHOWN]:
        table.add_row(*map(_cell, row))
    console.print(table)
    if len(found) > SHOWN:
        console.print(f"… and {len(found) - SHOWN:,} more")


def _cell(value: object) -> Text:
    """What stands in a file or its name is no markup."""
    return Text(f"{value:,}" if isinstance(value, int) else str(value))


def _print_rejected(connection: duckdb.DuckDBPyConnection) -> None:
    meanings = reasons()
    for number, name, code, detail in connection.execute(REJECTED).fetchall():
        meaning = meanings[code]
        of_file = f"Rejected: delivery {number} ({name}): {code}" + (f": {detail}" if detail else "")
        in_chinese = f"  {meaning.sentence_zh} {meaning.remedy_zh}"
        in_english = f"  {meaning.sentence_en} {meaning.remedy_en}"
        for line in (of_file, in_chinese, in_english):
            console.print(line, markup=False, soft_wrap=True)
