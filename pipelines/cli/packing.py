"""The pack that `taizhang inspect` leaves: made where it is not there yet, and where it lies."""

from pathlib import Path

from pipelines.audit.records import Fact
from pipelines.cli.console import console, fail
from pipelines.cli.output import record
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.home import Home
from pipelines.orchestration.packs import draw_and_print_pack
from pipelines.publication.pack import PDF, REPORT, PackRefusedError, is_current, make_pack, open_packs


def leave_pack(home: Home, half_year: str, out: Path | None) -> int:
    """Make the pack of a half-year that is published, or find it whole; the exit status."""
    place = (out or home.packs / half_year).absolute()
    snapshot = home.current.resolve()
    try:
        if is_current(place, snapshot, half_year):
            unprinted = ""
        else:
            if out is None:
                open_packs(home.packs)
            unprinted = make_pack(snapshot, half_year, place, draw_and_print_pack)
            facts: dict[str, Fact] = {"snapshot_id": snapshot.stem, "half_year": half_year}
            where = "home" if out is None else "elsewhere"
            record(home, "pack", facts | {"place": where, "is_printed": not unprinted})
    except PackRefusedError as error:
        return fail(str(error), WRONG_CALL)
    console.print(f"Pack: {place}", soft_wrap=True, markup=False)
    if unprinted:
        console.print(
            f"  Without {PDF}: {unprinted}. Open {REPORT} in any browser and print it, A4, no headers or "
            "footers; it is laid out for paper.",
            soft_wrap=True,
            markup=False,
        )
    console.print(f"Check it anywhere: taizhang verify {place}", soft_wrap=True, markup=False)
    return DONE
