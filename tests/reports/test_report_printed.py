"""The printed report has a sheet a street, its figures are the marts', and names in it stay inert."""

from pathlib import Path

import pytest
from explained_district import write_explained

from reports.printed.report import report, write_report
from reports.verification.reading import read_page
from reports.verification.stated import stated_differences

HOSTILE = "<img src=x onerror=alert(1)>街道"


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_explained(tmp_path_factory.mktemp("explained") / "warehouse.duckdb", renamed=HOSTILE)


def test_every_street_has_a_sheet_of_its_own(explained: Path) -> None:
    made = report(explained, "2006H1")
    assert [sheet.id for sheet in made.sheets] == [
        "street-411600001",
        "street-411600002",
        "street-411600003",
        "method",
    ]


def test_only_a_mixed_street_has_its_blend_in_numbers(explained: Path) -> None:
    mixed, urban, *_ = report(explained, "2006H1").sheets
    assert "(92.50 × 18,000 + 88.00 × 12,000) ÷ (18,000 + 12,000) = 90.70" in mixed.sentences[0].zh
    assert urban.sentences == ()


def test_names_stay_inert_and_the_same_snapshot_gives_the_same_bytes(explained: Path, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_report(explained, "2006H1", tmp_path / name, "assets")
    html = (tmp_path / "one.html").read_text("utf-8")
    assert html == (tmp_path / "two.html").read_text("utf-8")
    assert "<img" not in html


def test_every_number_is_in_the_query_stated_below_it(explained: Path, tmp_path: Path) -> None:
    write_report(explained, "2006H1", tmp_path / "report.html", "assets")
    written = read_page((tmp_path / "report.html").read_text("utf-8"))
    del written.keys["keys-cover"]  # this snapshot has no figures of the district
    assert stated_differences("report.html", written, explained) == []


def test_the_cover_ranks_the_streets(snapshot: Path, tmp_path: Path) -> None:
    write_report(snapshot, "2006H1", tmp_path / "report.html", "assets")
    written = read_page((tmp_path / "report.html").read_text("utf-8"))
    assert [row[3] for row in written.tables["table-ranks"].rows] == ["90.70", "89.42", "87.79", "85.15", "—"]
    wrong = stated_differences("report.html", written, snapshot)
    assert [difference for difference in wrong if difference.table in ("keys-cover", "table-ranks")] == []
