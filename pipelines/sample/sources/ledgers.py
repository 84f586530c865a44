"""The community ledgers: books, household pages and persons as each snapshot shows them."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from pipelines.sample.ground.draws import lapses, picks

NOT_LIVED_IN = "3"
WOMAN = "本人"
BLANKED = ("birth_record", "checkup_date", "registrar_post_id")
FILE_ONLY = ("birth_record", "contraception_status", "checkup_date")


@dataclass(frozen=True)
class Ledger:
    """The three sheets of all bodies at one date."""

    as_of: date
    buildings: pl.DataFrame
    households: pl.DataFrame
    persons: pl.DataFrame


def make_ledger(as_of: date, inventory: pl.DataFrame, pages: pl.DataFrame, lines: pl.DataFrame) -> Ledger:
    """The ledger of `as_of`; a closing after it is not known yet, a page opened after it does not stand."""
    standing = pages.filter(pl.col("opened_on").is_null() | (pl.col("opened_on") <= as_of)).with_columns(
        _known_by(as_of, "closed_on").alias("closed_on")
    )
    people = lines.filter(pl.col("opened_on") <= as_of)
    is_closed = pl.col("file_closed_on").is_not_null() & (pl.col("file_closed_on") <= as_of)
    persons = people.with_columns(
        pl.lit(as_of).alias("as_of_date"),
        pl.when(is_closed).then("file_closed_on").alias("file_closed_on"),
        pl.when(is_closed).then("file_close_reason").alias("file_close_reason"),
    )
    present = persons.filter(pl.col("file_closed_on").is_null())
    return Ledger(as_of, _buildings(as_of, inventory), _households(as_of, standing, present), persons)


def make_person_lines(pages: pl.DataFrame, people: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Every person row that stands in any snapshot: a woman and her companion on each of her pages.

    `pages`: the stays with page, unit, certificate and `care`; `people`: everyone by `woman`.
    """
    homes = pages.filter(pl.col("woman").is_not_null()).drop("street_code")
    rows = people.join(homes, on="woman", how="inner", maintain_order="left")
    rows = rows.filter((pl.col("relation") == WOMAN) | ~pl.col("is_hukou_only"))
    is_file = pl.col("relation") == WOMAN
    in_service = is_file & (pl.col("management_class") == "2")
    idle = picks(rng, ("2", "3", "4"), (4, 3, 3), len(rows))
    rows = rows.with_columns(
        pl.col("body_code").alias("community_code"),
        pl.coalesce("outside_code", "body_code").alias("hukou_division_code"),
        pl.when("is_hukou_only").then(True).otherwise("residence_split_flag").alias("residence_split_flag"),
        pl.when(in_service)
        .then(pl.lit("1"))
        .when(is_file)
        .then(idle)
        .otherwise(pl.lit("9"))
        .alias("employment_status"),
        pl.when(is_file).then("management_class").alias("management_class"),
        *[
            pl.when(in_service).then(column).alias(column)
            for column in ("unit_code", "unit_name", "certificate_no")
        ],
        *[pl.when(is_file).then(column).alias(column) for column in FILE_ONLY],
        pl.when(is_file).then("opened_on").alias("file_opened_on"),
        pl.col("closed_on").alias("file_closed_on"),
        pl.col("close_reason").alias("file_close_reason"),
        (pl.lit("D") + pl.col("body_code").str.slice(6) + "-" + pl.col("courtyard_code")).alias(
            "registrar_post_id"
        ),
    )
    return _with_blanks(rows, rng).sort("community_code", "household_page_no", "person")


def _with_blanks(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    blanks = [
        pl.when(~lapses(rng, rows["care"], 0.995, 0.9)).then(column).alias(column) for column in BLANKED
    ]
    return rows.with_columns(blanks)


def _buildings(as_of: date, inventory: pl.DataFrame) -> pl.DataFrame:
    return inventory.filter(~pl.col("has_no_book")).with_columns(
        pl.col("body_code").alias("community_code"), pl.lit(as_of).alias("as_of_date")
    )


def _households(as_of: date, pages: pl.DataFrame, present: pl.DataFrame) -> pl.DataFrame:
    keys = ["body_code", "household_page_no"]
    counted = present.group_by(keys).agg(pl.len().cast(pl.Int64).alias("person_expected"))
    rows = pages.join(counted, on=keys, how="left", maintain_order="left")
    opened_on = pl.col("opened_on").fill_null(date(2003, 3, 5))
    left = pl.col("closed_on").is_not_null()
    return rows.with_columns(
        pl.col("body_code").alias("community_code"),
        pl.lit(as_of).alias("as_of_date"),
        pl.lit("1").alias("household_type"),
        pl.when(left).then(pl.lit(NOT_LIVED_IN)).otherwise("occupancy_status").alias("occupancy_status"),
        pl.col("person_expected").fill_null(0),
        opened_on.alias("registered_on"),
        pl.coalesce(_known_by(as_of, "shown_on"), "closed_on", opened_on).alias("updated_on"),
    )


def _known_by(as_of: date, column: str) -> pl.Expr:
    return pl.when(pl.col(column) <= as_of).then(column)
