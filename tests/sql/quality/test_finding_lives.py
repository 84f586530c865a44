"""The life of findings over several nights: open, mended, come back, marked, lapsed; and its memory."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from assessed import C1, C2, STREET, Row, district, woman
from builders import all_models, built_warehouse, needed

from pipelines.warehouse.build import build
from pipelines.warehouse.finding_memory import remember_night

FIRST, SECOND, THIRD, FOURTH = (date(2006, 7, day) for day in (20, 21, 24, 25))
UNCLASSED = woman("w", management_class=None)
CLASSED = woman("w", management_class="1", employment_status="2")
LIFE = "state, times_opened, first_found_on, last_seen_on, state_since"
Found = list[tuple[object, ...]]


def night(
    history: Path, as_of: date, *rows: Row, marks: list[Row] | None = None, check_id: str = "class_missing"
) -> Found:
    """The lives of one check's findings after a night that is remembered."""
    arrived = district({"ledger_persons": list(rows), "worklist_returns": marks or []})
    with built_warehouse(arrived, as_of, {"quality.finding_lives"}, history=history) as con:
        remember_night(con, history)
        return con.execute(
            f"select {LIFE} from quality.finding_lives where check_id = $1 order by all", [check_id]
        ).fetchall()


def trend(history: Path, as_of: date, *rows: Row, marks: list[Row] | None = None) -> Found:
    """What is on record of c1's unclassed files, not remembered."""
    arrived = district({"ledger_persons": list(rows), "worklist_returns": marks or []})
    with built_warehouse(arrived, as_of, {"quality.finding_trend"}, history=history) as con:
        return con.execute(
            "select as_of_date, opened, open, mended, come_back, false_alarms from quality.finding_trend "
            "where check_id = 'class_missing' and body_code = $1 order by all",
            [C1],
        ).fetchall()


def ids(as_of: date, *rows: Row, where: str) -> set[str]:
    """The ids of some of a night's findings."""
    with built_warehouse(district({"ledger_persons": list(rows)}), as_of, {"quality.findings"}) as con:
        found = con.execute(f"select finding_id from quality.findings where {where}").fetchall()
    return {finding_id for (finding_id,) in found}


def id_of(as_of: date, *rows: Row, check_id: str = "class_missing") -> str:
    """The id of the one finding of a check."""
    (found,) = ids(as_of, *rows, where=f"check_id = '{check_id}'")
    return found


def mark(finding_id: str, body: str = C1, is_false_alarm: bool = True) -> Row:
    return {
        "marked_finding_id": finding_id,
        "returned_by_code": body,
        "is_false_alarm": is_false_alarm,
        "delivery_no": 9,
    }


def test_a_finding_belongs_to_the_body_that_answers_for_it_tonight(tmp_path: Path) -> None:
    night(tmp_path, FIRST, UNCLASSED)
    kept = tmp_path / f"{FIRST}.parquet"  # of a night that did not know the body yet
    pl.read_parquet(kept).with_columns(owner_code=pl.lit("district")).write_parquet(kept)
    arrived = district({"ledger_persons": [UNCLASSED]})
    with built_warehouse(arrived, SECOND, {"quality.finding_lives"}, history=tmp_path) as con:
        query = "select owner_code, state from quality.finding_lives where check_id = 'class_missing'"
        assert con.execute(query).fetchall() == [(C1, "open")]


def test_a_finding_is_opened_mended_and_comes_back(tmp_path: Path) -> None:
    assert night(tmp_path, FIRST, UNCLASSED) == [("open", 1, FIRST, FIRST, FIRST)]
    assert night(tmp_path, SECOND, UNCLASSED) == [("open", 1, FIRST, SECOND, FIRST)]
    assert night(tmp_path, THIRD, CLASSED) == [("mended", 1, FIRST, SECOND, THIRD)]
    assert night(tmp_path, FOURTH, UNCLASSED) == [("come_back", 2, FIRST, FOURTH, FOURTH)]


def test_the_same_night_again_doubles_nothing(tmp_path: Path) -> None:
    once = [night(tmp_path, as_of, UNCLASSED) for as_of in (FIRST, SECOND)]
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert [night(tmp_path, SECOND, UNCLASSED)] == once[1:]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_an_earlier_night_does_not_rewrite_later_ones(tmp_path: Path) -> None:
    for as_of, row in ((FIRST, UNCLASSED), (SECOND, UNCLASSED), (THIRD, CLASSED)):
        night(tmp_path, as_of, row)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert night(tmp_path, SECOND, CLASSED) == [("mended", 1, FIRST, FIRST, SECOND)]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_what_a_killed_night_left_behind_is_no_night(tmp_path: Path) -> None:
    night(tmp_path, FIRST, UNCLASSED)
    (tmp_path / f".{SECOND}.part").write_bytes(b"torn")
    assert night(tmp_path, SECOND, UNCLASSED) == [("open", 1, FIRST, SECOND, FIRST)]
    assert {path.name for path in tmp_path.iterdir()} == {f"{FIRST}.parquet", f"{SECOND}.parquet"}


def test_a_mark_of_the_body_makes_a_false_alarm(tmp_path: Path) -> None:
    night(tmp_path, FIRST, UNCLASSED)
    marks = [mark(id_of(FIRST, UNCLASSED))]
    assert night(tmp_path, SECOND, UNCLASSED, marks=marks) == [("false_alarm", 1, FIRST, FIRST, SECOND)]
    assert night(tmp_path, THIRD, CLASSED, marks=marks) == [("false_alarm", 1, FIRST, FIRST, SECOND)]


def test_a_mark_taken_back_opens_the_finding(tmp_path: Path) -> None:
    finding_id = id_of(FIRST, UNCLASSED)
    taken_back = [mark(finding_id), mark(finding_id, is_false_alarm=False) | {"delivery_no": 10}]
    night(tmp_path, FIRST, UNCLASSED, marks=taken_back[:1])
    assert night(tmp_path, SECOND, UNCLASSED, marks=taken_back) == [("open", 1, FIRST, SECOND, SECOND)]


def test_a_mark_of_another_body_does_nothing(tmp_path: Path) -> None:
    marks = [mark(id_of(FIRST, UNCLASSED), C2)]
    assert night(tmp_path, FIRST, UNCLASSED, marks=marks) == [("open", 1, FIRST, FIRST, FIRST)]


def test_a_row_held_back_is_no_false_alarm(tmp_path: Path) -> None:
    rows = [CLASSED, woman("x", quarantine_reason="id_blank", citizen_id=None)]
    marks = [mark(id_of(FIRST, *rows, check_id="id_blank"))]
    ((state, *_),) = night(tmp_path, FIRST, *rows, marks=marks, check_id="id_blank")
    assert state == "open"


def test_what_is_not_judged_any_more_lapses(tmp_path: Path) -> None:
    night(tmp_path, FIRST, UNCLASSED, check_id="file_missing_for_period")
    later = night(tmp_path, date(2007, 1, 20), UNCLASSED, check_id="file_missing_for_period")
    assert {state for state, *_ in later} == {"open", "lapsed"}


def test_a_check_that_could_not_run_mends_nothing(tmp_path: Path) -> None:
    night(tmp_path, FIRST, UNCLASSED)
    arrived = district({"ledger_persons": [CLASSED]})
    with built_warehouse(arrived, SECOND, {"quality.finding_lives"}, history=tmp_path) as con:
        build(con, replace(all_models()["checks.class_missing"], sql="select no_such_column"))
        for model in needed({"quality.finding_lives"}):
            if model.layer == "quality":
                build(con, model)
        remember_night(con, tmp_path)
    assert night(tmp_path, THIRD, CLASSED) == [("mended", 1, FIRST, SECOND, THIRD)]
    assert night(tmp_path, FOURTH, UNCLASSED) == [("come_back", 2, FIRST, FOURTH, FOURTH)]


def test_the_next_snapshot_leaves_the_same_finding() -> None:
    blank = "check_id = 'required_cell_blank' and column_name = 'hukou_type'"
    july = UNCLASSED | {"as_of_date": SECOND, "delivery_no": 2}
    assert len(ids(FIRST, UNCLASSED, where=blank)) == 1
    assert ids(FIRST, UNCLASSED, where=blank) == ids(THIRD, UNCLASSED, july, where=blank)


def test_the_trend_counts_each_nights_changes(tmp_path: Path) -> None:
    night(tmp_path, FIRST, UNCLASSED)
    night(tmp_path, SECOND, CLASSED)
    assert trend(tmp_path, THIRD, UNCLASSED) == [
        (FIRST, 1, 1, 0, 0, 0),
        (SECOND, 0, 0, 1, 0, 0),
        (THIRD, 0, 1, 0, 1, 0),
    ]


def test_false_alarms_leave_the_open_and_stay_counted(tmp_path: Path) -> None:
    night(tmp_path, FIRST, UNCLASSED)
    marks = [mark(id_of(FIRST, UNCLASSED))]
    assert trend(tmp_path, SECOND, UNCLASSED, marks=marks)[1:] == [(SECOND, 0, 0, 0, 0, 1)]
    assert trend(tmp_path, SECOND, UNCLASSED, marks=marks)[0] == (FIRST, 1, 1, 0, 0, 0)


def wave(classed: int) -> list[Row]:
    """Twelve files of which so many have a class."""
    files = [
        woman(f"w{number}", management_class=None, household_page_no=str(number)) for number in range(12)
    ]
    given = {"management_class": "1", "employment_status": "2"}
    return [CLASSED, *(file | given for file in files[:classed]), *files[classed:]]


def half_lives(history: Path, as_of: date, *rows: Row) -> Found:
    """Findings mended, half-life and share come back of the street's unclassed files."""
    arrived = district({"ledger_persons": list(rows)})
    with built_warehouse(arrived, as_of, {"marts.repair_half_lives"}, history=history) as con:
        return con.execute(
            "select findings_mended, half_life_days, share_come_back from marts.repair_half_lives "
            f"where check_id = 'class_missing' and street_code = '{STREET}'"
        ).fetchall()


@pytest.mark.parametrize(("mended", "found"), [(4, []), (5, [(5, None, 0)]), (6, [(6, 3, 0)])])
def test_half_lives_count_what_is_still_open(tmp_path: Path, mended: int, found: Found) -> None:
    night(tmp_path, FIRST, CLASSED)
    night(tmp_path, SECOND, *wave(0))
    assert half_lives(tmp_path, THIRD, *wave(mended)) == found


def test_what_is_older_than_the_record_may_come_back(tmp_path: Path) -> None:
    night(tmp_path, FIRST, *wave(0))
    night(tmp_path, SECOND, *wave(6))
    assert half_lives(tmp_path, THIRD, *wave(0)) == [(6, None, 1)]


def test_a_share_that_few_persons_make_is_withheld(tmp_path: Path) -> None:
    night(tmp_path, FIRST, CLASSED)
    night(tmp_path, SECOND, *wave(0))
    night(tmp_path, THIRD, *wave(12))
    told = {left: half_lives(tmp_path, FOURTH, *wave(left))[0][-1] for left in (12, 11, 6, 1, 0)}
    assert told == {12: 0, 11: None, 6: 0.5, 1: None, 0: 1}
