"""Layer 2 has blocks of a size of its own; what an older program built is copied, with all it remembers."""

from pathlib import Path

import duckdb

from pipelines.home import Home
from pipelines.landing.ledger import open_ledger
from pipelines.warehouse.connection import warehouse


def test_layer_2_and_what_is_built_of_it_have_other_blocks_than_layer_1(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    open_ledger(home).close()
    with warehouse(home) as connection:
        connection.execute(f"attach '{home.snapshots / 'snapshot.duckdb'}' as publication")
        sizes = connection.execute("select database_name, block_size from pragma_database_size()").fetchall()
    assert dict(sizes) == {"l1": 262_144, "publication": 131_072, "warehouse": 131_072}


def test_what_an_older_program_remembers_stays(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    open_ledger(home).close()
    with duckdb.connect(str(home.warehouse), config={"default_block_size": 262_144}) as older:
        older.execute("create schema history; create table history.remembered as select 7 as night")
    with warehouse(home) as connection:
        assert connection.execute("select night from history.remembered").fetchall() == [(7,)]
    assert sorted(path.name for path in home.warehouse.parent.glob("*warehouse*")) == ["warehouse.duckdb"]
