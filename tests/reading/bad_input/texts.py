"""Text files: encodings, layouts, and what is no text though its name says so."""

from made_sheets import CHANGES, MONTHS, change_row, lines, month_row

from .case import Case, held, rejected, taken

TEXT = lines("某街道月报", MONTHS, month_row("甲1"), month_row("甲2", marriages="12"))
READ = {"courtyard_code": ["甲1", "甲2"], "marriage_count": [1, 12]}
TRADITIONAL = MONTHS.replace("区", "區").replace("编号", "編號").replace("数", "數").replace("应", "應")
MANY = [month_row(f"丙{number}") for number in range(150)]


def text(name: str, data: bytes | str, extension: str = "csv") -> Case:
    """The usual two rows, however they are written."""
    return taken(name, data, 2, cells=READ, extension=extension)


ENCODINGS = (
    text("utf-8", TEXT),
    Case("written again: utf-8", TEXT, status="duplicate"),
    text("utf-8 with a byte order mark", TEXT.encode("utf-8-sig")),
    text("gbk", TEXT.encode("gbk")),
    taken(
        "gb18030 with a character of four bytes",
        lines(MONTHS, month_row("㐀1")).encode("gb18030"),
        cells={"courtyard_code": ["㐀1"]},
    ),
    text("utf-16 little endian with its mark", b"\xff\xfe" + TEXT.encode("utf-16-le")),
    text("utf-16 big endian with its mark", b"\xfe\xff" + TEXT.encode("utf-16-be")),
    rejected("utf-16 little endian without its mark", TEXT.encode("utf-16-le"), "utf16_without_bom"),
    rejected("utf-16 big endian without its mark", TEXT.encode("utf-16-be"), "utf16_without_bom"),
    rejected("utf-16 cut inside a character", TEXT.encode("utf-16") + b"x", "encoding_unreadable"),
    rejected("utf-32", TEXT.encode("utf-32"), "nul_byte"),
    rejected("big5", TRADITIONAL.encode("big5", "ignore"), "no_sheet_recognised"),
    rejected(
        "a byte that is no utf-8",
        TEXT.replace("甲1", "\udcff").encode("utf-8", "surrogateescape"),
        "encoding_unreadable",
    ),
    rejected(
        "a byte that is no gb18030",
        TEXT.encode("gbk").replace("甲1".encode("gbk"), b"\xff"),
        "encoding_unreadable",
    ),
    rejected(
        "gbk cut inside a character",
        TEXT.replace("甲2", "甲").encode("gbk").rstrip()[:-1] + b"\xbc",
        "encoding_unreadable",
    ),
    rejected(
        "utf-8 rows below gbk rows", TEXT.encode("gbk") + month_row("乙").encode(), "encoding_unreadable"
    ),
    rejected(
        "gbk rows below utf-8 rows", TEXT.encode() + month_row("乙").encode("gbk"), "encoding_unreadable"
    ),
    rejected("a nul byte", TEXT.encode().replace("甲1".encode(), b"\0"), "nul_byte"),
    rejected("a nul in utf-16", TEXT.replace("甲1", "\0").encode("utf-16"), "nul_byte"),
    rejected("a tail of nul bytes", TEXT.encode() + bytes(512), "nul_byte"),
    rejected("0 bytes", b"", "empty_file"),
    rejected("a byte order mark alone", b"\xef\xbb\xbf", "empty_file"),
    rejected("a utf-16 mark alone", b"\xff\xfe", "empty_file"),
    rejected("blank lines alone", b" \r\n\t\r\n", "empty_file"),
)
LAYOUTS = (
    text("windows line ends", TEXT.replace("\n", "\r\n")),
    text("old mac line ends", TEXT.replace("\n", "\r")),
    text("mixed line ends", TEXT.replace("\n", "\r\n", 2)),
    text("no line end at the end", TEXT.rstrip("\n")),
    text("semicolons", TEXT.replace(",", ";")),
    text("tabs", TEXT.replace(",", "\t"), "txt"),
    text("a declared separator", "sep=;\n" + TEXT.replace(",", ";")),
    text("a declared tab", "sep=\t\n" + TEXT.replace(",", "\t")),
    text(
        "every cell in quotes",
        "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in TEXT.splitlines()),
    ),
    text(
        "every cell as a formula of text",
        "\n".join(",".join(f'="{cell}"' for cell in line.split(",")) for line in TEXT.splitlines()),
    ),
    text("empty columns at the end", TEXT.replace("\n", ",,,\n")),
    text(
        "rows with more empty columns than the header", TEXT.replace("甲1", "甲1").replace(",0\n", ",0,,\n")
    ),
    text("thirty title rows", "".join(f"标题{number}\n" for number in range(29)) + TEXT),
    text("blank lines and a note above the header", "\n\n填表人：某,,\n" + TEXT),
    text("csv under the name of a workbook", "\n" + TEXT, "xlsx"),
    text("csv under the name of a pdf", TEXT + "\n", "pdf"),
    text("csv without an extension", TEXT + "\n\n", ""),
    taken(
        "a line break inside a cell", lines(MONTHS, month_row('"甲\n3"')), cells={"courtyard_code": ["甲\n3"]}
    ),
    taken(
        "delimiter and quotes inside a cell",
        lines(MONTHS, month_row('"甲,""4"""')),
        cells={"courtyard_code": ['甲,"4"']},
    ),
    taken(
        "thousands separators",
        lines(MONTHS, month_row("甲5", marriages='"1,234"')),
        cells={"marriage_count": [1234]},
    ),
    taken(
        "text wrapped for a spreadsheet",
        lines(MONTHS, month_row('="006"')),
        cells={"courtyard_code": ["006"]},
    ),
    taken("an apostrophe before text", lines(MONTHS, month_row("'007")), cells={"courtyard_code": ["007"]}),
    taken(
        "full-width digits and letters",
        lines(MONTHS, month_row("Ａ８", marriages="１２")),
        cells={"courtyard_code": ["A8"], "marriage_count": [12]},
    ),
    taken(
        "ideographic spaces around cells",
        lines(MONTHS, month_row("　甲9　", marriages="　3")),
        cells={"courtyard_code": ["甲9"], "marriage_count": [3]},
    ),
    taken(
        "zero-width characters in a code",
        lines(MONTHS, month_row("甲\u200b10").replace("4116", "41\ufeff\x1b16")),
        cells={"community_code": ["411602091001"]},
    ),
    taken(
        "direction marks in a code",
        lines(MONTHS, month_row("甲11").replace("4116", "\u202d4116")),
        cells={"community_code": ["411602091001"]},
    ),
    taken(
        "text that a spreadsheet would calculate",
        lines(
            CHANGES + ",备注",
            *(change_row(f"{number}") + f",{sign}1+1" for number, sign in enumerate("=+-@")),
        ),
        4,
        cells={"remark": ["=1+1", "+1+1", "-1+1", "@1+1"]},
    ),
    rejected("lines joined by nothing known", TEXT.replace(",", "|"), "no_sheet_recognised"),
    rejected("a line over a million characters", TEXT + "x" * 1_000_001, "line_too_long"),
    rejected("a quote that never closes", TEXT + '"' + "x\n" * 600_000, "too_ragged"),
    rejected(
        "more than one ragged row in a hundred",
        lines(MONTHS, *MANY[:50], month_row("丁") + ",1"),
        "too_ragged",
    ),
    rejected("most rows too short", lines(MONTHS, *(row[:-2] for row in MANY)), "too_ragged"),
    held(
        "one row too long among many",
        lines(MONTHS, *MANY, month_row("丁") + ",1"),
        "row_ragged",
        accepted=150,
    ),
    held(
        "one row too short among many", lines(MONTHS, *MANY, month_row("丁")[:-2]), "row_ragged", accepted=150
    ),
    held("one open quote among many", lines(MONTHS, *MANY, month_row('"丁')), "row_ragged", accepted=150),
    held("a cell over 32,767 characters", lines(MONTHS, month_row("长" * 32_768)), "cell_too_long"),
)
OTHER_TYPES = tuple(
    rejected(f"{name} under the name of a csv", data, "type_unknown")
    for name, data in (
        ("a pdf", b"%PDF-1.7\n1 0 obj\n"),
        ("a png", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("a jpeg", b"\xff\xd8\xff\xe0" + bytes(64)),
        ("a gzip", b"\x1f\x8b\x08" + bytes(64)),
        ("a 7z", b"7z\xbc\xaf\x27\x1c" + bytes(64)),
        ("a rar", b"Rar!\x1a\x07" + bytes(64)),
        ("a parquet file", b"PAR1" + bytes(64) + b"PAR1"),
        ("rich text", b"{\\rtf1\\ansi x}"),
        ("a page of html", b"<html><table><tr><td>1</td></tr></table></html>"),
        (
            "a workbook in xml",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        ),
    )
)
TEXTS = (*ENCODINGS, *LAYOUTS, *OTHER_TYPES)
