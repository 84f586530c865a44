"""The nightly schedule: one run, however many nights were missed."""

from datetime import date, timedelta

import pytest
from dagster import DagsterInstance, DefaultScheduleStatus, build_schedule_context

from pipelines.home import Home
from pipelines.orchestration.definitions import definitions
from pipelines.orchestration.schedules import every_night
from pipelines.publication.record import NightRecord, write_record

TONIGHT = date(2006, 7, 20)


@pytest.mark.parametrize(("days_ago", "missed"), [(None, "0"), (1, "0"), (0, "0"), (8, "7")])
def test_missed_nights_are_one_run_that_says_how_many(home: Home, days_ago: int | None, missed: str) -> None:
    home.pinned_date.write_text(str(TONIGHT))
    (home.inbox / "arrived.csv").write_text("something\n")
    if days_ago is not None:
        last = str(TONIGHT - timedelta(days=days_ago))
        write_record(home.record, NightRecord(last, "", "published", "abc", (), f"{last}T02:10:00+00:00"))
    with DagsterInstance.ephemeral() as instance, build_schedule_context(instance=instance) as context:
        tick = every_night.evaluate_tick(context)
    (request,) = tick.run_requests or []
    assert request.tags["taizhang/nights_missed"] == missed
    assert request.run_key is None, "a key would keep a failed night from being asked for again"


def test_before_the_first_file_no_empty_snapshot_is_asked_for(home: Home) -> None:
    assert home.inbox.is_dir()
    with DagsterInstance.ephemeral() as instance, build_schedule_context(instance=instance) as context:
        tick = every_night.evaluate_tick(context)
    assert not tick.run_requests
    assert "No file has ever arrived" in (tick.skip_message or "")


def test_the_night_runs_at_two_in_the_morning_of_the_district_without_being_turned_on() -> None:
    schedule = definitions.resolve_schedule_def("every_night")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Asia/Shanghai")
    assert schedule.default_status == DefaultScheduleStatus.RUNNING
