"""`taizhang inspect`: the assessment of a half-year; freezing it, and rebuilding it from the archive."""

from pathlib import Path

import duckdb

from pipelines.audit.log import append
from pipelines.audit.manifest import BEGUN, is_ended, seal
from pipelines.cli.assessment import print_assessment
from pipelines.cli.console import console, fail, progress
from pipelines.cli.packing import leave_pack
from pipelines.cli.statuses import DONE, FAILED, WRONG_CALL
from pipelines.cli.statuses import FOUND_WRONG as DIFFERENT
from pipelines.home import Home, HomeBusyError, only_run
from pipelines.orchestration.pages import draw_pages
from pipelines.orchestration.quiet import StepError, quiet
from pipelines.publication.freeze import FreezeRefusedError, check_state, freeze, frozen_manifest
from pipelines.publication.night import publish_night
from pipelines.publication.rebuild import CannotRebuildError, rebuild
from pipelines.publication.record import NightRecord, read_record
from pipelines.warehouse.build import build
from pipelines.warehouse.connection import warehouse
from pipelines.warehouse.fingerprint import program_sha256
from pipelines.warehouse.frozen import Manifest
from pipelines.warehouse.models import beyond, mart_models, models

DIGITS = 12


def inspect_half_year(
    home: Home, half_year: str, freezes: bool, rebuilds: bool, out: Path | None, packs: bool
) -> int:
    """Print the half-year and, where it `packs`, leave its pack; or freeze or rebuild it; the exit status."""
    record = read_record(home.record)
    if record is None or not home.warehouse.exists():
        return fail(f"nothing has run in {home.root} yet: run taizhang nightly first", WRONG_CALL)
    if freezes and rebuilds:
        return fail("--freeze and --rebuild are two calls: freeze first, then rebuild", WRONG_CALL)
    if not freezes and not rebuilds:
        return print_assessment(home, half_year) or (leave_pack(home, half_year, out) if packs else DONE)
    home.prepare()
    try:
        with only_run(home):
            return _freeze(home, half_year, record) if freezes else _rebuild(home, half_year)
    except (HomeBusyError, FreezeRefusedError) as error:
        return fail(str(error), WRONG_CALL)
    except (CannotRebuildError, StepError) as error:
        return fail(str(error), FAILED)


def _freeze(home: Home, half_year: str, record: NightRecord) -> int:
    check_state(home, half_year, record)
    with quiet("freeze"):
        night = record.as_of if is_ended(home) else None
        append(home.audit, BEGUN, {"freezes": half_year})
        with warehouse(home) as connection:
            try:
                manifest = freeze(connection, home, half_year, record)
            except FreezeRefusedError:
                seal(home, night)  # nothing was changed: what had ended is as ended as before
                raise
            _publish_again(connection, home)
        draw_pages(home)
        seal(home, night)
    console.print(f"Frozen: {half_year}, figures {manifest.figures_sha256[:DIGITS]} as of {manifest.as_of}.")
    console.print(f"Kept in {home.frozen / half_year}", soft_wrap=True)
    console.print(f"Dashboards: {home.dashboards / 'index.html'}", soft_wrap=True)
    console.print(f"The pack with these figures: taizhang inspect {half_year}")
    return DONE


def _publish_again(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    frozen = [name for name, model in models().items() if model.layer == "frozen"]
    for model in beyond(frozen, models()):
        build(connection, model)
    publish_night(connection, home, mart_models())


def _rebuild(home: Home, half_year: str) -> int:
    manifest = frozen_manifest(home, half_year)
    if manifest is None:
        return fail(
            f"{half_year} is not frozen: taizhang inspect {half_year} --freeze freezes it", WRONG_CALL
        )
    with progress() as report, quiet("rebuild"):
        differences = rebuild(home, manifest, report)
    append(home.audit, "rebuild", {"half_year": half_year, "different": len(differences)})
    if not differences:
        console.print(
            f"{half_year} rebuilt from the archive: the same figures (hash {manifest.figures_sha256}).",
            soft_wrap=True,
        )
        return DONE
    console.print(f"{half_year} rebuilt: these figures came out otherwise than frozen:")
    for table, figure, rows in differences:
        console.print(f"  {table}.{figure}: {rows:,}")
    console.print(_suspect(manifest))
    return DIFFERENT


def _suspect(manifest: Manifest) -> str:
    if manifest.program_sha256 == program_sha256():
        return "The program is the one that froze it: look for a changed machine or library."
    return f"The program has changed since: use version {manifest.version} as of {manifest.frozen_at} UTC."
