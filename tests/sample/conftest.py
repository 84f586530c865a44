"""A small and a full sample district, written once a session, and an independent reader of its ledgers."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from opencc import OpenCC
from python_calamine import CalamineWorkbook

from pipelines.contracts.catalog import code_lists, sheets
from pipelines.sample.district import write_district
from pipelines.sample.ground.size import REPORT_FILES, Size
from pipelines.sample.story.books import Books, make_books

SMALL, SEED = 600, 2006
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
EXCEL_EPOCH = date(1899, 12, 30)
ENCODINGS = {b"\xff\xfe": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


@dataclass(frozen=True)
class District:
    """A written district: its size, inbox, truth file and the books it was written from."""

    size: Size
    inbox: Path
    truth: Path
    books: Books

    def mistakes(self, check_id: str) -> pl.DataFrame:
        return pl.read_csv(self.truth, infer_schema_length=0).filter(check_id=check_id)


def write(folder: Path, files: int) -> District:
    truth = write_district(folder / "inbox", files, SEED)
    return District(Size(files), folder / "inbox", truth, make_books(Size(files), SEED))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> District:
    return write(tmp_path_factory.mktemp("small"), SMALL)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> District:
    return write(tmp_path_factory.mktemp("full"), REPORT_FILES)


def read_persons(inbox: Path) -> pl.DataFrame:
    """The person rows of every ledger file, newest delivery of a snapshot last, as the SPEC reads them."""
    table = "ledger_persons"
    frames = [
        _worded(rows, table).with_columns(pl.lit(path.stat().st_mtime).alias("arrived"))
        for path in sorted(inbox.rglob("台账/**/*"), key=lambda path: path.stat().st_mtime)
        if path.is_file()
        for rows in read_sheets(path)
        if "公民身份号码" in _plain_headers(rows, table)
    ]
    persons = pl.concat(frames, how="diagonal")
    newest = pl.col("arrived") == pl.col("arrived").max().over("community_code", "as_of_date")
    return persons.filter(newest)


def read_sheets(path: Path) -> list[list[list[str]]]:
    """The cells of a file as text, one list of rows a sheet, from its header on."""
    if path.suffix == ".csv":
        return [_read_csv(path)]
    book = CalamineWorkbook.from_path(str(path))
    return [
        [[_as_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    ]


def _read_csv(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    encoding = next((name for bom, name in ENCODINGS.items() if content.startswith(bom)), None)
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    return [line.split(delimiter) for line in text.splitlines()]


def _as_text(cell: object) -> str:
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell).removesuffix(".0")


def _plain_headers(rows: list[list[str]], table: str) -> list[str]:
    to_simplified = OpenCC("t2s").convert
    names = {to_simplified(n): c.names_zh[0] for c in sheets()[table].columns for n in c.names_zh}
    for row in rows[:4]:
        worded = [names.get(to_simplified(cell).replace(" ", ""), "") for cell in row]
        if sum(map(bool, worded)) > len(worded) // 2:
            return worded
    return []


def _worded(rows: list[list[str]], table: str) -> pl.DataFrame:
    headers = _plain_headers(rows, table)
    canonical = {c.names_zh[0]: c for c in sheets()[table].columns}
    width = len(headers)
    data = [row for row in rows if len(row) == width and len(row[0].strip()) == 12]
    frame = pl.DataFrame(data, schema=[canonical[h].canonical for h in headers], orient="row")
    frame = frame.with_columns(pl.when(pl.all() != "").then(pl.all()))
    return frame.with_columns(_read_cell(canonical[h].canonical, canonical[h].kind, canonical[h].codes) for h in headers)


def _read_cell(name: str, kind: str, codes: str) -> pl.Expr:
    cell = pl.col(name)
    if kind == "date":
        century = pl.when(cell.str.slice(0, 2) < "30").then(pl.lit("20")).otherwise(pl.lit("19"))
        cell = pl.when(cell.str.len_chars() == 6).then(century + cell).otherwise(cell)
        serial = pl.when(cell.str.len_chars() == 5).then(cell.cast(pl.Int64, strict=False))
        worded = (cell.str.to_date(style, strict=False) for style in DATES)
        return pl.coalesce(pl.lit(EXCEL_EPOCH) + pl.duration(days=serial), *worded).alias(name)
    if kind == "code":
        labels = {row["label_zh"]: row["code"] for row in code_lists()[codes]}
        short = {label.removesuffix("类"): code for label, code in labels.items()}
        return cell.replace(short | labels)
    return cell
