"""`taizhang demo` tells the report's story, and every figure of it comes out of the files."""

import re
from pathlib import Path

import duckdb
import pytest
from program import run_taizhang


def published(home: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "published" / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_files_by_class_are_the_reports(demo: tuple[Path, str]) -> None:
    found = published(
        demo[0],
        "select management_class, cast(sum(women) as integer) "
        "from marts.class_counts "
        "where as_of_date = '2006-06-30' and body_level = 'community' and women > 0 "
        "group by all order by all",
    )
    assert found == [("co_managed", 11_669), ("floating", 1_332), ("main", 2_288)]


def test_stock_and_flow_are_the_reports(demo: tuple[Path, str]) -> None:
    found = published(
        demo[0],
        "select * exclude (from_date, to_date, is_suppressed) from marts.movements where body_code = 'ALL'",
    )
    assert found == [("ALL", 15_166, 655, 0, 532, 0, 15_289)]


def test_every_communitys_flow_explains_its_stock(demo: tuple[Path, str]) -> None:
    wrong = published(
        demo[0],
        "select body_code from marts.movements where files_before + missed_filed + opened_other "
        "- transferred_to_villages - closed_other <> files_after",
    )
    assert wrong == []


def test_bodies_units_courtyards_and_heads_are_the_reports(demo: tuple[Path, str]) -> None:
    bodies = published(
        demo[0], "select body_level, count(*) from marts.scores group by all having body_level <> 'village'"
    )
    assert sorted(bodies) == [("community", 24), ("street", 5)]
    assert published(demo[0], "select units, courtyards, courtyard_heads from marts.district_figures") == [
        (191, 480, 480)
    ]


def test_eight_vetoes_are_linked_to_six_bureaus(demo: tuple[Path, str]) -> None:
    found = published(
        demo[0],
        "select count(*), count(distinct bureau.subject_code) from marts.rulings as veto "
        "inner join marts.rulings as bureau on bureau.ruling_no = veto.linked_ruling_no "
        "where veto.sanction = 'veto'",
    )
    assert found == [(8, 6)]


@pytest.mark.parametrize(
    "figure", ["15,289", "11,669", "1,332", "2,288", "15,166", "655", "532", "191", "480"]
)
def test_the_command_prints_the_key_figures(demo: tuple[Path, str], figure: str) -> None:
    assert re.search(rf"\s{figure}\s", demo[1])


def test_all_fourteen_sources_landed(demo: tuple[Path, str]) -> None:
    rows = published(
        demo[0], "select distinct unnest(string_split(source, ';')) from marts.files where status = 'landed'"
    )
    assert len(rows) == 14


def test_rows_are_conserved_in_every_delivery(demo: tuple[Path, str]) -> None:
    lost = published(
        demo[0],
        "select delivery_no from marts.files "
        "where rows_seen <> rows_accepted + rows_quarantined + rows_excluded",
    )
    assert lost == []


def test_every_street_has_a_score(demo: tuple[Path, str]) -> None:
    found = published(
        demo[0], "select status, score between 50 and 100, rank from marts.scores where body_level = 'street'"
    )
    assert sorted(found) == [("final", True, rank) for rank in range(1, 6)]


def test_the_page_is_drawn_from_the_snapshot(demo: tuple[Path, str]) -> None:
    page = (demo[0] / "published" / "dashboards" / "index.html").read_text("utf-8")
    assert published(demo[0], "select snapshot_id from marts.snapshot")[0][0] in page


@pytest.mark.parametrize(
    ("file", "figures"),
    [
        ("slips.html", ("191",)),
        ("floating.html", ("1,332", "15,289")),
        ("network.html", ("480", "191")),
        ("inspections.html", ("5", "8", "6")),
        ("methods.html", ("33", "49")),
    ],
)
def test_the_reports_figures_stand_at_the_head_of_their_pages(
    demo: tuple[Path, str], file: str, figures: tuple[str, ...]
) -> None:
    page = (demo[0] / "published" / "dashboards" / file).read_text("utf-8")
    assert all(f'<dd><span class="zh">{figure}</span></dd>' in page for figure in figures)


def test_anyone_may_read_what_is_published_and_nothing_else(demo: tuple[Path, str]) -> None:
    published_places = [demo[0] / "published", *(demo[0] / "published").rglob("*")]
    assert all(place.stat().st_mode & 0o004 for place in published_places)
    private = [
        place for name in ("archive", "private", "keys", "settings") for place in (demo[0] / name).rglob("*")
    ]
    assert not [place.name for place in private if place.stat().st_mode & 0o077]


def test_a_sample_too_small_for_its_story_is_refused(tmp_path: Path) -> None:
    refused = run_taizhang(tmp_path / "home", "sample", "--files", "239", "--out", str(tmp_path / "inbox"))
    assert refused.returncode == 2
    assert "--files 240" in refused.stderr
    assert not (tmp_path / "inbox").exists()
