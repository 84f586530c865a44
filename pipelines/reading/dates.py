"""Text -> dates, months and half-years, in every style that offices write."""

from datetime import date

import polars as pl

EARLIEST = date(1900, 1, 1)
EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
# Digits are written out: \d would take those of every script, which no cast can read.
TIME = r"[T\s]+([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?$"
PARTED_DAY = r"^([0-9]{4}) +([0-9]{1,2}) +([0-9]{1,2})$"
PARTED_MONTH = r"^([0-9]{4}) +([0-9]{1,2})$"
SPELLED = r"^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$"
MINGUO = r"^(?:中[华華])?民[国國]([0-9]{1,3})年([0-9]{1,2})月([0-9]{1,2})日$"
SERIAL = r"^([0-9]{5})(?:\.[0-9]+)?$"
USUAL_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
USUAL_MONTH = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"
USUAL_HALF = r"^[0-9]{4}H[12]$"
MONTH = r"^([0-9]{4})(?:[-/.年]([0-9]{1,2})|([0-9]{2}))月?份?$"
HALF = r"^([0-9]{4})年?[-/]?(?:H([12])|(上|1-6月|01-06月)(?:半年)?|下半年|7-12月|07-12月)$"


def read_iso_dates(text: pl.Expr) -> pl.Expr:
    """Dates of the style 2006-03-05, from 1900 on; everything else is null."""
    day = text.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(text.str.contains(USUAL_DAY) & (day >= EARLIEST)).then(day)


def read_usual_months(text: pl.Expr) -> pl.Expr:
    """Months of the style 2006-03; everything else is null."""
    return pl.when(text.str.contains(USUAL_MONTH)).then(text)


def read_usual_half_years(text: pl.Expr) -> pl.Expr:
    """Half-years of the style 2006H1; everything else is null."""
    return pl.when(text.str.contains(USUAL_HALF)).then(text)


def read_dates(text: pl.Expr, epoch: date | None = EPOCH_1900) -> pl.Expr:
    """Dates of every style, from 1900 on; impossible, unreadable and bare minguo ones are null.

    A bare number counts days from the epoch; where that is not known, it is no date.
    """
    bare = _bare(text)
    spelled = pl.coalesce(_western(bare), _minguo(bare)).str.to_date("%Y-%m-%d", strict=False)
    days = pl.duration(days=bare.str.extract(SERIAL).cast(pl.Int64))
    day = pl.coalesce(spelled, pl.lit(epoch, pl.Date) + days)
    return pl.when(day >= EARLIEST).then(day)


def read_months(text: pl.Expr, epoch: date | None = EPOCH_1900) -> pl.Expr:
    """Months as 2006-03, from a month or from a day inside it; everything else is null."""
    bare = _bare(text)
    number = pl.coalesce(bare.str.extract(MONTH, 2), bare.str.extract(MONTH, 3)).cast(pl.Int64, strict=False)
    year = bare.str.extract(MONTH, 1)
    spelled = pl.when(number.is_between(1, 12) & (year >= "1900")).then(
        year + "-" + number.cast(pl.String).str.zfill(2)
    )
    # 20063 is more likely a month without its zero than the serial of a day in 1954
    is_day = (bare.str.len_chars() != 6) & ~bare.str.contains(r"^(19|20)[0-9]{3}$")
    day = pl.when(is_day).then(read_dates(text, epoch))
    return pl.coalesce(spelled, day.dt.strftime("%Y-%m"))


def read_half_years(text: pl.Expr) -> pl.Expr:
    """Half-years as 2006H1; everything else is null."""
    bare = text.str.replace_all(r"\s+", "").str.to_uppercase()
    first = (bare.str.extract(HALF, 2) == "1") | bare.str.extract(HALF, 3).is_not_null()
    half = pl.when(first.fill_null(False)).then(pl.lit("H1")).otherwise(pl.lit("H2"))
    return bare.str.extract(HALF, 1) + half


def _bare(text: pl.Expr) -> pl.Expr:
    """The cells without hours and spaces; null where spaces between digits do not part a day or month."""
    # 2006 1 1 is not 200611, and what stands on two lines may be two days
    hyphened = text.str.replace(TIME, "").str.strip_chars().str.replace(PARTED_DAY, "${1}-${2}-${3}")
    hyphened = hyphened.str.replace(PARTED_MONTH, "${1}-${2}")
    return pl.when(~hyphened.str.contains(r"[0-9]\s+[0-9]")).then(hyphened.str.replace_all(r"\s+", ""))


def _western(bare: pl.Expr) -> pl.Expr:
    century = pl.when(bare.str.slice(0, 2) <= "29").then(pl.lit("20")).otherwise(pl.lit("19"))
    packed = pl.coalesce(
        pl.when(bare.str.contains(r"^[0-9]{8}$")).then(bare),
        pl.when(bare.str.contains(r"^[0-9]{6}$")).then(century + bare),
    )
    dashed = packed.str.replace(r"^([0-9]{4})([0-9]{2})([0-9]{2})$", "${1}-${2}-${3}")
    spelled = pl.when(bare.str.contains(SPELLED)).then(bare.str.replace(SPELLED, "${1}-${2}-${3}"))
    return pl.coalesce(spelled, dashed)


def _minguo(bare: pl.Expr) -> pl.Expr:
    year, month, day = (bare.str.extract(MINGUO, group) for group in (1, 2, 3))
    return (year.cast(pl.Int64) + 1911).cast(pl.String) + "-" + month + "-" + day
