"""`taizhang nightly`: one night as a Dagster job, skipped where nothing is new."""

from datetime import date
from pathlib import Path

from pipelines.audit.manifest import is_ended
from pipelines.cli.console import Report, console, fail, progress
from pipelines.cli.statuses import DONE, FAILED, WRONG_CALL
from pipelines.cli.statuses import FOUND_WRONG as HELD_BACK
from pipelines.contracts.catalog import checks
from pipelines.failures import kind
from pipelines.home import Home, HomeBusyError
from pipelines.landing.land import check_key, news, nothing_ever
from pipelines.privacy.keys import PseudonymKeyError, load_key
from pipelines.publication.record import NOTHING_ACCEPTED, NightRecord, read_record, what_stands
from pipelines.rules.files import RuleError
from pipelines.rules.schemes import SchemeLine
from pipelines.rules.setting_lines import check_begun
from pipelines.warehouse.fingerprint import night_fingerprint
from pipelines.warehouse.rulebook import read_rules


def run_nightly(home: Home, inbox: Path | None, as_of: date | None) -> int:
    """Run the night and say what it did; the exit status, also where the disk or the memory is full."""
    try:
        return _run_nightly(home, inbox, as_of)
    except Exception as error:
        return fail(f"the night failed: {kind(error)}; {what_stands(home)}", FAILED)


def _run_nightly(home: Home, inbox: Path | None, as_of: date | None) -> int:
    home.prepare()
    as_of = as_of or home.usual_date()
    inbox = (inbox or home.inbox).resolve()
    try:
        check_begun(as_of)
        schemes = usable_schemes(home)
        if nothing_ever(home, inbox):
            say_where_files_belong(home, inbox)
            return DONE
        if nothing_new(home, inbox, as_of):
            console.print(f"Nothing new since the last night (as of {as_of}): nothing was changed.")
            return DONE
        check_measures(schemes)
    except (RuleError, PseudonymKeyError) as error:
        return fail(str(error), WRONG_CALL)
    with progress() as report:
        status = run_job(home, inbox, as_of, report)
    if status == DONE:
        say_what_happened(home)
    return HELD_BACK if status == DONE and _record(home).outcome == "held_back" else status


def usable_schemes(home: Home) -> list[SchemeLine]:
    """The schemes of a home; RuleError or PseudonymKeyError where rules or key cannot be used."""
    _, schemes = read_rules(home.settings)
    check_key(home, load_key(home.key_file, data_exist=home.identified.exists()))
    return schemes


def check_measures(schemes: list[SchemeLine]) -> None:
    """RuleError where a scheme scores a forbidden measure; asked only of a night that has work to do."""
    from pipelines.warehouse.forbidden import refuse_forbidden
    from pipelines.warehouse.models import models

    refuse_forbidden(schemes, models())


def nothing_new(home: Home, inbox: Path, as_of: date) -> bool:
    """Whether a night would give exactly what is published already; one without all its results is not.

    Nor is one that ended early: what it had not come to, pages or worklists, is still to be made.
    """
    record = read_record(home.record)
    if record is None or record.outcome == "held_back" or record.could_not_run:
        return False
    published = () if record.outcome == NOTHING_ACCEPTED else (home.current, home.dashboards)
    if not all(path.exists() for path in (home.warehouse, *published)):
        return False
    if not is_ended(home):
        return False
    arrived, last_delivery_no = news(home, inbox)
    return not arrived and record.fingerprint == night_fingerprint(as_of, last_delivery_no, home)


def run_job(home: Home, inbox: Path, as_of: date, report: Report) -> int:
    """Run the Dagster job in this process; the exit status."""
    from pipelines.orchestration.run import NightFailedError, execute_night

    try:
        execute_night(home, inbox, as_of, report)
    except HomeBusyError as error:
        return fail(str(error), WRONG_CALL)
    except NightFailedError as error:
        return fail(f"the night failed: {error} ({what_stands(home)})", FAILED)
    return DONE


def say_what_happened(home: Home) -> None:
    """Name the outcome and where to look."""
    record = _record(home)
    console.print(f"Worklists of the bodies: {home.worklists}", soft_wrap=True)
    if record.outcome == "held_back":
        console.print(f"Held back by {', '.join(record.held_back_by)}: {what_stands(home)}.")
        for check_id in record.held_back_by:
            console.print(f"  {check_id}: {_remedy(check_id, record)}.", soft_wrap=True)
        return
    if record.outcome == NOTHING_ACCEPTED:
        console.print("No row of any file was accepted, so nothing is published yet.")
        console.print("taizhang status names each file that was rejected, and what to do.")
        return
    if record.could_not_run:
        console.print(f"Without a result tonight: {', '.join(record.could_not_run)} could not run.")
    same = " (its content is unchanged)" if record.outcome == "unchanged" else ""
    console.print(f"Published snapshot {record.snapshot_id} as of {record.as_of}{same}.", soft_wrap=True)
    console.print(f"Dashboards: {home.dashboards / 'index.html'}", soft_wrap=True)


def say_where_files_belong(home: Home, inbox: Path) -> None:
    """Name the folder in which nothing was found, and what is due."""
    console.print(f"Nothing was found in {inbox}, nor before: nothing was published.", soft_wrap=True)
    console.print(
        "Put the offices' files there (.xlsx, .xls, .ods, .csv; in any folders), then run it again.",
        soft_wrap=True,
    )
    console.print(f"Settings and schemes to look at before: {home.settings}", soft_wrap=True)


def _remedy(check_id: str, record: NightRecord) -> str:
    if check_id in record.could_not_run:
        return "could not run; run the night again, and if it still cannot, look at it in `taizhang ui`"
    (remedy,) = (check["remedy_en"] for check in checks() if check["id"] == check_id)
    return remedy


def _record(home: Home) -> NightRecord:
    record = read_record(home.record)
    if record is None:
        raise RuntimeError("the night left no record")
    return record
