"""A file that comes late changes the figures of its own periods, and none of a half-year that is frozen."""

from datetime import date

import duckdb
import pytest
from tables_compared import different

from pipelines.home import Home
from pipelines.warehouse.models import mart_models

FROZEN = "2009H1"
# a ledger stands until the next one of its community, of 31 December
OWN_MONTHS = [
    date(2009, 6, 30),
    *(date(2009, month, day) for month, day in ((7, 31), (8, 31), (9, 30), (10, 31))),
]
OWN_MONTHS += [date(2009, 11, 30)]
OWN_LEDGER = date(2009, 6, 29)
ABOUT_TODAY = {
    "marts.check_runs": "what is found tonight, of all periods",
    "marts.finding_counts": "the same, by body",
    "marts.finding_trend": "the same, by night",
    "marts.repair_half_lives": "how fast what was found is mended",
    "marts.quarantine_counts": "rows of all files on record",
    "marts.missing_files": "files still due",
    "marts.files": "files on record",
    "marts.frozen_half_years": "what was frozen before this night",
    "marts.matching_accuracy": "how well duplicates are found among all rows on record",
    "marts.provenance": "hash of all files on record",
    "marts.questions": "the newest half-year's answers",
    "marts.snapshot": "hash of all figures",
}
AGAINST_THE_HALF_YEAR_BEFORE = {"marts.score_changes", "marts.change_steps"}
KEPT = {
    "marts.scores",
    "marts.score_parts",
    "marts.score_shares",
    "marts.score_groups",
    "marts.score_steps",
    "marts.indicator_values",
    "marts.lost_points",
    "marts.turning_shares",
    "marts.rank_intervals",
    "marts.rank_firmness",
    "marts.standings",
}


@pytest.fixture(scope="module")
def changed(in_time: Home, with_the_late_one: Home) -> dict[str, list[dict[str, object]]]:
    """The rows of published tables that are others than before, by table and column."""
    found = different(in_time.warehouse, with_the_late_one.warehouse, ["marts"])
    with duckdb.connect(str(in_time.warehouse), read_only=True) as connection:
        names = {
            table: [name for name, *_ in connection.sql(f"describe {table}").fetchall()] for table in found
        }
    return {
        table: [dict(zip(names[table], row, strict=True)) for row in rows] for table, rows in found.items()
    }


def is_own(row: dict[str, object]) -> bool:
    """Whether a row is about a period of the late file."""
    if "as_of_date" in row:
        return row["as_of_date"] in OWN_MONTHS
    if "from_date" in row:
        return OWN_LEDGER in (row["from_date"], row["to_date"])
    return row["half_year"] == FROZEN


def test_only_figures_of_its_own_periods_change(changed: dict[str, list[dict[str, object]]]) -> None:
    of_periods = changed.keys() - ABOUT_TODAY - AGAINST_THE_HALF_YEAR_BEFORE
    assert {"marts.class_counts", "marts.movements", "marts.indicator_values_today"} <= of_periods
    assert not [(table, row) for table in of_periods for row in changed[table] if not is_own(row)]


def test_the_figures_of_a_frozen_half_year_stay(changed: dict[str, list[dict[str, object]]]) -> None:
    assert mart_models().keys() >= KEPT
    assert KEPT.isdisjoint(changed)


def test_what_a_frozen_half_year_would_be_now_is_told(changed: dict[str, list[dict[str, object]]]) -> None:
    assert {(row["half_year"], row["cause"]) for row in changed["marts.restatements"]} == {
        (FROZEN, "records")
    }


def test_the_next_half_year_is_compared_with_what_its_former_would_be_now(
    changed: dict[str, list[dict[str, object]]],
) -> None:
    rows = [row for table in AGAINST_THE_HALF_YEAR_BEFORE for row in changed[table]]
    assert {row["previous_half_year"] for row in rows} == {FROZEN}
