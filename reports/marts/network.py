"""The published tables that the page on network, premises and funds reads."""

from reports.marts.columns import BODIES, BODY, PLACED
from reports.marts.tables import Columns, some

NETWORK: Columns = {
    **some("snapshot"),
    "class_counts": BODIES,
    "district_figures": {
        "half_year": "varchar",
        "units": "bigint",
        "courtyards": "bigint",
        "courtyard_heads": "bigint",
    },
    "network_totals": {
        **PLACED,
        "level": "varchar",
        "bodies": "bigint",
        "posts_due": "bigint",
        "in_post": "bigint",
        "posts_filled": "bigint",
        "posts_vacant": "bigint",
        "filled_pct": "double",
    },
    "network": {**BODY, "level": "varchar", "courtyards_or_bodies_due": "bigint", "in_post": "bigint"},
    "facility_totals": {
        **PLACED,
        "item_code": "varchar",
        "item_label": "varchar",
        "is_mandatory": "boolean",
        "bodies": "bigint",
        "bodies_with_item": "bigint",
        "in_place_pct": "double",
    },
    "facility_standards": {
        **BODY,
        "mandatory_items": "bigint",
        "mandatory_in_place": "bigint",
        "mandatory_missing": "bigint",
        "optional_in_place": "bigint",
        "is_up_to_standard": "boolean",
    },
    "fund_totals": {
        "half_year": "varchar",
        **PLACED,
        "paying_body": "varchar",
        "months_due": "bigint",
        "months_paid_in_full": "bigint",
        "paid_in_full_pct": "double",
        "amount_due_yuan": "double",
        "amount_paid_yuan": "double",
        "amount_owed_yuan": "double",
    },
    "funds": {
        **BODY,
        "half_year": "varchar",
        "paying_body": "varchar",
        "months_due": "bigint",
        "months_paid_in_full": "bigint",
        "amount_due_yuan": "double",
        "amount_paid_yuan": "double",
    },
}
