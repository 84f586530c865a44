"""The settings folder of a home as it is shipped."""

from pathlib import Path

import pytest

from pipelines.rules.files import install_rules


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A settings folder of its own, with the shipped files in it."""
    place = tmp_path / "settings"
    install_rules(place)
    return place
