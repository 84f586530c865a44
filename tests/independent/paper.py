"""How the offices of the independent district put rows on paper: formats, styles, titles, totals, notes."""

import csv
import datetime as dt
import hashlib
import io
import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from opencc import OpenCC

CONTRACTS = Path(__file__).parents[2] / "pipelines" / "contracts"
TRADITIONAL = OpenCC("s2t")
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
DATE_STYLES = ("%Y-%m-%d", "%Y/%-m/%-d", "%Y.%-m.%-d", "%Y年%-m月%-d日", "%Y%m%d", "%y%m%d", "serial", "cell")
MONTH_STYLES = ("%Y-%m", "%Y年%-m月", "%Y.%-m")
YES_NO_STYLES = (("是", "否"), ("有", "无"), ("√", "×"), ("√", ""), ("1", "0"), ("Y", "N"))
LEFT_OUT_BY_SOME = {
    "relation",
    "education",
    "hukou_address",
    "marriage_birth_cert_no",
    "remark",
    "child_count",
    "landlord",
    "entrance_count",
    "entrance_no",
    "aliases",
    "urban_rural_code",
    "former_names",
    "marital_change",
    "related_no",
    "mwra_employed_count",
    "quantity",
    "area_m2",
}
VALUE_LIKE_ALIASES = {
    "沿街门店",
    "市场",
    "楼院",
    "背街小巷",
    "出租屋",
    "一票否决",
    "通报批评",
    "黄牌警告",
    "正职",
    "主管副职",
    "计生专干",
    "填表人",
}


@dataclass(frozen=True)
class Wrong:
    """A cell that holds something and reads as nothing; `number` when a spreadsheet holds a number."""

    text: str
    number: bool = False


class Serial(int):
    """A day as a spreadsheet counts it, from the end of 1899; a workbook of 1904 counts 1,462 days less."""


@dataclass
class Row:
    """One line meant for a sheet, and what must become of it: accepted, quarantined or excluded."""

    cells: dict[str, Any]
    fate: str = "accepted"
    twin: bool = False  # written as the identical line once more
    lines: list[int] = field(default_factory=list)  # where it stands in its sheet, from 1; filled in writing


@dataclass
class Sheet:
    """Rows of one contract sheet; after writing also its excluded lines and the ticked columns."""

    table: str
    rows: list[Row]
    excluded: int = 0
    ticked: set[str] = field(default_factory=set)
    unticked: set[str] = field(default_factory=set)  # a no was to be a blank, and no tick says so
    stray_header: str = ""  # of a column that no contract knows
    total_off_by: int = 0  # how far its total is from the sum of its rows
    total_line: int = 0


@dataclass
class Delivery:
    """One file of the inbox: where it lies, when it came, and what it holds."""

    path: str
    arrived: dt.datetime
    sheets: list[Sheet]
    content: bytes = b""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def _read(name: str) -> list[dict[str, str]]:
    with (CONTRACTS / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


COLUMNS: dict[str, list[dict[str, str]]] = {}
for _column in _read("columns.csv"):
    COLUMNS.setdefault(_column["table"], []).append(_column)
LABELS: dict[str, dict[str, str]] = {}
for _code in _read("codes.csv"):
    LABELS.setdefault(_code["list"], {})[_code["code"]] = _code["label_zh"]


def aliases(table: str, column: dict[str, str]) -> list[str]:
    """The other headers a column may carry in its sheet without being taken for another column."""
    others = {c["column_zh"] for c in COLUMNS[table] if c is not column}
    for other in COLUMNS[table]:
        if other is not column:
            others |= set(other["aliases"].split(";"))
    return [a for a in column["aliases"].split(";") if a and a not in others | VALUE_LIKE_ALIASES]


class Pen:
    """The habits of one sheet's writer: one style a column, kept through the sheet."""

    def __init__(self, r: random.Random, table: str, in_workbook: bool) -> None:
        self.r, self.in_workbook = r, in_workbook
        self.styles: dict[str, Any] = {}
        self.columns = [
            c for c in COLUMNS[table] if c["canonical"] not in LEFT_OUT_BY_SOME or r.random() < 0.8
        ]
        if r.random() < 0.3:
            r.shuffle(self.columns)
        for column in self.columns:
            self.styles[column["canonical"]] = self._style(column)
        traditional, spaced = r.random() < 0.15, r.random() < 0.15
        self.header = [self._header(table, c, traditional, spaced) for c in self.columns]

    def _header(self, table: str, column: dict[str, str], traditional: bool, spaced: bool) -> str:
        names = aliases(table, column)
        name = self.r.choice(names) if names and self.r.random() < 0.35 else column["column_zh"]
        if traditional:
            name = TRADITIONAL.convert(name)
        return " ".join(name) if spaced and name.isalpha() and not name.isascii() else name

    def _style(self, column: dict[str, str]) -> object:
        kind = column["kind"]
        if kind in ("date", "end_date"):
            styles = [s for s in DATE_STYLES if self.in_workbook or s != "cell"]
            return self.r.choice(styles)
        if kind == "month":
            return self.r.choice(MONTH_STYLES)
        if kind == "yes_no":
            return self.r.choice(YES_NO_STYLES)
        if kind == "code":
            return self.r.choice(("code", "label", "short"))
        return "number" if self.in_workbook and self.r.random() < 0.6 else "text"

    def put(self, column: dict[str, str], value: object) -> object:
        """What the cell holds: text, or a number or date where a workbook would keep one."""
        style = self.styles[column["canonical"]]
        if value is None:
            return ""
        if isinstance(value, Wrong):
            return float(value.text) if value.number and self.in_workbook else value.text
        if isinstance(value, bool):
            return style[0] if value else style[1]
        if isinstance(value, dt.date):
            return self._date(style, value)
        if isinstance(value, int | float):
            if style == "number":
                return value
            text = f"{value:,}" if isinstance(value, int) and self.r.random() < 0.3 else str(value)
            return text.translate(WIDE) if self.r.random() < 0.05 else text
        return self._text(column, style, value)

    def _date(self, style: str, value: dt.date) -> object:
        if style == "cell":
            return value
        if style == "serial":
            days = (value - dt.date(1899, 12, 30)).days
            return Serial(days) if self.in_workbook else str(days)
        if self.r.random() < 0.01:
            return f"民国{value.year - 1911}年{value.month}月{value.day}日"
        return value.strftime(style)

    def _text(self, column: dict[str, str], style: object, value: str) -> str:
        if column["kind"] == "month":
            return dt.date.fromisoformat(value + "-01").strftime(style)
        if column["kind"] == "code" and style != "code":
            label = LABELS[column["codes"]][value]
            return label.removesuffix("类") if style == "short" else label
        if column["canonical"].endswith("community_code") and self.r.random() < 0.03:
            return value.translate(WIDE)
        if column["canonical"] == "citizen_id" and self.r.random() < 0.05:
            return self.r.choice(
                (
                    value[:6] + " " + value[6:],
                    value.lower(),
                    value.translate(WIDE),
                    "'" + value,
                    f'="{value}"',
                    "\u202a" + value,
                )
            )
        return value


def lay_out(r: random.Random, sheet: Sheet, in_workbook: bool) -> list[list[Any]]:
    """The sheet's lines from titles to notes; fills in what it excluded and which columns it ticked."""
    pen = Pen(r, sheet.table, in_workbook)
    body: list[list[Any]] = []
    written_by: list[tuple[Row, list[Any]]] = []
    for row in sheet.rows:
        line = [pen.put(c, row.cells.get(c["canonical"])) for c in pen.columns]
        for copy in [line, list(line)] if row.twin else [line]:
            body.append(copy)
            written_by.append((row, copy))
        sheet.excluded += row.twin
    _note_ticks(sheet, pen, body)
    extras = _interruptions(r, pen, len(body))
    for at in sorted(extras, reverse=True):
        body.insert(at, extras[at])
    closing = _closing_lines(r, pen, sheet)
    body += closing
    written = len(sheet.rows) + sum(row.twin for row in sheet.rows)
    sheet.excluded += len(body) - written
    titles = [
        [t] for t in r.sample(["桐溪区人口统计表", "单位：人", "（本表一式两份）"], r.choice((0, 0, 1, 2, 3)))
    ]
    width = len(pen.columns)
    header = [pen.header]
    if in_workbook and r.random() < 0.15:  # two rows, the upper one merged over groups of columns
        cut = r.randrange(1, width)
        header.insert(0, ["甲、基本项目"] + [""] * (cut - 1) + ["乙、登记项目"])
    above = len(titles) + len(header)
    at_line = {id(line): above + n for n, line in enumerate(body, start=1)}
    for row, line in written_by:
        row.lines.append(at_line[id(line)])
    if sheet.total_off_by:
        sheet.total_line = at_line[id(closing[0])]
    lines = [(line + [""] * width)[:width] for line in [*titles, *header, *body]]
    return (
        [[*line, _stray_cell(sheet, n, above)] for n, line in enumerate(lines)]
        if sheet.stray_header
        else lines
    )


def _stray_cell(sheet: Sheet, line: int, above: int) -> str:
    if line == above - 1:
        return sheet.stray_header
    return "阅" if line == above else ""


def _note_ticks(sheet: Sheet, pen: Pen, body: list[list[Any]]) -> None:
    for i, column in enumerate(pen.columns):
        if any(line[i] == "√" for line in body):
            sheet.ticked.add(column["canonical"])
        elif pen.styles[column["canonical"]] == ("√", ""):
            sheet.unticked.add(column["canonical"])


def _interruptions(r: random.Random, pen: Pen, rows: int) -> dict[int, list[Any]]:
    extras: dict[int, list[Any]] = {}
    if rows > 4:
        if r.random() < 0.3:
            extras[r.randrange(1, rows)] = [""] * len(pen.columns)
        if r.random() < 0.15:
            extras[r.randrange(1, rows)] = list(pen.header)
    return extras


def _closing_lines(r: random.Random, pen: Pen, sheet: Sheet) -> list[list[Any]]:
    lines: list[list[Any]] = []
    if r.random() < 0.35 or sheet.total_off_by:
        total: list[Any] = [""] * len(pen.columns)
        total[0] = r.choice(("合计", "总计", "合 计"))
        off_by = sheet.total_off_by  # only the first column that is summed is wrong
        for i, column in enumerate(pen.columns):
            values = [row.cells.get(column["canonical"]) for row in sheet.rows]
            if i and column["kind"] == "int" and column["is_key"] != "Y":
                right = sum(v for v in values if isinstance(v, int) and not isinstance(v, bool))
                total[i] = str(right + off_by)
                off_by = 0
        lines.append(total)
    if r.random() < 0.35:
        lines.append([r.choice(("填表人：李某  审核人：王某", "说明：空格为未报", "审核人：周某"))])
    return lines


def write_csv(r: random.Random, lines: Iterable[list[Any]]) -> bytes:
    """The bytes of a CSV in a random encoding and delimiter."""
    out = io.StringIO()
    delimiter = r.choice((",", ",", ";", "\t"))
    csv.writer(out, delimiter=delimiter, lineterminator=r.choice(("\r\n", "\n", "\r"))).writerows(lines)
    return out.getvalue().encode(r.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")))


def write_workbook(r: random.Random, sheets: list[list[list[Any]]]) -> bytes:
    """The bytes of an xlsx: a tab a sheet, dates of either epoch, sometimes a tab of explanations."""
    out = io.BytesIO()
    old_epoch = r.random() < 0.2
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": old_epoch})
    book.set_properties({"created": dt.datetime(2010, 6, 1)})  # the same seed makes the same bytes
    day = book.add_format({"num_format": r.choice(("yyyy-mm-dd", "yyyy/m/d", "d-mmm-yy"))})
    for n, lines in enumerate(sheets):
        tab = book.add_worksheet(f"表{n + 1}")
        for i, line in enumerate(lines):
            for j, value in enumerate(line):
                if isinstance(value, dt.date):
                    tab.write_datetime(i, j, dt.datetime(value.year, value.month, value.day), day)
                elif isinstance(value, Serial):
                    tab.write_number(i, j, value - 1462 * old_epoch)
                elif isinstance(value, int | float):
                    tab.write_number(i, j, value)
                elif value != "":
                    tab.write_string(i, j, value)
    if r.random() < 0.2:
        book.add_worksheet("填表说明").write_string(0, 0, "请各单位按时报送")
    book.close()
    return out.getvalue()


def write_delivery(r: random.Random, inbox: Path, delivery: Delivery) -> None:
    """Lays the delivery's file into the inbox with its time of arrival."""
    if not delivery.content:
        in_workbook = delivery.path.endswith(".xlsx")
        laid = [lay_out(r, sheet, in_workbook) for sheet in delivery.sheets]
        delivery.content = write_workbook(r, laid) if in_workbook else write_csv(r, laid[0])
    path = inbox / delivery.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(delivery.content)
    stamp = delivery.arrived.timestamp()
    os.utime(path, (stamp, stamp))
