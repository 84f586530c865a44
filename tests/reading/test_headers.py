"""Header rows are told by their names, wherever they stand and however they are written."""

import opencc
import polars as pl
import pytest

from pipelines.contracts import catalog
from pipelines.reading.headers import find_header, normal_name, normal_names
from pipelines.reading.readings import Rejection

PAY = ["岗位编号", "月份", "应发金额", "实发金额", "发放主体"]


@pytest.mark.parametrize("table", catalog.sheets())
def test_every_contract_sheet_is_recognised(table: str) -> None:
    columns = catalog.sheets()[table].columns
    full = [column.names_zh[0] for column in columns]
    least = [column.names_zh[-1] for column in columns if column.is_required]
    assert find_header([full]).table == find_header([least]).table == table


@pytest.mark.parametrize(
    "row",
    [
        ["崗位編號", "月份", "應發金額", "實發金額", "發放主體"],
        [" 岗位 编号", "月　份", "*应发金额", "实发金额：", "发放主体"],
    ],
)
def test_spelling_does_not_matter(row: list[str]) -> None:
    assert find_header([row]).table == "network_payments"


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_every_name_is_read_alike_alone_and_in_a_column(script: str) -> None:
    sheets = catalog.sheets().values()
    names = sorted({name for sheet in sheets for column in sheet.columns for name in column.names_zh})
    converter = opencc.OpenCC(script)
    written = [f"* {converter.convert(name)}：" for name in names]
    read = pl.DataFrame({"name": written}).select(normal_names(pl.col("name"))).to_series().to_list()
    assert read == [normal_name(name) for name in written] == [normal_name(name) for name in names]


@pytest.mark.parametrize("titles", [0, 1, 30])
def test_title_rows_may_stand_above(titles: int) -> None:
    assert find_header([["某街道报表", "2006年"]] * titles + [PAY]).rows == (titles, titles)


def test_a_header_below_thirty_titles_is_too_far() -> None:
    with pytest.raises(Rejection, match="no_sheet_recognised"):
        find_header([["某街道报表"]] * 32 + [PAY])


def test_the_lower_name_of_two_rows_counts() -> None:
    upper, lower = ["岗位编号", "月份", "金额", "", "发放主体"], ["", "", "应发金额", "实发金额", ""]
    header = find_header([["标题"], upper, lower, ["P1", "2006-03", "1", "1", "1"]])
    assert (header.rows, header.unmapped, header.positions["amount_due"]) == ((1, 2), 0, 2)


def test_one_row_is_preferred_to_two() -> None:
    assert find_header([["标题"], PAY, ["P1", "2006-03", "1", "1", "1"]]).rows == (1, 1)
    assert find_header([PAY, [""] * 5, PAY]).rows == (0, 0)


def test_unknown_names_are_counted() -> None:
    assert find_header([[*PAY, "序号", "", None, "杂项"]]).unmapped == 2


@pytest.mark.parametrize(
    ("row", "reason", "detail"),
    [
        ([*PAY, "标准"], "header_duplicate", "应发金额"),
        (PAY[1:], "required_column_missing", "岗位编号"),
        (PAY[:2], "no_sheet_recognised", ""),
        (["甲", "乙", "丙"], "no_sheet_recognised", ""),
        ([], "no_sheet_recognised", ""),
    ],
)
def test_incomplete_headers_are_rejected(row: list[str], reason: str, detail: str) -> None:
    with pytest.raises(Rejection, match=reason) as caught:
        find_header([row])
    assert detail in (caught.value.detail or "")
