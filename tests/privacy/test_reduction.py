"""From layer 1 to layer 2: nothing personal passes, and key codes are padded only where that is certain."""

from collections.abc import Collection
from datetime import date

import duckdb
import pytest
from builders import built_warehouse

from pipelines.contracts.catalog import Column, Sheet, sheets

AS_OF = date(2006, 8, 1)
BORN = "1970-03-05"
COMMUNITY = "411602091001"
UNIT = "012345678"
DIVISION = {"division_code": COMMUNITY, "valid_from": "1999-01-01"}
VALUES = {
    "date": "2006-06-01",
    "end_date": "2007-06-01",
    "month": "2006-06",
    "half_year": "2006H1",
    "int": "1",
    "decimal": "1",
    "yes_no": "true",
    "division_code": COMMUNITY,
    "subject_code": COMMUNITY,
    "unit_code": UNIT,
    "code": "1",
}


def filled(sheet: Sheet) -> dict[str, object]:
    """A row in which every personal cell says so, and every pseudonym is another text."""
    row: dict[str, object] = {column.canonical: value_of(column) for column in sheet.columns}
    row |= {column.pseudonym: "pseudonym" for column in sheet.columns if column.handling == "H"}
    validity = {"valid_from": "1999-01-01"} if sheet.table in ("divisions", "units") else {}
    return {**row, **validity}


def value_of(column: Column) -> str:
    if column.canonical == "birth_date":
        return BORN
    if column.text_shape == "finding_id":
        return "0123456789abcdef"
    if column.text_shape in {"number", "document_number"}:
        return "text 1"
    is_personal = column.handling in ("H", "D") or column.reduced_to == "filled"
    if is_personal and column.kind not in ("date", "int", "decimal", "yes_no"):
        return f"personal {column.canonical}"
    return VALUES.get(column.kind, "text")


@pytest.fixture(scope="module")
def staged() -> duckdb.DuckDBPyConnection:
    rows = {table: [filled(sheet)] for table, sheet in sheets().items()}
    return built_warehouse(rows, AS_OF, [f"staging.{table}" for table in sheets()])


@pytest.mark.parametrize("table", sheets())
def test_no_personal_cell_passes(staged: duckdb.DuckDBPyConnection, table: str) -> None:
    cells = staged.execute(f"select columns(*)::varchar from staging.{table}").fetchall()
    assert len(cells) == 1
    assert not [cell for cell in cells[0] if cell and ("personal" in cell or BORN in cell)]


@pytest.mark.parametrize("table", sheets())
def test_no_dropped_or_hashed_column_keeps_its_raw_form(
    staged: duckdb.DuckDBPyConnection, table: str
) -> None:
    columns = {row[0]: row for row in staged.execute(f"describe staging.{table}").fetchall()}
    dropped = {column.canonical for column in sheets()[table].columns if column.handling == "D"}
    assert not columns.keys() & (dropped | {"citizen_id", "birth_date"})
    hashed = [column for column in sheets()[table].columns if column.handling == "H"]
    names = ["person_key" if column.kind == "citizen_id" else column.canonical for column in hashed]
    for name in names:
        assert staged.execute(f"select {name} from staging.{table}").fetchall() == [("pseudonym",)]


def test_a_birth_date_is_known_by_its_year(staged: duckdb.DuckDBPyConnection) -> None:
    tables = [
        table for table, sheet in sheets().items() if "birth_date" in [c.canonical for c in sheet.columns]
    ]
    assert tables
    for table in tables:
        assert staged.execute(f"select birth_year from staging.{table}").fetchall() == [(1970,)]


def test_entries_on_a_womans_health_are_known_as_filled_or_not(staged: duckdb.DuckDBPyConnection) -> None:
    found = staged.execute(
        "select birth_record_filled, contraception_status_filled, checkup_date_filled "
        "from staging.ledger_persons"
    ).fetchall()
    assert found == [(True, True, True)]


@pytest.mark.parametrize(("day", "kept"), [("2006-07-31", True), ("2006-08-01", True), ("2006-08-02", False)])
def test_a_date_in_the_future_is_blank_and_found(day: str, kept: bool) -> None:
    row = {**filled(sheets()["ledger_persons"]), "file_opened_on": day}
    rows = {"divisions": [DIVISION], "ledger_persons": [row]}
    connection = built_warehouse(rows, AS_OF, ["staging.ledger_persons", "landing.findings"])
    opened = connection.execute("select file_opened_on from staging.ledger_persons").fetchall()
    assert opened == [(date.fromisoformat(day) if kept else None,)]
    found = connection.execute(
        "select column_name from landing.findings where check_id = 'date_invalid'"
    ).fetchall()
    assert found == ([] if kept else [("file_opened_on",)])


WITH_IDS = [t for t, s in sheets().items() if any(c.kind == "citizen_id" for c in s.columns)]


@pytest.mark.parametrize("table", WITH_IDS)
def test_who_is_born_after_the_night_is_held_back_until_the_night_of_her_birth(table: str) -> None:
    row = {**filled(sheets()[table]), "citizen_id": "411699200608010027"}
    mismatch = {"delivery_no": 1, "sheet_no": [*sheets()].index(table) + 1, "row_no": 2}
    rows = {
        "divisions": [DIVISION],
        "units": [unit(UNIT)],
        table: [row],
        "findings": [{**mismatch, "check_id": "id_birth_sex_mismatch", "column_name": "birth_date"}],
    }
    told = {}
    for day in (date(2006, 7, 31), AS_OF):
        connection = built_warehouse(rows, day, [f"staging.{table}", "landing.findings"])
        accepted = connection.execute(f"select count(*) from staging.{table}").fetchall()
        found = connection.execute(
            "select check_id, column_name from landing.findings where starts_with(check_id, 'id_')"
        ).fetchall()
        told[day] = (*accepted[0], *found)
    assert told == {
        date(2006, 7, 31): (0, ("id_checkdigit_failed", "citizen_id")),
        AS_OF: (1, ("id_birth_sex_mismatch", "birth_date")),
    }


def slip_codes(code: str, units: list[dict[str, object]]) -> tuple[list[object], list[object]]:
    """The unit codes of the staged slips, and the reasons of those held back."""
    slip = {**filled(sheets()["slips"]), "unit_code": code, "issued_on": "2006-07-05"}
    connection = built_warehouse(
        {"divisions": [DIVISION], "units": units, "slips": [slip]},
        AS_OF,
        ["staging.slips", "landing.quarantined_rows"],
    )
    staged = connection.execute("select unit_code from staging.slips").fetchall()
    reasons = connection.execute("select reason_code from landing.quarantined_rows").fetchall()
    return [code for (code,) in staged], [reason for (reason,) in reasons]


def unit(code: str, valid_to: str | None = None) -> dict[str, object]:
    return {"unit_code": code, "valid_from": "1999-01-01", "valid_to": valid_to}


def test_a_lost_leading_zero_is_put_back_where_that_code_is_in_force() -> None:
    assert slip_codes("12345678", [unit(UNIT), unit("912345678")]) == ([UNIT], [])


def test_a_short_code_in_the_directory_itself_is_held_back() -> None:
    # eight digits may be a phone, or a code without its first
    assert slip_codes("12345678", [unit("12345678"), unit(UNIT)]) == ([UNIT], ["key_unreadable"])


@pytest.mark.parametrize("code", ["41", "41169", "4116990"])
def test_a_division_of_another_width_is_held_back(code: str) -> None:
    rows = {"divisions": [DIVISION, {**DIVISION, "division_code": code}]}
    connection = built_warehouse(rows, AS_OF, ["staging.divisions", "landing.quarantined_rows"])
    assert connection.execute("select division_code from staging.divisions").fetchall() == [
        (DIVISION["division_code"],)
    ]
    assert connection.execute("select reason_code from landing.quarantined_rows").fetchall() == [
        ("key_unreadable",)
    ]


def test_a_lost_leading_zero_stays_lost_where_that_code_is_no_longer_in_force() -> None:
    assert slip_codes("12345678", [unit(UNIT, valid_to="2005-01-01")]) == ([], ["key_unreadable"])


def test_a_code_not_in_force_is_held_back() -> None:
    assert slip_codes("999999999", [unit(UNIT)]) == ([], ["key_unreadable"])


SHAPES = ("words", "kinship", "label", "number", "document_number", "finding_id")
HER_ID = "411699197003050021"
WRITTEN = [
    HER_ID,
    f"证号{HER_ID}",
    "41169919700305 002X",
    "４１１６９９１９７００３０５００２１",
    "411699700305002",
    "411699-19700305-0021",
    "4116 9919\n7003 0500 21",
    "411699.1970.03.05.0021",
    "12-411699197003050021",
    "四一一六九九一九七〇〇三〇五〇〇二一",
    "411699-700305-002",
    "12-411699-19700305-0021",
    "4116-9970-0305-002",
    "41/1699/7003/05002",
    "411699,700305002",
    "411699700305，002",
    "411699,7003\n05002",
    "411602200607040001-411699197003050021",
    "411699*19700305*0021",
    "411699，1970年03月05日，0021",
    "④①①⑥⑨⑨①⑨⑦⓪⓪③⓪⑤⓪⓪②①",
    "肆壹壹陆玖玖壹玖柒零零叁零伍零零贰壹",
    "٤١١٦٩٩١٩٧٠٠٣٠٥٠٠٢١",
    "13912345678",
    "电话１３９－１２３４－５６７８",
    "1 3 9 1 2 3 4 5 6 7 8",
    "139123456\r\n78",
    "+86 1391 234 5678",
    "幺三九一二三四五六七八",
    "0394-8001220",
    "03948001220",
    "4116991970O3O5OO21",
    "4ll699l97oo3o5oo2l",
    "411699197ОО3О5ОО21",
    "139I2345678",
    "I39123456丨8",
    "013912345678",
    "13,912,345,678",
    "1.3912345678E+10",
    "41169919700305002",
    "41169919700305",
    "41169919700305002×",
    "4116991970030500*",
    "4116991970030500210",
    "86411699197003050021",
    "411699197003050021411699197003050021",
]
NUMBERS = [
    "411602200607040001",
    "411602060704001",
    "411602201101-001",
    "411602400201-001",
    "41-16-02-400-201-001",
    "20060704000000123",
    "000000000000000000",
    "20060704001",
    "411602091001-20060630-0001",
    "012-2006-0001",
    "13-2006-00001",
]


def kept_texts(sheet: Sheet) -> list[Column]:
    return [c for c in sheet.columns if c.kind in ("text", "text_list") and c.handling == "K"]


def shaped(sheet: Sheet, shapes: Collection[str]) -> list[Column]:
    return [column for column in sheet.columns if column.text_shape in shapes]


def with_texts(cells: list[str], shapes: Collection[str]) -> duckdb.DuckDBPyConnection:
    rows = {
        table: [{**filled(sheet), c.canonical: cell} for c in shaped(sheet, shapes) for cell in cells]
        for table, sheet in sheets().items()
        if shaped(sheet, shapes)
    }
    rows = {"units": [filled(sheets()["units"])], "divisions": [filled(sheets()["divisions"])]} | rows
    rows |= {"units": [{**row, **unit(UNIT)} for row in rows["units"]]}
    rows |= {"divisions": [{**row, **DIVISION} for row in rows["divisions"]]}
    return built_warehouse(rows, AS_OF, [*(f"staging.{table}" for table in rows), "landing.quarantined_rows"])


def test_every_kept_text_says_what_it_may_hold() -> None:
    for sheet in sheets().values():
        assert [column for column in sheet.columns if column.text_shape] == kept_texts(sheet)
        assert {column.text_shape for column in kept_texts(sheet)} <= set(SHAPES)


def test_a_citizen_id_or_phone_in_a_kept_text_does_not_pass() -> None:
    connection = with_texts(WRITTEN, SHAPES)
    held_back = dict(
        connection.execute(
            "select table_name, count(*) from landing.quarantined_rows group by all"
        ).fetchall()
    )
    for table, sheet in sheets().items():
        if not kept_texts(sheet):
            continue
        cells = connection.execute(f"select columns(*)::varchar from staging.{table}").fetchall()
        assert not {text for row in cells for text in row} & set(WRITTEN)
        keys = [column for column in kept_texts(sheet) if column.is_key]
        assert held_back.get(table, 0) == len(keys) * len(WRITTEN)


def test_a_number_made_of_place_day_and_serial_passes() -> None:
    connection = with_texts(NUMBERS, ["label", "number"])
    found = connection.execute("select slip_no from staging.slips").fetchall()
    assert {number for (number,) in found} >= set(NUMBERS)
    assert connection.execute("select * from landing.quarantined_rows").fetchall() == []


@pytest.mark.parametrize(
    "name",
    [
        "周口市1 411699197003050021厂",
        "周口市411699，19700305，0021厂",
        "周口市411699*700305*002厂",
        "周口市④①①⑥⑨⑨①⑨⑦⓪⓪③⓪⑤⓪⓪②①厂",
        "周口市肆壹壹陆玖玖壹玖柒零零叁零伍零零贰壹厂",
        "周口市٤١١٦٩٩١٩٧٠٠٣٠٥٠٠٢١厂",
        "周口市13912345678厂",
        "周口市0394-8001220厂",
    ],
)
def test_a_name_that_holds_a_persons_number_does_not_pass(name: str) -> None:
    assert names_of_units(name) == [None]


@pytest.mark.parametrize(
    "name", ["周口市第1234567厂", "周口市八一厂", "2006年3月15日厂", "第一二三四五六七八九十分厂"]
)
def test_a_name_with_few_digits_passes(name: str) -> None:
    assert names_of_units(name) == [name]


NO_NAMES = [
    "孝义街道",
    "七一路社区",
    "丁庄",
    "前王",
    "东一",
    "怡苑",
    "3号楼",
    "A座",
    "甲",
    "上册",
    "粮食局",
    "一中",
    "个体",
    "关于整改的通知",
    "光荣里5号",
    "温州商会",
    "万家百货",
    "古丽餐厅",
    "和平3",
    "怡景苑3",
    "七一路社区（东）",
    "金桂园（女）",
    "张庄、李庄",
    "孙李庄3组",
    "3号王庄村",
    "文明路175号5-2",
    "电话局家属院",
    "商人口〔2006〕21号",
    "关于周口市违法生育的通报",
]
HER_NAMES = [
    "王小花",
    "欧阳娜娜",
    "王 小　花",
    "阿依古丽·买买提",
    "阿依古丽∙买买提",
    "阿依古丽买买提",
    "上官桂芳",
    "东方红霞",
    "张三",
    "姓名：王小花",
    "户主张三",
    "本人/郄嫣苒",
    "王小花女士",
    "郄嫣 女士",
    "郄嫣苒(女)",
    "王小花（户主）",
    "郄嫣苒之女",
    "王强夫妇",
    "王小花、郄嫣苒",
    "03-周媛馨",
    "*王小花。",
    "王小花3号",
    "皇甫昕雯3号",
    "3号王小花",
    "王小花13912",
    "王小花（1980）",
    "关于对王强违法生育的处理决定",
]
HER_HOMES = ["桂花巷9号院1栋203室", "七一路12号院3号楼2单元501", "文明路175号7-1-393"]
HER_PHONES = ["电话8222345", "联系方式：８２２-２３４５"]


def texts_of(shape: str, cells: list[str]) -> tuple[set[str], int]:
    """What is kept of these in columns of one shape, and how many rows are held back."""
    connection = with_texts(cells, [shape])
    columns = [(table, c.canonical) for table, sheet in sheets().items() for c in shaped(sheet, [shape])]
    found = {
        text
        for table, column in columns
        for (text,) in connection.execute(f"select {column} from staging.{table}").fetchall()
    }
    ((held,),) = connection.execute("select count(*) from landing.quarantined_rows").fetchall()
    return found - {None, "text", "text 1"}, held


@pytest.mark.parametrize("shape", ["words", "label"])
def test_the_name_of_a_place_or_body_passes(shape: str) -> None:
    assert texts_of(shape, NO_NAMES) == (set(NO_NAMES), 0)


def test_a_persons_name_in_place_of_a_places_is_not_told() -> None:
    assert texts_of("words", [*HER_NAMES, *HER_HOMES, *HER_PHONES]) == ({"#"}, 0)


def test_of_a_list_of_names_none_may_be_hers() -> None:
    rows = {"units": [{**unit(UNIT), "former_names": names} for names in ("一厂;二厂", "一厂;王小花")]}
    connection = built_warehouse(rows, AS_OF, ["staging.units"])
    found = connection.execute("select former_names from staging.units order by all").fetchall()
    assert found == [("#",), ("一厂;二厂",)]


def test_a_persons_name_or_home_is_no_label() -> None:
    keys = [c for sheet in sheets().values() for c in shaped(sheet, ["label"]) if c.is_key]
    cells = [*HER_NAMES, *HER_HOMES, *HER_PHONES]
    assert texts_of("label", cells) == (set(), len(keys) * len(cells))


NUMBERS_NAMED = {
    "D091001-01": True,
    "周川计生通〔2006〕第0012号": True,
    "和平2006-01": True,
    "胜利路社区2006-01": True,
    "张庄村3": True,
    "新华街道-通报-7": True,
    "王小花 D091001-01": False,
    "D091001-01（缑黛婕）": False,
    "欧阳娜娜1": False,
    **dict.fromkeys(HER_HOMES, False),
    **dict.fromkeys(HER_PHONES, False),
    "3号张婧霏": False,
    "楼长张婧霏01": False,
    "张婧霏户01": False,
    "肇婵妍3号": False,
    "阿依古丽·买买提01": False,
    "沙颍河2006-06-30-001": True,
    "胜利路社区2006-01-003": True,
    "四〇一": True,
}


def test_a_number_has_no_name_beside_it() -> None:
    connection = with_texts(list(NUMBERS_NAMED), ["number"])
    found = connection.execute("select acknowledgement_no from staging.slips").fetchall()
    kept = {number for (number,) in found if number in NUMBERS_NAMED}
    assert kept == {number for number, passes in NUMBERS_NAMED.items() if passes}


def test_words_of_kin_are_told_and_names_are_not() -> None:
    kin = ["户主", "配偶", "之长子", "岳父（非同住）", "孙女", "1"]
    assert texts_of("kinship", [*kin, *HER_NAMES]) == ({*kin, "#"}, 0)


def test_a_division_or_unit_without_a_name_goes_by_its_code() -> None:
    rows = {
        "divisions": [{**DIVISION, "division_name": "王小花"}],
        "units": [{**unit(UNIT), "unit_name": "王小花"}],
    }
    connection = built_warehouse(rows, AS_OF, ["core.divisions", "core.units"])
    names = "select division_name from core.divisions union all select unit_name from core.units"
    assert connection.execute(names).fetchall() == [(DIVISION["division_code"],), (UNIT,)]


RULINGS = {
    "周川计生裁〔2006〕第0012号": True,
    "裁2006001": True,
    "裁20060704": True,
    "裁2006-0012": True,
    "裁8001220号": False,
    "裁80012201号": False,
    "裁800-1220号": False,
    "裁八〇〇一二二〇号": False,
    "裁８００１２２０": False,
    "裁2006070401": False,
    "裁第十二号": True,
    "裁第十号": True,
    "计生办公室裁2006-0012": True,
    "商人口〔2006〕21号": True,
    "周计裁2006-12": True,
    "王梅花": False,
    "仝姝莹3号": False,
    "03-周媛馨": False,
    **dict.fromkeys(HER_HOMES, False),
}


def test_the_number_of_a_ruling_has_a_year_and_a_few_digits() -> None:
    connection = with_texts(list(RULINGS), ["document_number"])
    links = connection.execute(
        "select linked_ruling_no from staging.rulings where linked_ruling_no is not null"
    ).fetchall()
    assert {link for (link,) in links} - {"text 1"} == {
        number for number, passes in RULINGS.items() if passes
    }


@pytest.mark.parametrize(
    "code", ["8001220", "80012201", "13912345678", "03948001220", "411699197003050021", "411699197"]
)
@pytest.mark.parametrize(
    ("table", "column"),
    [("rulings", "subject_code"), ("handovers", "from_code"), ("ledger_persons", "unit_code")],
)
def test_a_phone_is_no_units_code(table: str, column: str, code: str) -> None:
    for number in (code, UNIT, "912345678"):
        rows = {
            "divisions": [DIVISION],
            "units": [unit(UNIT)],
            table: [{**filled(sheets()[table]), column: number}],
        }
        connection = built_warehouse(rows, AS_OF, [f"staging.{table}"])
        staged = connection.execute(f"select {column} from staging.{table}").fetchall()
        assert staged == [(None if number == code else number,)]


def test_a_units_code_like_half_an_id_stays_also_where_the_unit_is_no_longer_in_force() -> None:
    half = "411699197"
    rows = {
        "divisions": [DIVISION],
        "units": [unit(half, valid_to="2000-01-01")],
        "ledger_persons": [{**filled(sheets()["ledger_persons"]), "unit_code": half}],
    }
    connection = built_warehouse(rows, AS_OF, ["staging.ledger_persons"])
    assert connection.execute("select unit_code from staging.ledger_persons").fetchall() == [(half,)]


@pytest.mark.parametrize("phone", ["8001220", "80012201"])
def test_a_phone_in_place_of_a_body_is_told_of_no_finding(phone: str) -> None:
    rows = {
        "divisions": [DIVISION],
        "inspections": [{**filled(sheets()["inspections"]), "subject_code": phone}],
        "handovers": [{**filled(sheets()["handovers"]), "handover_type": "2", "from_code": phone}],
        "deliveries": [{"delivery_no": 1}],
    }
    connection = built_warehouse(rows, AS_OF, ["landing.findings", "core.row_bodies"])
    told = connection.execute(
        "select check_id, body_code from landing.findings "
        "union all select 'body', body_code from core.row_bodies"
    ).fetchall()
    assert sorted(told) == [("body", None), ("key_unreadable", None)]


def names_of_units(name: str) -> list[str | None]:
    connection = built_warehouse({"units": [{**unit(UNIT), "unit_name": name}]}, AS_OF, ["staging.units"])
    return [found for (found,) in connection.execute("select unit_name from staging.units").fetchall()]
