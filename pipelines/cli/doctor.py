"""`taizhang doctor`: what is well with a home, what is not, and what to do about it."""

import polars as pl

from pipelines.cli.console import console, fail
from pipelines.cli.output import give_out
from pipelines.cli.statuses import DONE as SOUND
from pipelines.cli.statuses import FOUND_WRONG as FAULTY
from pipelines.cli.statuses import WRONG_CALL
from pipelines.home import Home
from pipelines.keeping.doctor import examine
from pipelines.keeping.findings import FAULT, OK, Finding, remedies

SHORT = ("check", "state", "found")


def print_examination(home: Home, form: str) -> int:
    """Print every check with its state, and remedies in Chinese and English; 1 where there is a fault."""
    if not home.root.is_dir():
        return fail(f"there is no home at {home.root}: give --home, or run taizhang demo first", WRONG_CALL)
    try:
        findings = examine(home)
    except PermissionError:
        return fail("run it as the user who runs the nights: the home is its owner's to read", WRONG_CALL)
    frame = pl.DataFrame([_row(finding) for finding in findings])
    give_out(frame.select(SHORT) if form == "table" else frame, form, None, "doctor")
    if form == "table":
        for finding in findings:
            if finding.state != OK:
                _print_remedy(finding)
    return FAULTY if any(finding.state == FAULT for finding in findings) else SOUND


def _row(finding: Finding) -> dict[str, str]:
    told = {name: text for name, text in remedies()[finding.check].items() if name != "check"}
    if finding.state == OK:
        told |= {"remedy_zh": "", "remedy_en": ""}
    return {"check": finding.check, "state": finding.state, "found": finding.found} | told


def _print_remedy(finding: Finding) -> None:
    told = remedies()[finding.check]
    console.print(f"{finding.state} {told['name_zh']}: {told['remedy_zh']}", markup=False, soft_wrap=True)
    console.print(f"  {told['name_en']}: {told['remedy_en']}", markup=False, soft_wrap=True)
