"""Strategies for small files with the mistakes that offices make."""

from hypothesis import strategies as st
from made_sheets import (
    CHANGES,
    LEDGER,
    MONTHS,
    RULINGS,
    change_row,
    citizen_id,
    month_row,
    person_row,
    ruling_row,
    workbook,
)

BODY = "4116991975040400"
IDS = [citizen_id(f"{BODY}{last}") for last in range(3)]
MONTH_ROWS = [
    month_row("A1"),
    month_row("A1", marriages="2"),
    month_row("A2", month="2006年3月"),
    month_row("A2", month="2006.3", rest=1),
    month_row("Ａ３", marriages="１"),
    month_row(" A4 ", marriages="+3"),
    month_row("", marriages="x"),
    month_row("A5", month="三月"),
    month_row("A6", marriages="9223372036854775807"),
    month_row("A1") + ",,",
    MONTHS,
    *("小计,,,8,8,2", "小计,,,4,4,1,0,0,0,0,0,0,0,0", "合计,,,12,12,3", "总　计,,,4,4,1"),
]
CHANGE_ROWS = [
    change_row(),
    change_row("B2", kind="出生"),
    change_row("B3", kind="77"),
    change_row("B3", "110105491231002"),
    change_row("B4", "1.1E+17"),
    change_row("B5").replace("2006-03-05", "2006/3/5"),
    change_row("B5").replace("2006-03-05", "+2006-3-05"),
    change_row("B6").replace("2006-03-05", "民国95年3月5日"),
    change_row("B7").replace("411602091001", "11602091001"),
    change_row("'B8"),
    change_row("x" * 32_768),
]
LEDGER_ROWS = [
    *(person_row(number, "1975-04-04") for number in IDS),
    person_row(IDS[0], "1975.4.5", "男", "3"),
    person_row(IDS[1], "38777", contraception="随便").replace(",否,", ",√,"),
    person_row(IDS[1], "750404").replace(",否,", ",,"),
    person_row(IDS[2], "1975-02-30").replace(",否,", ",v,").replace("张某", "张 某 "),
]
RULING_ROWS = [
    ruling_row(),
    ruling_row("电话13912345678"),
    ruling_row("〔2006〕1号").replace("2006-03-05", "38777"),
]
TABLES = ((MONTHS, MONTH_ROWS), (CHANGES, CHANGE_ROWS), (LEDGER, LEDGER_ROWS), (RULINGS, RULING_ROWS))
FILLERS = ["", ",,,", " ,　,", "填表人：某,,,审核人：某", "说明", "备注:本表一式两份", "合计", "，"]
ENDINGS = ("\n", "\r\n", "\r")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """A CSV of a few rows, or of many good ones with a ragged one among them."""
    header, kinds = draw(st.sampled_from(TABLES))
    rows = draw(st.lists(st.sampled_from([*kinds, *kinds, *FILLERS]), max_size=9))
    if draw(st.booleans()) and header == MONTHS:
        rows += [month_row(f"C{number}") for number in range(draw(st.sampled_from([40, 120])))]
        rows += draw(
            st.lists(st.sampled_from([month_row() + ",1", month_row()[:-2], month_row('"A')]), max_size=2)
        )
    if draw(st.integers(0, 4)) == 0:
        rows.append(rows[0].replace(header[:1], f'"{header[:1]}"', 1) if rows else '"说明"')
    titles = draw(st.sampled_from([[], [], ["某街道月报"], ["月报（一）", ""]]))
    header += draw(st.sampled_from(["", "", ",杂项", ",,"]))
    text = "\n".join([*titles, header, *rows, *draw(st.sampled_from([[], [""], ["", " ,,", ""]]))])
    if draw(st.booleans()):
        text = text.replace(",", draw(st.sampled_from([";", "\t"])))
    return text.replace("\n", draw(st.sampled_from(ENDINGS))).encode(draw(st.sampled_from(ENCODINGS)))


@st.composite
def books(draw: st.DrawFn) -> bytes:
    """A workbook of one or two tabs, with numbers and with merges down its first column."""
    tabs = []
    for header, kinds in draw(st.lists(st.sampled_from(TABLES), min_size=1, max_size=2)):
        rows = draw(st.lists(st.sampled_from([*kinds, *kinds, *FILLERS]), max_size=6))
        cells = [[int(cell) if cell in ("1", "4") else cell for cell in row.split(",")] for row in rows]
        tabs.append([header.split(","), *cells])
    merges = draw(st.sampled_from([(), (), ("A2:A3",), ("A3:A5",)]))
    return workbook(*tabs, merges=merges, is_1904=draw(st.booleans()))


@st.composite
def files(draw: st.DrawFn) -> list[bytes]:
    """A few files, most of them CSV, of which some are alike."""
    odd = st.sampled_from([b"", b"%PDF-1.4", b"hello,world\n", b"PK\x03\x04", MONTHS.encode()])
    return draw(
        st.lists(st.one_of(texts(), texts(), texts(), texts(), texts(), books(), odd), min_size=2, max_size=8)
    )
