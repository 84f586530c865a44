"""Past layer 1 the name of a file or sheet tells known words, and of a person nothing."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from builders import all_models, built_warehouse
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_nights import Sent, landed_at_once

from pipelines.contracts.catalog import path_words
from pipelines.sample.district import SAMPLE_AS_OF, write_district
from pipelines.warehouse.build import build
from pipelines.warehouse.connection import load_rules, warehouse
from pipelines.warehouse.rulebook import read_rules

TOLD = "landing.told_names"
DIVISIONS = [("411602091", "孝义街道", None), ("411602091001", "胜利路社区", "七一路;胜利新村;赵小花")]
UNIT = {"unit_code": "u1", "unit_name": "清源汽车厂", "former_names": "第二机械厂"}
BUILDING = {"community_code": "411602091001", "building_code": "1", "courtyard_name": "桂花苑"}
ROWS = {
    "divisions": [
        {"division_code": code, "division_name": name, "aliases": aliases}
        for code, name, aliases in DIVISIONS
    ],
    "units": [UNIT, {"unit_code": "u2", "unit_name": "赵铁柱", "quarantine_reason": "key_unreadable"}],
    "ledger_buildings": [BUILDING],
    "ledger_persons": [{"name": "Maria Lopez", "delivery_no": 2}],
}
MARKS = "/.·（》、—_ 　"
SIGNS = f"{MARKS}Az#09８"
KNOWN = frozenset("".join(path_words()) + "年月日号楼栋幢室层册本户份页期批次版组队季社村院单元报度")
STRANGE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF, exclude_characters=KNOWN)


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return built_warehouse(ROWS, date(2006, 7, 20), {TOLD})


def told(connection: duckdb.DuckDBPyConnection, *names: str) -> list[str]:
    """What is told of files of these names, numbered from 2 on."""
    connection.execute("delete from l1.received.deliveries")
    connection.executemany(
        "insert into l1.received.deliveries (delivery_no, delivered_as, size_bytes, modified_ns, received_at,"
        "status) values (?, ?, 1, 1, '2006-07-01', 'landed')",
        list(enumerate(names, start=2)),
    )
    build(connection, all_models()[TOLD])
    found = connection.execute(f"select told_name from {TOLD} order by delivery_no").fetchall()
    return [name for (name,) in found]


@pytest.mark.parametrize(
    "name",
    [
        "孝义街道/台账/胜利路社区/2006年03月31日/台账-户.csv",
        "胜利路/七一路/胜利新村.xls",
        "清源汽车厂（第二机械厂） 2006年上半年通报单 第12批.xlsx",
        "桂花苑3号楼1单元.ods",
        "新建 Microsoft Excel 工作表 (2).xlsx",
        "２００６年３月月报——空/人.csv",
        "411602091001-20060630-001.xlsx",
    ],
)
def test_known_words_are_told(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    assert told(connection, name) == [name]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("台账/王小花.xlsx", "台账/#.xlsx"),
        ("王小花的管理证明（阿依古丽·买买提）.csv", "#管理证明（#·#）.csv"),
        ("王 小 花/王月.csv", "# # #/#.csv"),
        ("赵铁柱/赵小花.csv", "#/#.csv"),
        ("Maria Lopez.csv", "#.csv"),
        ("José Ñú Мария.csv", "Jos# # #.csv"),
        ("桂花巷9号院1栋203室.csv", "#9号院1栋#室.csv"),
        ("411699197003050021 13912345678.csv", "# #.csv"),
        ("张三年报.csv", "#年报.csv"),
        ("王户/人.csv", "#/人.csv"),
        (r"\xd5\xc5\xc8\xfd.csv", "#.csv"),
        (r"通报单159\u200b1617\u200b1467\x1b王.csv", "通报单#?#.csv"),
        ("", ""),
    ],
)
def test_all_else_is_not(connection: duckdb.DuckDBPyConnection, name: str, left: str) -> None:
    assert told(connection, name) == [left]


def test_every_file_of_the_sample_is_told_by_its_name(tmp_path: Path) -> None:
    sent = Sent(tmp_path / "inbox", SAMPLE_AS_OF)
    write_district(sent.inbox, 240, 1)
    home = landed_at_once(sent, tmp_path / "home")
    with warehouse(home) as connection:
        load_rules(connection, sent.as_of, *read_rules(home.settings))
        build(connection, all_models()[TOLD])
        found = connection.execute(f"select told_name from {TOLD} where sheet_no is null").fetchall()
    names = {path.relative_to(sent.inbox).as_posix() for path in sent.files}
    assert {name for (name,) in found} == names


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(st.one_of(STRANGE, st.sampled_from(SIGNS)), min_size=1, max_size=12), min_size=1))
def test_no_letter_outside_the_known_words_is_told(
    connection: duckdb.DuckDBPyConnection, names: list[str]
) -> None:
    for name, found in zip(names, told(connection, *names), strict=True):
        assert set(found) <= set(SIGNS)
        assert [sign for sign in found if sign in MARKS] == [sign for sign in name if sign in MARKS]
