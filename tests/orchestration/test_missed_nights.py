"""Nights that nobody ran are caught up by one run, whose result is what theirs would have been."""

import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.cli.main import app
from pipelines.home import Home
from pipelines.landing.inbox import scan
from pipelines.orchestration.run import execute_night

NIGHTS, LAST = 7, date(2006, 8, 1)
# what stood open on a night is known to those nights that ran, and which counts are withheld goes by theirs
BY_NIGHT = {"core.night", "core.count_changes", "marts.count_changes", "marts.snapshot"}
BY_NIGHT |= {f"marts.{table}" for table in ("finding_trend", "repair_half_lives", "check_runs")}
LAYERS = ("landing", "staging", "core", "indicators", "scores", "figures", "checks")


# a sum of shares adds up in another order, and may differ behind the ninth place
COLUMNS = """
select
    schema_name || '.' || table_name,
    string_agg(if(data_type = 'DOUBLE', 'round("' || column_name || '", 9)', '"' || column_name || '"'), ', ')
from duckdb_columns()
where database_name = 'one' and list_contains(?, schema_name)
group by all
order by all
"""


def deliver(files: Iterable[Path], inbox: Path, home: Home) -> None:
    for file in files:
        target = home.inbox / file.relative_to(inbox)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)


def night(home: Home, as_of: date) -> None:
    execute_night(home, home.inbox, as_of, lambda stage, done, of: None)


def copied(home: Home, root: Path) -> Home:
    shutil.copytree(home.root, root, symlinks=True)
    return Home(root)


def different(one: Path, other: Path, layers: Iterable[str]) -> dict[str, int]:
    """The tables that differ, with how many rows."""
    found = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only); attach '{other}' as other (read_only)")
        tables = connection.execute(COLUMNS, [list(layers)]).fetchall()
        assert tables
        for table, columns in tables:
            rows, back = (f"select {columns} from {place}.{table}" for place in ("one", "other"))
            ((count,),) = connection.execute(
                f"select count(*) from (({rows} except all {back}) union all ({back} except all {rows}))"
            ).fetchall()
            found[table] = count
    return {table: count for table, count in found.items() if count and table not in BY_NIGHT}


@pytest.mark.long
def test_one_run_after_missed_nights_is_what_they_would_have_been(tmp_path: Path) -> None:
    inbox = tmp_path / "all"
    CliRunner().invoke(app, ["sample", "--out", str(inbox), "--files", "300"])
    files = [arrival.path for arrival in scan(inbox)]
    before, late = files[:-NIGHTS], files[-NIGHTS:]
    start = Home(tmp_path / "start")
    start.prepare()
    deliver(before, inbox, start)
    night(start, LAST - timedelta(days=NIGHTS))
    each, one = copied(start, tmp_path / "each"), copied(start, tmp_path / "one")
    for number, file in enumerate(late, start=1):
        deliver([file], inbox, each)
        night(each, LAST - timedelta(days=NIGHTS - number))
    deliver(late, inbox, one)
    night(one, LAST)
    assert different(one.warehouse, each.warehouse, LAYERS) == {}
    assert different(one.current.resolve(), each.current.resolve(), ["marts"]) == {}
