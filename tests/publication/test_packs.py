"""A pack is made whole or not at all, names every changed file, and marks what is withheld."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.audit.manifest import changes, seal
from pipelines.home import Home
from pipelines.publication import browser
from pipelines.publication.pack import SNAPSHOT, PackRefusedError, make_pack
from pipelines.publication.pack_manifest import NoPackError, changed_files, read_manifest
from pipelines.publication.pack_tables import published_tables
from pipelines.publication.pack_workbook import workbook_rows, write_pack_workbook


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    with duckdb.connect(str(tmp_path / "published.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.snapshot as select date '2006-07-20' as as_of_date, 'c0ffee' as snapshot_id"
        )
        connection.execute(
            "create table marts.finding_counts as select * from "
            "(values ('=1+1', null, true), ('b', 7, false)) as t(body_code, findings, is_suppressed)"
        )
        connection.execute(
            "create table marts.scores as select unnest(['2005H2', '2006H1']) as half_year, 90.5 as score"
        )
    return tmp_path / "published.duckdb"


def draw(_: Path, half_year: str, folder: Path) -> str:
    (folder / "page.html").write_text(half_year)
    return "no browser"


def broken(_: Path, __: str, folder: Path) -> str:
    (folder / "half.html").write_text("half")
    raise RuntimeError


def test_a_pack_that_fails_leaves_the_old_one(snapshot: Path, tmp_path: Path) -> None:
    out = tmp_path / "packs" / "2006H1"
    assert make_pack(snapshot, "2006H1", out, draw) == "no browser"
    with pytest.raises(RuntimeError):
        make_pack(snapshot, "2006H1", out, broken)
    assert changed_files(out, read_manifest(out)) == {}
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "page.html", SNAPSHOT]


def test_a_folder_of_other_things_is_never_replaced(snapshot: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(PackRefusedError, match="no pack"):
        make_pack(snapshot, "2006H1", tmp_path / "mine", draw)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


def test_changed_missing_and_added_files_are_told_apart(snapshot: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    make_pack(snapshot, "2006H1", out, draw)
    (out / "page.html").write_text("other")
    (out / SNAPSHOT).unlink()
    (out / "more.txt").write_text("more")
    assert changed_files(out, read_manifest(out)) == {
        "more.txt": "not in the manifest",
        "page.html": "changed",
        SNAPSHOT: "missing",
    }


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 1}', '{"half_year": 1, "files": []}'])
def test_a_manifest_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(NoPackError):
        read_manifest(tmp_path)


def test_the_workbook_marks_what_is_withheld_and_holds_no_formula(snapshot: Path, tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    write_pack_workbook(published_tables(snapshot, "2006H1"), {}, {"*": "too small"}, date(2006, 7, 20), path)
    rows = workbook_rows(path)
    assert ["*", "", "too small"] in rows["说明 notes"]
    assert rows["scores"][1:] == [["2006H1", 90.5]]
    assert rows["finding_counts"][1:3] == [["'=1+1", "*", True], ["b", 7.0, False]]
    assert rows["finding_counts"][-1] == ["合计 total", 7.0, ""]


def test_without_a_browser_none_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "USUAL_PLACES", {})
    assert browser.find_browser() is None


def test_a_pack_made_between_runs_is_no_change_of_the_home(snapshot: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    seal(home)
    make_pack(snapshot, "2006H1", home.packs / "2006H1", draw)
    assert changes(home) == []
