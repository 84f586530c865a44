"""Every file of the catalogue ends as it must: landed or rejected, rows kept, held back or passed over."""

from pathlib import Path

import pytest

from pipelines.contracts.catalog import reasons
from pipelines.home import Home
from pipelines.landing.land import land

from .books import BOOKS
from .canaries import CANARIES
from .case import Case
from .cells import CELLS
from .days import DAYS
from .forms import FORMS
from .ground import STREET_FOLDER, write_ground
from .hostile import HOSTILE
from .landed import Landed, expected
from .packed import PACKED
from .places import PLACES
from .tabs import TABS
from .texts import TEXTS

CATALOGUE = (*TEXTS, *FORMS, *DAYS, *CELLS, *BOOKS, *TABS, *PACKED, *PLACES, *CANARIES, *HOSTILE)
TESTS = Path(__file__).parents[2]
# what no file alone brings about, and the test that does
MET_ELSEWHERE = {
    "not_readable": "landing/test_inbox.py",
    "parser_died": "reading/test_workers.py",
    "parser_timeout": "reading/test_workers.py",
    "mark_not_counted": "publication/test_worklists.py",
}


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Landed:
    """Layer 1 after one landing of an inbox that holds the whole catalogue."""
    home = Home(tmp_path_factory.mktemp("bad") / "home")
    home.prepare()
    write_ground(home.inbox)
    for case in CATALOGUE:
        case.put(home.inbox / STREET_FOLDER)
    land(home, home.inbox, bytes(32), lambda stage, done, of: None)
    return Landed(home)


@pytest.mark.parametrize("case", CATALOGUE, ids=lambda case: case.name)
def test_a_file_ends_as_it_must(case: Case, landed: Landed) -> None:
    fate = landed.fate(case.file_told)
    assert fate == expected(case)
    assert landed.rows_seen(case.file_told) == fate.rows
    assert {name: landed.cells(case.file_told, name) for name in case.cells} == case.cells


def test_every_case_is_a_file_of_its_own() -> None:
    assert len({case.file_told for case in CATALOGUE}) == len(CATALOGUE) >= 150


def test_every_reason_is_met() -> None:
    by_cases = {
        reason for case in CATALOGUE for reason in (case.reason, *case.held, *case.passed_over, *case.remarks)
    } - {None}
    assert by_cases.isdisjoint(MET_ELSEWHERE)
    assert by_cases | MET_ELSEWHERE.keys() == reasons().keys()
    for reason, place in MET_ELSEWHERE.items():
        text = (TESTS / place).read_text("utf-8")
        assert reason in text or reasons()[reason].sentence_zh.partition("：")[0] in text


@pytest.mark.parametrize("code", reasons())
def test_every_reason_is_told_with_a_remedy_in_two_languages(code: str) -> None:
    reason = reasons()[code]
    for chinese in (reason.sentence_zh, reason.remedy_zh):
        assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
        assert chinese.endswith("。")
    for english in (reason.sentence_en, reason.remedy_en):
        assert english.isascii()
        assert english.endswith(".")
