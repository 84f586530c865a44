"""An option that names a place which cannot be used ends its command in one line that says what to do."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import settings
from pipelines.cli.main import app
from pipelines.home import Home

COMMANDS = [
    "audit",
    "counts",
    "desk",
    "doctor",
    "query",
    "status",
    "ui",
    "explain x 2006H1",
    "backup ../saved",
    "service install",
    "service install --dry-run",
    "service mail",
]
MAKERS = ["nightly", "demo", "docs", "settings", "restore file"]
FILES = [
    "counts --format csv --out",
    "query --format xlsx --out",
    "desk --notebook",
    "backup",
    "backup x --keys",
]
FOLDERS = ["docs --out", "inspect 2006H1 --out", "sample --out"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, in which the commands are given, beside a file of the name `file`."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "home" / "file").write_text("mine")
    monkeypatch.chdir(home)
    monkeypatch.setenv("TAIZHANG_HOME", str(home))
    return home


def refused(*arguments: str) -> str:
    """What the command said, in one line, before it did anything."""
    answer = CliRunner().invoke(app, list(arguments))
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1), answer.output
    assert Path("file").read_text() == "mine"
    assert [path.name for path in Path().iterdir()] == ["file"]
    return answer.stderr


@pytest.mark.parametrize("command", [*COMMANDS, *MAKERS])
@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_is_no_home(command: str, place: str) -> None:
    assert "is a file, not a folder; give --home" in refused(*command.split(), "--home", place)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_mistyped_home_is_told_and_not_made(command: str) -> None:
    assert "there is no home at" in refused(*command.split(), "--home", "mistyped")


@pytest.mark.parametrize("command", FILES)
def test_a_file_is_written_only_into_a_folder_that_is_there(command: str) -> None:
    assert "there is no folder no/such: make it first" in refused(*command.split(), "no/such/x")
    assert "is a file, not a folder" in refused(*command.split(), "file/x")
    assert "is a folder; give" in refused(*command.split(), "..")
    assert "cannot be written to" in refused(*command.split(), "/proc/x")


@pytest.mark.parametrize("command", FOLDERS)
def test_a_folder_is_made_only_where_it_can_be(command: str) -> None:
    for place in ("file", "file/below"):
        assert "is a file, not a folder; give --out" in refused(*command.split(), place)
    assert "cannot be written to" in refused(*command.split(), "/proc/x/y")


@pytest.mark.parametrize("command", [*FILES[:3], *FOLDERS])
@pytest.mark.parametrize("place", ["published/warehouse.duckdb", "private/manifest.json", "settings/new"])
def test_nothing_is_given_out_into_a_home(home: Path, command: str, place: str) -> None:
    other = Home(home.parent / "other")
    other.prepare()
    said = refused(*command.split(), str(other.root / place))
    assert "lies in a home of taizhang; give --" in said


def test_a_home_is_made_only_where_it_can_be() -> None:
    assert "cannot be written to" in refused("demo", "--home", "/proc/home")


def test_a_pack_is_a_folder() -> None:
    for place in ("file", "nowhere"):
        assert "is no folder; give DIR one that is there" in refused("verify", place)


def test_an_interface_is_opened_only_on_a_home(home: Path) -> None:
    assert f"there is no home at {home}" in refused("ui")


def test_what_cannot_be_foreseen_of_a_place_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken_away(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "王小红.csv")

    monkeypatch.setattr(settings, "print_settings", taken_away)
    assert "could not be used (No such file or directory)" in (told := refused("settings"))
    assert "王小红" not in told


@pytest.mark.parametrize("command", ["settings", "nightly"])
def test_before_the_first_setting_nothing_is_in_force(command: str, tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, [command, "--home", str(tmp_path / "new"), "--as-of", "1998-01-01"])
    assert (answer.exit_code, answer.stderr.count("\n")) == (2, 1)
    assert "they begin on 1999-01-01; give a later --as-of" in answer.stderr
