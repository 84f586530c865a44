"""Worklists: every body is told what is its own to mend, where, what it is worth, and no person."""

import re
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from stat import S_IMODE

import duckdb
import pytest
import python_calamine
from assessed import AS_OF, C1, C2, FAR_UNIT, OTHER_STREET, Row, Rows, building, district, slip, woman
from builders import built_warehouse

from pipelines.publication.worklists import columns, write_worklists

NAMES = list(columns())
OWN = "/".join(("街道", "=台账.xlsx"))
SAVED = 1_153_000_000_000_000_000
Line = dict[str, object]


def lines(path: Path) -> list[Line]:
    """The lines of a workbook as a spreadsheet shows them."""
    rows = told_above(path, [])
    assert rows.pop(0) == list(columns().values())
    return [dict(zip(NAMES, row, strict=True)) for row in rows]


def told_above(path: Path, above: list[str]) -> list[list[object]]:
    """The rows from the header on; what stands above it is added to `above`."""
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    header = next(place for place, row in enumerate(rows) if "问题编号" in row)
    above += [str(row[0]) for row in rows[:header]]
    return [list(row) for row in rows[header:]]


def written(folder: Path, rows: Rows, deliveries: Sequence[Row] = ()) -> dict[str, list[Line]]:
    """Every body's lines, the blank required cells of the hand-made rows left out."""
    arrived = {**district(rows), "deliveries": [dict(row) for row in deliveries]}
    with built_warehouse(arrived, AS_OF, {"quality.worklist_heads"}) as con:
        write_worklists(con, folder)
    return {
        path.parent.name: [line for line in lines(path) if not str(line["line_check"]).startswith("漏项")]
        for path in folder.glob("*/*.xlsx")
    }


def told(found: list[Line], check: str) -> list[Line]:
    return [line for line in found if str(line["line_check"]).startswith(check)]


def test_a_line_says_where_and_what_to_do(tmp_path: Path) -> None:
    ledger = [woman("w", management_class=None, delivery_no=2, row_no=7, household_page_no="12")]
    found = written(tmp_path, {"ledger_persons": ledger}, [{"delivery_no": 2, "delivered_as": OWN}])
    (line,) = told(found[C1], "未分类")
    assert (line["line_file"], line["line_row"], line["line_column"]) == (OWN, 7, "管理类别")
    assert (line["line_subject"], line["line_severity"]) == ("12", "差错")
    assert (line["line_first_found_on"], line["returned_by_code"]) == (AS_OF, C1)
    assert str(line["line_remedy"]).startswith("按主管、协管、流动三类的标准为该档案分类后重报。")
    assert line["is_false_alarm"] == ""


def test_the_head_says_whose_list_it_is_and_prices_things_alone(tmp_path: Path) -> None:
    ledger = [woman("w", management_class=None)]
    inventory = [building("7"), building("8")]
    found = written(tmp_path, {"ledger_persons": ledger, "building_inventory": inventory})[C1]
    assert {"漏楼", "未分类"} <= {line["line_check"] for line in found}
    above: list[str] = []
    header, *_ = told_above(tmp_path / C1 / f"{AS_OF}.xlsx", above)
    assert C1 in above[0] and str(AS_OF) in above[0]
    assert "漏楼" in above[-1] and "未分类" not in above[-1]
    assert "失分" not in header


def test_the_checks_worth_most_stand_on_top(tmp_path: Path) -> None:
    inventory = [building("7"), building("8")]
    found = written(tmp_path, {"building_inventory": inventory})[C1]
    above: list[str] = []
    told_above(tmp_path / C1 / f"{AS_OF}.xlsx", above)
    priced = [part.split(" ")[0] for part in above[-1].split("：")[-1].split("。")[0].split("；")]
    in_order = list(dict.fromkeys(line["line_check"] for line in found))
    assert "漏楼" in priced
    assert [check for check in in_order if check in priced] == priced


def test_no_order_in_which_points_are_added_moves_a_line() -> None:
    arrived = district({"building_inventory": [building(number) for number in "789"]})
    with built_warehouse(arrived, AS_OF, {"quality.points_at_stake"}) as con:
        told_points = con.sql("select points_at_stake from quality.points_at_stake").fetchall()
    assert any(points % 1 for (points,) in told_points)
    assert all(points == round(points, 9) for (points,) in told_points)


def test_forms_that_did_not_arrive_are_told_by_their_names(tmp_path: Path) -> None:
    missing = {str(line["line_subject"]) for line in told(written(tmp_path, {})[C1], "应报未报")}
    assert {"人口数 2006H1", "变动明细、月报表头、楼院月报 2006-03"} <= missing


def test_every_body_with_a_file_of_hers_is_told(tmp_path: Path) -> None:
    hers = [woman("w", C1, row_no=5), woman("w", C2, row_no=6)]
    found = written(tmp_path, {"ledger_persons": hers})
    here, there = (told(found[body], "重档") for body in (C1, C2))
    assert [line["line_row"] for line in here + there] == [5, 6]
    assert here[0]["marked_finding_id"] == there[0]["marked_finding_id"]


def test_a_file_of_another_sender_stays_unnamed(tmp_path: Path) -> None:
    head = slip("s1", date(2006, 7, 2), FAR_UNIT, jurisdiction_street_code=OTHER_STREET, delivery_no=2)
    head["line_count"] = 3
    rows: Rows = {"slips": [head], "ledger_persons": [woman("w", management_class=None)]}
    found = written(tmp_path, rows, [{"delivery_no": 2, "delivered_as": "重报.xlsx"}])
    named = {code: {line["line_file"] for line in own} for code, own in found.items()}
    assert {code for code, files in named.items() if "重报.xlsx" in files} == {OTHER_STREET}
    assert "通报单" in named[C1]


def test_a_rejected_file_goes_to_who_sends_the_rest(tmp_path: Path) -> None:
    bad = {"status": "rejected", "reason_code": "empty_file"}
    deliveries = [
        {"delivery_no": 2, "delivered_as": "社区/台账.xlsx"},
        {"delivery_no": 3, "delivered_as": "社区/空.xlsx"} | bad,
        {"delivery_no": 4, "delivered_as": "未知.xlsx"} | bad,
    ]
    found = written(tmp_path, {"ledger_persons": [woman("w", delivery_no=2)]}, deliveries)
    assert [line["line_file"] for line in told(found[C1], "文件是空的")] == ["社区/空.xlsx"]
    assert [line["line_file"] for line in told(found["411602"], "文件是空的")] == ["未知.xlsx"]


def test_a_rejected_file_made_good_is_gone(tmp_path: Path) -> None:
    bad = {"delivered_as": "空.xlsx", "status": "rejected", "reason_code": "empty_file"}
    deliveries = [{"delivery_no": 3} | bad, {"delivery_no": 4, "delivered_as": "空.xlsx"}]
    found = written(tmp_path, {}, deliveries)
    assert not told(found.get("411602", []), "文件是空的")


def test_of_two_files_whose_names_differ_by_a_persons_number_one_makes_good_none(tmp_path: Path) -> None:
    bad = {"status": "rejected", "reason_code": "empty_file"}
    deliveries = [
        {"delivery_no": 3, "delivered_as": "证明411699197001010020.xlsx", "modified_ns": SAVED} | bad,
        {"delivery_no": 4, "delivered_as": "证明411699197001010039.xlsx"},
    ]
    (line,) = told(written(tmp_path, {}, deliveries)["411602"], "文件是空的")
    assert line["line_file"] == "证明#.xlsx [2006-07-16 05:46]"


def test_who_is_named_in_a_file_is_not_told_by_the_name_of_the_file(tmp_path: Path) -> None:
    names = ("王梅", "王梅花", "(李*")
    ledger = [woman(name, management_class=None, delivery_no=2) | {"name": name} for name in names]
    name = "王梅花/台账(李*_王梅12号院3栋203室.xlsx"
    delivered = {"delivery_no": 2, "delivered_as": name, "modified_ns": SAVED}
    found = told(written(tmp_path, {"ledger_persons": ledger}, [delivered])[C1], "未分类")
    assert {line["line_file"] for line in found} == {"#/台账#_#12号院3栋#室.xlsx [2006-07-16 05:46]"}


def test_a_row_held_back_is_told_with_its_reason(tmp_path: Path) -> None:
    post = {"post_id": "p1", "division_code": C1, "network_level": "3", "delivery_no": 2}
    rows = {"network_posts": [post | {"row_no": 9, "quarantine_reason": "key_repeated"}, post]}
    (line,) = told(written(tmp_path, rows)[C1], "同一主键在同一文件中出现多次")
    assert (line["line_row"], line["line_severity"]) == (9, "差错")


def test_a_false_alarm_leaves_the_list(tmp_path: Path) -> None:
    ledger = [woman("w", management_class=None)]
    (line,) = told(written(tmp_path, {"ledger_persons": ledger})[C1], "未分类")
    mark = {"marked_finding_id": line["marked_finding_id"], "is_false_alarm": True, "delivery_no": 9}
    own, others = ({"worklist_returns": [mark | {"returned_by_code": body}]} for body in (C1, C2))
    assert not told(written(tmp_path, {"ledger_persons": ledger} | own)[C1], "未分类")
    refused = written(tmp_path, {"ledger_persons": ledger} | others)
    assert len(told(refused[C1], "未分类")) == len(told(refused[C2], "误报标记不起作用")) == 1


def test_of_a_finding_on_two_lines_one_mark_is_enough(tmp_path: Path) -> None:
    twice = {"ledger_persons": [woman("w", row_no=5), woman("w", row_no=6, household_page_no="2")]}
    ours = told(written(tmp_path, twice)[C1], "重档")
    (finding_id,) = {line["marked_finding_id"] for line in ours}
    assert len(ours) == 2
    for marks in ([True, None], [None, True], [True, True], [None, None]):
        returned = [
            {
                "marked_finding_id": finding_id,
                "returned_by_code": C1,
                "is_false_alarm": mark,
                "delivery_no": 9,
            }
            for mark in marks
        ]
        again = written(tmp_path, twice | {"worklist_returns": returned})
        assert len(told(again[C1], "重档")) == (0 if any(marks) else 2)


def test_no_person_is_told(tmp_path: Path) -> None:
    canaries = ["金丝雀", "411699197001010020"]
    named = [woman(canaries[1], body, management_class=None) | {"name": canaries[0]} for body in (C1, C2)]
    found = written(tmp_path, {"ledger_persons": named})
    assert len(found[C1]) > 2
    assert not [canary for canary in canaries if canary in str(found)]


def test_equal_lines_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, {"ledger_persons": [woman("w", management_class=None)]})
    one, two = (tmp_path / name / C1 / f"{AS_OF}.xlsx" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert S_IMODE(one.parent.stat().st_mode) == 0o700


@pytest.fixture
def made() -> duckdb.DuckDBPyConnection:
    """One line for one body."""
    blank = ", ".join(f"null::varchar as {name}" for name in NAMES if name != "returned_by_code")
    con = duckdb.connect()
    con.execute("create schema rules; create schema quality")
    con.execute("create table rules.run as select date '2006-07-20' as as_of_date")
    con.execute(
        f"create table quality.worklist_lines as select 1 as line_place, '{C1}' as returned_by_code, {blank}"
    )
    con.execute(
        "create table quality.worklist_heads as "
        f"select '{C1}' as returned_by_code, '社区' as body_name, null as prices_zh"
    )
    return con


def test_no_cell_acts_as_a_formula(tmp_path: Path, made: duckdb.DuckDBPyConnection) -> None:
    made.execute("update quality.worklist_lines set line_file = '=cmd()', line_subject = '@1'")
    assert write_worklists(made, tmp_path) == 1
    ((line),) = lines(tmp_path / C1 / f"{AS_OF}.xlsx")
    assert (line["line_file"], line["line_subject"]) == ("'=cmd()", "'@1")


def test_a_row_is_as_high_as_the_lines_of_what_to_do(tmp_path: Path, made: duckdb.DuckDBPyConnection) -> None:
    heights = []
    for remedy in ("重报。", "核对后重报。" * 20):
        made.execute("update quality.worklist_lines set line_remedy = ?", [remedy])
        write_worklists(made, tmp_path)
        with zipfile.ZipFile(tmp_path / C1 / f"{AS_OF}.xlsx") as parts:
            told = parts.read("xl/worksheets/sheet1.xml").decode()
        heights.append(float(re.findall(r'<row [^>]*?ht="([\d.]+)"', told)[-1]))
    assert heights[1] >= 5 * heights[0]


def test_a_body_with_nothing_left_keeps_older_lists(tmp_path: Path, made: duckdb.DuckDBPyConnection) -> None:
    write_worklists(made, tmp_path)
    (tmp_path / C1 / "2006-07-19.xlsx").write_bytes(b"older")
    made.execute("delete from quality.worklist_lines")
    assert write_worklists(made, tmp_path) == 0
    assert [path.name for path in (tmp_path / C1).iterdir()] == ["2006-07-19.xlsx"]


def test_a_failing_workbook_leaves_the_last_ones(
    tmp_path: Path, made: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_worklists(made, tmp_path)
    before = (tmp_path / C1 / f"{AS_OF}.xlsx").read_bytes()
    made.execute("update quality.worklist_lines set line_check = '漏楼'")
    with monkeypatch.context() as broken:
        broken.setattr("pipelines.publication.worklists._put_in_place", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write_worklists(made, tmp_path)
    assert (tmp_path / C1 / f"{AS_OF}.xlsx").read_bytes() == before
    assert write_worklists(made, tmp_path) == 1
    assert lines(tmp_path / C1 / f"{AS_OF}.xlsx")[0]["line_check"] == "漏楼"
