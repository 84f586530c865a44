"""`taizhang audit`: who did what with a home, and whether its record or its files were tampered with."""

import re
from collections.abc import Iterable

from pipelines.audit.manifest import changes
from pipelines.audit.records import Fact
from pipelines.audit.verification import Verdict, verified
from pipelines.cli.console import console, fail
from pipelines.cli.output import cell, moment
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.cli.statuses import FOUND_WRONG as BROKEN
from pipelines.home import Home

APART = ("no", "at", "who", "what", "before", "own")
HASH, DIGITS = re.compile(r"[0-9a-f]{64}"), 12
SHOWN_FAULTS = 50


def print_audit(home: Home, last: int, with_files: bool) -> int:
    """Show the last lines and the verdict; 1 where the record, or with `with_files` a file, was changed."""
    try:
        verdict = verified(home.audit)
        changed = changes(home) if with_files else []
    except PermissionError:
        return fail("the audit log is its owner's to read: ask as the user who runs the nights", WRONG_CALL)
    _print_records(verdict.records[-last:] if last else ())
    faults = [*(f"the record is broken at {fault}" for fault in verdict.faults), *changed]
    for fault in faults[:SHOWN_FAULTS]:
        fail(fault, BROKEN)
    if len(faults) > SHOWN_FAULTS:
        fail(f"… and {len(faults) - SHOWN_FAULTS} more", BROKEN)
    if faults:
        return BROKEN
    console.print(_whole(verdict), soft_wrap=True)
    if with_files:
        console.print("Every original, layer and published file is as the last run left it.")
    return DONE


def _print_records(records: Iterable[dict[str, Fact]]) -> None:
    for record in records:
        facts = [f"{name} {_short(value)}" for name, value in record.items() if name not in APART]
        head = f"{record['no']:>6}  {moment(str(record['at']))}  {record['who']}  {record['what']}"
        console.print(f"{head}: {', '.join(facts)}" if facts else head, soft_wrap=True, markup=False)


def _short(value: Fact) -> str:
    return cell(value[:DIGITS] if isinstance(value, str) and HASH.fullmatch(value) else value)


def _whole(verdict: Verdict) -> str:
    if not verdict.records:
        return "The record is empty: nothing was done here yet."
    torn = f" A line of {verdict.torn_bytes} bytes was cut short by a kill." if verdict.torn_bytes else ""
    newest = verdict.records[-1]
    return f"The record is whole: {len(verdict.records):,} lines, the last with hash {newest['own']}.{torn}"
