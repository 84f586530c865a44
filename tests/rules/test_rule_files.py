"""Settings and schemes: every refusal names the file, the line and what to do."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.rules.files import RuleError, Setting, install_rules, read_schemes, read_settings, setting_on

SCHEME = "scheme-1999-01-01.csv"
HIGHER = (
    "building_ledger_coverage_rate,楼栋建册率,registration,higher,4,0,100,80"  # line 2 of the shipped scheme
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "settings"
    install_rules(place)
    return place


def changed(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_the_shipped_rules_are_good(folder: Path) -> None:
    lines = read_schemes(folder)
    assert len(lines) == 33
    assert {line.scheme_from for line in lines} == {date(1999, 1, 1)}
    assert {"entry_days", "smallest_published_cell"} < {setting.name for setting in read_settings(folder)}


def test_installing_keeps_what_is_there(folder: Path) -> None:
    changed(folder / "settings.csv", "entry_days,1999-01-01,30", "entry_days,1999-01-01,45")
    (folder / SCHEME).rename(folder / "scheme-2001-01-01.csv")
    install_rules(folder)
    assert [setting.value for setting in read_settings(folder) if setting.name == "entry_days"] == [45]
    assert {path.name for path in folder.iterdir()} == {"settings.csv", "scheme-2001-01-01.csv"}


def test_a_setting_may_change_from_a_date_on(folder: Path) -> None:
    with (folder / "settings.csv").open("a", encoding="utf-8") as lines:
        lines.write("entry_days,2006-07-01,20,days,,\n")
    found = [(s.valid_from, s.value) for s in read_settings(folder) if s.name == "entry_days"]
    assert found == [(date(1999, 1, 1), 30), (date(2006, 7, 1), 20)]


def test_a_second_scheme_stands_beside_the_first(folder: Path) -> None:
    (folder / "scheme-2006-07-01.csv").write_bytes((folder / SCHEME).read_bytes())
    assert {line.scheme_from for line in read_schemes(folder)} == {date(1999, 1, 1), date(2006, 7, 1)}


@pytest.mark.parametrize(
    ("before", "after", "refusal"),
    [
        (",higher,4,0,100,80", ",higher,5,0,100,80", "urban_points sum to 101; correct them"),
        (",higher,4,0,100,80", ",higher,4,1,100,80", "rural_points sum to 101; correct them"),
        (",higher,4,0,100,80", ",higher,4,0,80,80", "line 2: target_pct equals zero_pct; set zero_pct"),
        (",higher,4,0,100,80", ",higher,4,0,80,100", "line 2: direction higher does not fit.*; swap them"),
        (",higher,4,0,100,80", ",lower,4,0,100,80", "line 2: direction lower does not fit.*; swap them"),
        (",higher,4,0,100,80", ",upward,4,0,100,80", "line 2: direction must be higher or lower"),
        (",higher,4,0,100,80", ",higher,4,,100,80", "line 2: a cell is empty; every line needs"),
        (",higher,4,0,100,80", ",higher,4,0,100", "line 2: a cell is empty; every line needs"),
        (",higher,4,0,100,80", ",higher,four,0,100,80", "line 2: points, .* must be numbers"),
        (",higher,4,0,100,80", ",higher,nan,0,100,80", "line 2: points, .* must be numbers"),
        (",higher,4,0,100,80", ",higher,-4,0,100,80", "line 2: points, .* must be numbers"),
        ("household_page_coverage_rate", "building_ledger_coverage_rate", "line 3: .* stands twice"),
    ],
)
def test_a_scheme_that_cannot_be_scored_is_refused(
    folder: Path, before: str, after: str, refusal: str
) -> None:
    changed(folder / SCHEME, before, after)
    with pytest.raises(RuleError, match=rf"^{SCHEME}.*{refusal}"):
        read_schemes(folder)


@pytest.mark.parametrize("name", ["scheme-2006.csv", "scheme-2006-13-01.csv", "scheme-new.csv"])
def test_a_scheme_file_without_a_date_is_refused(folder: Path, name: str) -> None:
    (folder / SCHEME).rename(folder / name)
    with pytest.raises(RuleError, match=rf"^{name}: name the file scheme-YYYY-MM-DD.csv"):
        read_schemes(folder)


def test_a_folder_without_schemes_is_refused(folder: Path) -> None:
    (folder / SCHEME).unlink()
    with pytest.raises(RuleError, match=r"^settings: no scheme-YYYY-MM-DD.csv; delete"):
        read_schemes(folder)


@pytest.mark.parametrize(
    ("before", "after", "refusal"),
    [
        ("childbearing_age_from,1999-01-01,15", "childbearing_age_from,1999,15", "line 2: needs setting"),
        ("childbearing_age_from,1999-01-01,15", "childbearing_age_from,1999-01-01,", "line 2: needs setting"),
        (
            "childbearing_age_from,1999-01-01,15",
            "childbearing_age_from,1999-01-01,1.5",
            "line 2: needs setting",
        ),
        ("entry_days,", "entry_day,", ": add a line for entry_days"),
        (
            "entry_days,1999-01-01,30",
            "entry_days,1999-01-01,30,,,\nour_days,1999-01-01,1",
            ": no such setting: our_days; remove",
        ),
        ("setting,valid_from", "name,valid_from", "line 2: needs setting"),
    ],
)
def test_settings_that_are_no_use_are_refused(folder: Path, before: str, after: str, refusal: str) -> None:
    changed(folder / "settings.csv", before, after)
    with pytest.raises(RuleError, match=rf"^settings.csv ?{refusal}"):
        read_settings(folder)


def test_a_missing_settings_file_is_refused(folder: Path) -> None:
    (folder / "settings.csv").unlink()
    with pytest.raises(RuleError, match=r"^settings.csv is missing; delete the settings folder"):
        read_settings(folder)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_rules_saved_in_another_encoding_are_refused(folder: Path, encoding: str) -> None:
    for path in folder.iterdir():
        path.write_bytes(path.read_text("utf-8").encode(encoding))
    for read in (read_settings, read_schemes):
        with pytest.raises(RuleError, match="save the file as CSV in UTF-8"):
            read(folder)


def test_a_settings_newest_line_counts() -> None:
    lines = [Setting("entry_days", date(1999, 1, 1), 30), Setting("entry_days", date(2006, 1, 1), 20)]
    asked = (date(2005, 12, 31), date(2006, 1, 1))
    assert [setting_on(lines, "entry_days", day) for day in asked] == [30, 20]
