"""Workbooks that are taken: their types, and what spreadsheets do to cells."""

import io
from datetime import date, datetime

import xlwt
from made_sheets import CHANGES, HEAD, change_row, citizen_id, month_row, workbook

from .case import Case, held, taken
from .packages import SHEET, opendocument, repacked, rewritten

SOUND = citizen_id("41160219750404002")
CHANGE_HEAD = CHANGES.split(",")
DAY = date(2006, 3, 5)


def month(courtyard: str, **cells: object) -> list[object]:
    """The cells of a month's row, some of them others than usual, by their place as `at_<place>`."""
    row: list[object] = month_row(courtyard).split(",")
    for name, cell in cells.items():
        row[int(name.removeprefix("at_"))] = cell
    return row


def change(number: str, **cells: object) -> list[object]:
    """The cells of a change line, like `month`."""
    row: list[object] = change_row(number).split(",")
    for name, cell in cells.items():
        row[int(name.removeprefix("at_"))] = cell
    return row


def book(name: str, *rows: list[object], accepted: int = 1, **rest: object) -> Case:
    """A workbook of one tab with these month rows."""
    return taken(name, workbook([HEAD, *rows]), accepted, extension="xlsx", **rest)


def changes(name: str, *rows: list[object], accepted: int = 1, is_1904: bool = False, **rest: object) -> Case:
    """A workbook of one tab with these change lines."""
    return taken(name, workbook([CHANGE_HEAD, *rows], is_1904=is_1904), accepted, extension="xlsx", **rest)


def old_workbook(
    *rows: list[object], is_hidden: bool = False, hidden_row: int | None = None, in_corner: object = None
) -> bytes:
    """The month rows as a workbook of Excel 97, whose one sheet or one of whose rows may be hidden.

    `in_corner` is put into the last cell of the sheet; a cell without content is formatted alone.
    """
    buffer = io.BytesIO()
    made = xlwt.Workbook()
    sheet = made.add_sheet("表")
    sheet.visibility = int(is_hidden)
    for row_no, row in enumerate([HEAD, *rows]):
        for column_no, cell in enumerate(row):
            sheet.write(row_no, column_no, cell)
    if in_corner is not None:
        sheet.write(65_535, 255, in_corner)
    if hidden_row:
        sheet.row(hidden_row).hidden = True
    made.save(buffer)
    return buffer.getvalue()


def cell_written(courtyard: str, at: str, xml: str) -> bytes:
    """A workbook of one month row in which the XML of the cell `at` is another."""
    return rewritten(workbook([HEAD, month(courtyard)]), SHEET, rf'<c r="{at}"[^>]*>.*?</c>', xml)


def from_1904(document: bytes) -> bytes:
    """The open document with dates that count from 1904."""
    settings = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
    start = f"<office:spreadsheet>{settings}</table:calculation-settings>"
    return rewritten(document, "content.xml", "<office:spreadsheet>", start)


TYPES = (
    book("a workbook", month("庚1")),
    Case("a workbook under the name of a csv", workbook([HEAD, month("庚2")]), "csv", accepted=1),
    Case("a workbook under the name of an old one", workbook([HEAD, month("庚3")]), "xls", accepted=1),
    Case(
        "an old workbook",
        old_workbook(month("庚4", at_5=12.0)),
        "xls",
        accepted=1,
        cells={"marriage_count": [12]},
    ),
    Case("an old workbook under the name of a new one", old_workbook(month("庚5")), "xlsx", accepted=1),
    Case(
        "an open document",
        opendocument([HEAD, month("庚6")]),
        "ods",
        accepted=1,
        cells={"marriage_count": [1]},
    ),
    Case(
        "a workbook with macros",
        repacked(workbook([HEAD, month("庚7")]), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "xlsm",
        accepted=1,
    ),
    Case(
        "a workbook that links to another",
        repacked(workbook([HEAD, month("庚8")]), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "xlsx",
        accepted=1,
    ),
    Case(
        "a workbook with a name that climbs out",
        repacked(workbook([HEAD, month("庚9")]), {"../../outside.txt": b"x"}),
        "xlsx",
        accepted=1,
    ),
    Case(
        "a workbook packed without compression",
        repacked(workbook([HEAD, month("庚10")]), {}, is_packed=False),
        "xlsx",
        accepted=1,
    ),
)
CELLS = (
    book(
        "numbers as text and text as numbers",
        month("庚11", at_0=411602091001, at_2=7, at_3="4", at_5="1,234"),
        cells={"community_code": ["411602091001"], "courtyard_code": ["7"], "marriage_count": [1234]},
    ),
    book(
        "a month that lost its nought",
        month("庚12", at_1=2006.1),
        accepted=0,
        held={"key_unreadable": 1},
        findings=frozenset({("key_unreadable", "month")}),
    ),
    changes("a day as a date cell", change("辛1", at_5=DAY), cells={"occurred_on": [DAY]}),
    changes(
        "a day as a moment", change("辛2", at_5=datetime(2006, 3, 5, 9, 30)), cells={"occurred_on": [DAY]}
    ),
    changes("a day as a bare serial", change("辛3", at_5=38781), cells={"occurred_on": [DAY]}),
    changes("a day counted from 1904", change("辛4", at_5=DAY), is_1904=True, cells={"occurred_on": [DAY]}),
    changes(
        "a bare serial counted from 1904",
        change("辛5", at_5=38781 - 1462),
        is_1904=True,
        cells={"occurred_on": [DAY]},
    ),
    Case(
        "a bare serial counted from 1904 in an open document",
        from_1904(opendocument([CHANGE_HEAD, change("辛15", at_5=38781 - 1462)])),
        "ods",
        accepted=1,
        cells={"occurred_on": [DAY]},
    ),
    Case(
        "a key over two lines of an open document",
        opendocument([HEAD, month("庚30", at_2="庚30<text:line-break/>31")]),
        "ods",
        accepted=1,
        cells={"courtyard_code": ["庚30\n31"]},
    ),
    held(
        "an id as a number",
        workbook([CHANGE_HEAD, change("辛6", at_6=110105194912310021)]),
        "id_precision_loss",
        "citizen_id",
        extension="xlsx",
    ),
    held(
        "an id of 15 digits as a number",
        workbook([CHANGE_HEAD, change("辛7", at_6=110105491231002)]),
        "id_precision_loss",
        "citizen_id",
        extension="xlsx",
    ),
    changes("an id as text", change("辛8", at_6=SOUND), cells={"citizen_id": [SOUND]}),
    book("a count as an error", month("庚13", at_5="#VALUE!"), cells={"marriage_count": [None]}),
    changes("a code that is not available", change("辛9", at_4="#N/A"), cells={"change_kind": [None]}),
    held(
        "a key that is a broken reference",
        workbook([CHANGE_HEAD, change("辛10", at_2="#REF!")]),
        "key_unreadable",
        "change_no",
        extension="xlsx",
    ),
    book("a formula with its value", month("庚14", at_5="=2+3"), cells={"marriage_count": [0]}),
    Case(
        "a formula without its value",
        cell_written("庚15", "F2", '<c r="F2"><f>2+3</f></c>'),
        "xlsx",
        accepted=1,
        cells={"marriage_count": [None]},
    ),
    Case(
        "text inside its cell",
        cell_written("庚16", "F2", '<c r="F2" t="inlineStr"><is><t>12</t></is></c>'),
        "xlsx",
        accepted=1,
        cells={"marriage_count": [12]},
    ),
    Case(
        "a cell of yes or no",
        cell_written("庚17", "F2", '<c r="F2" t="b"><v>1</v></c>'),
        "xlsx",
        accepted=1,
        cells={"marriage_count": [None]},
        findings=frozenset({("code_invalid", "marriage_count")}),
    ),
    held(
        "a cell over 32,767 characters in a workbook",
        cell_written("庚18", "C2", f'<c r="C2" t="inlineStr"><is><t>{"长" * 32_768}</t></is></c>'),
        "cell_too_long",
        extension="xlsx",
    ),
)
BOOKS = (*TYPES, *CELLS)
