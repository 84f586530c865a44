"""The data dictionary has every table and column, with its meaning, who may see it, and where it is from."""

import duckdb
import pytest

from pipelines.warehouse.dictionary import ColumnEntry, TableEntry, dictionary

Tables = dict[str, TableEntry]


@pytest.fixture(scope="module")
def tables(empty_warehouse: duckdb.DuckDBPyConnection) -> Tables:
    return {entry.table: entry for entry in dictionary(empty_warehouse)}


def column(tables: Tables, name: str) -> ColumnEntry:
    table, _, wanted = name.rpartition(".")
    return next(entry for entry in tables[table].columns if entry.column == wanted)


def test_every_column_of_both_layers_is_in_it(
    tables: Tables, empty_warehouse: duckdb.DuckDBPyConnection
) -> None:
    made = empty_warehouse.execute(
        """
        select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()
        where not internal and database_name in ('memory', 'l1')
        """
    ).fetchall()
    assert {f"{table}.{entry.column}" for table in tables for entry in tables[table].columns} == {
        name for (name,) in made
    }


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("identified.ledger_persons.citizen_id", "hashed_onward"),
        ("identified.ledger_persons.birth_date", "reduced_onward"),
        ("identified.ledger_persons.person_key", "pseudonym"),
        ("received.quarantined_cells.cells", "never_onward"),
        ("landing.deliveries.delivered_as", "never_published"),
        ("staging.ledger_persons.person_key", "pseudonym"),
        ("staging.ledger_persons.birth_year", "reduced"),
        ("staging.ledger_persons.community_code", "plain"),
        ("marts.class_counts.women", "protected"),
        ("marts.class_counts.body_code", "plain"),
    ],
)
def test_a_column_says_how_personal_it_is(tables: Tables, name: str, word: str) -> None:
    assert column(tables, name).sensitivity == word


@pytest.mark.parametrize(
    ("name", "readers", "is_by_person"),
    [
        ("identified.ledger_persons", "pipeline", True),
        ("core.files", "analysts", True),
        ("core.class_counts", "analysts", False),
        ("marts.class_counts", "inspection", False),
    ],
)
def test_a_table_says_who_may_read_it(tables: Tables, name: str, readers: str, is_by_person: bool) -> None:
    assert (tables[name].readers, tables[name].is_by_person) == (readers, is_by_person)


def test_a_table_names_its_file_and_the_sheets_behind_it(tables: Tables) -> None:
    counts = tables["core.class_counts"]
    assert counts.source == "sql/core/class_counts.sql"
    assert "ledger_persons" in counts.sheets
    assert "fee" not in " ".join(counts.sheets)


def test_a_column_names_those_it_is_made_of(tables: Tables) -> None:
    assert "protection.class_counts.women" in column(tables, "marts.class_counts.women").comes_from
    assert "identified.ledger_persons.birth_date" in (
        column(tables, "staging.ledger_persons.birth_year").comes_from
    )


def test_nothing_of_it_is_untold(tables: Tables) -> None:
    told = [text for entry in tables.values() for text in (entry.meaning_zh, entry.meaning_en, entry.source)]
    assert all(told)
