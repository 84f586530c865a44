"""Where the reports repeat a code of the contracts, it is the same code with the same Chinese label."""

import pytest

from pipelines.contracts.catalog import HERE, checks, code_lists, indicator_checks, read_rows, sheets
from pipelines.matching.accuracy import OVERALL
from pipelines.matching.slips import ERRORS, STRANGERS
from pipelines.publication import pack_tables
from pipelines.rules.files import HERE as RULES
from pipelines.rules.schemes import read_schemes
from pipelines.warehouse.sql_files import indicator_ids
from reports.parts import withheld
from reports.parts.labels import codes, label

# marts publish English labels as codes; these lists have codes that are words already
SCHEMES = RULES / "schemes"
BY_CODE = ("division_level", "subject_type")
BY_LABEL = ("management_class", "area_type", "network_level", "sanction", "paying_body")
ADDED = {"management_class": {"unclassified"}, "paying_body": {"all"}}


def lists(name: str) -> dict[str, str]:
    key = "code" if name in BY_CODE else "label_en"
    return {row[key]: row["label_zh"] for row in code_lists()[name]}


@pytest.mark.parametrize("name", [*BY_CODE, *BY_LABEL])
def test_reports_label_each_code_as_the_contracts_do(name: str) -> None:
    labelled = {code: label(name, code).zh for code in codes(name) if code not in ADDED.get(name, set())}
    assert labelled == lists(name)


def test_reports_know_every_scheme() -> None:
    assert set(codes("scheme")) == {row["code"] for row in code_lists()["scheme_type"]}


def test_reports_know_every_contract() -> None:
    assert set(codes("contract")) == {sheet.contract for sheet in sheets().values()}


def test_reports_label_each_check_as_the_contracts_do() -> None:
    assert {code: label("check", code).zh for code in codes("check")} == {
        row["id"]: row["label_zh"] for row in checks()
    }


def test_reports_know_every_severity() -> None:
    assert set(codes("severity")) >= {row["severity"] for row in checks()}


@pytest.mark.parametrize("kind", ["check_group", "found_by"])
def test_reports_know_what_the_list_of_checks_says(kind: str) -> None:
    assert set(codes(kind)) == {row[kind] for row in checks()}


def test_pages_and_workbooks_mark_alike_what_is_withheld() -> None:
    assert withheld.MARK == pack_tables.MARK


def test_reports_name_every_kind_of_seeded_error() -> None:
    assert set(codes("error_kind")) == {OVERALL, *ERRORS, *STRANGERS}


def test_every_check_is_told_in_both_languages() -> None:
    told = ("rule", "rule_zh", "remedy_zh", "remedy_en")
    assert not [row["id"] for row in checks() if not all(row[name].strip() for name in told)]


def test_reports_name_every_indicator_as_the_scheme_does() -> None:
    lines = [line for line in read_schemes(SCHEMES, indicator_ids()) if line.label_zh]
    assert {code: label("indicator", code).zh for code in codes("indicator")} == {
        line.indicator_id: line.label_zh for line in lines
    }
    assert all(label("indicator", line.indicator_id).en.strip() for line in lines)
    assert set(codes("indicator_group")) == {line.group for line in lines}


def test_checks_of_indicators_are_checks_and_indicators() -> None:
    known = {check["id"] for check in checks()}
    named = {line.indicator_id for line in read_schemes(SCHEMES, indicator_ids())}
    assert {row["check_id"] for row in indicator_checks()} <= known
    assert {row["indicator_id"] for row in indicator_checks()} <= named


def test_no_key_of_the_contracts_is_written_twice() -> None:
    keys = {
        "codes.csv": ("list", "code"),
        "columns.csv": ("table", "canonical"),
        "sheets.csv": ("table",),
        "checks.csv": ("id",),
        "reasons.csv": ("reason_code",),
        "indicator_checks.csv": ("indicator_id", "check_id"),
        "indicators.csv": ("indicator_id",),
    }
    for name, columns in keys.items():
        rows = [tuple(row[column] for column in columns) for row in read_rows(HERE / name)]
        assert len(rows) == len(set(rows)), name
