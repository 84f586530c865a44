"""The mistakes in cells and rows of every source but the ledgers, as a list."""

import polars as pl

from pipelines.sample.ground.blot import ADDED, DROPPED, Blot
from pipelines.sample.ground.calendar import NEW_SNAPSHOT

NOBODY = pl.lit(None, dtype=pl.String)
RULED_ON_A_PERSON = pl.lit("关于411699197501010023一事的处理意见")


def _more(column: str, by: int) -> pl.Expr:
    return (pl.col(column).cast(pl.Int64, strict=False) + by).cast(pl.String)


IS_RURAL_NOW = (
    (pl.col("scheme") == "rural") & (pl.col("level") == "village") & (pl.col("as_of_date") == NEW_SNAPSHOT)
)
IS_CITY_PAID = (pl.col("paying_body") == "1") & (pl.col("network_level") == "3")
ELSEWHERE = (
    pl.when(pl.col("issuer_code").str.ends_with("1")).then(pl.lit("411602092")).otherwise(pl.lit("411602091"))
)
IN_OTHERS = (
    Blot("slip_line_count_mismatch", "slips", "line_count", _more("line_count", 2), quantity=6, spread=3),
    Blot(
        "certificate_issuer_not_unit_street", "certificates", "issuer_code", ELSEWHERE, quantity=10, spread=4
    ),
    Blot("unit_without_street", "units", "jurisdiction_street_code", NOBODY, pl.col("valid_to").is_null()),
    Blot(
        "population_sum_mismatch",
        "populations",
        "total_population",
        _more("total_population", 100),
        IS_RURAL_NOW,
    ),
    Blot(
        "population_missing",
        "populations",
        "division_code",
        NOBODY,
        IS_RURAL_NOW,
        how=DROPPED,
        note="also file_missing_for_period",
    ),
    Blot(
        "head_condition_unmet", "network_posts", "cond_under_45", pl.lit("否"), pl.col("cond_under_45"), 5, 3
    ),
    Blot("payment_below_standard", "network_payments", "amount_paid", pl.lit("15"), IS_CITY_PAID, 4, 2),
    Blot(
        "fee_charged_on_free_service",
        "float_registrations",
        "fee_charged",
        pl.lit("5"),
        pl.col("direction") == "1",
        4,
        3,
    ),
    Blot(
        "date_invalid",
        "float_registrations",
        "cert_valid_to",
        pl.lit("95年6月30日"),
        pl.col("cert_valid_to").is_not_null(),
        2,
    ),
    Blot("required_cell_blank", "handovers", "documents_complete_flag", NOBODY, quantity=2, spread=2),
    Blot(
        "file_missing_for_period",
        "monthly_reports",
        "month",
        NOBODY,
        quantity=3,
        spread=3,
        how=DROPPED,
        note="one report",
    ),
    Blot("key_unreadable", "courtyard_months", "community_code", pl.lit("411602999999"), how=ADDED),
    Blot(
        "key_repeated",
        "facilities",
        "quantity",
        pl.lit("2"),
        pl.col("in_place_flag"),
        how=ADDED,
        note="the last stands",
    ),
)
ON_A_PERSON = Blot(
    "ruling_contains_person_data",
    "rulings",
    "basis_document",
    RULED_ON_A_PERSON,
    pl.col("sanction") != "1",
    how=ADDED,
    also=(pl.col("ruling_no") + "附",),
)
