"""The rows of a small snapshot that the quality page reads: some told, some withheld, some too rare."""

from collections.abc import Mapping

from reports.marts.quality import QUALITY

AS_OF = "2006-07-20"
PILOT, SECOND, RURAL = "411602091001", "411602092002", "411602092201"
COUNTS = {
    ("missed_from_slip", "warn"): 24,
    ("class_evidence_missing", "warn"): 117,
    ("building_without_book", "error"): 18,
    ("dwelling_without_page", "error"): 63,
    ("id_checkdigit_failed", "error"): 41,
    ("id_legacy_15", "info"): 388,
    ("date_invalid", "error"): 29,
    ("handover_overdue", "warn"): 35,
    ("slip_expected_missing", "warn"): 12,
    ("person_duplicate_exact", "error"): 22,
    ("total_row_mismatch", "error"): 4,
    ("required_cell_blank", "warn"): 204,
    ("acknowledgement_missing", "warn"): 31,
    ("page_number_reused", "error"): 7,
}
GROUPS = {
    "missed_from_slip": "missing",
    "missed_from_float": "missing",
    "building_without_book": "missing",
    "dwelling_without_page": "missing",
    "required_cell_blank": "missing",
    "person_duplicate_exact": "double",
    "page_number_reused": "double",
    "class_missing": "misfiled",
    "class_evidence_missing": "misfiled",
    "date_invalid": "misread",
}
ESTIMATE = ("2006H1", "411602091", "all", None, None, None, 62, 40, 98, "chapman", False)
WITHHELD = ("2006H1", "411602092", "all", None, None, None, None, None, None, "chapman", True)
NIGHTS = (("2006-07-18", 20, 20, 0, 0), ("2006-07-20", 2, 15, 7, 1))
Rows = list[tuple[object, ...]]


def finding_counts() -> Rows:
    """All at the pilot; one check is partly withheld in the second street, one too rare for any body."""
    told = [(AS_OF, check, severity, PILOT, n, False) for (check, severity), n in COUNTS.items()]
    rare = [(AS_OF, "class_missing", "error", body, None, True) for body in (PILOT, SECOND, RURAL)]
    partly = [
        (AS_OF, "missed_from_float", "warn", SECOND, 6, False),
        (AS_OF, "missed_from_float", "warn", RURAL, None, True),
    ]
    return [*told, *rare, *partly]


def quality_rows() -> Mapping[str, Rows]:
    """The tables of the page that the first page has not."""
    found = [
        (AS_OF, check, severity, "sql", "found", n, "finding") for (check, severity), n in COUNTS.items()
    ]
    rest = [
        (AS_OF, "missed_from_float", "warn", "sql", "found", 14, "finding"),
        (AS_OF, "class_missing", "error", "sql", "found", None, "finding"),
        (AS_OF, "small_cell", "error", "sql", "clear", 0, "block"),
    ]
    checks = [*(check for check, _ in COUNTS), "missed_from_float", "class_missing", "small_cell"]
    return {
        "check_runs": [*found, *rest],
        "checks": [
            (check, GROUPS.get(check, "reckoning"), f"rule of {check}", f"{check}的规则", "请改正", "Mend it",
             f"checks.{check}") for check in checks
        ],
        "reasons": [
            ("password_protected", "文件设有密码。", "It has a password.", "请取消。", "Remove it."),
            ("id_blank", "身份证号空缺。", "The citizen ID is blank.", "请补填。", "Fill it in."),
        ],
        "missing_files": [("2006-03", "monthly_report", PILOT, "通桥路社区", PILOT[:9], "新华路街道")],
        "missed_estimates": [ESTIMATE, WITHHELD],
        "matching_accuracy": [
            ("overall", 200, 138, 1, 0.9928, 0.96, 0.9987, 0.69, 0.62, 0.75),
            ("twins", 100, 0, 0, None, None, None, None, None, None),
        ],
        "quarantine_counts": [
            ("ledger", "ledger_persons", "人", "id_blank", 12),
            ("ledger", "ledger_persons", "人", "key_unreadable", None),
        ],
        "finding_trend": [
            (night, check, body, opened, still, mended, back, 0, False)
            for night, opened, still, mended, back in NIGHTS
            for check, body in (("building_without_book", PILOT), ("all", "ALL"))
        ],
        "repair_half_lives": [("411602091", "building_without_book", 12, 4.5, 0.25)],
        "count_changes": [
            ("2006-06-30", "川汇区", "district", "main", "new_file", 12, False),
            ("2006-06-30", "新华路街道", "street", "main", "closed", None, True),
        ],
        "questions": [
            ("2006H1", PILOT, None, "bulk_entries", "怎么办的?", "How was it done?",
             "占比", "share", 62.5, 8.25, "")
        ],
    }  # fmt: skip


def quality_tables() -> Mapping[str, str]:
    """The columns of these tables, as the page relies on them."""
    return {
        table: ", ".join(f"{column} {kind}" for column, kind in QUALITY[table].items())
        for table in quality_rows()
    }
