"""The published tables that the page on inspections and rulings reads."""

from reports.marts.columns import BODIES, BODY, PLACED
from reports.marts.tables import Columns, some

FOUND = {
    "sampled_pages": "bigint",
    "missed_households": "bigint",
    "missed_persons": "bigint",
    "wrong_cells": "bigint",
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
