"""What records are compared by: names as they sound, IDs in their parts, birth dates in both calendars."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from borax.calendars.lunardate import LunarDate
from pypinyin import lazy_pinyin

from pipelines.privacy.name_words import COMPOUND_SURNAMES
from pipelines.reading.headers import to_simplified

LUNAR_DAYS = date(1900, 1, 31), date(2100, 12, 31)  # the table of lunar years
BEFORE_NAME = r"^(?:.*:|[\d\W]+)"  # behind which the whole would be taken for a given name


@dataclass(frozen=True)
class Register:
    """The candidates as they are written, and what they are compared by, in the same order."""

    candidates: pl.DataFrame
    features: pl.DataFrame

    @classmethod
    def of(cls, candidates: pl.DataFrame) -> "Register":
        """The register of these candidates."""
        return cls(candidates, with_features(candidates))


def with_features(candidates: pl.DataFrame) -> pl.DataFrame:
    """The candidates with `surname`, `given_name`, their sounds, the parts of the ID and the birth date.

    Names are Simplified characters without spaces, sounds pinyin without tones, dates eight digits; a name
    of which nothing is left is null.
    """
    known = _names(candidates["name"])
    return (
        candidates.join(known, on="name", how="left", maintain_order="left")
        .join(_lunar_dates(candidates["birth_date"]), on="birth_date", how="left", maintain_order="left")
        .select(
            "unique_id",
            "person_key",
            "surname",
            "given_name",
            "surname_sound",
            "given_sound",
            pl.col("citizen_id").str.slice(0, 6).alias("id_area"),
            pl.col("citizen_id").str.slice(6, 8).alias("id_birth"),
            pl.col("citizen_id").str.slice(6, 8).str.to_date("%Y%m%d").to_physical().alias("id_day"),
            pl.col("citizen_id").str.slice(14, 3).alias("id_sequence"),
            pl.col("birth_date").dt.strftime("%Y%m%d").alias("birth"),
            "birth_lunar",
            (pl.col("community_code") + "/" + pl.col("household_page_no")).alias("page"),
            "community_code",
        )
    )


def _names(names: pl.Series) -> pl.DataFrame:
    """`name` (each once), `surname`, `given_name`, `surname_sound`, `given_sound`."""
    distinct = pl.DataFrame({"name": names.unique()}).filter(pl.col("name").is_not_null())
    characters = sorted(set("".join(distinct["name"].to_list())))
    simple = {written: _simplified(written) for written in characters}
    sounds = {plain: f"{sound(plain)} " for plain in sorted(set(simple.values())) if plain}
    text = _spelt(pl.col("name"), simple).str.replace(BEFORE_NAME, "")
    is_compound = pl.col("text").str.head(2).is_in(COMPOUND_SURNAMES) & (pl.col("text").str.len_chars() > 2)
    parts = distinct.with_columns(text.alias("text")).with_columns(
        pl.when(is_compound).then(2).otherwise(1).alias("width")
    )
    halves = parts.select(
        "name",
        _filled(pl.col("text").str.head("width")).alias("surname"),
        _filled(pl.col("text").str.slice("width")).alias("given_name"),
    )
    return halves.with_columns(
        _spelt(pl.col("surname"), sounds).alias("surname_sound"),
        _spelt(pl.col("given_name"), sounds).alias("given_sound"),
    )


def _spelt(text: pl.Expr, characters: Mapping[str, str]) -> pl.Expr:
    return text.str.replace_many(list(characters), list(characters.values())) if characters else text


def _simplified(character: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", character).split()).strip("·.•・")
    return str(to_simplified().convert(plain)) if plain else ""


def sound(character: str) -> str:
    """The pinyin of a character without its tone."""
    return "".join(lazy_pinyin(character)).lower()


def _filled(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


def _lunar_dates(dates: pl.Series) -> pl.DataFrame:
    """`birth_date` (each once) and `birth_lunar`: the same day in the lunar calendar, as eight digits."""
    distinct = dates.unique().drop_nulls().sort()
    lunar = [lunar_digits(day) for day in distinct]
    return pl.DataFrame({"birth_date": distinct, "birth_lunar": pl.Series(lunar, dtype=pl.String)})


def lunar_digits(day: date) -> str | None:
    """The lunar year, month (leap or not) and day as eight digits; None outside the calendar's table."""
    if not LUNAR_DAYS[0] <= day <= LUNAR_DAYS[1]:
        return None
    lunar = LunarDate.from_solar(day)
    return f"{lunar.year:04}{lunar.month:02}{lunar.day:02}"
