"""`taizhang settings` says what holds, since when and from where; a mistake is named with line and remedy."""

import json
from pathlib import Path

import pytest

from pipelines.cli.settings import print_settings
from pipelines.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose officers changed one deadline from mid-2026 on."""
    found = Home(tmp_path / "home")
    found.settings.mkdir(parents=True)
    found.pinned_date.write_text("2026-03-01")
    (found.settings / "settings.csv").write_text(
        "setting,valid_from,value\nentry_days,1999-01-01,45\nentry_days,2026-07-01,20\n", "utf-8"
    )
    return found


def shown(home: Home, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    assert print_settings(home, None, "json") == 0
    return {row["setting"]: row for row in json.loads(capsys.readouterr().out)}


def test_a_value_is_told_with_its_day_and_its_line(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    found = shown(home, capsys)["entry_days"]
    assert [found[name] for name in ("value", "since", "from", "later")] == [
        "45", "1999-01-01", "settings.csv line 2", "20 from 2026-07-01"
    ]  # fmt: skip


def test_what_no_line_says_is_as_shipped(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    found = shown(home, capsys)["smallest_published_cell"]
    assert (found["value"], found["from"]) == ("5", "shipped")


def test_a_mistake_is_told_with_line_and_remedy(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    with (home.settings / "settings.csv").open("a", encoding="utf-8") as lines:
        lines.write("entry_day,1999-01-01,45\n")
    assert print_settings(home, None, "table") == 2
    assert (
        "settings.csv line 4: no such setting: entry_day; did you mean entry_days" in capsys.readouterr().err
    )


def test_a_home_without_settings_is_not_made_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = Home(tmp_path / "none")
    assert {row["from"] for row in shown(home, capsys).values()} == {"shipped"}
    assert not home.root.exists()
