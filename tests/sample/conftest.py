"""A small and a full sample district, written once a session, and an independent reader of its ledgers."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from opencc import OpenCC
from python_calamine import CalamineWorkbook

from pipelines.contracts.catalog import code_lists, sheets
from pipelines.sample.district import write_district
from pipelines.sample.ground.size import REPORT_FILES, Size
from pipelines.sample.story.books import Books, make_books

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECK_DIGITS = "10X98765432"
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
    """The person rows of every ledger file, newest delivery of a snapshot last."""
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


def as_ids(ids: pl.Series) -> pl.Series:
    """The first 17 characters of IDs, 15-digit ones lengthened: enough to tell persons apart."""
    text = pl.col(ids.name)
    legacy = text.str.slice(0, 6) + "19" + text.str.slice(6)
    return (
        ids.to_frame()
        .select(pl.when(text.str.len_chars() == 15).then(legacy).otherwise(text.str.slice(0, 17)))
        .to_series()
    )


def count_files(persons: pl.DataFrame, day: date) -> pl.DataFrame:
    """The files in the snapshot of `day`, with `person` and whether the page is a 空挂户."""
    rows = persons.filter(as_of_date=day)
    if rows.is_empty():
        return rows
    silent = persons.filter(~pl.col("community_code").is_in(rows["community_code"].unique().implode()))
    rows = pl.concat([rows, silent]).filter(pl.col("household_page_no").is_not_null() & _is_valid_id())
    born = pl.col("birth_date")
    had_birthday = born.dt.strftime("%m%d") <= f"{day:%m%d}"
    age = day.year - born.dt.year() - pl.when(had_birthday).then(0).otherwise(1)
    is_open = (pl.col("file_opened_on") <= day) & (
        pl.col("file_closed_on").is_null() | (pl.col("file_closed_on") > day)
    )
    files = rows.filter(
        (pl.col("sex") == "2")
        & pl.col("marital_status").is_between(pl.lit("20"), pl.lit("40"))
        & age.is_between(15, 49)
        & is_open
    )
    return files.with_columns(as_ids(files["citizen_id"]).alias("person"))


def missed_women(books: Books, day: date, files: pl.Series) -> pl.Series:
    """Persons whom evidence at least 30 days old shows in the district, and who have no file on `day`."""
    tables = books.tables
    issued = tables["slips"].select("slip_no", evident_on="issued_on", known_on="delivered_on")
    slips = tables["slip_lines"].join(issued, on="slip_no")
    inflow = tables["float_registrations"].filter(direction="1").filter(pl.col("left_on").is_null())
    changes = tables["change_lines"].filter(pl.col("change_kind").is_in(["01", "05", "08"]))
    evidence = pl.concat(
        [
            slips.filter(pl.col("known_on") <= date(2006, 7, 20)).select("citizen_id", "evident_on"),
            inflow.select("citizen_id", evident_on="registered_on"),
            changes.select("citizen_id", evident_on="occurred_on"),
        ]
    )
    old = evidence.filter(pl.col("evident_on") <= day - timedelta(30))
    people = as_ids(old["citizen_id"]).unique()
    return people.filter(~people.is_in(files.implode()))


def _is_valid_id() -> pl.Expr:
    text = pl.col("citizen_id")
    total = sum(
        text.str.slice(place, 1).cast(pl.Int32, strict=False) * weight
        for place, weight in enumerate(ID_WEIGHTS)
    )
    digit = (total % 11).replace_strict(list(range(11)), list(ID_CHECK_DIGITS), default=None)  # type: ignore[union-attr]
    return (text.str.len_chars() == 15) | (text.str.slice(17) == digit)


def _worded(rows: list[list[str]], table: str) -> pl.DataFrame:
    headers = _plain_headers(rows, table)
    canonical = {c.names_zh[0]: c for c in sheets()[table].columns}
    width = len(headers)
    data = [row for row in rows if len(row) == width and len(row[0].strip()) == 12]
    frame = pl.DataFrame(data, schema=[canonical[h].canonical for h in headers], orient="row")
    frame = frame.with_columns(pl.when(pl.all() != "").then(pl.all()))
    return frame.with_columns(
        _read_cell(canonical[h].canonical, canonical[h].kind, canonical[h].codes) for h in headers
    )


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
