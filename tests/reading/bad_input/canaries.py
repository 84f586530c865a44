"""An invented person in every place of a file from which her name or ID could be told by mistake."""

from made_sheets import (
    CHANGES,
    HEAD,
    LEDGER,
    MONTHS,
    RULINGS,
    change_row,
    citizen_id,
    lines,
    month_row,
    person_row,
    ruling_row,
    workbook,
)

from .case import held, rejected, taken
from .packages import SHEET, repacked
from .texts import MANY

NAME, ID = "欧阳金丝雀", citizen_id("41160219720229004")
BOTH = f"{NAME}{ID}"
INSPECTIONS = "督查编号,督查期,对象代码,督查日期,抽查户页数,发现漏户数,发现漏人数,发现错项数"
UNITS = "单位代码,单位名称,单位类型,隶属关系,机构层级,主管单位代码,所属街道代码,所在社区代码,生效日期"
UNKNOWN_COLUMN = frozenset({("header_unmapped_column", None)})
PERSON = person_row(ID, "1972-02-29").replace("张某", NAME)

CANARIES = (
    taken(
        "her among titles and notes",
        lines(f"填报人：{BOTH}", MONTHS, month_row("雀1"), f"填表人：{BOTH}"),
        passed_over={"note": 1},
    ),
    taken(
        "her in a column nobody knows",
        lines(f"{MONTHS},备考", f"{month_row('雀2')},{BOTH}"),
        findings=UNKNOWN_COLUMN,
    ),
    taken(
        "her as the name of a column",
        lines(f"{MONTHS},{BOTH}", f"{month_row('雀3')},1"),
        findings=UNKNOWN_COLUMN,
    ),
    taken(
        "her where a count stands",
        lines(MONTHS, month_row("雀4", marriages=BOTH)),
        findings=frozenset({("code_invalid", "marriage_count")}),
    ),
    taken(
        "her in a row of totals",
        lines(MONTHS, month_row("雀5"), f"合计：{BOTH},,,4,4,1"),
        passed_over={"total": 1},
    ),
    held(
        "her in a ragged row", lines(MONTHS, *MANY, f"{month_row('雀6')},{BOTH}"), "row_ragged", accepted=150
    ),
    held("her in a cell too long", lines(MONTHS, month_row(BOTH * 2_000)), "cell_too_long"),
    held(
        "her where the month stands", lines(MONTHS, month_row("雀7", month=BOTH)), "key_unreadable", "month"
    ),
    held(
        "her in a ruling",
        lines(RULINGS, ruling_row(BOTH)),
        "ruling_contains_person_data",
        findings=frozenset({("ruling_contains_person_data", None)}),
    ),
    held(
        "her as what a ruling is about",
        lines(RULINGS, ruling_row().replace("123456789", ID)),
        "ruling_contains_person_data",
        findings=frozenset({("ruling_contains_person_data", None), ("code_invalid", "subject_code")}),
    ),
    held(
        "her as what was inspected",
        lines(INSPECTIONS, f"查1,2006H1,{ID},2006-03-05,10,0,0,0"),
        "key_unreadable",
        "subject_code",
    ),
    held(
        "her as a unit",
        lines(UNITS, f"{ID},某厂,10,20,1,,411602091,411602091001,2000-01-01"),
        "key_unreadable",
        "unit_code",
    ),
    held(
        "her as the number of a ruling, parted",
        lines(RULINGS, ruling_row()).replace("川计裁〔2006〕1号", f"{ID[:6]}\u00b7{ID[6:14]}\u00b7{ID[14:]}"),
        "ruling_contains_person_data",
        findings=frozenset({("ruling_contains_person_data", None)}),
    ),
    held(
        "her id with a wrong check digit",
        lines(CHANGES, change_row("雀8", f"{ID[:-1]}*")),
        "id_checkdigit_failed",
        "citizen_id",
    ),
    held(
        "her in two rows of one key",
        lines(CHANGES, change_row("雀9", ID), change_row("雀9", ID, "02")),
        "key_repeated",
        accepted=1,
    ),
    rejected("her in a file of no form", lines("姓名,证号", f"{NAME},{ID}"), "no_sheet_recognised"),
    rejected(
        "her in a file without a column",
        lines(LEDGER.removesuffix(",避孕节育状况").replace("性别", NAME), PERSON),
        "required_column_missing",
    ),
    rejected(
        "her as a column twice",
        lines(f"{MONTHS},流出,{NAME}", f"{month_row()},{NAME},{ID}"),
        "header_duplicate",
    ),
    rejected(
        "her beside an undecodable byte",
        lines(MONTHS, month_row(BOTH)).encode() + b"\xff",
        "encoding_unreadable",
    ),
    rejected("her beside a nul byte", lines(MONTHS, month_row(BOTH)).encode() + b"\0", "nul_byte"),
    rejected(
        "her in a workbook that breaks off",
        repacked(workbook([HEAD]), {SHEET: f"<worksheet>{BOTH}".encode()}),
        "no_sheet_recognised",
        "xlsx",
    ),
)
