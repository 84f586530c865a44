"""Where alerts go is read out of the settings, by the day, and asked for where it is half said."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.rules.files import RuleError
from pipelines.rules.mail import MailSettings, mail_settings

DAY = date(2026, 7, 1)


def say(folder: Path, **said: str) -> None:
    with (folder / "settings.csv").open("a", encoding="utf-8") as lines:
        lines.writelines(f"mail_{name},2026-01-01,{written}\n" for name, written in said.items())


def test_no_server_is_no_mail(folder: Path) -> None:
    assert mail_settings(folder, DAY) is None


def test_a_server_needs_somebody_to_write_to(folder: Path) -> None:
    say(folder, server="mail.example.cn", **{"from": "taizhang@example.cn"})
    with pytest.raises(RuleError, match=r"line 36: mail_to is empty; add a line"):
        mail_settings(folder, DAY)


def test_the_mail_settings_in_force_are_those_of_the_day(folder: Path) -> None:
    say(folder, server="mail.example.cn", security="starttls", to="a@x.cn; b@x.cn", **{"from": "t@x.cn"})
    assert mail_settings(folder, date(2025, 12, 31)) is None
    assert mail_settings(folder, DAY) == MailSettings(
        "mail.example.cn", 587, "starttls", "", "t@x.cn", ("a@x.cn", "b@x.cn")
    )


def test_a_port_may_stand_behind_the_server(folder: Path) -> None:
    say(folder, server="mail.example.cn:2525", to="a@x.cn", **{"from": "t@x.cn"})
    found = mail_settings(folder, DAY)
    assert found and (found.host, found.port) == ("mail.example.cn", 2525)
