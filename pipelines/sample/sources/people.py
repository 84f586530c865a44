"""The people: the women as a form asks after them, and a companion on half of their pages."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.sample.ground.draws import days, lapses, picks, waits
from pipelines.sample.ground.identities import with_citizen_ids
from pipelines.sample.ground.names import person_names

OUTSIDE = ("411621", "411623", "411625", "411627", "412825", "341221", "341621", "411421", "420621", "320382")
SCHOOLING = ("小学", "初中", "高中", "中专", "大专", "本科")
HERSELF, HUSBAND, MOTHER, DAUGHTER = "本人", "配偶", "母亲", "女儿"
COMPANION_SHARES = (0.47, 0.02, 0.01, 0.50)
TWINS = 6


def make_women_people(roster: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The women of the roster as persons: person, woman, sex, birth_date, name, marital_status, hukou."""
    count = len(roster)
    is_inflow = roster["management_class"] == "3"
    is_outside = is_inflow | pl.Series(rng.random(count) < 0.05)
    sex = pl.Series(["2"] * count)
    people = roster.select(
        pl.col("woman").alias("person"),
        "woman",
        sex.alias("sex"),
        days(rng, date(1956, 8, 1), date(1986, 6, 30), count).alias("birth_date"),
        person_names(rng, sex).alias("name"),
        pl.lit(HERSELF).alias("relation"),
        picks(rng, ("21", "22", "20", "23", "30", "40"), (86, 5, 2, 1, 2, 4), count).alias("marital_status"),
        pl.when(is_outside).then(picks(rng, OUTSIDE, [1] * len(OUTSIDE), count)).alias("outside_code"),
    )
    return _twinned(people, roster, rng)


def make_companions(women: pl.DataFrame, parts: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    """Husbands, mothers and unmarried daughters that stand on the pages of the women with a file."""
    relation = picks(rng, (HUSBAND, MOTHER, DAUGHTER, ""), COMPANION_SHARES, len(women))
    with_one = women.with_columns(relation.alias("relation"), parts.alias("part")).filter(
        (pl.col("relation") != "") & pl.col("part").is_in(["filed", "handed", "departed", "native"])
    )
    count = len(with_one)
    is_husband = pl.col("relation") == HUSBAND
    is_mother = pl.col("relation") == MOTHER
    sex = with_one.select(pl.when(is_husband).then(pl.lit("1")).otherwise(pl.lit("2"))).to_series()
    born = (
        pl.when(is_husband)
        .then(pl.col("birth_date") - waits(rng, -500, 2200, count))
        .when(is_mother)
        .then(days(rng, date(1930, 1, 1), date(1950, 12, 31), count))
        .otherwise(days(rng, date(1987, 1, 1), date(1989, 12, 31), count))
    )
    married = pl.when(is_husband | is_mother).then(pl.lit("21")).otherwise(pl.lit("10"))
    return with_one.select(
        (pl.int_range(pl.len()) + len(women)).alias("person"),
        "woman",
        sex.alias("sex"),
        born.alias("birth_date"),
        person_names(rng, sex).alias("name"),
        "relation",
        married.alias("marital_status"),
        "outside_code",
        pl.lit(False).alias("is_twin"),
    )


def identify(
    women: pl.DataFrame, companions: pl.DataFrame, care: pl.Series, rng: np.random.Generator
) -> pl.DataFrame:
    """All people with a citizen ID and the answers about residence; `care` is that of each woman's body."""
    cared = women.select("woman").with_columns(care)
    people = with_citizen_ids(pl.concat([women, companions])).join(cared, on="woman", how="left")
    people = people.sort("person")
    count = len(people)
    is_split = pl.col("outside_code").is_not_null()
    is_flag_wrong = lapses(rng, people["care"], 0.98, 0.83)
    return people.drop("care").with_columns(
        (is_split ^ is_flag_wrong).alias("residence_split_flag"),
        picks(rng, SCHOOLING, (15, 45, 20, 8, 8, 4), count).alias("education"),
        picks(rng, ("2", "1"), (8, 2), count).alias("hukou_type"),
        picks(rng, ("现有一孩", "现有二孩", "无"), (70, 20, 10), count).alias("birth_record"),
        picks(rng, tuple("3256018"), (50, 20, 8, 10, 6, 4, 2), count).alias("contraception_status"),
        days(rng, date(2005, 9, 1), date(2006, 3, 30), count).alias("checkup_date"),
    )


def _twinned(people: pl.DataFrame, roster: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """A few women filed twice under two citizen IDs: the second has the first's name and birth date."""
    is_plain = roster.select(
        (pl.col("part") == "filed") & (pl.col("management_class") == "1") & ~pl.any_horizontal("^is_.*$")
    ).to_series()
    plain = roster.with_columns(is_plain.alias("is_plain")).filter("is_plain").sort("body_code", "woman")
    firsts = np.sort(rng.choice(len(plain) // 2 - 1, TWINS, replace=False)) * 2
    women = plain["woman"].to_numpy()
    sources = np.arange(len(people))
    sources[women[firsts + 1]] = women[firsts]
    copied = ("birth_date", "name", "marital_status", "outside_code")
    return people.with_columns(
        *[people[column].gather(sources) for column in copied],
        pl.Series("is_twin", sources != np.arange(len(people))),
    )
