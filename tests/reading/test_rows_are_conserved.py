"""Whatever files arrive: each row below a header is accepted, held back or passed over, in layer 1 and 2."""

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
from builders import needed
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from made_files import files
from whole_nights import landing, new_home

from pipelines.contracts.catalog import sheets
from pipelines.home import Home
from pipelines.landing.ledger import read_ledger
from pipelines.warehouse.build import build, check_conservation
from pipelines.warehouse.connection import load_rules, warehouse
from pipelines.warehouse.rulebook import read_rules

KEPT = " union all ".join(f"select delivery_no, sheet_no from identified.{table}" for table in sheets())
LOST = f"""
select sheets.* from received.sheets
left join (select delivery_no, sheet_no, count(*) as kept from ({KEPT}) group by all)
using (delivery_no, sheet_no)
left join (
    select delivery_no, sheet_no, sum(excluded_rows) as passed_over from received.exclusions group by all
) using (delivery_no, sheet_no)
where table_name is not null and rows_seen <> coalesce(kept, 0) + coalesce(passed_over, 0)
"""
LONG_AGO = 1_150_000_000
INBOXES = st.lists(files(), min_size=4, max_size=4).map(
    lambda drawn: [content for several in drawn for content in several]
)
FEW, MANY = (settings(max_examples=count, deadline=None, phases=[Phase.generate]) for count in (2, 200))


def assert_no_row_is_lost(contents: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = new_home(Path(folder, "home"))
        for place, data in enumerate(contents):
            file = home.inbox / f"{place}.csv"
            file.write_bytes(data)
            os.utime(file, (LONG_AGO, LONG_AGO))
        assert landing(home).new == len(contents)
        assert lost_in_layer_1(home) == []
        with warehouse(home) as connection:
            load_rules(connection, date(2006, 8, 1), *read_rules(home.settings))
            for model in needed(["landing.sheet_rows"]):
                build(connection, model)
            check_conservation(connection)


def lost_in_layer_1(home: Home) -> list[tuple[object, ...]]:
    with read_ledger(home) as connection:
        return connection.execute(LOST).fetchall()


@FEW
@given(INBOXES)
def test_no_row_of_a_few_inboxes_is_lost(contents: list[bytes]) -> None:
    assert_no_row_is_lost(contents)


@pytest.mark.long
@MANY
@given(INBOXES)
def test_no_row_of_any_inbox_is_lost(contents: list[bytes]) -> None:
    assert_no_row_is_lost(contents)
