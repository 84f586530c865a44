"""The published tables that the page on methods reads: rules in words, and what the snapshot rests on."""

from reports.marts.tables import DESCRIBED, Columns, some

METHODS: Columns = {
    **some("snapshot"),
    "provenance": {
        "as_of_date": "date",
        "program_version": "varchar",
        "program_sha256": "varchar",
        "files_opened": "bigint",
        "inputs_sha256": "varchar",
        "settings_sha256": "varchar",
        "schemes_sha256": "varchar",
    },
    "indicators": {
        "indicator_id": "varchar",
        "counted_zh": "varchar",
        "counted_en": "varchar",
        "contract_tables": "varchar",
        "settings_used": "varchar",
    },
    "scheme_lines": {
        "scheme_from": "date",
        "area_type": "varchar",
        "scheme_line": "bigint",
        "indicator_group": "varchar",
        "indicator_id": "varchar",
        "better": "varchar",
        "points": "double",
        "target_pct": "double",
        "zero_pct": "double",
    },
    "checks": {
        "check_id": "varchar",
        "check_group": "varchar",
        "subject": "varchar",
        "rule": "varchar",
        "rule_zh": "varchar",
        "remedy_zh": "varchar",
        "remedy_en": "varchar",
        "found_by": "varchar",
        "made_in": "varchar",
    },
    "check_runs": {
        "as_of_date": "date",
        "check_id": "varchar",
        "severity": "varchar",
        "effect": "varchar",
        "state": "varchar",
    },
    "settings": {
        "setting": "varchar",
        "valid_from": "date",
        "value": "bigint",
        "unit": "varchar",
        "meaning_zh": "varchar",
        "meaning_en": "varchar",
    },
    DESCRIBED: {
        "table_name": "varchar",
        "table_comment": "varchar",
        "column_index": "bigint",
        "column_name": "varchar",
        "data_type": "varchar",
        "column_comment": "varchar",
    },
}
