"""Workbooks that are taken: several tabs, hidden ones, merged cells, dimensions that lie."""

from made_sheets import HEAD, workbook

from .books import CHANGE_HEAD, change, month, old_workbook
from .case import Case, held
from .forms import NO_ROWS
from .packages import SHEET, opendocument, rewritten

UNREAD, HIDDEN = frozenset({"sheet_not_recognised"}), frozenset({"sheet_hidden"})
ROWS_HIDDEN = frozenset({"rows_hidden"})
CONTENT, HIDING = "content.xml", 'table:style-name="unseen"'
HIDDEN_STYLE = (
    '<office:automatic-styles><style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles>"
)


def hidden_row(courtyard: str) -> bytes:
    """A workbook whose second row of data is hidden."""
    return rewritten(
        workbook([HEAD, month(courtyard), month(courtyard + "b")]),
        SHEET,
        '<row r="3"',
        '<row r="3" hidden="1"',
    )


def seen(document: bytes, how: str) -> bytes:
    """The open document with its last row seen in another way."""
    return rewritten(
        document, CONTENT, r"<table:table-row(?!.*<table:table-row)", f"<table:table-row table:{how}"
    )


TABS = (
    Case(
        "several tabs, each by its own header",
        workbook([HEAD, month("壬1")], [CHANGE_HEAD, change("壬2")]),
        "xlsx",
        accepted=2,
    ),
    Case(
        "a cover before the sheet",
        workbook([["封面"]], [HEAD, month("壬3")]),
        "xlsx",
        accepted=1,
        remarks=UNREAD,
    ),
    Case(
        "a hidden sheet",
        workbook([HEAD, month("壬4")], [CHANGE_HEAD, change("壬5")], hidden=1),
        "xlsx",
        accepted=2,
        remarks=HIDDEN,
    ),
    Case(
        "a very hidden sheet",
        rewritten(
            workbook([HEAD, month("壬6")], [CHANGE_HEAD, change("壬7")], hidden=1),
            "xl/workbook.xml",
            'state="hidden"',
            'state="veryHidden"',
        ),
        "xlsx",
        accepted=2,
        remarks=HIDDEN,
    ),
    Case("a hidden row", hidden_row("壬8"), "xlsx", accepted=2, remarks=ROWS_HIDDEN),
    *(
        Case(
            f"a row that an open document {does}",
            seen(opendocument([HEAD, month(f"壬{place}"), month(f"壬{place}b")]), f'visibility="{how}"'),
            "ods",
            accepted=2,
            remarks=ROWS_HIDDEN,
        )
        for place, (does, how) in enumerate((("hides", "collapse"), ("filters", "filter")), start=20)
    ),
    Case(
        "rows without content that an open document hides",
        seen(
            opendocument([HEAD, month("壬22")], "<table:table-row><table:table-cell/></table:table-row>"),
            'visibility="collapse" table:number-rows-repeated="1048000"',
        ),
        "ods",
        accepted=1,
    ),
    Case(
        "a sheet that an open document hides",
        rewritten(
            rewritten(
                opendocument([HEAD, month("壬23")]), CONTENT, "<table:table ", f"<table:table {HIDING} "
            ),
            CONTENT,
            "<office:body>",
            f"{HIDDEN_STYLE}<office:body>",
        ),
        "ods",
        accepted=1,
        remarks=HIDDEN,
    ),
    Case(
        "a sheet that an old workbook hides",
        old_workbook(month("壬24"), is_hidden=True),
        "xls",
        accepted=1,
        remarks=HIDDEN,
    ),
    *(
        Case(
            f"a row that an old workbook of {rows} rows hides",
            old_workbook(*(month(f"壬{rows}x{place}") for place in range(rows)), hidden_row=rows),
            "xls",
            accepted=rows,
            remarks=ROWS_HIDDEN,
        )
        for rows in (1, 400)  # a small stream lies in sectors of its own kind
    ),
    Case("an empty tab beside the sheet", workbook([HEAD, month("壬9")], []), "xlsx", accepted=1),
    Case("a header alone in a workbook", workbook([["标题"], HEAD]), "xlsx", remarks=NO_ROWS),
    Case(
        "keys merged down",
        workbook([HEAD, month("壬10", at_0=""), month("壬11", at_0="")], merges=("A2:A3",)),
        "xlsx",
        accepted=2,
        cells={"community_code": ["411602091001"] * 2},
    ),
    held(
        "keys merged across",
        workbook([HEAD, month("", at_0="", at_1="")], merges=("A2:C2",)),
        "key_unreadable",
        "month",
        extension="xlsx",
    ),
    Case(
        "a header merged over two rows",
        workbook([[*HEAD[:3], "走访", "", "九类变动", *[""] * 8], ["", "", "", *HEAD[3:]], month("壬12")]),
        "xlsx",
        accepted=1,
    ),
    Case(
        "a dimension that lies",
        rewritten(workbook([HEAD, month("壬13")]), SHEET, 'ref="A1:N2"', 'ref="A1:XFD1048576"'),
        "xlsx",
        accepted=1,
    ),
    Case(
        "a far cell without content",
        rewritten(
            workbook([HEAD, month("壬14")]),
            SHEET,
            "</sheetData>",
            '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>',
        ),
        "xlsx",
        accepted=1,
    ),
    Case(
        "a far cell without content in an old workbook",
        old_workbook(month("壬26"), in_corner=""),
        "xls",
        accepted=1,
    ),
)
