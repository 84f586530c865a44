"""The rules of `expectations/` find the rows that break them, and Great Expectations counts the same."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from builders import built_warehouse

from pipelines.contracts.catalog import checks
from pipelines.validation.rules import SUITES, SuiteError, declared_rules

AS_OF = date(2006, 7, 20)
C1, C2 = "411602091001", "411602091002"
DIVISIONS = [
    {"division_code": code, "division_name": code, "division_level": "community", "valid_from": "2003-09-01"}
    for code in (C1, C2)
]
END = "2006-06-30"
FULL = {"cond_female": True, "cond_lives_in_courtyard": True, "cond_under_45": True,
        "cond_junior_secondary": True, "cond_attested": True}  # fmt: skip
HEAD = FULL | {"network_level": "3", "division_code": C1, "started_on": "2004-01-01"}
FEE = {"direction": "1", "community_code": C1, "citizen_id": "a", "registered_on": "2006-05-01"}
ROWS: dict[str, list[dict[str, object]]] = {
    "divisions": DIVISIONS,
    "populations": [
        {"division_code": C1, "as_of_date": END, "row_no": 2,
         "total_population": 300, "urban_population": 120, "rural_population": 80},
        {"division_code": C2, "as_of_date": END, "row_no": 3,
         "total_population": 200, "urban_population": 120, "rural_population": 80},
        {"division_code": C2, "as_of_date": "2006-03-31", "row_no": 4,
         "total_population": 200, "urban_population": 120, "rural_population": None},
    ],
    "network_posts": [
        HEAD | {"post_id": "1", "cond_under_45": False},
        HEAD | {"post_id": "2", "cond_female": False, "cond_junior_secondary": False},
        HEAD | {"post_id": "3 whole"},
        HEAD | {"post_id": "3 not attested", "cond_attested": False},
        HEAD | {"post_id": "3 left today", "cond_female": False, "ended_on": AS_OF},
        HEAD | {"post_id": "3 leaves tomorrow", "cond_female": False, "ended_on": "2006-07-21"},
        HEAD | {"post_id": "3 deputy", "cond_female": False, "network_level": "2"},
        HEAD | {"post_id": "3 blank", "cond_female": None},
    ],
    "float_registrations": [
        FEE | {"registration_no": "1", "fee_charged": 5},
        FEE | {"registration_no": "2", "fee_charged": "0.5"},
        FEE | {"registration_no": "3", "fee_charged": 0},
        FEE | {"registration_no": "4", "fee_charged": None},
    ],
}  # fmt: skip
FINDINGS = {
    "population_sum_mismatch": [(C1, 2, "total_population", None, "2006H1", 100)],
    "head_condition_unmet": [
        (C1, 2, "cond_under_45", "1", None, None),
        (C1, 3, "cond_female", "2", None, None),
        (C1, 7, "cond_female", "3 leaves tomorrow", None, None),
    ],
    "fee_charged_on_free_service": [
        (C1, 2, "fee_charged", "1", None, None),
        (C1, 3, "fee_charged", "2", None, None),
    ],
}


@pytest.fixture(scope="module")
def judged() -> duckdb.DuckDBPyConnection:
    return built_warehouse(ROWS, AS_OF, {"quality.check_runs", "quality.findings"})


@pytest.mark.parametrize("check_id", FINDINGS)
def test_a_rule_finds_its_rows_and_no_near_miss(judged: duckdb.DuckDBPyConnection, check_id: str) -> None:
    columns = "body_code, row_no, column_name, subject_code, period, amount"
    found = judged.execute(f"select {columns} from checks.{check_id} order by row_no").fetchall()
    assert found == FINDINGS[check_id]


def test_every_declared_rule_has_a_case() -> None:
    assert declared_rules().keys() == FINDINGS.keys()


def test_great_expectations_counts_what_the_selects_find(judged: duckdb.DuckDBPyConnection) -> None:
    counted = judged.execute(
        "select about, rows_found from quality.expectations where kind = 'rule'"
    ).fetchall()
    assert dict(counted) == {check_id: len(found) for check_id, found in FINDINGS.items()}


def test_the_findings_stand_in_quality_findings(judged: duckdb.DuckDBPyConnection) -> None:
    found = judged.execute("select check_id, count(*) from quality.findings group by check_id").fetchall()
    counts = {check_id: count for check_id, count in found if check_id in FINDINGS}
    assert counts == {check_id: len(rows) for check_id, rows in FINDINGS.items()}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("populatons.toml", "", "name the file after a table"),
        ("populations.toml", '[[should]]\ncheck = "sum"\nholds = "true"', "checks.csv has no check 'sum'"),
        ("populations.toml", '[[must]]\ncheck = "population_missing"', "must blocks, should warns"),
        (
            "populations.toml",
            '[[should]]\ncheck = "population_missing"\nholds = "true"',
            "needs holds and column",
        ),
        (
            "populations.toml",
            '[[should]]\ncheck = "population_missing"\nholds = "true"\ncolumn = "a"\nif = "b"',
            "takes where, body",
        ),
    ],
)
def test_a_suite_that_cannot_be_used_says_why(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(SuiteError, match=said):
        declared_rules(tmp_path)


def test_a_rule_declared_twice_is_refused(tmp_path: Path) -> None:
    text = (SUITES / "populations.toml").read_text("utf-8")
    rule = text[text.index("[[should]]") :]
    (tmp_path / "populations.toml").write_text(rule + rule, "utf-8")
    with pytest.raises(SuiteError, match="declared twice"):
        declared_rules(tmp_path)


def test_a_word_of_a_suite_agrees_with_the_checks() -> None:
    effects = {check["id"]: check["effect"] for check in checks()}
    assert {effects[check_id] for check_id in declared_rules()} == {"finding"}
