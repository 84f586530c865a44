"""`taizhang counts` as an officer meets it: on the terminal, as a file, refused, and on record."""

import json
from pathlib import Path

import duckdb
import polars as pl
import pytest
import python_calamine
from click.testing import Result
from typer.testing import CliRunner

from pipelines.cli.main import app


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a hand-made snapshot: one street, of which one count is withheld."""
    home = tmp_path_factory.mktemp("counted") / "home"
    snapshot = home / "published" / "snapshots" / "2006-07-20-0f.duckdb"
    snapshot.parent.mkdir(parents=True)
    with duckdb.connect(str(snapshot)) as connection:
        connection.execute(
            """
            create schema marts;
            create table marts.composition_counts as
                select date '2006-06-30' as as_of_date, '411602091' as division_code,
                    '=1+1' as division_name, 'street' as division_level, '411602091' as street_code,
                    '=1+1' as street_name, 'all' as area_type, 'all' as management_class,
                    'age' as trait, age as trait_value, women::hugeint as women,
                    women is null as is_suppressed
                from (values ('20-24', 1200), ('25-29', null)) as told(age, women)
            """
        )
    (home / "published" / "warehouse.duckdb").symlink_to("snapshots/2006-07-20-0f.duckdb")
    return home


def counts(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["counts", "--home", str(home), *arguments])


def test_a_withheld_count_is_marked_and_explained(home: Path) -> None:
    answer = counts(home, "--by", "street,age")
    assert answer.exit_code == 0
    told = [line.split("│")[-2].strip() for line in answer.output.splitlines() if "2006-06-30" in line]
    assert told == ["1,200", "·"]
    assert "· protected" in answer.output


def test_no_cell_of_a_csv_is_a_formula(home: Path) -> None:
    answer = counts(home, "--by", "street,age", "--format", "csv")
    assert "'=1+1" in answer.output
    assert ",=1+1" not in answer.output


def test_json_and_workbook_tell_the_same(home: Path, tmp_path: Path) -> None:
    told = pl.DataFrame(json.loads(counts(home, "--by", "street,age", "--format", "json").output))
    out = tmp_path / "counts.xlsx"
    assert counts(home, "--by", "street,age", "--format", "xlsx", "--out", str(out)).exit_code == 0
    names, *rows = python_calamine.CalamineWorkbook.from_path(out).get_sheet_by_name("counts").to_python()
    assert names == told.columns
    assert [row[names.index("women")] or None for row in rows] == told["women"].to_list() == [1200, None]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "age,hukou"), "not told together"),
        (("--by", "name"), "--by takes street"),
        (("--format", "xlsx"), "--out"),
        (("--by", "street,age", "--as-of", "2006-05-31"), "only of 2006-06-30: give --as-of"),
        (("--by", "body"), "no ledger that would give them is published yet"),
    ],
)
def test_what_is_not_told_is_a_wrong_call(home: Path, arguments: tuple[str, ...], said: str) -> None:
    answer = counts(home, *arguments)
    assert (answer.exit_code, said in answer.output) == (2, True)


def test_a_dimension_named_twice_is_told_once(home: Path) -> None:
    assert counts(home, "--by", "age,street,age").output == counts(home, "--by", "age,street").output


def test_every_answer_is_on_record(home: Path) -> None:
    counts(home, "--by", "street,age")
    log = (home / "private" / "audit" / "log.jsonl").read_text("utf-8")
    assert json.loads(log.splitlines()[-1])["counted_by"] == "street,age"
