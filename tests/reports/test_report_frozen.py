"""The page says which half-year is frozen, and what would be otherwise now."""

import shutil
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from reports.marts.tables import Marts
from reports.pages.standing.frozen import frozen_tables
from reports.pages.standing.scores import street_scores
from reports.site import write_site
from reports.verification.reading import read_page
from reports.verification.stated import stated_differences

FROZEN = {
    "half_year": "2006H1",
    "frozen_at": datetime(2006, 7, 21, 9, 30),
    "as_of_date": date(2006, 7, 20),
    "deliveries": 364,
    "figures_sha256": "616926df56bd1eec",
}
RESTATED = {
    "half_year": "2006H1",
    "figure_table": "scores",
    "body_code": "411602091",
    "figure": "score",
    "frozen_value": "96.05",
    "current_value": "95.5",
    "cause": "populations, scheme",
    "cause_deliveries": "365",
}


def tables(marts: Marts, **rows: list[dict[str, object]]) -> list[list[list[str]]]:
    changed = {**marts, **{name: pl.DataFrame(found) for name, found in rows.items()}}
    streets = street_scores(changed["scores"], changed["score_parts"])
    return [
        [[cell.zh for cell in row] for row in table.rows]
        for table in frozen_tables(changed, "2006H1", streets)
    ]


def test_a_half_year_not_frozen_shows_nothing(marts: Marts) -> None:
    assert tables(marts) == []


def test_a_frozen_half_year_shows_when_and_what_changed(marts: Marts) -> None:
    community = {**RESTATED, "body_code": "411602091001"}
    assert tables(marts, frozen_half_years=[FROZEN], restatements=[RESTATED, community]) == [
        [["2006-07-21 09:30", "2006-07-20", "364", "616926df56bd", "2"]],
        [["新华路街道", "总成绩", "96.05", "95.50", "后到的人口数、方案变更", "365"]],
    ]


def test_a_frozen_half_year_without_changes_shows_one_table(marts: Marts) -> None:
    assert tables(marts, frozen_half_years=[FROZEN]) == [
        [["2006-07-21 09:30", "2006-07-20", "364", "616926df56bd", "0"]]
    ]


@pytest.fixture(scope="module")
def frozen(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The half-year frozen, a street restated, and counts of two months changed."""
    changed = tmp_path_factory.mktemp("frozen") / "warehouse.duckdb"
    shutil.copyfile(snapshot, changed)
    rank = {
        **RESTATED,
        "figure": "rank",
        "frozen_value": "2",
        "current_value": "3",
        "cause_deliveries": "365, 366",
    }
    counts = [
        {
            "as_of_date": day,
            "division_level": "district",
            "management_class": "main",
            "cause": "new_file",
            "change_in_women": women,
            "is_suppressed": False,
        }
        for day, women in ((date(2006, 5, 31), 7), (date(2006, 6, 30), 8))
    ]
    rows = {"frozen_half_years": [FROZEN], "restatements": [RESTATED, rank], "count_changes": counts}
    with duckdb.connect(str(changed)) as connection:
        for table, found in rows.items():
            frame = pl.DataFrame(found)  # noqa: F841 - read by DuckDB
            connection.execute(f"create table if not exists marts.{table} as from frame limit 0")
            connection.execute(f"insert into marts.{table} by name select * from frame")
    return changed


def test_what_its_tables_show_is_what_their_queries_give(frozen: Path, tmp_path: Path) -> None:
    page = read_page(write_site(frozen, tmp_path / "site").read_text("utf-8"))
    assert {"table-frozen", "table-restated", "table-changed-counts"} <= page.tables.keys()
    assert stated_differences("index.html", page, frozen) == []
