"""Alerts reach a real mail server on this machine, say what to do, and name nobody."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import duckdb
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from dagster import (
    DagsterInstance,
    build_run_status_sensor_context,
    build_sensor_context,
    job,
    op,
)

from pipelines.home import Home
from pipelines.orchestration.alerts import run_failed, snapshot_stale
from pipelines.orchestration.mailing import send
from pipelines.publication.record import NightRecord, write_record
from pipelines.rules.files import RuleError

NAME = "王秀英"


class Letterbox:
    """Keeps what a mail server took."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


def knows(server: object, session: Session, envelope: Envelope, mechanism: str, login: object) -> AuthResult:
    assert isinstance(login, LoginPassword)
    return AuthResult(success=login == LoginPassword(b"taizhang", b"secret"))


@pytest.fixture
def post() -> Iterator[tuple[Letterbox, int]]:
    """A mail server, and its port."""
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, "127.0.0.1", port, authenticator=knows, auth_require_tls=False)
    controller.start()
    yield box, port
    controller.stop()


def settle(home: Home, port: int, **more: str) -> None:
    """Settings that send alerts to the letterbox."""
    said = {"mail_server": f"127.0.0.1:{port}", "mail_from": "taizhang@example.cn"}
    said |= {"mail_to": "engineer@example.cn; head@example.cn", **more}
    lines = [f"{name},1999-01-01,{value}" for name, value in said.items()]
    (home.settings / "settings.csv").write_text("\n".join(["setting,valid_from,value", *lines]), "utf-8")


@op(name="landing")
def failing() -> None:
    raise ValueError(f"cannot read {NAME}.csv")


@job(name="nightly")
def night() -> None:
    failing()


def fail_and_tell() -> None:
    with DagsterInstance.ephemeral() as instance:
        result = night.execute_in_process(instance=instance, raise_on_error=False)
        failure = result.get_run_failure_event()
        run_failed(
            build_run_status_sensor_context(
                "run_failed", failure, instance, result.dagster_run
            ).for_run_failure()
        )


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


def test_a_failed_run_is_told_by_its_step_and_names_nobody(home: Home, post: tuple[Letterbox, int]) -> None:
    box, port = post
    settle(home, port)
    fail_and_tell()
    (mail,) = box.mails
    text = mail.get_content()
    assert mail["To"] == "engineer@example.cn, head@example.cn"
    assert "nightly" in mail["Subject"] and "step: landing" in text and "taizhang nightly --home" in text
    assert NAME not in mail.as_string() + text


def test_without_a_mail_server_a_failed_run_is_no_error(home: Home) -> None:
    fail_and_tell()


def test_a_server_that_asks_for_it_gets_user_and_password(home: Home, post: tuple[Letterbox, int]) -> None:
    box, port = post
    settle(home, port, mail_user="taizhang")
    with pytest.raises(RuleError, match=r"mail\.password is missing: write the password"):
        send(home, "subject", "text")
    home.mail_password.write_text("secret\n", "utf-8")
    assert send(home, "题目", "正文")
    assert [mail["Subject"] for mail in box.mails] == ["题目"]


def test_a_stale_snapshot_is_told_once_a_day_with_its_reason(home: Home, post: tuple[Letterbox, int]) -> None:
    box, port = post
    settle(home, port, stale_snapshot_days="1")
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
def test_a_snapshot_of_last_night_is_new_enough(home: Home, post: tuple[Letterbox, int], as_of: str) -> None:
    box, port = post
    settle(home, port)
    publish(home, as_of)
    home.pinned_date.write_text("2006-07-20")
    assert "new enough" in (stale_tick()[0] or "")
    assert not box.mails
