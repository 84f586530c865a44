"""`taizhang query` and `audit` as an officer meets them: answers, exports, and the record of both."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from program import run_taizhang

from pipelines.rules.files import HERE

LATER = "select body_code from scores -- 13800000000 王小丽"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a hand-made snapshot and the shipped settings."""
    home = tmp_path_factory.mktemp("asked") / "home"
    snapshot = home / "published" / "snapshots" / "2006-07-20-0f.duckdb"
    snapshot.parent.mkdir(parents=True)
    (home / "settings").mkdir()
    shutil.copy(HERE / "settings.csv", home / "settings")
    with duckdb.connect(str(snapshot)) as connection:
        connection.execute("create schema marts; create table marts.scores (body_code text, note text)")
        connection.execute("insert into marts.scores values ('411602091', '=1+1'), ('411602092', '[red]x')")
        connection.execute("comment on table marts.scores is 'Scores.'")
    (home / "published" / "warehouse.duckdb").symlink_to("snapshots/2006-07-20-0f.duckdb")
    return home


def records(home: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (home / "private" / "audit" / "log.jsonl").read_text().splitlines()]


def test_without_sql_the_tables_are_listed(published: Path) -> None:
    answer = run_taizhang(published, "query")
    assert (answer.returncode, "scores" in answer.stdout, "Scores." in answer.stdout) == (0, True, True)
    assert "duckdb_columns()" in answer.stderr


def test_no_cell_of_a_csv_is_a_formula_and_no_cell_colours_the_terminal(published: Path) -> None:
    text = run_taizhang(published, "query", 'select note as "=note" from scores', "--format", "csv").stdout
    assert text.splitlines() == ["'=note", "'=1+1", "[red]x"]
    assert "[red]x" in run_taizhang(published, "query", "from scores").stdout


def test_every_query_and_export_is_on_record_without_what_could_be_a_persons(
    published: Path, tmp_path: Path
) -> None:
    assert run_taizhang(published, "query", LATER).returncode == 0
    assert run_taizhang(published, "query", "select getenv('HOME')").returncode == 2
    out = tmp_path / "scores.json"
    run_taizhang(published, "query", "from scores", "--format", "json", "--out", str(out))
    assert len(json.loads(out.read_text())) == 2
    kept = records(published)[-3:]
    assert [record["what"] for record in kept] == ["query", "query", "export"]
    assert [record["outcome"] for record in kept] == ["answered", "QueryRefusedError", "answered"]
    assert {record["snapshot_id"] for record in kept} == {"2006-07-20-0f"}
    assert kept[0]["sql"] == "select body_code from scores -- # …"
    assert kept[2]["rows"] == 2


def test_a_whole_record_says_so_and_a_changed_line_is_named(published: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(published, home, symlinks=True)
    run_taizhang(home, "query", "from scores")
    whole = run_taizhang(home, "audit")
    assert (whole.returncode, "The record is whole" in whole.stdout) == (0, True)
    log = home / "private" / "audit" / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"rows":2', b'"rows":9', 1))
    broken = run_taizhang(home, "audit")
    assert broken.returncode == 1
    assert "the record is broken at line" in broken.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "from scores", "--format", "xlsx"), "--out"),
        (("query", "from scores", "--out", "x.csv"), "--format csv"),
        (("query", "from scores; from scores"), "one statement at a time"),
        (("query", "from nowhere"), "taizhang query"),
    ],
)
def test_a_wrong_call_says_what_to_do(published: Path, arguments: tuple[str, ...], said: str) -> None:
    answer = run_taizhang(published, *arguments)
    assert (answer.returncode, said in answer.stderr) == (2, True)
