"""The published tables that the pages read, with the columns and types they rely on."""

from collections.abc import Mapping

import polars as pl

Marts = Mapping[str, pl.DataFrame]
Columns = Mapping[str, Mapping[str, str]]

CHECK_RUNS = {
    "as_of_date": "date",
    "check_id": "varchar",
    "severity": "varchar",
    "found_by": "varchar",
    "state": "varchar",
    "findings": "bigint",
}
COLUMNS: Columns = {
    "snapshot": {"as_of_date": "date", "snapshot_id": "varchar"},
    "class_counts": {
        "as_of_date": "date",
        "street_code": "varchar",
        "street_name": "varchar",
        "body_code": "varchar",
        "body_name": "varchar",
        "body_level": "varchar",
        "area_type": "varchar",
        "management_class": "varchar",
        "women": "bigint",
        "is_suppressed": "boolean",
    },
    "class_totals": {
        "as_of_date": "date",
        "boundaries": "varchar",
        "division_code": "varchar",
        "division_name": "varchar",
        "division_level": "varchar",
        "management_class": "varchar",
        "women": "bigint",
        "is_suppressed": "boolean",
    },
    "scores": {
        "half_year": "varchar",
        "body_code": "varchar",
        "body_name": "varchar",
        "body_level": "varchar",
        "scheme": "varchar",
        "score": "double",
        "rank": "bigint",
        "applicable_points": "double",
        "status": "varchar",
        "vetoed": "boolean",
        "commendation_eligible": "boolean",
    },
    "score_parts": {
        "half_year": "varchar",
        "body_code": "varchar",
        "part": "varchar",
        "part_score": "double",
        "population": "bigint",
        "share": "double",
    },
    "movements": {
        "from_date": "date",
        "to_date": "date",
        "body_code": "varchar",
        "files_before": "bigint",
        "missed_filed": "bigint",
        "opened_other": "bigint",
        "transferred_to_villages": "bigint",
        "closed_other": "bigint",
        "files_after": "bigint",
    },
    "finding_counts": {
        "as_of_date": "date",
        "check_id": "varchar",
        "severity": "varchar",
        "body_code": "varchar",
        "findings": "bigint",
        "is_suppressed": "boolean",
    },
    "check_runs": CHECK_RUNS,
    "files": {
        "delivery_no": "bigint",
        "received_at": "timestamp",
        "source": "varchar",
        "status": "varchar",
        "reason_code": "varchar",
        "rows_seen": "bigint",
        "rows_accepted": "bigint",
        "rows_quarantined": "bigint",
        "rows_excluded": "bigint",
    },
    "frozen_half_years": {
        "half_year": "varchar",
        "frozen_at": "timestamp",
        "as_of_date": "date",
        "deliveries": "bigint",
        "figures_sha256": "varchar",
    },
    "restatements": {
        "half_year": "varchar",
        "figure_table": "varchar",
        "body_code": "varchar",
        "figure": "varchar",
        "frozen_value": "varchar",
        "current_value": "varchar",
        "cause": "varchar",
        "cause_deliveries": "varchar",
    },
    "rulings": {
        "ruling_no": "varchar",
        "ruled_on": "date",
        "subject_type": "varchar",
        "subject_code": "varchar",
        "subject_name": "varchar",
        "sanction": "varchar",
        "linked_ruling_no": "varchar",
        "in_force": "boolean",
    },
    "network": {
        "body_code": "varchar",
        "body_name": "varchar",
        "level": "varchar",
        "courtyards_or_bodies_due": "bigint",
        "in_post": "bigint",
    },
    "facilities": {
        "body_code": "varchar",
        "body_name": "varchar",
        "item_code": "varchar",
        "item_label": "varchar",
        "is_mandatory": "boolean",
        "in_place": "boolean",
    },
    "funds": {
        "half_year": "varchar",
        "paying_body": "varchar",
        "months_due": "bigint",
        "months_paid_in_full": "bigint",
        "amount_due_yuan": "double",
        "amount_paid_yuan": "double",
    },
    "inspections": {
        "half_year": "varchar",
        "inspections": "bigint",
        "sampled_pages": "bigint",
        "missed_households": "bigint",
        "missed_persons": "bigint",
        "wrong_cells": "bigint",
    },
}


def some(*tables: str) -> Columns:
    """The columns of the named tables of `COLUMNS`."""
    return {table: COLUMNS[table] for table in tables}


# what the snapshot says of its own tables, read like one of them
DESCRIBED = "described_columns"
