"""A scheme that scores a forbidden measure is refused, wherever behind the indicator the column is used."""

import shutil
from pathlib import Path

import pytest

from pipelines.rules.files import HERE, RuleError
from pipelines.rules.schemes import read_schemes
from pipelines.warehouse.forbidden import refuse_forbidden
from pipelines.warehouse.models import models
from pipelines.warehouse.sql_files import ROOT, indicator_ids

HEAD = "-- Made up.\n"
RATE = f"{HEAD}select half_year, body_code, numerator, denominator from core.made_up\n"
BIRTHS = f"{HEAD}select month as half_year, community_code as body_code, sum(birth_count) as numerator, "
BIRTHS += "count(*) as denominator from staging.courtyard_months group by all\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT, tmp_path / "sql")


def refuse(root: Path, folder: Path) -> None:
    refuse_forbidden(read_schemes(folder, indicator_ids(root)), models(root))


def scheme_with(tmp_path: Path, indicator: str) -> Path:
    folder = shutil.copytree(HERE / "schemes", tmp_path / "schemes")
    (scheme,) = folder.iterdir()
    text = scheme.read_text("utf-8").replace(",higher,4,0,100,80", ",higher,3,0,100,80", 1)
    scheme.write_text(f"{text.rstrip()}\n{indicator},某率,other,higher,1,0,100,0\n", "utf-8")
    return folder


def test_the_shipped_scheme_is_let_through() -> None:
    refuse(ROOT, HERE / "schemes")


def test_a_measure_of_births_is_refused(root: Path, tmp_path: Path) -> None:
    (root / "indicators" / "births_rate.sql").write_text(BIRTHS)
    said = "scheme-1999-01-01.csv line 35: forbidden_measure: births_rate uses birth_count in "
    with pytest.raises(RuleError, match=f"^{said}sql/indicators/births_rate.sql, .*; take the line out"):
        refuse(root, scheme_with(tmp_path, "births_rate"))


def test_births_behind_an_indicator_are_refused(root: Path, tmp_path: Path) -> None:
    (root / "indicators" / "good_rate.sql").write_text(RATE)
    (root / "core" / "made_up.sql").write_text(BIRTHS)
    with pytest.raises(RuleError, match=r"good_rate uses birth_count in sql/core/made_up.sql"):
        refuse(root, scheme_with(tmp_path, "good_rate"))


def test_what_no_scheme_scores_is_not_judged(root: Path) -> None:
    (root / "indicators" / "births_rate.sql").write_text(BIRTHS)
    refuse(root, HERE / "schemes")
