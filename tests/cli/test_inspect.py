"""`taizhang inspect` prints a half-year, freezes it against all that comes later, and rebuilds it."""

import shutil
from pathlib import Path

import duckdb
import pytest
from program import run_taizhang

from pipelines.warehouse.frozen import FROZEN_TABLES

VETO = """裁定文号,裁定机关,裁定日期,对象类型,对象代码,处理种类,事由类别,生效日期,依据文件
川人口裁〔2006〕99号,区人口计生委,2006-06-01,street,411602091,1,1,2006-06-01,考核办法
"""
POPULATION = """村(居)代码,统计时点,总人口,其中城区人口,其中农村人口,已婚育龄妇女数,户数,数据来源
{code},2006-06-30,90000,90000,0,9000,30000,1
"""
COMMUNITY_OF_A_MIXED_STREET = """
select min(division_code) from staging.divisions where division_level = 'community' and area_type = '1'
    and parent_code in (select body_code from figures.scores where scheme = 'mixed')
"""
Published = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after one night on a small district."""
    folder = tmp_path_factory.mktemp("inspect")
    assert run_taizhang(folder, "sample", "--out", str(folder / "inbox"), "--files", "240").returncode == 0
    assert run_taizhang(folder, "nightly", "--as-of", "2006-07-20").returncode == 0
    return folder


@pytest.fixture(scope="module")
def frozen(night: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same home with its half-year frozen."""
    copy = tmp_path_factory.mktemp("frozen") / "home"
    shutil.copytree(night, copy, symlinks=True)
    answer = run_taizhang(copy, "inspect", "2006H1", "--freeze")
    assert answer.returncode == 0, answer.stderr
    return copy


@pytest.fixture(scope="module")
def later(frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen home after a night with late files, another scheme file and another setting."""
    copy = tmp_path_factory.mktemp("later") / "home"
    shutil.copytree(frozen, copy, symlinks=True)
    with duckdb.connect(str(copy / "private" / "warehouse.duckdb"), read_only=True) as connection:
        ((code,),) = connection.execute(COMMUNITY_OF_A_MIXED_STREET).fetchall()
    (copy / "inbox" / "裁定.csv").write_text(VETO, "utf-8")
    (copy / "inbox" / "人口.csv").write_text(POPULATION.format(code=code), "utf-8")
    scheme = next((copy / "settings").glob("scheme-*.csv"))
    scheme.with_name("scheme-2006-01-01.csv").write_text(
        _with_another_zero(scheme.read_text("utf-8")), "utf-8"
    )
    scheme.unlink()
    with (copy / "settings" / "settings.csv").open("a", encoding="utf-8") as settings:
        settings.write("handover_days,2006-01-01,5,days,,\n")
    answer = run_taizhang(copy, "nightly", "--as-of", "2006-07-21")
    assert answer.returncode == 0, answer.stderr
    return copy


def _with_another_zero(scheme: str) -> str:
    line = next(line for line in scheme.splitlines() if line.startswith("household_page_coverage_rate,"))
    return scheme.replace(line, line.rpartition(",")[0] + ",50")


def published(home: Path) -> Published:
    with duckdb.connect(str(home / "published" / "warehouse.duckdb"), read_only=True) as connection:
        return {
            table: connection.execute(f"select * from marts.{table} order by all").fetchall()
            for table in FROZEN_TABLES
        }


def test_the_half_year_is_printed_with_its_streets(night: Path) -> None:
    answer = run_taizhang(night, "inspect", "2006H1", "--no-pack")
    assert answer.returncode == 0
    assert all(said in answer.stdout for said in ("新华路街道", "final", "community", "Not frozen"))


def test_a_half_year_that_is_not_there_is_refused(night: Path) -> None:
    for call in ((), ("--freeze",), ("--rebuild",)):
        answer = run_taizhang(night, "inspect", "1998H2", *call)
        assert answer.returncode == 2
        assert "1998H2" in answer.stderr


def test_nothing_run_yet_is_refused(tmp_path: Path) -> None:
    answer = run_taizhang(tmp_path, "inspect", "2006H1", "--freeze")
    assert (answer.returncode, "nightly first" in answer.stderr) == (2, True)


def test_news_since_the_last_night_is_refused(night: Path, tmp_path: Path) -> None:
    copy = tmp_path / "home"
    shutil.copytree(night, copy, symlinks=True)
    (copy / "inbox" / "裁定.csv").write_text(VETO, "utf-8")
    answer = run_taizhang(copy, "inspect", "2006H1", "--freeze")
    assert (answer.returncode, "1 files have arrived" in answer.stderr) == (2, True)


def test_frozen_it_says_so_and_stays(frozen: Path) -> None:
    again = run_taizhang(frozen, "inspect", "2006H1", "--freeze")
    assert (again.returncode, "frozen already, since" in again.stderr) == (2, True)
    assert "Restatements: none" in run_taizhang(frozen, "inspect", "2006H1", "--no-pack").stdout
    assert "Nothing new" in run_taizhang(frozen, "nightly", "--as-of", "2006-07-20").stdout


def test_a_freezing_killed_before_it_was_published_is_finished(
    night: Path, frozen: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "home"
    shutil.copytree(night, copy, symlinks=True)
    kept = Path("private", "frozen", "2006H1")
    shutil.copytree(frozen / kept, copy / kept, dirs_exist_ok=True)
    assert "Not frozen" in run_taizhang(copy, "inspect", "2006H1", "--no-pack").stdout
    answer = run_taizhang(copy, "inspect", "2006H1", "--freeze")
    assert answer.returncode == 0, answer.stderr
    assert published(copy) == published(frozen)
    assert (copy / kept / "manifest.json").read_bytes() == (frozen / kept / "manifest.json").read_bytes()


def test_later_data_and_rules_change_no_frozen_figure(night: Path, frozen: Path, later: Path) -> None:
    assert published(night) == published(frozen) == published(later)


def test_what_would_change_now_is_restated_with_its_cause(later: Path) -> None:
    with duckdb.connect(str(later / "published" / "warehouse.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select distinct figure, cause from marts.restatements "
            "where (figure_table, figure) in (('scores', 'vetoed'), ('score_parts', 'population'), "
            "('indicator_values', 'points_won'), ('indicator_values', 'value_pct'))"
        ).fetchall()
    causes = {(figure, part) for figure, cause in found for part in cause.split(", ")}
    assert causes >= {("vetoed", "records"), ("population", "populations"), ("points_won", "scheme")}
    assert ("value_pct", "settings") in causes
    assert ", largest: scores.score" in run_taizhang(later, "inspect", "2006H1", "--no-pack").stdout.replace(
        "; ", ", "
    )


def test_it_rebuilds_from_the_archive_whatever_came_later(later: Path) -> None:
    answer = run_taizhang(later, "inspect", "2006H1", "--rebuild")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "the same figures (hash" in answer.stdout
    next((later / "archive").iterdir()).unlink()
    missing = run_taizhang(later, "inspect", "2006H1", "--rebuild")
    assert (missing.returncode, "from a backup" in missing.stderr) == (3, True)
