"""Rules that cannot be used are refused, with file, line and what to do."""

from pathlib import Path

import pytest

from pipelines.rules.files import RuleError
from pipelines.rules.schemes import read_schemes
from pipelines.rules.settings import read_settings
from pipelines.warehouse.sql_files import indicator_ids

SCHEME, SETTINGS = "scheme-1999-01-01.csv", "settings.csv"
LINE_2 = "building_ledger_coverage_rate,楼栋建册率,registration,higher,4,0,100,80"
MISSED = "missed_record_rate,漏档率,registration,lower,5,8,0.5,5.0"
FREE = "four_free_information_rate,四免一上门告知率,floating,higher,4,4,98,78"
AGE_FROM, AGE_TO = "childbearing_age_from,1999-01-01,15,years", "childbearing_age_to,1999-01-01,49,years"
ENTRY = "entry_days,1999-01-01,30,days"
SERVER, SECURITY = "mail_server,1999-01-01,,mail server,", "mail_security,1999-01-01,none,"
TO = "mail_to,1999-01-01,,"
CELL = "smallest_published_cell,1999-01-01,5,women"

REFUSALS = [
    # what is written, what an officer makes of it, what the program says
    (SCHEME, "higher,4,0,100,80", "higher,5,0,100,80",
     r"line 2 \(4 before\): weights_not_100: urban_points sum to 101; correct"),
    (SCHEME, "higher,4,0,100,80", "higher,4,1,100,80",
     r"line 2 \(0 before\): weights_not_100: rural_points sum to 101; correct"),
    (SCHEME, f"{LINE_2}\n", "",
     r"without building_ledger_coverage_rate \(4 before\): weights_not_100: urban_points sum to 96"),
    (SCHEME, "higher,4,0,100,80", "higher,4,0,80,80", "line 2: target_pct equals zero_pct; set zero_pct"),
    (SCHEME, "higher,4,0,100,80", "higher,4,0,80,100", "line 2: direction higher does not fit.*; swap them"),
    (SCHEME, "higher,4,0,100,80", "upward,4,0,100,80", "line 2: direction must be higher or lower"),
    (SCHEME, "higher,4,0,100,80", "higher,4,,100,80", "line 2: a cell is empty; every line needs"),
    (SCHEME, "higher,4,0,100,80", "higher,4,0,100", "line 2: a cell is empty; every line needs"),
    (SCHEME, "higher,4,0,100,80", "higher,4,0,100,80,5", "line 2: more cells than the heading; take out"),
    (SCHEME, "higher,4,0,100,80", "higher,four,0,100,80", "line 2: urban_points, .* must be numbers"),
    (SCHEME, "higher,4,0,100,80", "higher,nan,0,100,80", "line 2: urban_points, .* must be numbers"),
    (SCHEME, "higher,4,0,100,80", "higher,-4,0,100,80", "line 2: urban_points, .* must be numbers"),
    (SCHEME, "higher,4,0,100,80", "higher,4,0,100%,80", "line 2: .*; write them without a percent sign"),
    (SCHEME, LINE_2, f"{LINE_2}\n{LINE_2}", "line 3: building_ledger_coverage_rate stands twice; remove one"),
    (SCHEME, LINE_2, f"\n\n{LINE_2},5", "line 4: more cells than the heading"),
    (SCHEME, MISSED, MISSED.replace("missed_record", "missed"),
     "line 7: no such indicator: missed_rate; did you mean missed_record_rate.* take the line out"),
    (SCHEME, MISSED, MISSED.replace("missed_record_rate", "births"),
     "line 7: no such indicator: births; correct it or take the line out"),
    (SCHEME, MISSED, "missed_record_rate,漏档率,registration,higher,5,8,5.0,0.5",
     "line 7: missed_record_rate is lower, .* never what counts as good; write lower"),
    (SCHEME, MISSED, MISSED.replace("lower", "higher"), "line 7: missed_record_rate is lower"),
    (SCHEME, FREE, FREE.replace("higher", "lower"), "line 18: four_free_information_rate is higher"),
    (SCHEME, "indicator_id,", "indicator,", "line 1: the heading needs indicator_id once"),
    (SCHEME, "indicator_id,", "group,indicator_id,", "line 1: the heading needs group once"),
    (SCHEME, "楼栋建册率", '"楼栋建册率', "a quotation mark is not closed; save the file as CSV in UTF-8"),
    (SETTINGS, AGE_FROM, "childbearing_age_from,1999,15", "line 6: valid_from must be a day; write it as"),
    (SETTINGS, AGE_FROM, "childbearing_age_from,1/1/1999,15", "line 6: valid_from must be a day"),
    (SETTINGS, AGE_FROM, "childbearing_age_from,1999-02-30,15", "line 6: valid_from must be a day"),
    (SETTINGS, AGE_FROM, "childbearing_age_from,1999-01-01,", "line 6: value must be a whole number; write"),
    (SETTINGS, AGE_FROM, "childbearing_age_from,1999-01-01,1.5", "line 6: value must be a whole number"),
    (SETTINGS, AGE_FROM, "childbearing_age_from,1999-01-01,15岁", "line 6: value must be a whole number"),
    (SETTINGS, ENTRY, "entry_days,1999-01-01,-30,days", "line 9: entry_days cannot be -30 days; write"),
    (SETTINGS, ENTRY, "entry_days,1999-01-01,3000,days", "line 9: entry_days cannot be 3000 days; .* to 366"),
    (SETTINGS, CELL, "smallest_published_cell,1999-01-01,1,women", "line 19: .* cannot be 1 women; .* 3 to"),
    (SETTINGS, ENTRY, f"{ENTRY}\n{ENTRY}", "line 10: entry_days stands twice for 1999-01-01; remove one"),
    (SETTINGS, ENTRY, "entry_days,1999-01-01,30\nentry_days,1999/1/1,20",
     "line 10: entry_days stands twice for 1999-01-01"),
    (SETTINGS, ENTRY, "entry_day,1999-01-01,30,days",
     "line 9: no such setting: entry_day; did you mean entry_days.* correct or remove the line"),
    (SETTINGS, ENTRY, "entry_days,2006-07-01,30,days",
     ": entry_days has no value before 2006-07-01; keep its old line, from 1999-01-01 on"),
    (SETTINGS, AGE_FROM, "childbearing_age_from,1999-01-01,50,years", ": from 1999-01-01 on .* 49; swap"),
    (SETTINGS, AGE_TO, f"{AGE_TO}\nchildbearing_age_to,2006-07-01,14,years", ": from 2006-07-01 on .* 14"),
    (SETTINGS, "setting,valid_from", "name,valid_from", "line 4: the heading needs setting once"),
    (SETTINGS, SERVER, "mail_server,1999-01-01,a b,", "line 26: mail_server .*; write host or host:port"),
    (SETTINGS, SECURITY, SECURITY.replace("none", "ssl"), "line 27: .*; write none, starttls or tls"),
    (SETTINGS, TO, "mail_to,1999-01-01,office,", "line 30: mail_to .*; write addresses with ; between them"),
    (SETTINGS, TO, "mail_to,1999-01-01,a@b.cn c,", "line 30: mail_to cannot be that"),
]  # fmt: skip


def read(folder: Path) -> None:
    read_settings(folder)
    read_schemes(folder, indicator_ids())


@pytest.mark.parametrize(("name", "before", "after", "refusal"), REFUSALS)
def test_rules_that_cannot_be_used_are_refused(
    folder: Path, name: str, before: str, after: str, refusal: str
) -> None:
    text = (folder / name).read_text("utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(RuleError, match=rf"^{name}:? ?{refusal}"):
        read(folder)


@pytest.mark.parametrize(
    "name", ["scheme-2006.csv", "scheme-2006-13-01.csv", "Scheme_new.csv", "scheme-2006-07-01.xlsx"]
)
def test_a_scheme_under_another_name_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / SCHEME).read_bytes())
    with pytest.raises(RuleError, match=rf"^{name}: name the file scheme-YYYY-MM-DD.csv"):
        read(folder)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        (SCHEME, r"^settings: no scheme-YYYY-MM-DD.csv; delete"),
        (SETTINGS, r"^settings.csv is missing; delete the settings folder"),
    ],
)
def test_a_missing_file_is_refused(folder: Path, name: str, remedy: str) -> None:
    (folder / name).unlink()
    with pytest.raises(RuleError, match=remedy):
        read(folder)


@pytest.mark.parametrize("name", [SCHEME, SETTINGS])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_text_with_two_bytes_a_letter_is_refused(folder: Path, name: str, encoding: str) -> None:
    (folder / name).write_bytes((folder / name).read_text("utf-8").encode(encoding))
    with pytest.raises(
        RuleError, match=rf"^{name}: its characters cannot be read; save the file as CSV in UTF-8"
    ):
        read(folder)


def test_a_file_of_two_encodings_is_refused(folder: Path) -> None:
    first, *others = (folder / SCHEME).read_text("utf-8").splitlines()
    mixed = [first.encode(), others[0].encode("gb18030"), *(line.encode() for line in others[1:])]
    (folder / SCHEME).write_bytes(b"\n".join(mixed))
    with pytest.raises(RuleError, match=f"^{SCHEME}: its characters cannot be read"):
        read(folder)


def test_a_wrong_sum_is_sought_in_what_changed_since_the_version_before(folder: Path) -> None:
    text = (folder / SCHEME).read_text("utf-8")
    changed = text.replace(LINE_2, LINE_2.replace(",4,0,", ",3,0,")).replace(",lower,5,8,", ",lower,6,8,")
    (folder / "scheme-2006-01-01.csv").write_text(changed, "utf-8")
    (folder / "scheme-2006-07-01.csv").write_text(changed.replace(",lower,6,8,", ",lower,8,8,"), "utf-8")
    with pytest.raises(RuleError, match=r"^scheme-2006-07-01.csv line 7 \(6 before\): .* sum to 102"):
        read(folder)


def test_a_later_scheme_cannot_turn_a_new_indicator_round(folder: Path) -> None:
    text = (folder / SCHEME).read_text("utf-8").replace("higher,4,0,100,80", "higher,3,0,100,80", 1)
    for day, line in (("2006-01-01", "higher,1,0,100,0"), ("2006-07-01", "lower,1,0,0,100")):
        new = f"{text.rstrip()}\nnotice_board_rate,公示栏率,other,{line}\n"
        (folder / f"scheme-{day}.csv").write_text(new, "utf-8")
    with pytest.raises(RuleError, match=r"^scheme-2006-07-01.csv line 35: notice_board_rate is higher"):
        read_schemes(folder, {*indicator_ids(), "notice_board_rate"})
