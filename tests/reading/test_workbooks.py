"""Workbooks made on the fly: cell types, tabs and merges. The catalogue has what may not be opened."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlwt
from bad_input.packages import opendocument
from made_sheets import CHANGES, HEAD, ROW, change_row, citizen_id, found, month_row, workbook

from pipelines.reading.archives import column_letters, column_number
from pipelines.reading.readings import FileReading, SheetReading

Read = Callable[[bytes], FileReading]
ReadOne = Callable[[bytes], SheetReading]
ODS = ("office", "table", "text")


def repacked(data: bytes, extra: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", compression) as new:
        for name in old.namelist():
            new.writestr(name, extra.get(name, old.read(name)))
        for name in extra.keys() - set(old.namelist()):
            new.writestr(name, extra[name])
    return buffer.getvalue()


def test_typed_cells_read_like_text(read_one: ReadOne) -> None:
    row = [411602091001, date(2006, 3, 1), 7, 4, "４", 1234, "1,234", *[0.0] * 7]
    rows = read_one(workbook([["某街道"], HEAD, row])).rows
    assert rows.row(0)[:8] == (3, None, "411602091001", "2006-03", "7", 4, 4, 1234)
    assert rows["birth_count"].to_list() == [1234]


def test_numbers_in_an_id_column_are_lost(read_one: ReadOne) -> None:
    sound = citizen_id("41169919750404002")
    rows = [CHANGES.split(","), change_row("B1").split(","), change_row("B2", sound).split(",")]
    rows[1][6] = 110105194912310021  # type: ignore[call-overload]
    sheet = read_one(workbook(rows))
    assert sheet.rows["quarantine_reason"].to_list() == ["id_precision_loss", None]
    assert sheet.rows["citizen_id"].to_list()[1] == sound


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates_go_by_the_epoch_of_the_workbook(read_one: ReadOne, is_1904: bool) -> None:
    epoch = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    rows = [CHANGES.split(","), change_row("B1").split(","), change_row("B2").split(",")]
    rows[1][5], rows[2][5] = date(2006, 3, 5), (date(2006, 3, 5) - epoch).days  # type: ignore[call-overload]
    sheet = read_one(workbook(rows, is_1904=is_1904))
    assert sheet.rows["occurred_on"].to_list() == [date(2006, 3, 5)] * 2


def test_a_month_that_lost_its_zero_is_unreadable(read_one: ReadOne) -> None:
    rows = [[ROW[0], 2006.1, *ROW[2:]], [ROW[0], 2006.2, *ROW[2:]], [ROW[0], "2006.1", *ROW[2:]]]
    sheet = read_one(workbook([HEAD, *rows]))
    assert sheet.rows["month"].to_list() == [None, "2006-02", "2006-01"]


def test_every_tab_is_read_by_its_own_header(read: Read) -> None:
    changes = [CHANGES.split(","), change_row().split(",")]
    reading = read(workbook([["封面"]], [HEAD, ROW], changes, [], hidden=2))
    sheets = [(sheet.table, sheet.sheet_no, sheet.tab, sheet.is_hidden) for sheet in reading.sheets]
    assert sheets == [("courtyard_months", 2, "表2", False), ("change_lines", 3, "表3", True)]
    assert reading.unmatched_tabs == ((1, "表1", 1), (4, "表4", 0))


def test_repeats_are_settled_across_tabs(read: Read) -> None:
    first, last = read(workbook([HEAD, ROW], [HEAD, [*ROW[:5], 9, *ROW[6:]]])).sheets
    assert first.rows["quarantine_reason"].to_list() == ["key_repeated"]
    assert last.rows["quarantine_reason"].to_list() == [None]


def test_nothing_is_half_read(read: Read) -> None:
    assert read(workbook([HEAD, ROW], [HEAD[:-1], ROW[:-1]])).reason_code == "required_column_missing"


def test_merged_keys_run_down(read_one: ReadOne) -> None:
    rows = [["", *month_row(f"A{number}").split(",")[1:]] for number in range(3)]
    sheet = read_one(workbook([HEAD, *rows], merges=("A2:A3",)))
    assert sheet.rows["community_code"].to_list() == ["411602091001", "411602091001", None]
    assert sheet.rows["quarantine_reason"].to_list() == [None, None, "key_unreadable"]


def test_broken_formulas_are_blank(read_one: ReadOne) -> None:
    rows = [CHANGES.split(","), change_row().split(",")]
    rows[1][4], rows[1][2] = "=1/0", "#REF!"
    sheet = read_one(workbook(rows))
    assert sheet.rows["change_no"].item() is None
    assert found(sheet) == [("code_invalid", 2, "change_kind"), ("key_unreadable", 2, "change_no")]


def test_a_false_dimension_does_not_matter(read_one: ReadOne) -> None:
    name = "xl/worksheets/sheet1.xml"
    plain = workbook([HEAD, ROW])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        part = archive.read(name).replace(b'ref="A1:N2"', b'ref="A1:XFD1048576"')
    empty = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    data = repacked(plain, {name: part.replace(b"</sheetData>", empty)})
    assert read_one(data).rows_seen == 1


def test_old_workbooks_read(read_one: ReadOne) -> None:
    buffer = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row_no, row in enumerate([HEAD, [*ROW[:5], 12.0, *ROW[6:]]]):
        for column_no, cell in enumerate(row):
            sheet.write(row_no, column_no, cell)
    book.save(buffer)
    assert read_one(buffer.getvalue()).rows["marriage_count"].to_list() == [12]


def test_open_documents_read(read_one: ReadOne) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>{}</table:table-row>"
    blank = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    rows = "".join(row.format("".join(map(cell.format, cells))) for cells in (HEAD, ROW)) + blank
    names = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ODS)
    table = f'<table:table table:name="表">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
    assert read_one(buffer.getvalue()).rows["marriage_count"].to_list() == [1]


@pytest.mark.parametrize(
    ("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16384), ("ZZ", 702)]
)
def test_columns_have_letters(letters: str, number: int) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)


def test_a_long_number_cell_in_place_of_a_code_is_lost(read_one: ReadOne) -> None:
    rows = [
        CHANGES.split(","),
        *(change_row(number).split(",") for number in ("B1", "B2", "12345678901234567")),
    ]
    rows[1][2], rows[2][2] = 12345678901234567, 123456789012345  # type: ignore[call-overload]
    assert read_one(workbook(rows)).rows["change_no"].to_list() == [
        None,
        "123456789012345",
        "12345678901234567",
    ]


def test_entities_behind_a_long_comment_are_seen(read: Read) -> None:
    hidden = "<!--" + "x" * 70_000 + '--><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    name = "xl/sharedStrings.xml"
    plain = workbook([HEAD, ROW])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        part = archive.read(name).decode()
    reading = read(repacked(plain, {name: part.replace("<sst", hidden + "<sst", 1).encode()}))
    assert reading.reason_code == "xml_entity"


def test_a_cut_old_workbook_is_damaged(read: Read) -> None:
    buffer = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row_no in range(200):
        for column_no, cell in enumerate(ROW):
            sheet.write(row_no, column_no, f"{cell}{row_no}")
    book.save(buffer)
    whole = buffer.getvalue()
    assert read(whole[: len(whole) // 2]).reason_code == "workbook_unreadable"


def test_merged_keys_run_down_in_an_open_document(read_one: ReadOne) -> None:
    below = [["", *ROW[1:2], f"C{number}", *ROW[3:]] for number in range(3)]
    data = opendocument([HEAD, ROW, *below])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("content.xml").decode()
    first, second = "<table:table-cell ", "<table:table-row>"
    rows = part.split(second)
    rows[2] = rows[2].replace(first, f'{first}table:number-rows-spanned="3" ', 1)
    for place in (3, 4):
        covered = rows[place].replace(first, "<table:covered-table-cell ", 1)
        rows[place] = covered.replace("</table:table-cell>", "</table:covered-table-cell>", 1)
    sheet = read_one(repacked(data, {"content.xml": second.join(rows).encode()}))
    assert sheet.rows["community_code"].to_list() == [ROW[0]] * 3 + [None]
