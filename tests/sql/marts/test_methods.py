"""The snapshot says in words what was counted, under which settings, and what it rests on."""

import hashlib

import duckdb

from pipelines.rules.settings import shipped_settings
from pipelines.warehouse.sql_files import indicator_ids


def test_every_indicator_is_told_in_both_languages(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    told = empty_warehouse.execute(
        "select indicator_id from marts.indicators where counted_zh <> '' and counted_en <> '' "
        "and contract_tables <> ''"
    ).fetchall()
    assert {name for (name,) in told} == indicator_ids()


def test_the_words_are_those_that_open_the_file(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    ((counted, settings),) = empty_warehouse.execute(
        "select counted_en, settings_used from marts.indicators where indicator_id = 'slip_timeliness_rate'"
    ).fetchall()
    assert counted.startswith("Expected notice slips (unit, community, half-year) with a slip delivered by")
    assert "slip_deadline_days" in settings


def test_every_setting_has_unit_and_meaning(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    told = empty_warehouse.execute(
        "select setting from marts.settings where unit <> '' and meaning_zh <> '' and meaning_en <> ''"
    ).fetchall()
    assert {name for (name,) in told} == set(shipped_settings())


def test_provenance_is_one_row_of_hashes(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    ((opened, *hashes),) = empty_warehouse.execute(
        "select files_opened, inputs_sha256, settings_sha256, schemes_sha256, program_sha256 "
        "from marts.provenance"
    ).fetchall()
    assert opened == 0 and hashes[0] == hashlib.sha256(b"").hexdigest()
    assert all(len(found) == 64 for found in hashes)
