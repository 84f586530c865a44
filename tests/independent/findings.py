"""Every finding of a night beside the oracle's; what differs, as sentences."""

from collections import Counter
from collections.abc import Iterable

import duckdb

from . import lapses_of_ledgers, lapses_of_offices, lapses_of_rows
from .lapses import Lapse, Where
from .mistakes import Pair
from .reading import Reading

BY_ROW = {
    "header_unmapped_column",
    "total_row_mismatch",
    "id_precision_loss",
    "id_checkdigit_failed",
    "id_blank",
    "id_legacy_15",
    "id_birth_sex_mismatch",
    "key_unreadable",
    "code_invalid",
    "date_invalid",
    "required_cell_blank",
    "class_missing",
    "class_evidence_missing",
    "split_flag_mismatch",
    "transferred_still_active",
    "slip_line_unmatched",
    "slip_line_count_mismatch",
    "acknowledgement_missing",
    "certificate_issuer_not_unit_street",
    "head_condition_unmet",
    "payment_below_standard",
    "population_sum_mismatch",
    "fee_charged_on_free_service",
    "ruling_contains_person_data",
    "handover_overdue",
}
WHAT = (
    dict.fromkeys(("code_invalid", "date_invalid", "required_cell_blank"), ("column_name",))
    | dict.fromkeys(("dwelling_without_page", "person_missing_on_page"), ("subject_code", "amount"))
    | dict.fromkeys(
        (
            "building_without_book",
            "building_two_books",
            "building_not_in_inventory",
            "page_number_reused",
            "slip_expected_missing",
            "unit_without_street",
            "joint_liability_missing",
        ),
        ("subject_code",),
    )
    | dict.fromkeys(("population_missing", "inspection_count"), ("period",))
    | {"file_missing_for_period": ("subject_code", "period")}
)
PAIRS = "person_duplicate_probable"  # of these only the planted ones can be told from the specification


def expected_lapses(reading: Reading) -> Counter[Lapse]:
    """All findings that the specification asks for."""
    parts = (lapses_of_rows, lapses_of_ledgers, lapses_of_offices)
    return Counter(_compared(lapse) for part in parts for lapse in part.lapses(reading))


def _compared(lapse: Lapse) -> Lapse:
    return lapse._replace(
        what=lapse.what if lapse.check in WHAT else "", where=lapse.where if lapse.check in BY_ROW else None
    )


def found_lapses(reading: Reading, con: duckdb.DuckDBPyConnection) -> Counter[Lapse]:
    """All findings of the night but the probable pairs; a row written twice is told by its first line."""
    first = {
        (tab.path, tab.number, line): row.lines[0]
        for tab in reading.tabs
        for row in tab.sheet.rows
        for line in row.lines
    }
    rows = con.execute(
        "select * from quality.findings left join l1.received.deliveries using (delivery_no) "
        "where check_id <> ?",
        [PAIRS],
    )
    names = [column[0] for column in rows.description]
    found: Counter[Lapse] = Counter()
    for values in rows.fetchall():
        cells = dict(zip(names, values, strict=True))
        check = cells["check_id"]
        place: Where | None = (cells["delivered_as"], cells["sheet_no"], cells["row_no"])
        if place in first:
            place = (cells["delivered_as"], cells["sheet_no"], first[place])
        what = " ".join(str(cells[name]) for name in WHAT.get(check, ()))
        found[Lapse(check, cells["body_code"], what, place if check in BY_ROW else None)] += 1
    return found


def finding_differences(reading: Reading, pairs: list[Pair], con: duckdb.DuckDBPyConnection) -> Iterable[str]:
    """What the night found and the oracle does not, and the reverse."""
    expected, found = expected_lapses(reading), found_lapses(reading, con)
    for lapse in sorted((expected - found).elements(), key=str):
        yield f"not found: {lapse}"
    for lapse in sorted((found - expected).elements(), key=str):
        yield f"found and not expected: {lapse}"
    judged = con.execute(
        "select body_code, count(*) from quality.findings where check_id = ? group by 1", [PAIRS]
    )
    probable = Counter(dict(judged.fetchall()))
    planted = Counter(pair.body for pair in pairs if pair.is_one_person)
    for body in sorted(probable.keys() | planted.keys()):
        if probable[body] != planted[body]:
            yield f"{PAIRS} {body}: planted {planted[body]}, found {probable[body]}"
