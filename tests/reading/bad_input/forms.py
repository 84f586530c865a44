"""What stands in a form beside its data: titles, headers of every make, totals, notes, rows met twice."""

from made_sheets import HEAD, MONTHS, lines, month_row

from .case import held, rejected, taken
from .texts import MANY, TEXT, TRADITIONAL

NO_ROWS = frozenset({"sheet_without_rows"})
UPPER = "社区代码,月份,楼院编号,走访,,九类变动" + "," * 8
LOWER = ",,,应走访周数,实走访周数," + ",".join(HEAD[5:])
FIRST, *REST = MONTHS.split(",")
HEADERS = (
    taken("a header of two rows", lines(UPPER, LOWER, month_row("戊1")), cells={"visit_weeks_due": [4]}),
    taken(
        "a header in traditional characters",
        lines(TRADITIONAL, month_row("戊2")),
        cells={"courtyard_code": ["戊2"]},
    ),
    taken(
        "header cells with spaces, stars, colons and 必填",
        lines(MONTHS.replace("月份", " *月 份：").replace("流出", "流出（必填）"), month_row("戊3")),
    ),
    taken(
        "other names of columns",
        lines(MONTHS.replace("社区代码", "居委会代码").replace("月份", "报表月份"), month_row("戊4")),
    ),
    taken(
        "columns in another order",
        lines(",".join([*REST, FIRST]), ",".join([*month_row("戊5").split(",")[1:], "411602091001"])),
        cells={"courtyard_code": ["戊5"]},
    ),
    taken(
        "a column nobody knows",
        lines(MONTHS + ",杂项", month_row("戊6") + ",x"),
        findings=frozenset({("header_unmapped_column", None)}),
    ),
    taken("a header alone", MONTHS + "\n", 0, remarks=NO_ROWS),
    taken(
        "a header and notes alone",
        lines(MONTHS, "", "填表人：某"),
        0,
        passed_over={"blank": 1, "note": 1},
        remarks=NO_ROWS,
    ),
    rejected("a header of no form", "hello,world\n1,2\n", "no_sheet_recognised"),
    rejected("rows without a header", lines(*MANY), "no_sheet_recognised"),
    rejected("a header below too many titles", "标题\n" * 32 + TEXT, "no_sheet_recognised"),
    rejected(
        "a required column missing",
        lines(MONTHS.replace(",流出", ""), month_row()[:-2]),
        "required_column_missing",
    ),
    rejected(
        "another header further down",
        lines(MONTHS, month_row("戊7"), MONTHS.replace("迁出,迁入", "迁入,迁出"), month_row("戊8")),
        "header_changed",
    ),
    rejected(
        "another header further down by other names in traditional characters",
        lines(
            MONTHS,
            month_row("戊9"),
            TRADITIONAL.replace("月份", "* 报表月份", 1).replace("迁出,迁入", "遷入,遷出"),
            month_row("戊8"),
        ),
        "header_changed",
    ),
    rejected(
        "another form further down",
        lines(
            MONTHS,
            month_row("戊10"),
            "",
            "变动编号,社区代码,楼院编号,变动类别,日期",
            "B1,411602091001,A1,01,2006-03-05",
        ),
        "header_changed",
    ),
    rejected("a column twice", lines(MONTHS + ",流出", month_row() + ",0"), "header_duplicate"),
    rejected(
        "an alias beside its own column", lines(MONTHS + ",流出人口", month_row() + ",0"), "header_duplicate"
    ),
)
NO_DATA = (
    taken("totals that agree", lines(MONTHS, month_row("己1"), "合　计,,,4,4,1"), passed_over={"total": 1}),
    taken(
        "a total that disagrees",
        lines(MONTHS, month_row("己2"), "合计,,,4,4,9"),
        passed_over={"total": 1},
        findings=frozenset({("total_row_mismatch", "marriage_count")}),
    ),
    taken(
        "subtotals and a grand total",
        lines(MONTHS, month_row("己3"), "小计,,,4,4,1", month_row("己4"), "小计,,,4,4,1", "总计,,,8,8,2"),
        2,
        passed_over={"total": 3},
    ),
    taken(
        "a line that counts those above",
        lines(MONTHS, month_row("己12"), "共计,,,4,4,1", "以上共计1楼院"),
        passed_over={"total": 2},
    ),
    taken(
        "blank rows between and after",
        lines(MONTHS, month_row("己5"), "", " ,　,", month_row("己6"), "", ""),
        2,
        passed_over={"blank": 2},
    ),
    taken(
        "notes below the rows",
        lines(MONTHS, month_row("己7"), "填表人：某,,,审核人：某", "说明", "备注:一式两份", "制表：某"),
        passed_over={"note": 4},
    ),
    taken(
        "the header once more",
        lines(MONTHS, month_row("己8"), MONTHS, month_row("己9")),
        2,
        passed_over={"repeated_header": 1},
    ),
    taken(
        "the header once more, by other names and in traditional characters",
        lines(MONTHS, month_row("己13"), TRADITIONAL.replace("社區代碼", "居委會代碼"), month_row("己14")),
        2,
        passed_over={"repeated_header": 1},
    ),
    taken(
        "a row twice", lines(MONTHS, month_row("己10"), month_row("己10")), passed_over={"repeated_row": 1}
    ),
    held(
        "a key twice with other cells",
        lines(MONTHS, month_row("己11"), month_row("己11", marriages="2")),
        "key_repeated",
        accepted=1,
    ),
)
FORMS = (*HEADERS, *NO_DATA)
