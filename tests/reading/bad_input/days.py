"""Days and months as offices write them."""

from datetime import date

from made_sheets import MONTHS, lines, month_row

from .case import Case, taken
from .cells import change, no_key

DAY = date(2006, 3, 5)
INVALID = frozenset({("date_invalid", "occurred_on")})


def day(written: str) -> Case:
    """The fifth of March 2006, however it is written."""
    return taken(
        f"the day {written.replace('/', '／')}", change(f"日{written}", written), cells={"occurred_on": [DAY]}
    )


def no_day(what: str, written: str) -> Case:
    """A cell that is no day: it becomes null, and its row stays."""
    return taken(
        f"no day: {what}", change(f"非{written}", written), cells={"occurred_on": [None]}, findings=INVALID
    )


DATES = (
    *map(
        day,
        (
            "2006年3月5日",
            "2006.3.5",
            "2006/3/5",
            "2006-3-5",
            "20060305",
            "060305",
            "38781",
            "38781.0",
            "２００６年３月５日",
            "2006-03-05 00：00：00",
            "2006-03-05T08:30",
            " 2006 年 3 月 5 日 ",
            "2006 3 5",
            "民国95年3月5日",
            "中華民國95年3月5日",
        ),
    ),
    no_day("a month", "2006.3"),
    no_day("a year", "2006"),
    no_day("a bare minguo year", "95"),
    no_day("a bare minguo day", "95年6月30日"),
    no_day("30 February", "2006-02-30"),
    no_day("31 April of six digits", "060431"),
    no_day("month 13", "2006-13-01"),
    no_day("day nought", "2006-03-00"),
    no_day("noughts", "0000-00-00"),
    no_day("before 1900", "1899-12-31"),
    no_day("a month and a number", "2006-1 2"),
    no_day("a month in two parts", "2006 03"),
    no_day("words", "三月五日"),
    no_day("American", "3/5/2006"),
    no_day("a serial below five digits", "387"),
    no_day("a negative serial", "-38781"),
    no_day("a serial beyond all", "9" * 40),
    # whether a day is still to come is for the night to find, which knows its date
    taken(
        "a day to come",
        change("非2099", "2099-01-01"),
        cells={"occurred_on": [date(2099, 1, 1)]},
        at_night=INVALID,
    ),
    taken(
        "a serial to come",
        change("非99999", "99999"),
        cells={"occurred_on": [date(2173, 10, 13)]},
        at_night=INVALID,
    ),
)
MONTHS_OF_REPORTS = (
    *(
        taken(
            f"the month {written}",
            lines(MONTHS, month_row(f"月{written}", written)),
            cells={"month": ["2006-03"]},
        )
        for written in ("2006年3月", "2006.3", "200603", "2006年03月份", "2006-03-31")
    ),
    no_key("a month in words", month_row("月", "三月"), "month"),
    no_key("month 13", month_row("月", "2006-13"), "month"),
)
DAYS = (*DATES, *MONTHS_OF_REPORTS)
