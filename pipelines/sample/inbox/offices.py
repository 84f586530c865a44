"""Who sends what: the offices, their files, their habits and the day each file arrives."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from pipelines.contracts.catalog import sheets
from pipelines.sample.ground.calendar import HALF_YEAR_ENDS, HALF_YEARS, MONTHS
from pipelines.sample.ground.dress import SERIAL, Dress, Sheet, dress_sheet
from pipelines.sample.paper.delivery import Delivery
from pipelines.sample.story.books import Books

CSV_ONLY_ABOVE = 40_000
Content = list[tuple[str, pl.DataFrame]]
COMMISSION = "区人口计生委"
PLAIN = Dress()
SLOPPY = (
    PLAIN,
    Dress("%Y/%-m/%-d", codes="label", encoding="gb18030", yes_no=("有", "无")),
    Dress("%Y.%-m.%-d", headers="alias", encoding="utf-8-sig", yes_no=("1", "0")),
    Dress("%Y年%-m月%-d日", "%Y年%-m月", codes="short", delimiter=";", encoding="gb18030"),
    Dress("%Y%m%d", headers="traditional", encoding="utf-16", delimiter="\t"),
    Dress("%Y-%m-%d", codes="label", headers="spaced", yes_no=("Y", "N")),
    Dress("%y%m%d", "%Y.%-m", headers="fullwidth", encoding="gb18030"),
    Dress(SERIAL, "%Y年%-m月", encoding="utf-8-sig", has_total=True),
)
BOOKISH = (
    Dress(
        SERIAL, "%Y年%-m月", codes="label", title="登记表", has_total=True, note="填表人:          审核人:"
    ),
    Dress("%Y年%-m月%-d日", "%Y.%-m", codes="short", headers="alias", title="登记表"),
    Dress("%Y.%-m.%-d", headers="spaced", title="登记表", is_merged=True, has_total=True),
    Dress("%Y-%m-%d", headers="traditional", yes_no=("√", "×"), note="说明:本表一式两份"),
)
LEDGER_ARRIVALS = {date(2006, 3, 31): date(2006, 4, 3), date(2006, 6, 30): date(2006, 7, 3)}
SLIP_ARRIVALS = dict(zip(HALF_YEARS, (date(2006, 1, 20), date(2006, 7, 19)), strict=True))


def make_deliveries(books: Books) -> Iterator[Delivery]:
    """Every ordinary delivery of the district, in the order of the folders."""
    streets = books.bodies.filter(level="street")
    names = dict(zip(streets["street_code"], streets["street_name"], strict=True))
    yield from _of_commission(books)
    yield from _ledgers(books, names)
    for number, (code, name) in enumerate(names.items()):
        yield from _of_street(books, number, code, name)


def _of_commission(books: Books) -> Iterator[Delivery]:
    tables = books.tables
    small = (
        ("区划名录", "xlsx", "divisions", PLAIN, date(2006, 1, 5)),
        ("公共单位名录", "xls", "units", BOOKISH[1], date(2006, 3, 20)),
        ("裁定登记簿", "ods", "rulings", Dress(codes="label"), date(2006, 3, 1)),
        ("督查登记", "xlsx", "inspections", BOOKISH[0], date(2006, 7, 4)),
        ("房管局楼栋清册", "csv", "building_inventory", SLOPPY[1], date(2006, 7, 2)),
    )
    for stem, form, table, dress, day in small:
        yield _delivery(f"{COMMISSION}/{stem}", form, day, [(table, tables[table])], dress)
    for end in HALF_YEAR_ENDS:
        rows = tables["populations"].filter(as_of_date=end)
        dress = BOOKISH[2] if end.year == 2005 else BOOKISH[0]
        yield _delivery(
            f"统计局/{end:%Y年%m月}人口数", "xlsx", end + timedelta(9), [("populations", rows)], dress
        )


def _ledgers(books: Books, streets: dict[str, str]) -> Iterator[Delivery]:
    is_large = len(books.roster.filter(part="filed")) > CSV_ONLY_ABOVE
    below = books.bodies.filter(pl.col("level") != "street").sort("body_code")
    for ledger in books.ledgers:
        parts = [_by_body(frame) for frame in (ledger.buildings, ledger.households, ledger.persons)]
        for number, body in enumerate(below.iter_rows(named=True)):
            form, dress = _ledger_form(number, body["level"], is_large)
            folder = f"{streets[body['street_code']]}/台账/{body['body_name']}/{ledger.as_of:%Y年%m月%d日}"
            tables = ("ledger_buildings", "ledger_households", "ledger_persons")
            content = [(table, part[body["body_code"]]) for table, part in zip(tables, parts, strict=True)]
            day = LEDGER_ARRIVALS[ledger.as_of] + timedelta(number % 8)
            delivery = _delivery(f"{folder}/台账", form, day, content, dress)
            yield replace(delivery, body_code=body["body_code"])


def _ledger_form(number: int, level: str, is_large: bool) -> tuple[str, Dress]:
    if is_large:
        return "csv", (SLOPPY[0], SLOPPY[1])[number % 2]
    if level == "community" and number % 12 == 3:
        return "xlsx", BOOKISH[number % 2]
    if level == "village" and number % 5 < 3:
        return ("xlsx", "ods", "xls")[number % 5], BOOKISH[number % 4]
    return "csv", SLOPPY[number % len(SLOPPY)]


def _of_street(books: Books, number: int, code: str, name: str) -> Iterator[Delivery]:
    tables = books.tables
    slips = tables["slips"].filter(street_code=code)
    for half_year, day in SLIP_ARRIVALS.items():
        heads = slips.filter(half_year=half_year)
        lines = tables["slip_lines"].join(
            heads.select("slip_no"), on="slip_no", how="semi", maintain_order="left"
        )
        form = ("csv", "xlsx", "ods", "csv", "csv")[number % 5]
        dress = BOOKISH[number % 2] if form != "csv" else SLOPPY[number % len(SLOPPY)]
        content = [("slips", heads), ("slip_lines", lines)]
        yield _delivery(f"{name}/信息通报/{half_year}通报单", form, day, content, dress)
    single = (
        ("管理证明存根", "certificates", "street_code", "csv", date(2006, 7, 12)),
        ("手续移交登记", "handovers", "to_street_code", "xlsx", date(2006, 7, 13)),
        ("流动人口登记", "float_registrations", "street_code", "ods", date(2006, 7, 11)),
        ("阵地建设", "facilities", "street_code", "xlsx", date(2006, 7, 6)),
    )
    for nth, (stem, table, column, form, day) in enumerate(single):
        rows = tables[table].filter(pl.col(column) == code)
        habits = SLOPPY if form == "csv" else BOOKISH
        yield _delivery(f"{name}/{stem}", form, day, [(table, rows)], habits[(number + nth) % len(habits)])
    posts = tables["network_posts"].filter(street_code=code)
    pay = tables["network_payments"].filter(street_code=code)
    roster = [("network_posts", posts), ("network_payments", pay)]
    dress = SLOPPY[(number + 2) % len(SLOPPY)]
    yield _delivery(
        f"{name}/队伍/网络队伍花名册", ("csv", "xlsx")[number % 2], date(2006, 7, 8), roster, dress
    )
    yield from _monthly(books, number, code, name)


def _monthly(books: Books, number: int, code: str, name: str) -> Iterator[Delivery]:
    tables = ("monthly_reports", "courtyard_months", "change_lines")
    for nth, month in enumerate(MONTHS):
        content = [(table, books.tables[table].filter(street_code=code, month=month)) for table in tables]
        form = ("csv", "xlsx", "ods", "csv", "xls", "csv")[(number + nth) % 6]
        habits = SLOPPY if form == "csv" else BOOKISH
        day = date(month.year, month.month + 1, 15)
        dress = habits[(number + nth) % len(habits)]
        yield _delivery(f"{name}/月报/{month:%Y年%m月}月报", form, day, content, dress)


def _delivery(stem: str, form: str, day: date, content: Content, dress: Dress) -> Delivery:
    if form in ("xls", "ods"):  # written as plain text cells, without merges
        dates = PLAIN.dates if dress.dates == SERIAL else dress.dates
        dress = replace(dress, dates=dates, is_merged=False)
    return Delivery(stem, form, day, tuple(_sheet(table, rows, dress) for table, rows in content))


def _sheet(table: str, rows: pl.DataFrame, dress: Dress) -> Sheet:
    title = f"{sheets()[table].name_zh}{dress.title}" if dress.title else ""
    return dress_sheet(table, rows, replace(dress, title=title))


def _by_body(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    parts = frame.partition_by("community_code", as_dict=True, maintain_order=True)
    return {str(key[0]): part for key, part in parts.items()}
