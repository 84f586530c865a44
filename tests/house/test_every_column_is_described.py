"""Each column name has one meaning, in both languages, written once; none stands without a table."""

import re
from collections import Counter

import duckdb
import pytest

from pipelines.contracts.catalog import read_rows, sheets
from pipelines.warehouse.descriptions import column_descriptions, column_meanings_zh, table_meanings
from pipelines.warehouse.models import mart_models, models
from pipelines.warehouse.sql_files import ROOT

ARRIVING = [column for sheet in sheets().values() for column in sheet.columns]
LINES = read_rows(ROOT / "columns.csv")
DERIVED = [row for row in LINES if row["description"]]
WHEN_PUBLISHED = {"snapshot_id"}
SENTENCE = re.compile(r"^\S.*[^\s.,;]$")
PHRASE_ZH = re.compile(r"^(?=.*[\u4e00-\u9fff])[^\s.,;。，；].*[^\s.,;。，；]$")
TEXT_ZH = re.compile(r"^(?=.*[\u4e00-\u9fff]).+。$")


def columns_of(connection: duckdb.DuckDBPyConnection, layer: str) -> set[tuple[str, str]]:
    """Pairs of table and column of the layers whose name is like the given one."""
    rows = connection.execute(
        """
        select schema_name || '.' || table_name, column_name from duckdb_columns()
        where not internal and database_name in ('memory', 'l1') and schema_name like $1
        """,
        [layer],
    ).fetchall()
    return set(rows)


@pytest.mark.parametrize("layer", ["marts", "%"])
def test_every_column_of_a_built_table_is_described(
    empty_warehouse: duckdb.DuckDBPyConnection, layer: str
) -> None:
    found = columns_of(empty_warehouse, layer)
    assert found
    assert not {f"{table}.{column}" for table, column in found if column not in column_descriptions()}


def test_every_contract_column_is_described() -> None:
    assert not [f"{column.table}.{column.canonical}" for column in ARRIVING if not column.description]


def test_one_contract_name_has_one_meaning() -> None:
    meanings: dict[str, set[str]] = {}
    for column in ARRIVING:
        meanings.setdefault(column.canonical, set()).add(column.description)
    assert not {name: found for name, found in meanings.items() if len(found) > 1}


def test_no_derived_column_is_described_twice() -> None:
    counts = Counter(row["column"] for row in DERIVED)
    assert not {name for name, count in counts.items() if count > 1}
    assert not counts.keys() & {column.canonical for column in ARRIVING}


def test_no_description_stands_without_a_table(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    used = {column for _, column in columns_of(empty_warehouse, "%")} | WHEN_PUBLISHED
    assert not {row["column"] for row in DERIVED} - used


def test_descriptions_are_single_clauses() -> None:
    written = {column.canonical: column.description for column in ARRIVING}
    written |= {row["column"]: row["description"] for row in DERIVED}
    assert not {
        name: text for name, text in written.items() if not SENTENCE.match(text) or not text[0].isupper()
    }


def test_every_line_has_its_columns_and_no_more() -> None:
    assert not [row["column"] for row in LINES if None in row or None in row.values()]


def test_every_column_is_described_in_chinese() -> None:
    meanings = column_meanings_zh()
    assert meanings.keys() >= column_descriptions().keys()
    assert not {name: text for name, text in meanings.items() if not PHRASE_ZH.match(text)}


def test_only_a_column_that_arrives_goes_without_an_english_line() -> None:
    arriving = {column.canonical for column in ARRIVING}
    assert {row["column"] for row in LINES if not row["description"]} <= arriving


def test_every_table_is_described_in_chinese() -> None:
    assert not [name for name, model in models().items() if not TEXT_ZH.match(model.meaning_zh)]


def test_a_published_table_is_described_in_one_sentence() -> None:
    assert not [name for name, model in mart_models().items() if model.meaning_zh.count("。") != 1]


def test_the_list_of_tables_has_those_that_no_file_describes(
    empty_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    made = {table for table, _ in columns_of(empty_warehouse, "%")}
    undescribed = {f"identified.{table}" for table in sheets()}
    undescribed |= {name for name, model in models().items() if model.sql}
    assert table_meanings().keys() == made - undescribed


@pytest.mark.parametrize(
    ("column", "reads"),
    [("ruled_on", "裁定日期"), ("issued_on", "填报日期、出具日期"), ("points_won", "该指标的得分（分）")],
)
def test_a_chinese_meaning_is_the_header_or_the_line(column: str, reads: str) -> None:
    assert column_meanings_zh()[column] == reads


@pytest.mark.parametrize(
    ("column", "reads"),
    [
        ("ruled_on", "Date of the ruling (裁定日期)"),
        ("issued_on", "Date of issue (填报日期、出具日期)"),
        ("points_won", "Points that the indicator's value won [points]"),
        ("vetoed", "Whether a veto is in force on the body at the half-year's end"),
    ],
)
def test_a_meaning_reads_with_header_or_unit(column: str, reads: str) -> None:
    assert column_descriptions()[column] == reads
