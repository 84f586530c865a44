"""Settings and schemes that are read: the shipped ones, later versions, and what Excel makes of them."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from builders import built_warehouse

from pipelines.rules.files import install_rules
from pipelines.rules.schemes import SchemeLine, read_schemes
from pipelines.rules.settings import Setting, read_settings, setting_on
from pipelines.warehouse.build import build
from pipelines.warehouse.connection import load_rules
from pipelines.warehouse.models import models
from pipelines.warehouse.sql_files import indicator_ids

SHIPPED = "scheme-1999-01-01.csv"
DIVISIONS = [
    {"division_code": code, "division_level": level, "parent_code": parent, "valid_from": "1999-01-01"}
    for code, level, parent in (
        ("411602", "district", None),
        ("411602091", "street", "411602"),
        ("411602091001", "community", "411602091"),
    )
]
SECOND = Path(__file__).parent / "schemes" / "scheme-2006-07-01.csv"


def schemes_of(folder: Path) -> list[SchemeLine]:
    return read_schemes(folder, indicator_ids())


def as_excel_writes(text: str) -> str:
    """CRLF, days with slashes, and the blank line of commas below."""
    width = text.splitlines()[0].count(",")
    return text.replace("1999-01-01", "1999/1/1").replace("\n", "\r\n") + "," * width + "\r\n"


def test_the_shipped_rules_are_good(folder: Path) -> None:
    lines = schemes_of(folder)
    assert {line.indicator_id for line in lines} == indicator_ids()
    assert {line.scheme_from for line in lines} == {date(1999, 1, 1)}
    assert {"entry_days", "smallest_published_cell"} < {setting.name for setting in read_settings(folder)}


def test_installing_keeps_what_is_there(folder: Path) -> None:
    settings = folder / "settings.csv"
    settings.write_text(
        settings.read_text("utf-8").replace("entry_days,1999-01-01,30", "entry_days,1999-01-01,45")
    )
    (folder / SHIPPED).rename(folder / "scheme-2001-01-01.csv")
    install_rules(folder)
    assert [setting.value for setting in read_settings(folder) if setting.name == "entry_days"] == [45]
    assert {path.name for path in folder.iterdir()} == {"settings.csv", "scheme-2001-01-01.csv"}


def test_a_setting_may_change_from_a_date_on(folder: Path) -> None:
    with (folder / "settings.csv").open("a", encoding="utf-8") as lines:
        lines.write("entry_days,2006-07-01,20,days,,\n")
    found = [(s.valid_from, s.value) for s in read_settings(folder) if s.name == "entry_days"]
    assert found == [(date(1999, 1, 1), 30), (date(2006, 7, 1), 20)]


def test_a_setting_without_a_line_has_its_shipped_value(folder: Path) -> None:
    before = read_settings(folder)
    (folder / "settings.csv").write_text("setting,valid_from,value\nentry_days,1999-01-01,45\n", "utf-8")
    changed = {setting.name: setting.value for setting in read_settings(folder)}
    assert changed == {setting.name: setting.value for setting in before} | {"entry_days": 45}


def test_comments_are_passed_over_wherever_they_stand(folder: Path) -> None:
    before = read_settings(folder)
    text = (folder / "settings.csv").read_text("utf-8")
    (folder / "settings.csv").write_text(f"# one, two, three\n{text}# the end,,,,,,,,,,\n", "utf-8")
    assert read_settings(folder) == before


def test_a_second_scheme_changes_points_from_its_day(folder: Path) -> None:
    shutil.copy(SECOND, folder)
    found = {
        line.scheme_from: (line.urban_points, line.rural_points, line.target_pct, line.zero_pct)
        for line in schemes_of(folder)
        if line.indicator_id == "missed_record_rate"
    }
    assert found == {date(1999, 1, 1): (5, 8, 0.5, 5), date(2006, 7, 1): (6, 9, 0.3, 4)}


def test_half_years_before_a_second_scheme_keep_theirs(folder: Path) -> None:
    shutil.copy(SECOND, folder)
    ledgers = [
        {"community_code": "411602091001", "as_of_date": day, "building_code": "1"}
        for day in ("2005-12-31", "2006-06-30", "2006-12-31")
    ]
    as_of = date(2007, 1, 31)
    rows = {"divisions": DIVISIONS, "ledger_buildings": ledgers}
    connection = built_warehouse(rows, as_of, ["core.half_years"])
    load_rules(connection, as_of, read_settings(folder), schemes_of(folder))
    build(connection, models()["core.half_years"])
    found = connection.execute("select half_year, scheme_from from core.half_years order by 1").fetchall()
    first, second = date(1999, 1, 1), date(2006, 7, 1)
    assert found == [("2005H2", first), ("2006H1", first), ("2006H2", second)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("dress", [str, as_excel_writes])
def test_rules_are_read_as_excel_saves_them(folder: Path, encoding: str, dress: Callable[[str], str]) -> None:
    before = [read_settings(folder), schemes_of(folder)]
    for path in folder.iterdir():
        path.write_bytes(dress(path.read_text("utf-8")).encode(encoding))
    assert [read_settings(folder), schemes_of(folder)] == before


def test_a_heading_may_be_of_its_own(folder: Path) -> None:
    text = (folder / SHIPPED).read_text("utf-8").replace(",registration,", ",台账登记,")
    (folder / SHIPPED).write_text(text, "utf-8")
    assert {"台账登记", "floating"} < {line.group for line in schemes_of(folder)}


def test_a_settings_newest_line_counts() -> None:
    lines = [Setting("entry_days", date(1999, 1, 1), 30), Setting("entry_days", date(2006, 1, 1), 20)]
    asked = (date(2005, 12, 31), date(2006, 1, 1))
    assert [setting_on(lines, "entry_days", day) for day in asked] == [30, 20]
