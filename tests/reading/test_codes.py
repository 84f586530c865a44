"""Coded cells in every accepted spelling, and nothing beyond."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import citizen_id, values

from pipelines.contracts import catalog
from pipelines.reading import codes

TEXT = pl.col("text")
ROWS = [(name, row) for name, rows in catalog.code_lists().items() for row in rows]


@given(st.sampled_from(ROWS))
def test_code_and_labels_read_back(entry: tuple[str, dict[str, str]]) -> None:
    name, row = entry
    label = row["label_zh"]
    cells = [row["code"], label, label.removesuffix("类"), f" {label} ", row["label_en"].upper()]
    assert set(values(codes.read_codes(TEXT, name, cells), cells)) == {row["code"]}
    assert values(codes.read_usual_codes(TEXT, name), [row["code"], label]) == [row["code"]] * 2


@given(st.sampled_from(ROWS), st.text("0123456789未已婚在职失业甲乙类 ", min_size=1, max_size=4))
def test_a_code_is_never_made_up(entry: tuple[str, dict[str, str]], cell: str) -> None:
    name, rows = entry[0], catalog.code_lists()[entry[0]]
    code = values(codes.read_codes(TEXT, name, [cell]), [cell])[0]
    texts = [text for row in rows if row["code"] == code for text in (row["code"], row["label_zh"])]
    spellings = {text.removesuffix("类").lstrip("0") for text in texts}
    assert code is None or cell.replace(" ", "").removesuffix("类").lstrip("0") in spellings


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("change_kind", "1", "01"),
        ("change_kind", "1.0", "01"),
        ("management_class", "村管類", "4"),
        ("management_class", "村管", "4"),
        ("marital_status", "離婚", "40"),
        ("contraception_status", "其他", "8"),
        ("management_class", "5", None),
        ("management_class", "主", None),
        ("sex", "女性", None),
        ("sex", "00", None),
        ("marital_status", "1\n0", None),
        ("change_kind", "0 1", None),
    ],
)
def test_unusual_spellings_read(name: str, cell: str, code: str | None) -> None:
    assert values(codes.read_codes(TEXT, name, [cell]), [cell]) == [code]


@pytest.mark.parametrize("name", catalog.code_lists())
def test_no_spelling_means_two_codes(name: str) -> None:
    rows = catalog.code_lists()[name]
    assert all(codes.words(name)[codes._normal(row["label_zh"])] == row["code"] for row in rows)


def test_code_lists_join_their_parts() -> None:
    cells = ["正职;主管副职", "1、3", "2", "正职,某人", ";"]
    expected = ["1;2", "1;3", "2", None, None]
    assert values(codes.read_code_lists(TEXT, "accountable_roles", cells), cells) == expected


def test_text_lists_join_their_parts() -> None:
    assert values(codes.read_text_lists(TEXT), ["甲、乙", "甲； 乙;", "甲"]) == ["甲;乙", "甲;乙", "甲"]


def test_yes_and_no_in_every_style() -> None:
    cells = ["是", "有", "1", "y", "True", "否", "无", "×", "0", "N", "false", "也许", None]
    expected = [True] * 5 + [False] * 6 + [None, None]
    assert values(codes.read_yes_no(TEXT), cells) == expected


def test_blank_is_no_where_ticks_occur() -> None:
    assert values(codes.read_yes_no(TEXT), ["√", None, "×", "?"]) == [True, False, False, None]
    assert values(codes.read_yes_no(TEXT), ["是", None]) == [True, None]


def test_four_flags_read() -> None:
    cells = ["YYNY", "yyny", "是是否是", "√√×√", "1101", "Y,Y,N,Y", "YYN", "YYNYY", "YYN?"]
    assert values(codes.read_four_flags(TEXT), cells) == ["YYNY"] * 6 + [None] * 3


def test_division_codes_keep_their_digits() -> None:
    cells = ["411602091001", "411 602", "11602", "4116020910011", "新华路", None]
    assert values(codes.read_division_codes(TEXT, 12), cells) == [
        "411602091001",
        "411602",
        "11602",
        None,
        None,
        None,
    ]


def test_unit_codes_of_eighteen_are_those_of_nine_in_them() -> None:
    cells: list[str | None] = ["914101004008900062", "9141-0100-4008 900062", "40089000-6"]
    assert values(codes.read_unit_codes(TEXT), cells) == ["400890006"] * 3
    of_others: list[str | None] = ["91350100M000100Y43", "91350100m000100y43", "91110000100000041b"]
    assert values(codes.read_unit_codes(TEXT), of_others) == ["M000100Y4", "M000100Y4", None]


@pytest.mark.parametrize("wrong", ["914101004008900061", "91410100400890006A", "91410100400890O062"])
def test_eighteen_characters_that_fail_their_check_are_no_code(wrong: str) -> None:
    assert values(codes.read_unit_codes(TEXT), [wrong]) == [None]


@given(
    born=st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    end=st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=4, max_size=4),
)
def test_a_citizen_id_with_wrong_letters_is_no_code(born: date, end: str) -> None:
    cells: list[str | None] = [f"411698{born:%Y%m%d}{end}"]
    assert values(codes.read_unit_codes(TEXT, or_division=True), cells) == [None]


@pytest.mark.parametrize(
    "phone", ["13912345678", "03948001220", "039480012201", "0394-8001220", "8613912345678"]
)
def test_a_phone_is_no_code(phone: str) -> None:
    cells: list[str | None] = [phone]
    assert values(codes.read_unit_codes(TEXT, or_division=True), cells) == [None]
    assert values(codes.read_division_codes(TEXT, 12), cells) == [None]


@pytest.mark.parametrize("phone", ["8001220", "80012201"])
def test_a_phone_without_its_area_is_no_division(phone: str) -> None:
    assert values(codes.read_division_codes(TEXT, 12), [phone]) == [None]


@pytest.mark.parametrize("or_division", [True, False], ids=["or a division", "a unit alone"])
@given(born=st.dates(date(1900, 1, 1), date(2099, 12, 31)), serial=st.integers(0, 999))
def test_no_citizen_id_is_the_code_of_a_unit(or_division: bool, born: date, serial: int) -> None:
    body = f"411698{born:%Y%m%d}{serial:03}"
    whole, old = citizen_id(body), body[:6] + body[8:]
    cells: list[str | None] = [whole, whole.lower(), f"{whole[:6]}-{whole[6:14]}-{whole[14:]}", old]
    assert values(codes.read_unit_codes(TEXT, or_division), cells) == [None] * 4


def test_a_subject_is_a_unit_or_a_division() -> None:
    cells: list[str | None] = ["411602091001", "411602", "40089000-X", "4116020910012"]
    assert values(codes.read_unit_codes(TEXT, or_division=True), cells) == [
        "411602091001",
        "411602",
        "40089000X",
        None,
    ]


def test_unit_codes_lose_their_hyphen() -> None:
    assert values(codes.read_unit_codes(TEXT), ["12345678-x", "某单位", "1.1e+17"]) == [
        "12345678X",
        None,
        None,
    ]
