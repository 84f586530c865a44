"""`quality.findings`: one table for readers and checks, whose ids outlive the files they were found in."""

from assessed import AS_OF, C1, C2, END, STREET, Rows, district, handover, woman
from builders import built_warehouse

FINDINGS = "quality.findings"
BAD = {"quarantine_reason": "id_blank", "citizen_id": None}


def selected(rows: Rows, columns: str, check_id: str) -> list[tuple[object, ...]]:
    with built_warehouse(district(rows), AS_OF, {FINDINGS}) as con:
        return con.execute(
            f"select {columns} from {FINDINGS} where check_id = $1 order by all", [check_id]
        ).fetchall()


def ids(rows: Rows, check_id: str) -> set[object]:
    return {finding_id for (finding_id,) in selected(rows, "finding_id", check_id)}


def test_an_id_stays_when_its_row_moves_to_another_file() -> None:
    file = woman("w", management_class=None)
    moved = [woman("x", management_class="1"), file | {"delivery_no": 4, "row_no": 30}]
    first, again = (ids({"ledger_persons": rows}, "class_missing") for rows in ([file], moved))
    assert first == again
    assert len(first) == 1


def test_an_id_of_a_cell_found_while_reading_stays_too() -> None:
    def found(row_no: int) -> set[object]:
        cell = {"delivery_no": 1, "sheet_no": 3, "row_no": row_no, "check_id": "code_invalid",
                "column_name": "hukou_type"}  # fmt: skip
        return ids({"ledger_persons": [woman("w", row_no=row_no)], "findings": [cell]}, "code_invalid")

    assert found(7) == found(12)
    assert len(found(7)) == 1


def test_rows_held_back_alike_have_an_id_each() -> None:
    rows = {"ledger_persons": [woman("w"), woman("a") | BAD, woman("b") | BAD, woman("c", C2) | BAD]}
    alone = {"ledger_persons": [woman("w"), woman("a") | BAD]}
    assert len(ids(rows, "id_blank")) == 3
    assert ids(alone, "id_blank") < ids(rows, "id_blank")


def test_what_is_wrong_with_a_file_is_its_senders() -> None:
    def found(*deliveries: int) -> set[object]:
        strays = [
            {"delivery_no": number, "sheet_no": 3, "check_id": "header_unmapped_column"}
            for number in deliveries
        ]
        rows = {
            "ledger_persons": [woman("a", delivery_no=1), woman("b", C2, delivery_no=2)],
            "findings": strays,
        }
        return ids(rows, "header_unmapped_column")

    assert len(found(1, 2)) == 2
    assert found(1, 2) == found(1) | found(2), "one body mends its own, the other's stays the same finding"


def test_a_finding_knows_its_row_subject_and_severity() -> None:
    book = {"community_code": C1, "as_of_date": END, "building_code": "7", "row_no": 41}
    columns = "body_code, subject_code, amount, row_no, column_name, severity, effect"
    inventory = {"community_code": C1, "building_code": "7", "valid_from": END}
    rows = {"ledger_buildings": [book, book | {"row_no": 42}], "building_inventory": [inventory]}
    assert selected(rows, columns, "building_two_books") == [
        (C1, "7", 1, 42, "ledger_book_no", "error", "finding")
    ]


def test_a_person_is_told_by_a_hash_of_each_check() -> None:
    rows = {"ledger_persons": [woman("w", management_class=None), woman("w", C2, management_class=None)]}
    by_class = {subject for (subject,) in selected(rows, "subject_code", "class_missing")}
    by_copies = {subject for (subject,) in selected(rows, "subject_code", "person_duplicate_exact")}
    assert (len(by_class), len(by_copies), len(by_class | by_copies)) == (1, 1, 2)
    assert all(len(str(subject)) == 16 for subject in by_class | by_copies)


def test_a_slip_lines_finding_is_its_slips_streets() -> None:
    line = {"slip_no": "s1", "line_no": 1, "row_no": 5, **BAD}
    slip = {"slip_no": "s1", "jurisdiction_street_code": "411602091", "unit_code": "400000001",
            "community_code": C1, "half_year": "2006H1"}  # fmt: skip
    found = selected({"slips": [slip], "slip_lines": [line]}, "body_code, row_no", "id_blank")
    assert found == [("411602091", 5)]


def test_a_unit_without_a_street_is_never_charged() -> None:
    late = {"separated_on": "2006-03-01", "handed_on": "2006-05-01"}
    rows = {"handovers": [handover("a", "1", from_code="400000099", **late), handover("b", "1", **late)]}
    assert selected(rows, "body_code", "handover_overdue") == [(STREET,), (None,)]


def test_a_row_sent_again_corrected_is_not_judged_any_more() -> None:
    torn = {"slip_no": "s1", "line_no": 1, "row_no": 5, **BAD}
    other = {"slip_no": "s2", "line_no": 1, "row_no": 9, **BAD}
    corrected = {"slip_no": "s1", "line_no": 1, "delivery_no": 2, "citizen_id": "w"}
    assert selected({"slip_lines": [torn, other, corrected]}, "row_no", "id_blank") == [(9,)]


def test_an_older_snapshot_is_not_judged_again() -> None:
    older = woman("w", management_class=None, as_of_date="2006-03-31", delivery_no=2)
    rows = {"ledger_persons": [older | {"row_no": 3} | BAD, older, woman("w", management_class="1")]}
    assert selected(rows, "row_no", "class_missing") + selected(rows, "row_no", "id_blank") == []


def test_a_body_that_corrects_its_part_of_a_joint_file_is_judged_by_it() -> None:
    joint = [woman("a"), woman("b") | BAD, woman("c", C2), woman("d", C2) | BAD]
    corrected = woman("a", delivery_no=2)
    assert selected({"ledger_persons": joint}, "body_code", "id_blank") == [(C1,), (C2,)]
    assert selected({"ledger_persons": [*joint, corrected]}, "body_code", "id_blank") == [(C2,)]
