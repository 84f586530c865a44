"""`taizhang explain` gives a score that adds up for every body, and says which bodies it could mean."""

import json
from pathlib import Path

import polars as pl
import pytest
from program import run_taizhang
from rich.cells import cell_len

from reports.marts.explained import explaining_marts, lines, of_body
from reports.marts.tables import Marts

Demo = tuple[Path, str]


@pytest.fixture(scope="module")
def marts(demo: Demo) -> Marts:
    return explaining_marts(demo[0] / "published" / "warehouse.duckdb", "2006H1")


def sums(body: pl.DataFrame, level: str, by: list[str]) -> pl.DataFrame:
    of_level = body.filter(pl.col("level") == level)
    return of_level.group_by(by).agg(pl.col("points_lost", "score_lost").sum().round(2)).sort(by)


def test_every_body_is_explained_down_to_its_score(marts: Marts) -> None:
    for body_code, score in marts["scores"].select("body_code", "score").iter_rows():
        body = lines(of_body(marts, body_code))
        lost = body.filter(pl.col("level") == "indicator")["score_lost"].sum()
        given = body.filter(pl.col("level") == "part")["score_given"].sum()
        assert (round(100 - lost, 2), round(given, 2)) == (score, score), body_code


@pytest.mark.parametrize(
    ("above", "below", "by"),
    [
        ("part", "group", ["part"]),
        ("group", "indicator", ["part", "indicator_group"]),
        ("indicator", "source", ["part", "indicator_id"]),
    ],
)
def test_every_level_of_every_body_adds_up(marts: Marts, above: str, below: str, by: list[str]) -> None:
    for body_code in marts["scores"]["body_code"]:
        body = lines(of_body(marts, body_code))
        told = sums(body, above, by).filter(pl.col("points_lost") > 0)
        assert sums(body, below, by).filter(pl.col("points_lost") > 0).equals(told), body_code


def test_points_won_and_lost_are_the_points(marts: Marts) -> None:
    steps = marts["steps"].drop_nulls("shown_points")
    points = pl.col("shown_points_won") + pl.col("shown_points_lost")
    assert steps.filter(points.round(2) != pl.col("shown_points")).is_empty()
    assert steps.height > 1_000


@pytest.mark.parametrize("meant", ["411602094", "杜甫路街道", "杜甫路"])
def test_a_code_a_name_or_its_beginning_will_do(demo: Demo, meant: str) -> None:
    answer = run_taizhang(demo[0], "explain", meant, "2006h1", "--format", "json")
    assert answer.returncode == 0, answer.stderr
    assert {row["part"] for row in json.loads(answer.stdout)} == {None, "urban", "rural"}


def test_the_tables_tell_parts_share_and_sources(demo: Demo) -> None:
    answer = run_taizhang(demo[0], "explain", "杜甫路", "2006H1")
    assert answer.returncode == 0, answer.stderr
    for told in ("69.20%", "城区 urban", "合并记分", "411602094", "explain.html#"):
        assert told in answer.stdout


def test_csv_has_a_line_an_indicator(demo: Demo) -> None:
    answer = run_taizhang(demo[0], "explain", "411602091001", "2006H1", "--format", "csv")
    assert answer.stdout.splitlines()[0].startswith("level,part,indicator_group,indicator_id")
    assert sum(line.startswith("indicator,") for line in answer.stdout.splitlines()) >= 20


@pytest.mark.parametrize(
    ("body", "half_year", "said"),
    [
        ("新华街道", "2006H1", "新华路街道 (411602091)"),
        ("41160209", "2006H1", "411602095"),
        ("杜甫路", "2005H2", "there are 2006H1"),
        ("路", "2006H1", "near are"),
        ("", "2006H1", "no body"),
        ("杜甫路", "2006", "no half-year 2006"),
    ],
)
def test_what_cannot_be_meant_is_refused(demo: Demo, body: str, half_year: str, said: str) -> None:
    answer = run_taizhang(demo[0], "explain", body, half_year)
    assert answer.returncode == 2
    assert said in answer.stderr


def test_an_empty_home_says_what_to_run(tmp_path: Path) -> None:
    answer = run_taizhang(tmp_path, "explain", "杜甫路", "2006H1")
    assert answer.returncode == 2
    assert "taizhang nightly" in answer.stderr


def test_80_columns_hold_every_line(demo: Demo) -> None:
    answer = run_taizhang(demo[0], "explain", "杜甫路", "2006H1", columns=80)
    assert max(cell_len(line) for line in answer.stdout.splitlines()[:-1]) <= 80


def test_a_street_is_had_within_todays_boundaries_down_to_its_indicators(demo: Demo, marts: Marts) -> None:
    answer = run_taizhang(demo[0], "explain", "杜甫路", "2006H1", "--boundaries", "today", "--format", "json")
    assert answer.returncode == 0, answer.stderr
    today = pl.DataFrame(json.loads(answer.stdout), infer_schema_length=None)
    own = lines(of_body(marts, "411602094"))  # no boundary has moved since
    for level, column in (("score", "score"), ("score", "rank"), ("part", "share")):
        assert today.filter(level=level)[column].sort().equals(own.filter(level=level)[column].sort())
    lost = today.filter(level="indicator")["shown_score_lost"]
    assert round(100 - lost.sum(), 2) == today["score"][0]
    assert lost.len() == own.filter(level="indicator").height


def test_the_tables_within_todays_boundaries_say_so_and_why_counts_are_missing(demo: Demo) -> None:
    answer = run_taizhang(demo[0], "explain", "杜甫路", "2006H1", "--boundaries", "today", columns=80)
    for told in ("现行区划", "69.20%", "户页建立率", "Numerators and denominators are left out"):
        assert told in " ".join(answer.stdout.split())
    assert max(cell_len(line) for line in answer.stdout.splitlines()) <= 80


def test_todays_boundaries_are_those_of_streets(demo: Demo) -> None:
    answer = run_taizhang(demo[0], "explain", "411602091001", "2006H1", "--boundaries", "today")
    assert (answer.returncode, "411602091" in answer.stderr) == (2, True)
