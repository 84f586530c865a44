"""`taizhang inspect` leaves a pack that `taizhang verify` finds equal, and every tampering in it is named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from program import run_taizhang

from pipelines.publication.pack_workbook import workbook_rows


@pytest.fixture(scope="module")
def pack(demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district's pack of its half-year."""
    out = tmp_path_factory.mktemp("packs") / "2006H1"
    answer = run_taizhang(demo[0], "inspect", "2006H1", "--out", str(out))
    assert answer.returncode == 0, answer.stderr
    return out


def flip_in(name: str, old: str, new: str) -> Callable[[Path], None]:
    def flip(pack: Path) -> None:
        text = (pack / name).read_text("utf-8")
        assert old in text
        (pack / name).write_text(text.replace(old, new, 1), "utf-8")

    return flip


def flip_value(pack: Path) -> None:
    with duckdb.connect(str(pack / "warehouse.duckdb")) as connection:
        connection.execute("update marts.scores set score = 11.11 where body_code = '411602091'")


def flip_workbook(pack: Path) -> None:
    """The workbook of another score, as if written from another snapshot."""
    from pipelines.orchestration.packs import draw_pack  # noqa: PLC0415 - only here

    other = pack.parent / "other"
    other.mkdir()
    shutil.copyfile(pack / "warehouse.duckdb", other / "warehouse.duckdb")
    flip_value(other)
    draw_pack(other / "warehouse.duckdb", "2006H1", other)
    shutil.copyfile(other / "tables.xlsx", pack / "tables.xlsx")


def test_a_pack_as_it_was_made_is_all_equal(pack: Path, tmp_path: Path) -> None:
    answer = run_taizhang(tmp_path, "verify", str(pack))
    assert (answer.returncode, "All equal" in answer.stdout) == (0, True), answer.stdout


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (flip_in("report.html", ">95.70<", ">95.71<"), ("table-ranks", "95.71, not 95.70")),
        (flip_in("report.html", "95.7,", "95.8,"), ("figure-ranks", "95.8, not 95.7")),
        (flip_workbook, ("tables.xlsx, scores", "column score: 11.11, not 95.7")),
        (flip_value, ("marts.snapshot, column snapshot_id", "tables.xlsx, scores", "95.7, not 11.11")),
        (lambda pack: (pack / "report.html").unlink(), ("report.html: missing",)),
        (lambda pack: (pack / "more.txt").write_text("x"), ("more.txt: not in the manifest",)),
    ],
    ids=["html cell", "figure", "workbook", "snapshot", "deleted", "added"],
)
def test_what_is_tampered_with_is_named(
    pack: Path, tmp_path: Path, tamper: Callable[[Path], object], named: tuple[str, ...]
) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(pack, copy)
    tamper(copy)
    answer = run_taizhang(tmp_path, "verify", str(copy))
    assert answer.returncode == 1
    assert [words for words in named if words not in answer.stdout] == [], answer.stdout


def test_a_pack_leaves_a_line_in_the_record(pack: Path, demo: tuple[Path, str]) -> None:
    lines = (demo[0] / "private" / "audit" / "log.jsonl").read_text("utf-8").splitlines()
    kept = next(line for line in map(json.loads, lines) if line["what"] == "pack")
    assert (kept["half_year"], kept["place"]) == ("2006H1", "elsewhere")


def test_a_folder_that_is_no_pack_is_a_wrong_call(tmp_path: Path) -> None:
    answer = run_taizhang(tmp_path, "verify", str(tmp_path))
    assert (answer.returncode, "is no pack" in answer.stderr) == (2, True)


def test_a_folder_with_something_else_in_it_is_not_replaced(demo: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    answer = run_taizhang(demo[0], "inspect", "2006H1", "--out", str(tmp_path))
    assert (answer.returncode, (tmp_path / "mine.txt").read_text()) == (2, "mine")


def test_the_workbooks_scores_are_the_marts(pack: Path) -> None:
    rows = workbook_rows(pack / "tables.xlsx")["scores"][1:]
    with duckdb.connect(str(pack / "warehouse.duckdb"), read_only=True) as connection:
        scores = connection.execute("select body_code, score, rank from marts.scores").fetchall()
    assert sorted((row[1], row[5], row[6]) for row in rows) == sorted(scores)
