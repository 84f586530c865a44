"""Questions to ask of institutions: raised by planted figures, and not by those that only come near."""

from collections.abc import Sequence
from datetime import date, timedelta

import duckdb
import pytest
from assessed import (
    AS_OF,
    C1,
    C2,
    END,
    FAR_UNIT,
    OTHER_STREET,
    STREET,
    UNIT,
    Row,
    Rows,
    co_managed,
    district,
    slip,
)
from builders import all_models, built_warehouse, woman

from pipelines.contracts.catalog import questions
from pipelines.warehouse.build import build

INSPECTED = date(2006, 5, 20)
BEFORE = [INSPECTED - timedelta(days) for days in range(1, 11)]
STEADY = [date(2006, 1, 1) + timedelta(days) for days in range(2, 130, 3)]
Raised = list[tuple[str | None, str | None, str, float, float | None]]


def built(rows: Rows) -> duckdb.DuckDBPyConnection:
    return built_warehouse(district(rows), AS_OF, {"marts.questions"})


def raised(con: duckdb.DuckDBPyConnection) -> Raised:
    return con.execute(
        "select body_code, unit_code, question_id, figure_pct, usual_pct from marts.questions order by all"
    ).fetchall()


def pages(days: Sequence[date], body: str = C1) -> list[Row]:
    """A page for each day on which one was brought up to date."""
    return [
        {"community_code": body, "as_of_date": END, "household_page_no": str(number), "updated_on": day}
        for number, day in enumerate(days)
    ]


def inspection(subject: str = C1, **columns: object) -> Row:
    return {"inspection_no": "D1", "half_year": "2006H1", "subject_code": subject,
            "inspected_on": INSPECTED, "sampled_pages": 60} | columns  # fmt: skip


def entered(days: Sequence[date], subject: str = C1, others: Sequence[date] = STEADY) -> Raised:
    rows = {"ledger_households": pages(days) + pages(others, C2), "inspections": [inspection(subject)]}
    return raised(built(rows))


def test_bulk_entry_before_an_inspection_is_asked_about() -> None:
    # 40 pages in ten days, 43 in the other 171
    expected = [(C1, None, "bulk_before_inspection", 48.0, 3.0)]
    assert entered([*STEADY, *BEFORE * 4]) == entered([*STEADY, *BEFORE * 4], STREET) == expected


def test_bulk_entry_before_the_half_years_end_is_asked_about() -> None:
    days = [END - timedelta(days) for days in range(10)]
    assert [row[2] for row in entered([*STEADY, *days * 4])] == ["bulk_before_half_year_end"]


@pytest.mark.parametrize(
    ("days", "subject", "others"),
    [
        ([*STEADY, *BEFORE], C1, STEADY),
        ([*STEADY, *BEFORE * 4], OTHER_STREET, STEADY),
        ([*STEADY, *BEFORE * 4], C1, [*STEADY, *BEFORE * 4]),
        ([*STEADY[:5], *BEFORE * 2], C1, STEADY),
        ([*STEADY, *[INSPECTED] * 40], C1, STEADY),
    ],
    ids=["a fifth", "inspected elsewhere", "a campaign of all", "few entries", "on the day itself"],
)
def test_entry_that_has_a_reason_is_not_asked_about(
    days: list[date], subject: str, others: list[date]
) -> None:
    assert entered(days, subject, others) == []


def lines(slip_no: str, unit: str, numbers: range) -> list[Row]:
    return [
        {
            "slip_no": slip_no,
            "line_no": number,
            "citizen_id": woman(f"{unit[-1]}{number}"),
            "employment_status": "1",
        }
        for number in numbers
    ]


def sent(copied: int, changed: int, changed_elsewhere: int) -> Raised:
    """A unit of so many lines that stayed and that changed, beside one of 100 lines."""
    rows: Rows = {"slips": [], "slip_lines": []}
    for unit, stayed, new in (
        (UNIT, copied, changed),
        (FAR_UNIT, 100 - changed_elsewhere, changed_elsewhere),
    ):
        for half, start, issued in (("2005H2", 0, date(2006, 1, 5)), ("2006H1", new, date(2006, 7, 1))):
            number = f"{unit}-{half}"
            rows["slips"].append(slip(number, issued, unit, half_year=half, issued_on=issued))
            rows["slip_lines"] += lines(number, unit, range(start, start + stayed + new))
    return raised(built(rows))


def test_slips_copied_from_the_last_are_asked_about() -> None:
    assert sent(60, 0, 10) == [(None, UNIT, "slips_like_the_last", 100.0, 82.0)]
    assert sent(150, 1, 10) == [(None, UNIT, "slips_like_the_last", 95.0, 82.0)]


@pytest.mark.parametrize(
    ("copied", "changed", "changed_elsewhere"),
    [(19, 0, 50), (30, 0, 10), (100, 8, 10), (150, 0, 0)],
    ids=["too few lines", "chance", "a tenth changed", "stable everywhere"],
)
def test_a_stable_unit_is_not_asked_about(copied: int, changed: int, changed_elsewhere: int) -> None:
    assert not [row for row in sent(copied, changed, changed_elsewhere) if row[1] == UNIT]


INDICATORS = ("household_page_coverage_rate", "building_ledger_coverage_rate", "nine_kind_completeness_rate")


def perfect(rows: Rows, values: dict[str, float], cases: int = 20) -> Raised:
    """C1 with the given values of indicators."""
    con = built(rows)
    con.execute("delete from figures.indicator_values")
    for indicator, value in values.items():
        con.execute(
            "insert into figures.indicator_values by name select '2006H1' as half_year, ? as body_code, "
            "'urban' as part, ? as indicator_id, ? as value_pct, ? as denominator, 'ok' as status",
            [C1, indicator, value, cases],
        )
    for name in ("quality.perfect_records", "marts.questions"):
        build(con, all_models()[name])
    return raised(con)


FULL = dict.fromkeys(INDICATORS, 100.0)
UNEVIDENCED = {"ledger_persons": [co_managed(f"w{number}") for number in range(20)]}
FAULTY = {"inspections": [inspection(wrong_cells=6, missed_persons=0, missed_households=0)]}


def test_perfect_indicators_without_evidence_are_asked_about() -> None:
    assert perfect(UNEVIDENCED, FULL) == [(C1, None, "perfect_but_unevidenced", 100.0, None)]


def test_perfect_indicators_beside_a_faulty_sample_are_asked_about() -> None:
    assert perfect(FAULTY, FULL) == [(C1, None, "perfect_but_sample_differs", 10.0, None)]


@pytest.mark.parametrize(
    ("rows", "values", "cases"),
    [
        (FAULTY, FULL | {INDICATORS[0]: 99.99}, 20),
        (FAULTY, FULL, 19),
        ({"inspections": [inspection(wrong_cells=2)]}, FULL, 20),
        (
            {"inspections": [*FAULTY["inspections"], inspection(C2, inspection_no="D2", wrong_cells=6)]},
            FULL,
            20,
        ),
        ({"ledger_persons": UNEVIDENCED["ledger_persons"][:4]}, FULL, 20),
    ],
    ids=["not quite", "few cases", "few errors", "as usual elsewhere", "a small cell"],
)
def test_a_good_register_is_not_asked_about(rows: Rows, values: dict[str, float], cases: int) -> None:
    assert perfect(rows, values, cases) == []


def test_every_question_ends_as_one_and_accuses_nobody() -> None:
    for row in questions():
        assert row["question_zh"].endswith("？") and row["question_en"].endswith("?")
        assert not any(word in row["question_zh"] for word in ("弄虚作假", "造假", "违规", "瞒报"))
        assert not any(word in row["question_en"] for word in ("fals", "cheat", "fraud", "fake"))
