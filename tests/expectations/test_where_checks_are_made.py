"""Every check of checks.csv is made in one place, the one it names, and says what to do."""

import re

import pytest

from pipelines.contracts.catalog import checks, reasons
from pipelines.validation.rules import declared_rules
from pipelines.warehouse.models import ROOT

PLACES = {check["id"]: check["found_by"] for check in checks()}
IN_SQL = {path.stem for path in (ROOT / "checks").glob("*.sql")}
CODE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT.parent / "pipelines").rglob("*.py")))
HAN = re.compile(r"[\u4e00-\u9fff]")


def made_in(place: str) -> set[str]:
    return {check_id for check_id, found_by in PLACES.items() if found_by == place}


def test_every_check_names_a_place() -> None:
    assert set(PLACES.values()) == {"reader", "sql", "rule", "refusal"}


def test_declared_rules_are_the_checks_made_by_rule() -> None:
    assert declared_rules().keys() == made_in("rule")


def test_files_of_checks_are_the_checks_made_in_sql() -> None:
    assert made_in("sql") == IN_SQL


def test_the_reader_knows_the_checks_it_makes() -> None:
    known = {check_id for check_id in made_in("reader") if f'"{check_id}"' in CODE}
    assert known | reasons().keys() >= made_in("reader")


def test_what_is_refused_is_said_by_its_check() -> None:
    assert {check_id for check_id in made_in("refusal") if f"{check_id}:" in CODE} == made_in("refusal")


@pytest.mark.parametrize("check", checks(), ids=lambda check: check["id"])
def test_every_check_says_what_to_do(check: dict[str, str]) -> None:
    assert HAN.search(check["remedy_zh"])
    assert check["remedy_zh"].endswith("。")
    assert not HAN.search(check["remedy_en"])
    assert check["remedy_en"][0].isupper()
    assert not check["remedy_en"].endswith(".")
