"""Half-years, months and the day a report is due."""

import datetime as dt


def half_of(value: dt.date) -> str:
    """The half-year a day lies in, as 2008H1."""
    return f"{value.year}H{1 if value.month <= 6 else 2}"


def bounds(half: str) -> tuple[dt.date, dt.date]:
    """First and last day of a half-year."""
    year = int(half[:4])
    if half[5] == "1":
        return dt.date(year, 1, 1), dt.date(year, 6, 30)
    return dt.date(year, 7, 1), dt.date(year, 12, 31)


def months_of(half: str) -> list[str]:
    """The six months of a half-year, as 2008-01."""
    start = bounds(half)[0]
    return [f"{start.year}-{start.month + n:02d}" for n in range(6)]


def month_ends(half: str) -> list[dt.date]:
    """The last days of its six months."""
    first_days = [dt.date.fromisoformat(month + "-01") for month in months_of(half)]
    return [(on + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1) for on in first_days]


def next_report(on: dt.date) -> dt.date:
    """When the report of a day's month is due: day 5 of the month after."""
    return (on.replace(day=1) + dt.timedelta(days=32)).replace(day=5)
