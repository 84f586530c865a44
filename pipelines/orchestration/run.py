"""One night run in this process, on the home's own Dagster instance."""

from datetime import date
from pathlib import Path

from dagster import DagsterEventType, DagsterInstance, ExecuteInProcessResult

from pipelines.audit.log import append
from pipelines.audit.manifest import is_ended
from pipelines.home import Home, HomeBusyError
from pipelines.orchestration.definitions import definitions
from pipelines.orchestration.instance import use_instance
from pipelines.orchestration.night import REPORT, Report


class NightFailedError(RuntimeError):
    """The night did not come to its end; the message names the step."""


def execute_night(home: Home, inbox: Path, as_of: date, report: Report) -> None:
    """Run the nightly job; HomeBusyError while another run writes, NightFailedError where it fails."""
    use_instance(home)
    token = REPORT.set(report)
    try:
        with DagsterInstance.get() as instance:
            result = definitions.resolve_job_def("nightly").execute_in_process(
                instance=instance,
                raise_on_error=False,
                tags={"taizhang/started_by": "command"},
                run_config={
                    "resources": {"night": {"config": _config(home, inbox, as_of)}},
                    "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
                },
            )
    finally:
        REPORT.reset(token)
    if not result.success:
        error = _error(result)
        if isinstance(error, NightFailedError):
            append(home.audit, "run_failed", {"steps": ", ".join(_failed_steps(result))})
        raise error
    if not is_ended(home):  # what fails as a resource is closed is only logged by Dagster
        raise NightFailedError("its results stand, but could not be sealed; free disk space and run it again")


def _config(home: Home, inbox: Path, as_of: date) -> dict[str, str | bool]:
    return {"home_path": str(home.root), "inbox_path": str(inbox), "as_of": str(as_of), "waits": False}


def _failed_steps(result: ExecuteInProcessResult) -> list[str]:
    failures = (event for event in result.all_events if event.event_type == DagsterEventType.STEP_FAILURE)
    return sorted({event.step_key for event in failures if event.step_key})


def _error(result: ExecuteInProcessResult) -> Exception:
    for event in result.all_events:
        if event.event_type == DagsterEventType.STEP_FAILURE:
            error = event.step_failure_data.error
            cause = error.cause if error and error.cause else error
            return NightFailedError(f"{event.step_key}: {cause.message.strip() if cause else 'unknown'}")
        if event.event_type == DagsterEventType.PIPELINE_FAILURE and "HomeBusyError" in str(
            event.event_specific_data
        ):
            return HomeBusyError("another run is writing to this home: wait until it has ended")
        if event.event_type == DagsterEventType.PIPELINE_FAILURE and "MemoryError" in str(
            event.event_specific_data
        ):
            return NightFailedError("it did not start: too little memory")
    return NightFailedError("it did not start; `taizhang ui` shows the run")
