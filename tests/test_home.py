"""The home: who may enter which of its directories, and that one run at a time writes to it."""

import multiprocessing
import os
import signal
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipelines.home import Home, HomeBusyError, only_run


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    return made


def test_others_reach_what_is_published_and_nothing_else(home: Home) -> None:
    modes = {
        str(path.relative_to(home.root)): stat.S_IMODE(path.stat().st_mode)
        for path in [home.root, *home.root.rglob("*")]
    }
    places = ("", "/frozen", "/history", "/scratch")
    private = (
        *(f"private{place}" for place in places),
        "archive",
        "keys",
        "settings",
        "dagster",
        "inbox",
        "worklists",
    )
    assert modes == {
        ".": 0o711,
        **dict.fromkeys(private, 0o700),
        **dict.fromkeys(("published", "published/snapshots"), 0o755),
    }


def test_loose_rights_are_tightened(home: Home) -> None:
    for place in (home.archive, home.identified.parent, home.key_file.parent, home.dagster):
        place.chmod(0o777)
    home.prepare()
    for place in (home.archive, home.identified.parent, home.key_file.parent, home.dagster):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_files_made_later_are_their_owners_alone(home: Home) -> None:
    home.identified.touch()
    assert stat.S_IMODE(home.identified.stat().st_mode) == 0o600


def test_a_second_run_is_refused_while_one_holds_the_home(home: Home) -> None:
    with only_run(home), pytest.raises(HomeBusyError, match="wait until it has ended"), only_run(home):
        pass
    with only_run(home):
        pass


def test_a_killed_runs_lock_is_free_though_a_process_that_it_had_started_lives_on(home: Home) -> None:
    context = multiprocessing.get_context("spawn")
    started = context.SimpleQueue()
    holder = context.Process(target=_hold, args=(home, started))
    holder.start()
    child = started.get()
    with pytest.raises(HomeBusyError), only_run(home):
        pass
    holder.kill()
    holder.join()
    with only_run(home):
        os.kill(child, signal.SIGKILL)  # an error unless it is there


def test_the_home_is_the_given_one_else_the_environments_else_var(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAIZHANG_HOME", raising=False)
    assert Home.find().root == tmp_path / "var"
    monkeypatch.setenv("TAIZHANG_HOME", str(tmp_path / "set"))
    assert Home.find().root == tmp_path / "set"
    assert Home.find(tmp_path / "given").root == tmp_path / "given"


def test_the_usual_date_is_the_pinned_one_else_today(home: Home) -> None:
    assert home.usual_date() == date.today()
    home.pinned_date.write_text("2006-08-01\n", "utf-8")
    assert home.usual_date() == date(2006, 8, 1)


def _hold(home: Home, started: "multiprocessing.queues.SimpleQueue[int]") -> None:
    with only_run(home):
        # as readers are started: they may be at work on a file for a minute yet
        started.put(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid)
        multiprocessing.Event().wait()
