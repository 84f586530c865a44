"""In the names of files and sheets every ID and phone is masked, and nothing else."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.privacy.named_persons import create_macros
from pipelines.reading.person_numbers import FOLDED

HERS, PHONE = "411699197003050021", "13912345678"


@pytest.fixture(scope="module")
def macros() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_macros(connection)
    return connection


def masked(macros: duckdb.DuckDBPyConnection, name: str) -> str:
    ((told,),) = macros.execute("select masked_name(?)", [name]).fetchall()
    return str(told)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (f"王{HERS}.xlsx", "王#.xlsx"),
        (f"{HERS} {HERS}.xlsx", "# #.xlsx"),
        (f"街道/{HERS}/{HERS}_{HERS}.xls", "街道/#/#_#.xls"),
        (f"台账 {PHONE}、{PHONE}.csv", "台账 #、#.csv"),
        ("41169919700305002Ｘ", "#"),
        ("411699700305002.csv", "#.csv"),
        ("411699-19700305-0021", "#"),
        ("4116-99-70030-5002 甲队.csv", "# 甲队.csv"),
        ("411699,7003,05002", "#"),
        ("411699,700305002", "#"),
        ("桂花巷9号院1栋203室.csv", "桂花巷9号院1栋#室.csv"),
        ("411699 1970年03月05日 0021.csv", "#.csv"),
        ("８１２ ０３９４－８００１２２０.csv", "812 #.csv"),
        ("+86 139 1234 5678", "+#"),
        ("电话(0394)8001220.csv", "电话(#.csv"),
        ("幺三九一二三四五六七八", "#"),
        ("证明4116991970O3O5OO21.xlsx", "证明#.xlsx"),
        ("电话l39l2345678 Oil.xlsx", "电话# Oil.xlsx"),
        ("013912345678材料.csv", "#材料.csv"),
        ("13,912,345,678", "#"),
        ("电话８２２２３４５.xls", "电话#.xls"),
        (f"证{HERS[:17]}×.csv", "证#×.csv"),
        (f"{HERS}0.csv", "#.csv"),
        (f"{HERS}{HERS}.csv", "#.csv"),
        ("4ll699l97OOlOlOO2l", "#"),
        ("七一路12号3单元501.csv", "七一路12号3单元#.csv"),
        ("文明路175号7-1-393.csv", "文明路175号7-1-#.csv"),
    ],
)
def test_a_persons_number_is_masked(macros: duckdb.DuckDBPyConnection, name: str, told: str) -> None:
    assert masked(macros, name) == told


@pytest.mark.parametrize(
    "name",
    [
        "411602091001/2006-06-30/台账-人.csv",
        "411602091001-20060630-001.xlsx",
        "新华路街道 2006年6月30日 20060701.xls",
        "2006H1 通报单 191 份（第12批）.ods",
        "第一二三四五六七八九十社区十一二三.csv",
        "20060704001.csv",
        "411602400201-001.csv",
        "41-16-02-400-201 001.csv",
        "2006.03-2006.05-012.xls",
        "41160220110120060630001.csv",
        "文明路175号 2006-06-30.csv",
    ],
)
def test_the_name_of_a_place_a_day_or_a_number_stays(macros: duckdb.DuckDBPyConnection, name: str) -> None:
    assert masked(macros, name) == name


@settings(deadline=None)
@given(st.data())
def test_in_any_digits_it_is_masked(macros: duckdb.DuckDBPyConnection, data: st.DataObject) -> None:
    spellings = {
        digit: [digit, *(c for c, plain in FOLDED.items() if plain == digit)] for digit in "0123456789"
    }
    number = data.draw(st.sampled_from([HERS, PHONE, "03948001220"]))
    written = "".join(data.draw(st.sampled_from(spellings[digit])) for digit in number)
    assert masked(macros, f"甲{written}乙") == "甲#乙"
