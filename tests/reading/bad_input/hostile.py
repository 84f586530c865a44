"""Files that strangers thought of to fool a reader, and what became of each."""

import io
import zipfile
from datetime import date

import xlwt
from made_sheets import HEAD, MONTHS, change_row, lines, month_row, workbook

from .books import CHANGE_HEAD, change, month
from .case import Case, held, rejected, taken
from .cells import no_key
from .packages import SHEET, package, part_of, repacked, rewritten
from .texts import TEXT

DAY = date(2006, 3, 5)
END = "</sheetData>"
STRINGS = "xl/sharedStrings.xml"
LOCKED_MANIFEST = b'<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'


def plain(courtyard: str) -> bytes:
    """A good workbook of one row."""
    return workbook([HEAD, month(courtyard)])


def packed_with(compression: int) -> bytes:
    """A good workbook, packed in a way of its own."""
    data = plain("冬1")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", compression) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return buffer.getvalue()


def sheet_twice() -> bytes:
    """A workbook with two entries of the name of its sheet, of which each reader takes another."""
    buffer = io.BytesIO(plain("冬2"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"x"
        archive.filelist.append(archive.getinfo(SHEET))
    return buffer.getvalue()


def string(courtyard: str, xml: str) -> bytes:
    """A workbook in which the courtyard's text is other XML."""
    return rewritten(plain(courtyard), STRINGS, f"<t>{courtyard}</t>", xml)


def serial(number: str, value: str) -> bytes:
    """A workbook in which the cell of a day holds another number."""
    data = workbook([CHANGE_HEAD, change(number, at_5=DAY)])
    return rewritten(data, SHEET, r'(?<=<c r="F2" s="1">)<v>\d+</v>', f"<v>{value}</v>")


def old_changes(number: str, day: date | int) -> bytes:
    """A workbook of Excel 97 that counts dates from 1904."""
    buffer = io.BytesIO()
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("表")
    style = xlwt.easyxf(num_format_str="yyyy-mm-dd" if isinstance(day, date) else "General")
    for row_no, row in enumerate([CHANGE_HEAD, change(number, at_5=day)]):
        for column_no, cell in enumerate(row):
            sheet.write(row_no, column_no, cell, *([style] if cell is day else []))
    book.save(buffer)
    return buffer.getvalue()


def no_day(what: str, number: str, value: str) -> Case:
    """A date cell beyond all calendars: it becomes null, and its row stays."""
    found = frozenset({("date_invalid", "occurred_on")})
    return taken(what, serial(number, value), cells={"occurred_on": [None]}, findings=found, extension="xlsx")


ZIPS = (
    rejected(
        "a zip inside a zip", package({"a.zip": package({"b.xlsx": plain("冬0")})}), "type_unknown", "xlsx"
    ),
    rejected("a workbook behind a pdf", b"%PDF-1.4\n" + plain("冬3"), "type_unknown", "xlsx"),
    rejected("a workbook behind a program", b"MZ\x90\0" + bytes(60) + plain("冬4"), "type_unknown", "xlsx"),
    rejected("a workbook behind a csv", TEXT.encode() + plain("冬5"), "nul_byte", "xlsx"),
    rejected("a workbook with two sheets of one place", sheet_twice(), "workbook_unreadable", "xlsx"),
    rejected(
        "a workbook packed as spreadsheets never do",
        packed_with(zipfile.ZIP_LZMA),
        "workbook_unreadable",
        "xlsx",
    ),
    rejected(
        "an open document with a password",
        package(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": LOCKED_MANIFEST,
                "content.xml": bytes(range(256)),
            }
        ),
        "password_protected",
        "ods",
    ),
    rejected("names with backslashes", package({"xl\\workbook.xml": b"<workbook/>"}), "type_unknown", "xlsx"),
)
XML = (
    taken(
        "a text of several runs with its reading",
        string("冬6", '<r><t>冬</t></r><r><t>6</t></r><rPh sb="0" eb="1"><t>dong</t></rPh>'),
        cells={"courtyard_code": ["冬6"]},
        extension="xlsx",
    ),
    taken(
        "a text in CDATA",
        string("冬7", "<t><![CDATA[冬7]]></t>"),
        cells={"courtyard_code": ["冬7"]},
        extension="xlsx",
    ),
    taken(
        "a comment inside a text",
        string("冬8", "<t>冬<!-- x -->8</t>"),
        cells={"courtyard_code": ["冬8"]},
        extension="xlsx",
    ),
    taken(
        "cells that do not say where they stand",
        rewritten(
            plain("冬9"),
            SHEET,
            "<row.*</row>",
            "".join(part_of(plain("冬9"), SHEET).decode().partition("<row")[1:])
            .replace(" r=", " x=")
            .partition("</sheetData>")[0],
        ),
        cells={"courtyard_code": ["冬9"]},
        extension="xlsx",
    ),
    rejected("an unknown entity in a text", string("冬10", "<t>&name;</t>"), "workbook_unreadable", "xlsx"),
    rejected(
        "a byte that is no utf-8 in a text",
        repacked(plain("冬11"), {STRINGS: part_of(plain("冬11"), STRINGS).replace("冬11".encode(), b"\xff")}),
        "workbook_unreadable",
        "xlsx",
    ),
    rejected(
        "texts in utf-16",
        repacked(plain("冬12"), {STRINGS: part_of(plain("冬12"), STRINGS).decode().encode("utf-16")}),
        "workbook_unreadable",
        "xlsx",
    ),
    rejected(
        "a sheet that ends after a row",
        repacked(plain("冬13"), {SHEET: part_of(plain("冬13"), SHEET).partition(END.encode())[0]}),
        "workbook_unreadable",
        "xlsx",
    ),
    rejected(
        "a text that is not among the texts",
        rewritten(plain("冬14"), SHEET, r'<c r="A2"[^>]*>.*?</c>', '<c r="A2" t="s"><v>99999</v></c>'),
        "workbook_unreadable",
        "xlsx",
    ),
    rejected(
        "a sheet that lies on the disk",
        rewritten(
            plain("冬15"),
            "xl/_rels/workbook.xml.rels",
            'Target="worksheets/sheet1.xml"',
            'Target="file:///etc/passwd"',
        ),
        "workbook_unreadable",
        "xlsx",
    ),
    rejected(
        "a cell in a row beyond the last",
        rewritten(plain("冬16"), SHEET, END, f'<row r="1048577"><c r="A1048577"><v>1</v></c></row>{END}'),
        "too_many_cells",
        "xlsx",
    ),
    rejected(
        "a cell in a column beyond all letters",
        rewritten(plain("冬17"), SHEET, END, f'<row r="3"><c r="AAAAAAAAAA3"><v>1</v></c></row>{END}'),
        "too_many_cells",
        "xlsx",
    ),
)
DATES = (
    no_day("a date cell below nought", "冬21", "-5"),
    no_day("a date cell beyond all calendars", "冬22", "1e308"),
    no_day("a date cell that is no number", "冬23", "NaN"),
    no_day("a time of day where a date stands", "冬24", "0.5"),
    taken(
        "a date cell just before midnight",
        serial("冬25", "38781.9999999"),
        cells={"occurred_on": [DAY]},
        extension="xlsx",
    ),
    taken(
        "an old workbook with a day counted from 1904",
        old_changes("冬26", DAY),
        cells={"occurred_on": [DAY]},
        extension="xls",
    ),
    taken(
        "an old workbook with a bare serial counted from 1904",
        old_changes("冬27", 38781 - 1462),
        cells={"occurred_on": [DAY]},
        extension="xls",
    ),
)
TEXTS = (
    rejected(
        "utf-16 with half a character",
        b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00\xd8",
        "encoding_unreadable",
    ),
    rejected(
        "half characters as utf-8",
        TEXT.encode().replace("甲1".encode(), b"\xed\xa0\x80"),
        "encoding_unreadable",
    ),
    rejected("utf-8 behind the mark of utf-16", b"\xff\xfe" + TEXT.encode(), "encoding_unreadable"),
    rejected("utf-8 encoded twice", TEXT.encode().decode("latin-1"), "no_sheet_recognised"),
    rejected("brackets a hundred thousand deep", "[" * 100_000 + "]" * 100_000, "no_sheet_recognised"),
    rejected("a page of html behind a byte order mark", b"\xef\xbb\xbf<table><tr><td>1", "type_unknown"),
    rejected("a database", b"SQLite format 3\0" + bytes(100), "type_unknown"),
    rejected("twenty thousand columns", lines(MONTHS + "," * 20_000, month_row("冬31")), "too_many_cells"),
    rejected("a million columns", lines(MONTHS + "," * 1_000_001, month_row("冬32")), "line_too_long"),
    taken("two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf" + lines(MONTHS, month_row("冬33")).encode()),
    taken(
        "a command for a spreadsheet",
        lines(",".join(CHANGE_HEAD) + ",备注", change_row("冬34") + ",=cmd|'/c calc'!A0"),
        cells={"remark": ["=cmd|'/c calc'!A0"]},
    ),
    no_key(
        "a code in scientific notation",
        month_row("冬35").replace("411602091001", "4.11602E+11"),
        "community_code",
    ),
    held(
        "a Cyrillic x",
        lines(",".join(CHANGE_HEAD), change_row("冬36", "11010519491231002х")),
        "id_checkdigit_failed",
        "citizen_id",
    ),
)
HOSTILE = (*ZIPS, *XML, *DATES, *TEXTS)
