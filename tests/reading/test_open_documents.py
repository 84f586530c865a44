"""Open documents made on the fly: the day that dates count from, and texts of more than signs."""

from collections.abc import Callable
from datetime import date
from html import escape

import pytest
from bad_input.packages import opendocument, part_of, repacked, rewritten
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import CHANGES, HEAD, ROW, change_row, found, month_row

from pipelines.reading import open_texts
from pipelines.reading.readings import SheetReading
from pipelines.reading.workbooks import read_workbook

ReadOne = Callable[[bytes], SheetReading]
DAY = date(2006, 3, 5)
NULL_DATE = "<table:calculation-settings><table:null-date{}/></table:calculation-settings>"
BOX = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
PIECES = st.text("ab12甲乙 <&", min_size=1, max_size=3).map(
    lambda text: (escape(text), text)
) | st.sampled_from(
    [
        *[("<text:line-break/>", "\n"), ("<text:line-break></text:line-break >", "\n")],
        *[("<text:tab/>", "\t"), ('<text:tab text:tab-ref="1"/>', "\t"), ('<text:s text:c="2"/>', "  ")],
        *[("<![CDATA[<text:tab/>&<draw:g>]]>", "<text:tab/>&<draw:g>"), ("<![CDATA[]]>", "")],
        (
            "<text:ruby><text:ruby-base>李</text:ruby-base><text:ruby-text>lǐ</text:ruby-text></text:ruby>",
            "李",
        ),
        ("<text:ruby><text:ruby-base>黛</text:ruby-base><text:ruby-text/></text:ruby>", "黛"),
        ('<text:span text:style-name="T1">丙</text:span>', "丙"),
    ]
)


def counting(serial: int, settings: str) -> bytes:
    """A change line whose day is a number cell, in a document with these settings."""
    row = change_row().replace("2006-03-05", str(serial)).split(",")
    data = opendocument([CHANGES.split(","), row])
    number = f'"float" office:value="{serial}"><text:p>{serial}<'
    data = rewritten(data, "content.xml", f'"string"><text:p>{serial}<', number)
    return rewritten(data, "content.xml", "<office:spreadsheet>", f"<office:spreadsheet>{settings}")


@pytest.mark.parametrize(
    ("settings", "epoch"),
    [
        ("", date(1899, 12, 30)),
        (NULL_DATE.format(""), date(1899, 12, 30)),
        (NULL_DATE.format(' table:date-value="1899-12-30"'), date(1899, 12, 30)),
        (NULL_DATE.format(' table:date-value="1904-01-01"'), date(1904, 1, 1)),
        (NULL_DATE.format(" table:value-type='date' table:date-value='1904-01-01'"), date(1904, 1, 1)),
        (NULL_DATE.format(' table:date-value="1904-01-01T00:00:00"'), date(1904, 1, 1)),
        (NULL_DATE.format(' table:date-value="1900-01-01"'), date(1900, 1, 1)),
    ],
)
def test_dates_go_by_the_epoch_of_the_document(read_one: ReadOne, settings: str, epoch: date) -> None:
    sheet = read_one(counting((DAY - epoch).days, settings))
    assert (sheet.rows["occurred_on"].to_list(), found(sheet)) == ([DAY], [])


@pytest.mark.parametrize("told", ["", "1904", "1904-13-01", "高"])
def test_by_an_epoch_that_is_no_day_no_number_is_a_date(read_one: ReadOne, told: str) -> None:
    sheet = read_one(counting(38781, NULL_DATE.format(f' table:date-value="{told}"')))
    assert sheet.rows["occurred_on"].to_list() == [None]
    assert found(sheet) == [("date_invalid", 2, "occurred_on")]


@given(st.dates())
def test_whichever_day_is_told_is_counted_from(epoch: date) -> None:
    (grid,) = read_workbook(counting(38781, NULL_DATE.format(f' table:date-value="{epoch}"')))
    assert grid.epoch == epoch


@given(st.lists(PIECES, min_size=1, max_size=6))
def test_texts_arrive_as_they_are_shown(pieces: list[tuple[str, str]]) -> None:
    written, shown = ("".join(parts) for parts in zip(*pieces, strict=True))
    (grid,) = read_workbook(opendocument([[f"甲{written}", "乙"]]))
    assert grid.cells.rows() == [(f"甲{shown}", "乙")]


def test_a_code_over_two_lines_is_not_another_code(read_one: ReadOne) -> None:
    rows = [month_row("12<text:line-break/>13").split(","), month_row("1<text:tab/>2").split(",")]
    assert read_one(opendocument([HEAD, *rows])).rows["courtyard_code"].to_list() == ["12\n13", "1\t2"]


def test_a_name_of_a_column_over_two_lines_is_known(read_one: ReadOne) -> None:
    head = [name[:1] + "<text:line-break/>" + name[1:] for name in HEAD]
    assert read_one(opendocument([head, ROW])).rows.height == 1


@pytest.mark.parametrize("drawn", ["<draw:g>{0}{0}</draw:g>", "{0}<draw:control draw:control='>'/>{0}"])
def test_what_is_drawn_in_a_cell_is_not_its_text(read_one: ReadOne, drawn: str) -> None:
    data = opendocument([HEAD, *(month_row(courtyard).split(",") for courtyard in ("A1", "A2"))])
    shapes = drawn.format(BOX.format("章") + "<draw:frame><svg:title>章</svg:title></draw:frame>")
    data = rewritten(data, "content.xml", "<text:p>A1<", f"{shapes}<text:p>A1<")
    assert read_one(data).rows["courtyard_code"].to_list() == ["A1", "A2"]


@pytest.mark.parametrize("odd", ["<draw:g>", "</draw:g>", "</draw:g><draw:g>", "<draw:g><draw:g></draw:g>"])
def test_drawings_that_do_not_close_take_nothing_along(odd: str) -> None:
    content = part_of(opendocument([HEAD, ROW]), "content.xml").replace(
        b"<text:p>A1", odd.encode() + b"<text:p>A1"
    )
    data = open_texts.with_plain_texts(repacked(opendocument([HEAD, ROW]), {"content.xml": content}))
    assert part_of(data, "content.xml") == content


def test_large_documents_are_rewritten_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_texts, "STRETCH", 50)
    rows = [[f"甲{number}<text:line-break/>", BOX.format("章") + "乙"] for number in range(20)]
    (grid,) = read_workbook(opendocument(rows))
    assert grid.cells.rows() == [(f"甲{number}\n", "乙") for number in range(20)]


def test_other_parts_stay_as_they_are() -> None:
    data = repacked(opendocument([["甲<text:tab/>"]]), {"Pictures/1.png": bytes(range(256)) * 99})
    plain = open_texts.with_plain_texts(data)
    for name in ("mimetype", "META-INF/manifest.xml", "Pictures/1.png"):
        assert part_of(plain, name) == part_of(data, name)
