"""Workbooks that may not or cannot be opened."""

import io
import struct

import xlwt
from made_sheets import HEAD, ROW, workbook
from xlwt.CompoundDoc import XlsDoc

from .books import old_workbook
from .case import Case, rejected
from .packages import OLE_MARK, SHEET, belied, opendocument, package, part_of, repacked, rewritten

PLAIN = workbook([["封存"], HEAD, ROW])
MANY = 2_001
END = "</sheetData>"
LONG = "".join(chr(0x4E00 + place * 7919 % 20_000) for place in range(20_000))  # which no packing makes small
FILEPASS, BIFF_BOF = 0x002F, 0x0809


def far_cell(place: str, row_no: int) -> bytes:
    """The plain workbook with a filled cell far away."""
    return rewritten(PLAIN, SHEET, END, f'<row r="{row_no}"><c r="{place}"><v>1</v></c></row>{END}')


def many_cells() -> bytes:
    """Three sheets, none too large, of which all together span more than five million cells."""
    sheets = workbook([HEAD, ROW], [HEAD, ROW], [HEAD, ROW])
    for number in (1, 2, 3):
        name = f"xl/worksheets/sheet{number}.xml"
        sheets = rewritten(sheets, name, END, f'<row r="2000"><c r="ALL2000"><v>1</v></c></row>{END}')
    return sheets


def locked_by_entries() -> bytes:
    """The plain workbook with the flag of encryption on its entries."""
    data = bytearray(PLAIN)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


def locked_old_workbook() -> bytes:
    """A workbook of Excel 97 whose first record after its beginning says that a password is needed."""
    made = xlwt.Workbook()
    made.add_sheet("表").write(0, 0, "密")
    stream = made.get_biff_data()
    kind, length = struct.unpack_from("<HH", stream)
    assert kind == BIFF_BOF
    first = 4 + length
    key = struct.pack("<HHHHH", FILEPASS, 6, 0, 0x1234, 0x5678)
    buffer = io.BytesIO()
    XlsDoc().save(buffer, stream[:first] + key + stream[first:])
    return buffer.getvalue()


def book(name: str, data: bytes, reason: str, extension: str = "xlsx") -> Case:
    """A workbook that is rejected."""
    return rejected(name, data, reason, extension)


def repeated(rows: int, columns: int, text: str = "1") -> bytes:
    """An open document of a few bytes in which a row of filled cells is repeated."""
    return opendocument(
        [HEAD, ROW],
        f'<table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
        f"<text:p>{text}</text:p></table:table-cell></table:table-row>",
    )


def behind(rows: int, columns: int) -> bytes:
    """An open document with one filled cell behind blank ones that are repeated."""
    return opendocument(
        [HEAD, ROW],
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="{columns}"/>'
        '<table:table-cell office:value-type="string"><text:p>1</text:p></table:table-cell>'
        "</table:table-row>",
    )


BOMBS = (
    book(
        "a part that unpacks to 30 million bytes",
        repacked(PLAIN, {"xl/media/x.bin": bytes(30_000_000)}),
        "zip_bomb",
    ),
    book(
        "a part that unpacks to more than the file says",
        belied(repacked(PLAIN, {"xl/media/x.bin": bytes(30_000_000)}), "xl/media/x.bin", 1_000),
        "zip_bomb",
    ),
    book(
        "a sheet that unpacks to a thousand times its size",
        rewritten(PLAIN, SHEET, END, f"{' ' * 5_000_000}{END}"),
        "zip_bomb",
    ),
    book(
        "more than two thousand entries",
        repacked(PLAIN, {f"xl/{n}.bin": b"" for n in range(MANY)}),
        "zip_bomb",
    ),
    book("a filled cell in the last corner", far_cell("XFD1048576", 1_048_576), "too_many_cells"),
    book("a filled cell in the last row", far_cell("A1048576", 1_048_576), "too_many_cells"),
    book(
        "a filled cell in the last corner of an old workbook",
        old_workbook(ROW, in_corner=1),
        "too_many_cells",
        "xls",
    ),
    book("a filled cell far to the right and down", far_cell("ZZ9999", 9_999), "too_many_cells"),
    book("sheets that together are too large", many_cells(), "too_many_cells"),
    book("a long text repeated until memory ends", repeated(100, 900, LONG), "out_of_memory", "ods"),
    book("a row repeated beyond all memory", repeated(900_000, 900), "too_many_cells", "ods"),
    book("a row repeated more often than a number can say", repeated(10**30, 1), "too_many_cells", "ods"),
    book("a filled cell behind a million blank rows", behind(1_048_000, 10), "too_many_cells", "ods"),
    book(
        "entities that grow",
        repacked(PLAIN, {"xl/styles.xml": b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'}),
        "xml_entity",
    ),
    book(
        "an entity from outside",
        repacked(
            PLAIN,
            {
                "xl/sharedStrings.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'
            },
        ),
        "xml_entity",
    ),
    book(
        "an entity in an open document",
        package({"mimetype": b"x", "content.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
        "xml_entity",
        "ods",
    ),
)
LOCKED = (
    book(
        "a workbook with a password",
        OLE_MARK + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512),
        "password_protected",
    ),
    book("an old workbook with a password", locked_old_workbook(), "password_protected", "xls"),
    book("a workbook whose entries are encrypted", locked_by_entries(), "password_protected"),
)
DAMAGED = (
    book("a workbook without its end", PLAIN[:-200], "workbook_unreadable"),
    book("the first half of a workbook", PLAIN[: len(PLAIN) // 2], "workbook_unreadable"),
    book("four bytes of a workbook", PLAIN[:4], "workbook_unreadable"),
    book(
        "a workbook with a byte turned over",
        PLAIN.replace(b"PK\x01\x02", b"PK\x01\x03", 1),
        "workbook_unreadable",
    ),
    book(
        "a workbook whose list of sheets is broken",
        repacked(PLAIN, {"xl/workbook.xml": b"<broken"}),
        "workbook_unreadable",
    ),
    book(
        "a workbook whose sheet is broken",
        repacked(PLAIN, {SHEET: part_of(PLAIN, SHEET)[:-60]}),
        "workbook_unreadable",
    ),
    book(
        "a workbook that lacks its sheet",
        package(
            {name: part_of(PLAIN, name) for name in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")}
        ),
        "workbook_unreadable",
    ),
    book(
        "an old workbook cut short",
        OLE_MARK + bytes(512) + "Workbook".encode("utf-16-le"),
        "workbook_unreadable",
        "xls",
    ),
    book("an empty zip", package({}), "type_unknown", "zip"),
    book("a zip of a csv", package({"月报.csv": ",".join(HEAD).encode()}), "type_unknown", "zip"),
    book("a text document", package({"word/document.xml": b"<x/>"}), "type_unknown", "docx"),
    book(
        "an old text document",
        OLE_MARK + bytes(2_048) + "WordDocument".encode("utf-16-le"),
        "type_unknown",
        "doc",
    ),
    book("a cover alone", workbook([["封面"]]), "no_sheet_recognised"),
    book("a tab without cells", workbook([]), "no_sheet_recognised"),
    book(
        "one sheet whole and one without a required column",
        workbook([HEAD, ROW], [HEAD[:-1], ROW[:-1]]),
        "required_column_missing",
    ),
    book("a column twice in a workbook", workbook([[*HEAD, HEAD[-1]], [*ROW, 1]]), "header_duplicate"),
)
PACKED = (*BOMBS, *LOCKED, *DAMAGED)
