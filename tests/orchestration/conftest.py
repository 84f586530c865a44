"""A home that Dagster's sensors and schedules find."""

from pathlib import Path

import pytest

from pipelines.home import Home
from pipelines.rules.files import HERE


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("TAIZHANG_HOME", str(tmp_path / "home"))
    found = Home.find()
    found.prepare()
    (found.settings / "settings.csv").write_text((HERE / "settings.csv").read_text("utf-8"), "utf-8")
    return found
