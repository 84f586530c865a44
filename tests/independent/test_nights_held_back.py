"""A night with a mistake that blocks publishes nothing, and names the check and whom it found."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from .offices import Inbox
from .paper import Row, write_delivery

PROGRAM = Path(__file__).parents[2]
REGISTERS = {"divisions", "units", "building_inventory", "populations"}
HELD_BACK, REFUSED = 1, 2


def divisions(inbox: Inbox) -> list[Row]:
    return inbox.deliveries[0].sheets[0].rows


def broken_spans(inbox: Inbox) -> set[str]:
    """A community with two versions at once, one with none for a year, one that outlives its street."""
    twice, gone, orphan = [row for row in divisions(inbox) if row.cells["division_level"] == "community"][:3]
    again = Row(twice.cells | {"valid_from": dt.date(2001, 1, 1)})
    back = Row(gone.cells | {"valid_from": dt.date(2004, 1, 1)})
    gone.cells["valid_to"] = dt.date(2003, 1, 1)
    parent = next(row for row in divisions(inbox) if row.cells["division_level"] == "street")
    ended = {"division_code": f"{inbox.district.code}099", "valid_to": dt.date(2005, 1, 1)}
    orphan.cells["parent_code"] = ended["division_code"]
    divisions(inbox).extend((again, back, Row(parent.cells | ended)))
    return {str(row.cells["division_code"]) for row in (twice, gone, orphan)}


def false_declarations(inbox: Inbox) -> set[str]:
    """A street of villages declared urban, and one without a village declared mixed."""
    streets = list(inbox.district.streets)
    declared = {streets[0]: "mixed", streets[2]: "urban"}
    for row in divisions(inbox):
        if row.cells["division_code"] in declared:
            row.cells["scheme_type"] = declared[row.cells["division_code"]]
    return set(declared)


def small_night(folder: Path, inbox: Inbox, program: Path = PROGRAM) -> subprocess.CompletedProcess[str]:
    """A night on the district's registers and its first two ledgers alone."""
    kept = [d for d in inbox.deliveries if d.sheets[0].table in REGISTERS]
    kept += [d for d in inbox.deliveries if d.sheets[-1].table == "ledger_persons"][:2]
    for delivery in kept:
        write_delivery(inbox.r, folder / "inbox", delivery)
    command = [Path(sys.executable).with_name("taizhang"), "nightly", "--home", folder / "home"]
    command += ["--inbox", folder / "inbox", "--as-of", inbox.district.as_of.isoformat()]
    environment = {**os.environ, "PYTHONPATH": str(program), "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def blocked_codes(folder: Path, check_id: str) -> set[str]:
    """Whom or what the check found; nothing may be published beside."""
    assert not (folder / "home/published/warehouse.duckdb").exists()
    with duckdb.connect(str(folder / "home/private/warehouse.duckdb"), read_only=True) as con:
        query = "select coalesce(subject_code, body_code) from quality.findings where check_id = ?"
        return {code for (code,) in con.execute(query, [check_id]).fetchall()}


def test_wrong_divisions_publish_nothing(tmp_path: Path) -> None:
    inbox = Inbox(11)
    planted = {
        "division_gap_overlap": broken_spans(inbox),
        "scheme_type_conflict": false_declarations(inbox),
    }
    answer = small_night(tmp_path, inbox)
    assert answer.returncode == HELD_BACK, answer.stdout + answer.stderr
    for check_id, codes in planted.items():
        assert check_id in answer.stdout
        assert blocked_codes(tmp_path, check_id) == codes


def test_classes_that_do_not_add_up_publish_nothing(tmp_path: Path) -> None:
    program = tmp_path / "program"  # no delivery can bring it about, only a program that counts wrongly
    for folder in ("pipelines", "sql", "reports", "expectations"):
        shutil.copytree(PROGRAM / folder, program / folder)
    counts = program / "sql/core/class_counts.sql"
    counts.write_text(f"{counts.read_text('utf-8')}where classes.label_en <> 'main'\n", "utf-8")
    inbox = Inbox(11)
    answer = small_night(tmp_path, inbox, program)
    assert answer.returncode == HELD_BACK, answer.stdout + answer.stderr
    assert "class_sum_mismatch" in answer.stdout
    assert blocked_codes(tmp_path, "class_sum_mismatch") <= inbox.district.communities


def test_points_that_are_not_100_land_nothing(tmp_path: Path) -> None:
    shipped = next((PROGRAM / "pipelines/rules/schemes").glob("scheme-*.csv"))
    lines = shipped.read_text("utf-8-sig").splitlines()
    cells = lines[1].split(",")
    column = lines[0].split(",").index("urban_points")
    cells[column] = str(float(cells[column]) + 1)
    (tmp_path / "home/settings").mkdir(parents=True)
    (tmp_path / "home/settings/scheme-2005-01-01.csv").write_text(
        "\n".join((lines[0], ",".join(cells), *lines[2:])), "utf-8"
    )
    answer = small_night(tmp_path, Inbox(11))
    assert answer.returncode == REFUSED, answer.stdout + answer.stderr
    assert "weights_not_100" in answer.stderr
    assert not (tmp_path / "home/private/warehouse.duckdb").exists()
