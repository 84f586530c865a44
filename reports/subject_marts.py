"""The published tables that the pages of one subject read: slips, floating women, network, classes, inspections."""

from reports.marts import Columns, some

PLACED = {"street_code": "varchar", "street_name": "varchar"}
BODIES = {"as_of_date": "date", "body_code": "varchar", "body_name": "varchar", **PLACED}
BODY = {"body_code": "varchar", "body_name": "varchar", "body_level": "varchar", **PLACED}
SLIP_COUNTS = {
    "slips_due": "bigint",
    "slips_on_time": "bigint",
    "slips_late": "bigint",
    "slips_missing": "bigint",
}
INDICATOR_VALUES = {
    "half_year": "varchar",
    "body_code": "varchar",
    "part": "varchar",
    "indicator_id": "varchar",
    "numerator": "double",
    "denominator": "double",
    "value_pct": "double",
    "points_won": "double",
    "points": "double",
    "status": "varchar",
}
FOUND = {
    "sampled_pages": "bigint",
    "missed_households": "bigint",
    "missed_persons": "bigint",
    "wrong_cells": "bigint",
}
SLIPS: Columns = {
    **some("snapshot"),
    "class_counts": BODIES,
    "slip_totals": {
        "half_year": "varchar",
        **PLACED,
        "slip_deadline_on": "date",
        "is_final": "boolean",
        "units_due": "bigint",
        "units_on_time": "bigint",
        **SLIP_COUNTS,
        "on_time_pct": "double",
    },
    "unit_slips": {
        "half_year": "varchar",
        "unit_code": "varchar",
        "unit_name": "varchar",
        **PLACED,
        **SLIP_COUNTS,
    },
    "handover_totals": {
        "half_year": "varchar",
        **PLACED,
        "units_due": "bigint",
        "units_in_time": "bigint",
        "units_late": "bigint",
        "in_time_pct": "double",
    },
    "indicator_values": INDICATOR_VALUES,
}
FLOATING: Columns = {
    **some("snapshot"),
    "class_counts": BODIES,
    "floating_shares": {
        "as_of_date": "date",
        "street_code": "varchar",
        "division_code": "varchar",
        "division_name": "varchar",
        "division_level": "varchar",
        "floating_women": "bigint",
        "all_women": "bigint",
        "floating_share_pct": "double",
    },
    "free_services": {
        "half_year": "varchar",
        **PLACED,
        "free_service": "varchar",
        "explained_pct": "double",
    },
    "indicator_values": INDICATOR_VALUES,
}
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
CLASSES: Columns = {
    **some("snapshot", "class_counts", "class_totals"),
    "floating_shares": FLOATING["floating_shares"],
    "indicator_values": INDICATOR_VALUES,
    "evidenced_classes": {
        "half_year": "varchar",
        "division_code": "varchar",
        "division_name": "varchar",
        "division_level": "varchar",
        "management_class": "varchar",
        "evidenced_class": "varchar",
        "women": "bigint",
    },
}
INSPECTIONS: Columns = {
    **some("snapshot"),
    "class_counts": BODIES,
    "inspection_totals": {
        "half_year": "varchar",
        **PLACED,
        "streets": "bigint",
        "streets_inspected": "bigint",
        "street_inspections": "bigint",
        "body_inspections": "bigint",
        **FOUND,
        "wrong_per_100_pages": "double",
        "rectified": "bigint",
        "rectification_overdue": "bigint",
    },
    "inspections": {**BODY, "half_year": "varchar", "inspections": "bigint", **FOUND},
    "unit_inspections": {
        "half_year": "varchar",
        "unit_code": "varchar",
        "unit_name": "varchar",
        **PLACED,
        "inspections": "bigint",
        **FOUND,
    },
    "ruling_totals": {
        "sanction": "varchar",
        "subject_type": "varchar",
        "rulings": "bigint",
        "rulings_in_force": "bigint",
        "institutions_in_force": "bigint",
    },
    **some("rulings"),
    "joint_liability": {
        "ruling_no": "varchar",
        "ruled_on": "date",
        "unit_code": "varchar",
        "unit_name": "varchar",
        "superior_unit_code": "varchar",
        "superior_unit_name": "varchar",
        "linked_ruling_no": "varchar",
        "linked_sanction": "varchar",
        "liability": "varchar",
        "in_force": "boolean",
    },
}
