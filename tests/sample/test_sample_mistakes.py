"""The planted mistakes: each listed one is where the truth file says."""

import polars as pl
import pytest
from conftest import District, read_sheets

CELLS = {
    "id_precision_loss": "4.11699E+17",
    "date_invalid": None,
    "fee_charged_on_free_service": "5",
    "payment_below_standard": "15",
    "head_condition_unmet": "否",
    "code_invalid": None,
}
PLANTED = {
    "acknowledgement_missing", "building_not_in_inventory", "building_two_books", "building_without_book",
    "certificate_issuer_not_unit_street", "class_evidence_missing", "class_missing", "code_invalid",
    "date_invalid", "dwelling_without_page", "fee_charged_on_free_service", "file_missing_for_period",
    "float_and_resident_conflict",
    "handover_overdue", "head_condition_unmet", "header_unmapped_column", "id_birth_sex_mismatch",
    "id_blank",
    "id_checkdigit_failed", "id_legacy_15", "id_precision_loss", "key_unreadable", "missed_from_change",
    "missed_from_float", "missed_from_slip", "page_number_reused", "payment_below_standard",
    "person_duplicate_exact", "person_duplicate_probable", "person_missing_on_page", "population_missing",
    "population_sum_mismatch", "required_cell_blank", "ruling_contains_person_data", "slip_expected_missing",
    "slip_line_count_mismatch", "slip_line_unmatched", "split_flag_mismatch", "total_row_mismatch",
    "transferred_still_active", "unit_without_street",
}  # fmt: skip


def test_each_kind_of_mistake_is_planted(full: District) -> None:
    assert set(pl.read_csv(full.truth)["check_id"]) >= PLANTED


@pytest.mark.parametrize("check_id", sorted(CELLS))
def test_cell_mistakes_stand_in_the_named_row(full: District, check_id: str) -> None:
    for mistake in full.mistakes(check_id).iter_rows(named=True):
        tabs = read_sheets(full.inbox / mistake["delivered_as"])
        rows = [rows[int(mistake["row_no"]) - 1] for rows in tabs if len(rows) >= int(mistake["row_no"])]
        wanted = CELLS[check_id]
        assert any(wanted in row if wanted else row for row in rows)


def test_repeated_file_has_the_same_bytes(full: District) -> None:
    copy = full.inbox / full.mistakes("duplicate")["delivered_as"].item(0)
    assert copy.read_bytes() == copy.with_name("阵地建设.xlsx").read_bytes()


def test_last_village_sends_no_second_ledger(full: District) -> None:
    missing = full.mistakes("file_missing_for_period")
    silent = missing.filter(pl.col("note").str.starts_with("no ledger"))["body_code"].item()
    name = full.books.bodies.filter(body_code=silent)["body_name"].item(0)
    assert [path.name for path in full.inbox.rglob(f"{name}/2006*")] == ["2006年03月31日"]


def test_copies_of_a_file_never_change_her_class(full: District) -> None:
    spoilt = full.mistakes("class_missing").height + full.mistakes("float_and_resident_conflict").height
    assert spoilt == 4
