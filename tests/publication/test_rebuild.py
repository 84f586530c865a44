"""A frozen half-year comes out of the archive again with the same figures, or says what is missing."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.home import Home
from pipelines.landing.land import land
from pipelines.privacy.keys import load_key
from pipelines.publication.freeze import freeze
from pipelines.publication.rebuild import CannotRebuildError, rebuild
from pipelines.publication.record import NightRecord
from pipelines.rules.files import install_rules
from pipelines.warehouse.build import build
from pipelines.warehouse.connection import load_rules, warehouse
from pipelines.warehouse.frozen import FROZEN_TABLES, Manifest
from pipelines.warehouse.matches import find_matches
from pipelines.warehouse.models import behind, models
from pipelines.warehouse.rulebook import read_rules

AS_OF = date(2006, 7, 20)
DIVISIONS = """区划代码,名称,级别,上级代码,城乡属性,代码来源,生效日期
411602,川汇区,district,4116,,project,2003-01-01
411602091,新华路街道,street,411602,,project,2003-01-01
411602091001,一社区,community,411602091,1,project,2003-01-01
411602091201,一村,village,411602091,2,project,2003-01-01
"""
POPULATIONS = """村(居)代码,统计时点,总人口,其中城区人口,其中农村人口,已婚育龄妇女数,户数,数据来源
411602091001,2006-06-30,300,300,0,50,100,1
411602091201,2006-06-30,100,0,{village},20,30,1
"""
LEDGER = """社区代码,统计时点,楼院编号,楼院名称,楼栋编号,应登户数,册号,建册日期
{code},2006-06-30,1,一号院,1,1,1,2006-05-01
"""


def silent(stage: str, done: int, of: int) -> None:
    """No one watches."""


def lay(home: Home, name: str, text: str, day: int) -> None:
    path = home.inbox / name
    path.write_text(text, "utf-8")
    os.utime(path, (day * 86_400 + 1_150_000_000,) * 2)


def landed(home: Home) -> int:
    return land(home, home.inbox, load_key(home.key_file, data_exist=home.identified.exists()), silent).new


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Manifest]:
    """A home whose populations were corrected under the same name, then came again with an older date."""
    home = Home(tmp_path_factory.mktemp("rebuild") / "home")
    home.prepare()
    install_rules(home.settings)
    lay(home, "区划.csv", DIVISIONS, day=1)
    lay(home, "人口.csv", POPULATIONS.format(village=50), day=2)
    for number in (1, 201):
        lay(home, f"台账{number}.csv", LEDGER.format(code=f"411602091{number:03}"), day=2)
    assert landed(home) == 4
    lay(home, "人口.csv", POPULATIONS.format(village=100), day=3)
    assert landed(home) == 1
    lay(home, "旧人口.csv", POPULATIONS.format(village=100), day=1)
    assert landed(home) == 1
    with warehouse(home) as connection:
        settings, schemes = read_rules(home.settings)
        load_rules(connection, AS_OF, settings, schemes)
        find_matches(connection, home.matching, settings, AS_OF)
        for model in behind([f"figures.{table}" for table in FROZEN_TABLES], models()):
            build(connection, model)
        night = NightRecord(str(AS_OF), "", "published", "1", (), "")
        return home, freeze(connection, home, "2006H1", night)


def test_several_landings_rebuild_to_the_same_figures(frozen: tuple[Home, Manifest]) -> None:
    home, manifest = frozen
    assert sorted(given.status for given in manifest.inputs) == ["duplicate", *["landed"] * 5]
    assert rebuild(home, manifest, silent) == []
    assert list(home.scratch.iterdir()) == []


def test_another_rule_rebuilds_to_named_figures(frozen: tuple[Home, Manifest], tmp_path: Path) -> None:
    home, manifest = frozen
    altered = Manifest(**{**vars(manifest), "inputs": manifest.inputs[:-1]})
    assert ("score_parts", "share", 2) in rebuild(home, altered, silent)


@pytest.mark.parametrize("place", ["archive/{original}", "private/frozen/2006H1/scores.parquet"])
def test_a_changed_file_is_named(frozen: tuple[Home, Manifest], tmp_path: Path, place: str) -> None:
    home, manifest = frozen
    copy = Home(tmp_path / "home")
    shutil.copytree(home.root, copy.root)
    path = copy.root / place.format(original=manifest.inputs[0].sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(CannotRebuildError, match=path.name):
        rebuild(copy, manifest, silent)
    assert list(copy.scratch.iterdir()) == []
