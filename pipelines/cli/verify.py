"""`taizhang verify`: whether a pack shows what its own snapshot says."""

from pathlib import Path

from pipelines.cli.console import console, fail
from pipelines.cli.statuses import DONE as EQUAL
from pipelines.cli.statuses import FOUND_WRONG as DIFFERENT
from pipelines.cli.statuses import WRONG_CALL
from pipelines.orchestration.verification import Verification, verify_pack
from pipelines.publication.pack_manifest import NoPackError
from reports.verification.compared import Difference

SHOWN = 500


def print_verification(folder: Path) -> int:
    """Verify the pack, name what differs; the exit status."""
    try:
        outcome = verify_pack(folder)
    except NoPackError as error:
        return fail(str(error), WRONG_CALL)
    manifest = outcome.manifest
    console.print(
        f"Pack of {manifest.half_year}, as of {manifest.as_of}, snapshot {manifest.snapshot_id}",
        markup=False,
        soft_wrap=True,
    )
    if not outcome.is_same_program:
        console.print(
            f"Made by version {manifest.version} of another program than this one: what differs below may be "
            "the program's doing; verify with the program that made it to be sure.",
            markup=False,
            soft_wrap=True,
        )
    for difference in outcome.differences[:SHOWN]:
        console.print(_named(difference), markup=False, soft_wrap=True)
    console.print(_sum(outcome), soft_wrap=True)
    return DIFFERENT if outcome.differences else EQUAL


def _named(difference: Difference) -> str:
    """One line: where, what is shown there, what comes out of the snapshot."""
    where = [difference.place, difference.table]
    where += [f"row {difference.row}"] if difference.row else []
    where += [f"column {difference.column}"] if difference.column else []
    line = f"{', '.join(part for part in where if part)}: {difference.shown}, not {difference.recomputed}"
    # a name in a pack must not steer the terminal
    return "".join(letter if letter.isprintable() else "�" for letter in line)


def _sum(outcome: Verification) -> str:
    compared = (
        f"{outcome.files:,} files, {outcome.tables:,} tables of pages and report, {outcome.queries:,} queries"
    )
    if not outcome.differences:
        return f"All equal: {compared}."
    more = max(len(outcome.differences) - SHOWN, 0)
    unnamed = f" ({more:,} of them not named above)" if more else ""
    return f"{len(outcome.differences):,} differ{unnamed}; compared: {compared}."
