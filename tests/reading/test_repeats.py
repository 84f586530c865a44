"""Repeated keys in one delivery."""

from collections.abc import Callable

from made_sheets import LEDGER, MONTHS, citizen_id, lines, month_row, person_row

from pipelines.reading.readings import SheetReading

ReadOne = Callable[[str], SheetReading]


def test_an_identical_row_is_excluded(read_one: ReadOne) -> None:
    sheet = read_one(lines(MONTHS, month_row(), month_row("A2"), month_row(month="2006年3月")))
    assert (sheet.excluded, sheet.rows["row_no"].to_list()) == ({"repeated_row": 1}, [3, 4])


def test_of_differing_rows_the_last_stands(read_one: ReadOne) -> None:
    sheet = read_one(lines(MONTHS, month_row(), month_row(marriages="2"), month_row(marriages="3")))
    assert sheet.rows["quarantine_reason"].to_list() == ["key_repeated", "key_repeated", None]
    assert sheet.quarantined["row_no"].to_list() == [2, 3]


def test_the_last_stands_though_an_earlier_one_equals_it(read_one: ReadOne) -> None:
    sheet = read_one(lines(MONTHS, month_row(), month_row(marriages="2"), month_row()))
    assert sheet.excluded == {"repeated_row": 1}
    assert sheet.rows.select("row_no", "quarantine_reason").rows() == [(3, "key_repeated"), (4, None)]


def test_superseded_rows_have_no_findings(read_one: ReadOne) -> None:
    sheet = read_one(lines(MONTHS, month_row(marriages="x"), month_row(), month_row("A2", marriages="x")))
    assert sheet.findings.rows() == [("code_invalid", 4, "marriage_count")]


def test_quarantined_rows_do_not_repeat(read_one: ReadOne) -> None:
    sheet = read_one(lines(MONTHS, month_row(""), month_row("")))
    assert sheet.rows["quarantine_reason"].to_list() == ["key_unreadable"] * 2


def test_ledger_rows_stay(read_one: ReadOne) -> None:
    row = person_row(citizen_id("41169919750404002"), "1975-04-04")
    assert read_one(lines(LEDGER, row, row)).rows["quarantine_reason"].to_list() == [None, None]


def test_a_finding_on_two_lines_of_a_worklist_keeps_both(read_one: ReadOne) -> None:
    finding = "0123456789abcdef"
    sheet = read_one(
        lines("误报,问题编号,收表单位代码", f"是,{finding},411602091001", f",{finding},411602091001")
    )
    assert sheet.rows.select("is_false_alarm", "quarantine_reason").rows() == [(True, None), (None, None)]
