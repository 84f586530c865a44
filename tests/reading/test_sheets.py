"""What becomes of the rows of a sheet: kept, excluded or quarantined, always with a reason."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from made_sheets import (
    CHANGES,
    LEDGER,
    MONTHS,
    RULINGS,
    change_row,
    citizen_id,
    found,
    lines,
    month_row,
    person_row,
    ruling_row,
)

from pipelines.contracts import catalog
from pipelines.reading.readings import SheetReading

ReadOne = Callable[[str], SheetReading]
TYPES = {"date": pl.Date, "end_date": pl.Date, "int": pl.Int64, "yes_no": pl.Boolean}


@pytest.mark.parametrize("table", catalog.sheets())
def test_every_sheet_has_its_columns_and_types(read_one: ReadOne, table: str) -> None:
    columns = catalog.sheets()[table].columns
    rows = read_one(",".join(c.names_zh[0] for c in columns if c.is_required) + "\n").rows
    expected = {c.canonical: TYPES.get(c.kind, pl.String) for c in columns if c.kind != "decimal"}
    expected |= {c.canonical: pl.Decimal(18, 4) for c in columns if c.kind == "decimal"}
    states = {f"{c.canonical}_state": pl.String for c in columns if c.reduced_to == "valid"}
    first = {"row_no": pl.Int32, "quarantine_reason": pl.String}
    names = [*first, *(c.canonical for c in columns), *states]
    assert dict(rows.schema) == {name: (first | expected | states)[name] for name in names}
    assert rows.columns == names


def test_rows_that_are_no_data_are_counted(read_one: ReadOne) -> None:
    sheet = read_one(
        lines(
            *(MONTHS, month_row("A1"), "", month_row("A2"), "小计,,,8,8,2", MONTHS, " ,　,", month_row("A3")),
            *("合　计,,,12,12,3", "填表人：某,,,审核人：某", "说明", "备注:本表一式两份", "", ",,,"),
        )
    )
    assert sheet.excluded == {"blank": 2, "note": 3, "repeated_header": 1, "total": 2}
    assert (sheet.rows["row_no"].to_list(), sheet.rows_seen, found(sheet)) == ([2, 4, 8], 11, [])


def test_data_that_looks_like_a_note_stays(read_one: ReadOne) -> None:
    row = month_row().replace("411602091001", "说明")
    assert read_one(lines(MONTHS, row)).rows["quarantine_reason"].to_list() == ["key_unreadable"]


def test_a_total_that_disagrees_is_found(read_one: ReadOne) -> None:
    rows = [
        month_row("A1"),
        month_row("A2"),
        "小计,,,8,8,3",
        month_row("A3"),
        "合计,,,12,11,3",
        "总计,,,12,12,3",
    ]
    sheet = read_one(lines(MONTHS, *rows))
    assert found(sheet) == [
        ("total_row_mismatch", 4, "marriage_count"),
        ("total_row_mismatch", 6, "visit_weeks_done"),
    ]


@pytest.mark.parametrize(
    ("row", "reason", "finding"),
    [
        (change_row(kind=""), None, None),
        (change_row(kind="77"), None, ("code_invalid", 2, "change_kind")),
        (change_row().replace("2006-03-05", "2006-02-30"), None, ("date_invalid", 2, "occurred_on")),
        (change_row().replace("2006-03-05", "2006.3"), None, ("date_invalid", 2, "occurred_on")),
        (change_row(change_no=""), "key_unreadable", ("key_unreadable", 2, "change_no")),
        (change_row().replace("2006-03,", "三月,"), "key_unreadable", ("key_unreadable", 2, "month")),
        (
            change_row().replace("411602091001", "某社区"),
            "key_unreadable",
            ("key_unreadable", 2, "community_code"),
        ),
        # no division's code begins with 0, so none has lost it; a mobile is as long
        (
            change_row().replace("411602091001", "11602091001"),
            "key_unreadable",
            ("key_unreadable", 2, "community_code"),
        ),
        (change_row(citizen_id=""), "id_blank", ("id_blank", 2, "citizen_id")),
        (change_row(citizen_id="1.1E+17"), "id_precision_loss", ("id_precision_loss", 2, "citizen_id")),
        (
            change_row(citizen_id="110105194912310021"),
            "id_checkdigit_failed",
            ("id_checkdigit_failed", 2, "citizen_id"),
        ),
        (change_row(citizen_id="110105491231002"), None, ("id_legacy_15", 2, "citizen_id")),
        (change_row(change_no="x" * 32_768), "cell_too_long", None),
        (change_row(change_no="", citizen_id=""), "key_unreadable", ("key_unreadable", 2, "change_no")),
    ],
)
def test_faults_have_their_reason_and_finding(
    read_one: ReadOne, row: str, reason: str | None, finding: tuple[str, int, str] | None
) -> None:
    sheet = read_one(lines(CHANGES, row))
    assert sheet.rows["quarantine_reason"].to_list() == [reason]
    assert found(sheet) == ([finding] if finding else [])


@pytest.mark.parametrize(
    ("born", "sex", "column"),
    [
        ("1975-04-04", "女", None),
        ("1975-04-05", "女", "birth_date"),
        ("1975-04-04", "男", "sex"),
        ("", "未知", None),
    ],
)
def test_birth_date_and_sex_are_held_against_the_id(
    read_one: ReadOne, born: str, sex: str, column: str | None
) -> None:
    sheet = read_one(lines(LEDGER, person_row(citizen_id("41169919750404002"), born, sex)))
    assert found(sheet) == ([("id_birth_sex_mismatch", 2, column)] if column else [])


def test_contraception_has_a_state(read_one: ReadOne) -> None:
    number = citizen_id("41169919750404002")
    rows = [person_row(number, "1975-04-04", contraception=cell) for cell in ("3", "随便", "")]
    sheet = read_one(lines(LEDGER, *rows))
    assert sheet.rows["contraception_status_state"].to_list() == ["valid", "invalid", "blank"]
    assert sheet.rows["birth_date"].to_list() == [date(1975, 4, 4)] * 3


@pytest.mark.parametrize(
    ("basis", "is_clean"),
    [
        ("豫计生〔2006〕12号", True),
        ("证号11010519491231002X", False),
        ("110105491231002", False),
        ("电话13912345678", False),
        ("电话０３７１-１２３４５６７８", False),
        ("电话138-0013-8000", False),
        ("电话+86 138 0013 8000", False),
        ("电话幺三八〇〇一三八〇〇〇", False),
        ("证号肆壹壹陆零贰壹玖柒伍零肆零肆零零贰柒", False),
        ("证号411602*19750404*0027", False),
        ("(0394)8221234", False),
        ("证号110105-19491231-002X", False),
        ("文号20060305123456789", True),
        ("2006.3.15-2006.12.31", True),
    ],
)
def test_rulings_may_not_name_a_person(read_one: ReadOne, basis: str, is_clean: bool) -> None:
    reason = read_one(lines(RULINGS, ruling_row(basis))).rows["quarantine_reason"].item()
    assert reason == (None if is_clean else "ruling_contains_person_data")


@pytest.mark.parametrize(
    ("number", "is_clean"),
    [
        ("周川计生裁〔2006〕第0012号", True),
        ("周川计生裁〔2006〕12号、〔2005〕113号", True),
        ("文1 411602197504040027", False),
        ("文411602，19750404，0027", False),
        ("文411602年1975月0404日0027", False),
        ("文④①①⑥⓪②①⑨⑦⑤⓪④⓪④⓪⓪②⑦", False),
        ("文肆壹壹陆零贰壹玖柒伍零肆零肆零零贰柒", False),
        ("文1 13912345678", False),
        ("文1391234567813912345678", False),
        ("文0394、8001220", False),
        ("文幺三九幺二三四五六七八", False),
        ("裁2006001", True),
        ("裁20060704", True),
        ("裁8001220号", False),
        ("裁八〇〇一二二〇号", False),
        ("裁800-1220号", False),
    ],
)
def test_the_number_of_a_ruling_is_no_persons(read_one: ReadOne, number: str, is_clean: bool) -> None:
    reason = (
        read_one(lines(RULINGS, ruling_row().replace("川计裁〔2006〕1号", number)))
        .rows["quarantine_reason"]
        .item()
    )
    assert reason == (None if is_clean else "ruling_contains_person_data")


def test_rulings_on_a_person_are_held_back_without_her_number(read_one: ReadOne) -> None:
    sheet = read_one(lines(RULINGS, ruling_row().replace("123456789", "411698-19780404-0348")))
    assert sheet.rows.select("quarantine_reason", "subject_code").row(0) == (
        "ruling_contains_person_data",
        None,
    )


def test_findings_carry_no_content(read_one: ReadOne) -> None:
    sheet = read_one(
        lines(CHANGES + ",秘密列", change_row(kind="机密") + ",机密", change_row("", "机密") + ",机密")
    )
    assert "密" not in str(sheet.findings.rows())
    assert sheet.quarantined["cells"].item().count("机密") == 1


def test_unmapped_columns_are_told(read_one: ReadOne) -> None:
    sheet = read_one(lines(MONTHS + ",序号,杂项", month_row() + ",1,2"))
    assert found(sheet) == [("header_unmapped_column", None, None)] * 2


def test_month_cells_of_every_style_are_one_month(read_one: ReadOne) -> None:
    months = ["2006-03", "2006年3月", "2006.3", "200603", "2006/3/1", "38777"]
    sheet = read_one(lines(MONTHS, *(month_row(f"A{number}", month) for number, month in enumerate(months))))
    assert sheet.rows["month"].unique().to_list() == ["2006-03"]


@pytest.mark.parametrize(
    "foot",
    [
        "填表日期：2006年4月",
        "填报单位：某社区",
        "联系电话：0394-1234567",
        "单位负责人（签章）：",
        "制表人:某",
    ],
)
def test_lines_at_the_foot_are_no_rows(read_one: ReadOne, foot: str) -> None:
    sheet = read_one(lines(MONTHS, month_row(), foot))
    assert (sheet.rows.height, sheet.excluded) == (1, {"note": 1})
