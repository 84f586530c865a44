"""Invented rows and cells for the reading tests."""

import io
from datetime import date
from typing import Any

import polars as pl
import xlsxwriter

from pipelines.reading.citizen_ids import CHECK_DIGITS, WEIGHTS
from pipelines.reading.readings import SheetReading

MONTHS = "社区代码,月份,楼院编号,应走访周数,实走访周数,新婚,出生,节育,迁出,迁入,失业,就业,流入,流出"
CHANGES = "社区代码,月份,变动编号,楼院编号,变动类别,发生日期,公民身份号码"
RULINGS = "裁定文号,裁定机关,裁定日期,对象类型,对象代码,处理种类,事由类别,生效日期,依据文件"
LEDGER = (
    "社区代码,统计时点,户页号,姓名,公民身份号码,性别,出生日期,婚姻状况,户口性质,户籍地区划代码,"
    "人户分离,从业状况,登记人编号,避孕节育状况"
)


def month_row(courtyard: str = "A1", month: str = "2006-03", marriages: str = "1", rest: int = 0) -> str:
    """A row below MONTHS."""
    return f"411602091001,{month},{courtyard},4,4,{marriages}" + f",{rest}" * 8


def change_row(change_no: str = "B1", citizen_id: str = "11010519491231002X", kind: str = "01") -> str:
    """A row below CHANGES."""
    return f"411602091001,2006-03,{change_no},A1,{kind},2006-03-05,{citizen_id}"


def ruling_row(basis: str = "豫计生〔2006〕12号") -> str:
    """A row below RULINGS."""
    return f"川计裁〔2006〕1号,某某委员会,2006-03-05,单位,123456789,一票否决,工作失职,2006-03-05,{basis}"


def person_row(citizen_id: str, born: str, sex: str = "女", contraception: str = "") -> str:
    """A row below LEDGER."""
    known = f"411602091001,2006-06-30,0001,张某,{citizen_id},{sex},{born}"
    return f"{known},已婚,农业,411602,否,无固定职业,P1,{contraception}"


def citizen_id(body: str) -> str:
    """The 18 characters of 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + CHECK_DIGITS[total % 11]


def lines(*rows: str) -> str:
    """Rows as the text of a file."""
    return "\n".join(rows) + "\n"


def found(sheet: SheetReading) -> list[tuple[str, int | None, str | None]]:
    """The findings as tuples."""
    return sheet.findings.rows()


def values(expression: pl.Expr, cells: list[str | None]) -> list[object]:
    """What an expression over the column `text` yields for these cells."""
    return pl.DataFrame({"text": pl.Series(cells, dtype=pl.String)}).select(expression).to_series().to_list()


HEAD, ROW = MONTHS.split(","), month_row().split(",")
Cells = list[list[Any]]


def workbook(
    *tabs: Cells, hidden: int | None = None, merges: tuple[str, ...] = (), is_1904: bool = False
) -> bytes:
    """An xlsx with a tab for each list of rows; `hidden` is the place of a hidden one."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": is_1904})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, rows in enumerate(tabs):
        sheet = book.add_worksheet(f"表{place + 1}")
        for row_no, row in enumerate(rows):
            for column_no, cell in enumerate(row):
                write = sheet.write_datetime if isinstance(cell, date) else sheet.write
                write(row_no, column_no, cell, *([day] if isinstance(cell, date) else []))
        for merge in merges:
            sheet.merge_range(merge, "411602091001")
        if place == hidden:
            sheet.hide()
    book.close()
    return buffer.getvalue()
