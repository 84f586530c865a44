"""The mistakes in single cells and rows, as a list; none of them touches a counted woman's file."""

import polars as pl

from pipelines.sample.ground.blot import ADDED, DROPPED, Blot
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
RULED_ON_A_PERSON = pl.lit("关于411699197501010023一事的处理意见")


def _more(column: str, by: int) -> pl.Expr:
    return (pl.col(column).cast(pl.Int64, strict=False) + by).cast(pl.String)


IN_LEDGERS = (
    Blot("id_checkdigit_failed", PERSONS, "citizen_id", WRONG_CHECK, HUSBAND_ROW, 8, 4),
    Blot("id_precision_loss", PERSONS, "citizen_id", pl.lit("4.11699E+17"), HUSBAND_ROW, 6, 3),
    Blot("id_blank", PERSONS, "citizen_id", NOBODY, HUSBAND_ROW, 4, 2, note="blank"),
    Blot("id_blank", PERSONS, "citizen_id", pl.lit("待查"), HUSBAND_ROW, 2, 1, note="neither 15 nor 18 characters"),
    Blot("id_legacy_15", PERSONS, "citizen_id", legacy_ids(ID), OPEN_WOMAN, 12, 4),
    Blot("id_birth_sex_mismatch", PERSONS, "birth_date", pl.lit("1961-01-01"), HUSBAND_ROW, 6, 3),
    Blot("key_unreadable", PERSONS, "household_page_no", NOBODY, HUSBAND_ROW, 2, 1),
    Blot("code_invalid", PERSONS, "hukou_type", pl.lit("城镇居民"), OPEN_WOMAN, 6, 3),
    Blot("code_invalid", PERSONS, "contraception_status", pl.lit("99"), OPEN_WOMAN, 4, 2),
    Blot("date_invalid", PERSONS, "checkup_date", pl.lit("2006-02-30"), OPEN_WOMAN, 4, 2, note="30 February"),
    Blot("date_invalid", PERSONS, "checkup_date", pl.lit("2006年3月"), OPEN_WOMAN, 2, 1, note="a month, not a day"),
    Blot("date_invalid", PERSONS, "checkup_date", pl.lit("2026-05-01"), OPEN_WOMAN, 2, 1, note="future"),
    Blot("required_cell_blank", PERSONS, "hukou_type", NOBODY, OPEN_WOMAN, 6, 3),
    Blot("class_missing", PERSONS, "management_class", NOBODY, COPY_ROW, 2, 2, note="copy of a file"),
    Blot("float_and_resident_conflict", PERSONS, "management_class", pl.lit("3"), COPY_ROW, 2, 2),
    Blot("class_evidence_missing", PERSONS, "employment_status", pl.lit("1"), OPEN_MAIN, 6, 3, note="class 1 in service"),
    Blot("building_two_books", BUILDINGS, "ledger_book_no", pl.col("ledger_book_no") + "乙", quantity=4, spread=4, how=ADDED),
    Blot("building_not_in_inventory", BUILDINGS, "building_code", pl.lit("901"), quantity=3, spread=3, how=ADDED),
    Blot("page_number_reused", HOUSEHOLDS, "room_no", pl.lit("909"), LIVED_IN, 4, 2, ADDED),
    Blot("person_missing_on_page", HOUSEHOLDS, "person_expected", _more("person_expected", 1), LIVED_IN, 12, 4),
)  # fmt: skip
IN_LEDGERS_OF = NEW_SNAPSHOT

IS_RURAL_NOW = (pl.col("scheme") == "rural") & (pl.col("level") == "village") & (pl.col("as_of_date") == NEW_SNAPSHOT)
IS_CITY_PAID = (pl.col("paying_body") == "1") & (pl.col("network_level") == "3")
ELSEWHERE = pl.when(pl.col("issuer_code").str.ends_with("1")).then(pl.lit("411602092")).otherwise(pl.lit("411602091"))
IN_OTHERS = (
    Blot("slip_line_count_mismatch", "slips", "line_count", _more("line_count", 2), quantity=6, spread=3),
    Blot("certificate_issuer_not_unit_street", "certificates", "issuer_code", ELSEWHERE, quantity=10, spread=4),
    Blot("unit_without_street", "units", "jurisdiction_street_code", NOBODY, pl.col("valid_to").is_null()),
    Blot("population_sum_mismatch", "populations", "total_population", _more("total_population", 100), IS_RURAL_NOW),
    Blot("population_missing", "populations", "division_code", NOBODY, IS_RURAL_NOW, how=DROPPED, note="also file_missing_for_period"),
    Blot("head_condition_unmet", "network_posts", "cond_under_45", pl.lit("否"), pl.col("cond_under_45"), 5, 3),
    Blot("payment_below_standard", "network_payments", "amount_paid", pl.lit("15"), IS_CITY_PAID, 4, 2),
    Blot("fee_charged_on_free_service", "float_registrations", "fee_charged", pl.lit("5"), pl.col("direction") == "1", 4, 3),
    Blot("date_invalid", "float_registrations", "cert_valid_to", pl.lit("95年6月30日"), pl.col("cert_valid_to").is_not_null(), 2),
    Blot("required_cell_blank", "handovers", "documents_complete_flag", NOBODY, quantity=2, spread=2),
    Blot("file_missing_for_period", "monthly_reports", "month", NOBODY, quantity=3, spread=3, how=DROPPED, note="one report"),
    Blot("key_unreadable", "courtyard_months", "community_code", pl.lit("411602999999"), how=ADDED),
    Blot("key_repeated", "facilities", "quantity", pl.lit("2"), pl.col("in_place_flag"), how=ADDED, note="the last stands"),
)  # fmt: skip
ON_A_PERSON = Blot(
    "ruling_contains_person_data",
    "rulings",
    "basis_document",
    RULED_ON_A_PERSON,
    pl.col("sanction") != "1",
    how=ADDED,
    also=(pl.col("ruling_no") + "附",),
)
