"""A folder takes another's place whole, and nothing is left beside it."""

from pathlib import Path

import pytest

from reports.parts import swap
from reports.parts.swap import replacing


def replace(out: Path, told: str) -> None:
    with replacing(out) as fresh:
        (fresh / told).write_text(told, "utf-8")


@pytest.mark.parametrize("can_exchange", [True, False], ids=["in one step", "in two"])
def test_the_new_folder_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(swap, "_exchanged", lambda one, other: False)
    for told in ("first", "second", "third"):
        replace(tmp_path / "site", told)
        assert [*tmp_path.rglob("*")] == [tmp_path / "site", tmp_path / "site" / told]
