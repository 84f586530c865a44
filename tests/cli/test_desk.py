"""The analyst's notebook runs from its first cell to its last without a browser, on both of its sources."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli.main import app as taizhang
from pipelines.desk.notebook import app as notebook


@pytest.mark.parametrize("source", ["published", "pseudonymous"])
def test_the_notebook_runs_headless(
    demo: tuple[Path, str], source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, _ = demo
    monkeypatch.setenv("TAIZHANG_HOME", str(home))
    monkeypatch.setenv("TAIZHANG_DESK", source)
    _, made = notebook.run()
    assert made["counts"].height
    assert made["values"].height
    assert made["composition"].height
    assert made["asked"].height == 5
    assert made["cells"]["women"].sum() >= 15_000
    assert ("age_from" in made["cells"].columns) == (source == "pseudonymous")


def test_before_the_first_night_the_command_says_what_to_run(tmp_path: Path) -> None:
    answer = CliRunner().invoke(
        taizhang, ["desk", "--home", str(tmp_path), "--notebook", str(tmp_path / "d.py")]
    )
    assert answer.exit_code == 2
    assert not (tmp_path / "d.py").exists()
