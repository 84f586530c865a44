"""The data dictionary as files: one page that opens offline, and the same as JSON."""

import json
import re
from pathlib import Path

import pytest

from reports.dictionary import write_dictionary

COLUMN = {
    "column": "women",
    "type": "BIGINT",
    "meaning_zh": "妇女人数（人）",
    "meaning_en": "Women <counted>",
    "unit": "women",
    "sensitivity": "protected",
    "comes_from": ["protection.class_counts.women"],
}
TABLE = {
    "table": "core.class_counts",
    "meaning_zh": "各类人数。",
    "meaning_en": "Women by class.",
    "source": "sql/core/class_counts.sql",
    "readers": "analysts",
    "is_by_person": False,
    "reads": ["core.files"],
    "sheets": ["ledger_persons"],
    "columns": [COLUMN],
}
TABLES = [TABLE, {**TABLE, "table": "marts.class_counts", "readers": "inspection"}]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs") / "dictionary"
    return write_dictionary(TABLES, {"version": "0.1.0", "sha256": "ab" * 32}, out).parent


def test_the_published_tables_come_first(written: Path) -> None:
    sections = re.findall(r'<section id="(\w+)"', (written / "index.html").read_text("utf-8"))
    assert sections == ["marts", "core"]


def test_a_table_leads_to_its_columns_and_each_says_all_that_is_known(written: Path) -> None:
    page = (written / "index.html").read_text("utf-8")
    assert 'href="#columns-core-class_counts"' in page
    assert 'id="columns-core-class_counts"' in page
    for told in (
        "妇女人数（人）",
        "Women &lt;counted&gt;",
        "protection.class_counts.women",
        "已经过小单元格保护",
    ):
        assert told in page


def test_the_entries_of_a_table_are_columns(written: Path) -> None:
    sizes = re.findall(r'class="size">(.*?)</summary>', (written / "index.html").read_text("utf-8"))
    assert sizes
    assert all("列" in size and "columns" in size and "rows" not in size for size in sizes)


def test_the_page_asks_for_nothing_but_files_beside_it(written: Path) -> None:
    page = (written / "index.html").read_text("utf-8")
    assert "default-src 'none'" in page
    asked = re.findall(r'(?:src|href)="([^"#:]+)"', page)
    assert asked
    assert not [name for name in asked if not (written / name).exists()]


def test_the_json_holds_the_same_tables(written: Path) -> None:
    told = json.loads((written / "dictionary.json").read_text("utf-8"))
    assert told["tables"] == TABLES
