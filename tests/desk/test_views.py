"""The desk's views: protected unless exact counts are asked for, on record then; none knows a person."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.audit.verification import verified
from pipelines.desk.views import PSEUDONYMOUS, PUBLISHED, DeskError, View, open_desk, views
from pipelines.home import Home
from pipelines.warehouse.models import tables_read
from pipelines.warehouse.sensitivity import PERSON_KEYS

README = Path(__file__).parents[2] / "README.md"
EVERY = [*views(PUBLISHED), *views(PSEUDONYMOUS)]
HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, empty_warehouse: duckdb.DuckDBPyConnection) -> Home:
    """A home whose layer 2 and snapshot hold every table without a row."""
    home = Home(tmp_path_factory.mktemp("desk"))
    for place in (home.warehouse, home.current):
        place.parent.mkdir(parents=True)
        empty_warehouse.execute(f"attach '{place}' as copied")
        empty_warehouse.execute("copy from database memory to copied")
        empty_warehouse.execute("detach copied")
    return home


def opened(home: Home) -> list[str]:
    return [str(record["source"]) for record in verified(home.audit).records if record["what"] == "desk"]


def test_published_views_read_what_is_published_alone() -> None:
    read = {table for view in views(PUBLISHED) for table in tables_read(view.select)}
    assert read
    assert not {table for table in read if not table.startswith("marts.")}
    assert all("warehouse." not in view.select for view in views(PUBLISHED))


@pytest.mark.parametrize("view", EVERY, ids=lambda view: view.name)
def test_a_view_says_what_it_holds_and_stands_in_the_readme(view: View) -> None:
    assert view.meaning_zh.endswith("。")
    assert view.meaning_en.endswith(".")
    assert f"`desk.{view.name}`" in README.read_text("utf-8")


def test_every_view_can_be_asked_and_knows_no_person(home: Home) -> None:
    with open_desk(home, pseudonymous=True) as desk:
        columns = {view.name: set(desk.sql(f"from desk.{view.name}").columns) for view in EVERY}
    assert all(columns.values())
    assert not {name for name, found in columns.items() if found & PERSON_KEYS}


def test_exact_counts_are_there_when_asked_for_and_then_on_record(home: Home) -> None:
    before = opened(home)
    with open_desk(home) as desk, pytest.raises(duckdb.CatalogException):
        desk.sql("from desk.exact_class_counts")
    assert opened(home) == before
    open_desk(home, pseudonymous=True).close()
    assert opened(home) == [*before, PSEUDONYMOUS]


@pytest.mark.parametrize(
    "sql",
    ["from read_csv('/etc/hostname')", "set enable_external_access = true", "from warehouse.core.files"],
)
def test_nothing_else_can_be_opened_from_the_desk(home: Home, sql: str) -> None:
    with open_desk(home, pseudonymous=True) as desk, pytest.raises(duckdb.Error):
        desk.sql(sql).fetchall()


def test_a_desk_left_open_does_not_keep_a_night_from_writing(home: Home) -> None:
    with open_desk(home, pseudonymous=True):
        said = subprocess.run(
            [sys.executable, "-c", HOLD, home.warehouse], input=b"", capture_output=True, check=True
        )
    assert said.stdout == b"open\n"


def test_while_a_night_writes_the_exact_desk_says_so(home: Home) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, home.warehouse], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as night:
        assert night.stdout
        assert night.stdout.readline() == b"open\n"
        with pytest.raises(DeskError, match="wait until it has ended"):
            open_desk(home, pseudonymous=True)
        night.communicate()


def test_without_a_snapshot_the_desk_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="taizhang nightly"):
        open_desk(Home(tmp_path))
