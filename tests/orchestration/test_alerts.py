"""Alerts reach a real mail server on this machine, say what to do, and name nobody."""

from collections.abc import Iterator

import duckdb
import pytest
from dagster import DagsterInstance, build_sensor_context, job, op
from letterbox import Letterbox, serving, settle

from pipelines.home import Home
from pipelines.orchestration.alerts import run_failed, snapshot_stale
from pipelines.orchestration.mailing import MailError
from pipelines.publication.record import NightRecord, write_record

NAME = "王秀英"


@op(name="landing")
def failing() -> None:
    raise ValueError(f"cannot read {NAME}.csv")


@job(name="nightly")
def night() -> None:
    failing()


@pytest.fixture
def instance() -> Iterator[DagsterInstance]:
    """An instance on which one run has failed."""
    with DagsterInstance.ephemeral() as found:
        night.execute_in_process(instance=found, raise_on_error=False)
        yield found


@pytest.fixture
def box() -> Iterator[Letterbox]:
    with serving() as found:
        yield found


def look(instance: DagsterInstance) -> str:
    return run_failed.evaluate_tick(build_sensor_context(instance=instance)).skip_message or ""


def publish(home: Home, as_of: str) -> None:
    with duckdb.connect(str(home.current)) as published:
        published.execute(
            "create schema marts; create table marts.snapshot (as_of_date date, snapshot_id text)"
        )
        published.execute("insert into marts.snapshot values (?, 'abc')", [as_of])


def stale_tick(cursor: str | None = None) -> tuple[str | None, str | None]:
    """What the sensor says, and its new cursor."""
    with DagsterInstance.ephemeral() as instance:
        tick = snapshot_stale.evaluate_tick(build_sensor_context(instance=instance, cursor=cursor))
    return tick.skip_message, tick.cursor


def test_a_failed_run_is_told_once_by_its_step_and_names_nobody(
    home: Home, box: Letterbox, instance: DagsterInstance
) -> None:
    settle(home, box.port)
    look(instance)
    assert "none failed" in look(instance)
    (mail,) = box.mails
    text = mail.get_content()
    assert mail["To"] == "engineer@example.cn, head@example.cn"
    assert (
        "nightly" in mail["Subject"] and "step: landing" in text and "next: taizhang nightly --home" in text
    )
    assert NAME not in mail.as_string() + text


def test_a_mail_that_did_not_go_is_sent_by_a_later_look(
    home: Home, box: Letterbox, instance: DagsterInstance
) -> None:
    settle(home, 1)
    with pytest.raises(MailError):
        look(instance)
    settle(home, box.port)
    look(instance)
    assert len(box.mails) == 1


def test_without_a_mail_server_a_failed_run_is_no_error(home: Home, instance: DagsterInstance) -> None:
    assert "nobody is told" in look(instance)


def test_a_stale_snapshot_is_told_once_a_day_with_its_reason(home: Home, box: Letterbox) -> None:
    settle(home, box.port, stale_snapshot_days="1")
    publish(home, "2006-07-13")
    write_record(home.record, NightRecord("2006-07-20", "", "held_back", None, ("small_cell",), "2006-07-20"))
    home.pinned_date.write_text("2006-07-20")
    _, cursor = stale_tick()
    assert "told today already" in (stale_tick(cursor)[0] or "")
    home.pinned_date.write_text("2006-07-21")
    stale_tick(cursor)
    assert ["7 天" in box.mails[0].get_content(), "8 days behind" in box.mails[1].get_content()] == [
        True,
        True,
    ]
    assert "held back by: small_cell" in box.mails[0].get_content()


@pytest.mark.parametrize("as_of", ["2006-07-19", "2006-07-20"])
def test_a_snapshot_of_last_night_is_new_enough(home: Home, box: Letterbox, as_of: str) -> None:
    settle(home, box.port)
    publish(home, as_of)
    home.pinned_date.write_text("2006-07-20")
    assert "new enough" in (stale_tick()[0] or "")
    assert not box.mails
