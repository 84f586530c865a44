"""The mistakes in the ledgers' cells and rows, as a list; none of them moves a woman who is counted."""

import polars as pl

from pipelines.sample.ground.blot import ADDED, Blot
from pipelines.sample.ground.calendar import NEW_SNAPSHOT
from pipelines.sample.ground.identities import legacy_ids
from pipelines.sample.sources.people import HERSELF, HUSBAND

PERSONS, HOUSEHOLDS, BUILDINGS = "ledger_persons", "ledger_households", "ledger_buildings"
HUSBAND_ROW = (pl.col("relation") == HUSBAND) & pl.col("file_closed_on").is_null()
OPEN_WOMAN = (pl.col("relation") == HERSELF) & pl.col("file_closed_on").is_null() & ~pl.col("is_hukou_only")
OPEN_MAIN = OPEN_WOMAN & (pl.col("management_class") == "1")
COPY_ROW = (pl.col("relation") == HERSELF) & pl.col("is_hukou_only")
LIVED_IN = pl.col("woman").is_not_null() & (pl.col("person_expected") > 0) & ~pl.col("is_hukou_only")
ID, CHECK = pl.col("citizen_id"), pl.col("citizen_id").str.slice(17)
WRONG_CHECK = ID.str.slice(0, 17) + pl.when(CHECK == "0").then(pl.lit("1")).otherwise(pl.lit("0"))
NOBODY = pl.lit(None, dtype=pl.String)


def _more(column: str, by: int) -> pl.Expr:
    return (pl.col(column).cast(pl.Int64, strict=False) + by).cast(pl.String)


IN_LEDGERS = (
    Blot("id_checkdigit_failed", PERSONS, "citizen_id", WRONG_CHECK, HUSBAND_ROW, 8, 4),
    Blot("id_precision_loss", PERSONS, "citizen_id", pl.lit("4.11699E+17"), HUSBAND_ROW, 6, 3),
    Blot("id_blank", PERSONS, "citizen_id", NOBODY, HUSBAND_ROW, 4, 2, note="blank"),
    Blot(
        "id_blank",
        PERSONS,
        "citizen_id",
        pl.lit("待查"),
        HUSBAND_ROW,
        2,
        1,
        note="neither 15 nor 18 characters",
    ),
    Blot("id_legacy_15", PERSONS, "citizen_id", legacy_ids(ID), OPEN_WOMAN, 12, 4),
    Blot("id_birth_sex_mismatch", PERSONS, "birth_date", pl.lit("1961-01-01"), HUSBAND_ROW, 6, 3),
    Blot("key_unreadable", PERSONS, "household_page_no", NOBODY, HUSBAND_ROW, 2, 1),
    Blot("code_invalid", PERSONS, "hukou_type", pl.lit("城镇居民"), OPEN_WOMAN, 6, 3),
    Blot("code_invalid", PERSONS, "contraception_status", pl.lit("99"), OPEN_WOMAN, 4, 2),
    Blot("date_invalid", PERSONS, "checkup_date", pl.lit("2006-02-30"), OPEN_WOMAN, 4, 2, note="30 February"),
    Blot(
        "date_invalid",
        PERSONS,
        "checkup_date",
        pl.lit("2006年3月"),
        OPEN_WOMAN,
        2,
        1,
        note="a month, not a day",
    ),
    Blot("date_invalid", PERSONS, "checkup_date", pl.lit("2026-05-01"), OPEN_WOMAN, 2, 1, note="future"),
    Blot("required_cell_blank", PERSONS, "hukou_type", NOBODY, OPEN_WOMAN, 6, 3),
    Blot("class_missing", PERSONS, "management_class", NOBODY, COPY_ROW, 2, 2, note="copy of a file"),
    Blot("float_and_resident_conflict", PERSONS, "management_class", pl.lit("3"), COPY_ROW, 2, 2),
    Blot(
        "class_evidence_missing",
        PERSONS,
        "employment_status",
        pl.lit("1"),
        OPEN_MAIN,
        6,
        3,
        note="class 1 in service",
    ),
    Blot(
        "building_two_books",
        BUILDINGS,
        "ledger_book_no",
        pl.col("ledger_book_no") + "乙",
        quantity=4,
        spread=4,
        how=ADDED,
    ),
    Blot(
        "building_not_in_inventory",
        BUILDINGS,
        "building_code",
        pl.lit("901"),
        quantity=3,
        spread=3,
        how=ADDED,
    ),
    Blot("page_number_reused", HOUSEHOLDS, "room_no", pl.lit("909"), LIVED_IN, 4, 2, ADDED),
    Blot(
        "person_missing_on_page", HOUSEHOLDS, "person_expected", _more("person_expected", 1), LIVED_IN, 12, 4
    ),
)
IN_LEDGERS_OF = NEW_SNAPSHOT
