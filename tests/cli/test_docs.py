"""`taizhang docs` writes the data dictionary without a home, and over nothing but a dictionary."""

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.cli import docs


@pytest.fixture
def without_building(monkeypatch: pytest.MonkeyPatch, empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    class Built:
        def __enter__(self) -> duckdb.DuckDBPyConnection:
            return empty_warehouse

        def __exit__(self, *_: object) -> None:
            return None

    monkeypatch.setattr(docs, "blank_warehouse", Built)


@pytest.mark.usefixtures("without_building")
def test_page_and_json_are_written_and_can_be_written_again(tmp_path: Path) -> None:
    out = tmp_path / "of" / "dictionary"
    assert docs.write_docs(out) == docs.write_docs(out) == 0
    tables = {table["table"] for table in json.loads((out / "dictionary.json").read_text("utf-8"))["tables"]}
    assert {"identified.ledger_persons", "core.files", "marts.scores"} <= tables
    assert (out / "index.html").stat().st_mode & 0o004


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert docs.write_docs(tmp_path) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
