"""The units that `taizhang service install` writes are what systemd takes, for this home alone."""

import configparser
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from letterbox import serving, settle

from pipelines.cli.service import DONE, WRONG_CALL, install, try_mail
from pipelines.home import Home

NAMES = ["taizhang-daemon.service", "taizhang-webserver.service"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("DAGSTER_HOME", "")
    return tmp_path / "config" / "systemd" / "user"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "a home at 100%")


def read(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(path, "utf-8")
    return unit


def test_the_units_name_program_home_umask_and_limit(folder: Path, home: Home) -> None:
    assert install(home, port=3001, memory="4G", dry_run=False) == DONE
    assert sorted(path.name for path in folder.iterdir()) == NAMES
    daemon, webserver = (read(folder / name)["Service"] for name in NAMES)
    program, *options = shlex.split(webserver["ExecStart"])
    assert Path(program).is_file() and options[:4] == ["-h", "127.0.0.1", "-p", "3001"]
    told = f"TAIZHANG_HOME={home.root}".replace("%", "%%")
    assert told in shlex.split(daemon["Environment"])
    assert (daemon["UMask"], daemon["MemoryMax"], daemon["Restart"]) == ("0077", "4G", "on-failure")
    assert "enabled: true" in (home.dagster / "dagster.yaml").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_them(folder: Path, home: Home, tmp_path: Path) -> None:
    install(home, port=3000, memory="6G", dry_run=False)
    verify = ["systemd-analyze", "--user", "--man=no", "verify", *(folder / name for name in NAMES)]
    # systemd wants a place for what runs, also where it only reads
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    found = subprocess.run(verify, env=environment, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_a_dry_run_prints_them_and_writes_nothing(
    folder: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install(home, port=3000, memory="6G", dry_run=True) == DONE
    said = capsys.readouterr().out
    assert all(name in said for name in NAMES) and "ExecStart=" in said
    assert not folder.exists() and not home.root.exists()


def test_the_alerts_can_be_tried_out(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    home.prepare()
    with serving() as box:
        settle(home, box.port)
        assert try_mail(home) == DONE
    assert str(home.root) in box.mails[0].get_content()
    assert try_mail(home) == WRONG_CALL
    assert "mail_server: nothing that takes mail answers" in " ".join(capsys.readouterr().err.split())


def test_without_a_mail_server_trying_says_that_nobody_is_told(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.prepare()
    (home.settings / "settings.csv").write_text("setting,valid_from,value\n", "utf-8")
    assert try_mail(home) == WRONG_CALL
    assert "nobody is told" in capsys.readouterr().err
