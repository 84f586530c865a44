"""The trained model: what it holds, when it is kept and when it is made anew."""

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipelines.matching.comparisons import DUPLICATES_PER_THOUSAND, register_settings
from pipelines.matching.model import PersonModel, load_model, save_model


def test_a_kept_model_is_the_same(model: PersonModel, tmp_path: Path) -> None:
    save_model(model, tmp_path)
    kept = load_model(tmp_path)
    assert kept is not None and kept.fingerprint == model.fingerprint
    assert kept.settings == json.loads(json.dumps(model.settings))


def test_shares_of_another_training_do_not_fit(model: PersonModel, tmp_path: Path) -> None:
    save_model(model, tmp_path)
    model.shares.head(3).write_parquet(tmp_path / "name_shares.parquet")
    assert load_model(tmp_path) is None


def test_shares_of_each_column_sum_to_one(model: PersonModel) -> None:
    sums = model.shares.group_by("column").agg(pl.col("share").sum()).sort("column")
    assert sums["column"].to_list() == ["given_name", "surname"]
    assert sums["share"].to_list() == pytest.approx([1, 1])


def test_an_outgrown_model_is_made_anew(model: PersonModel) -> None:
    assert model.fits(model.records) and model.fits(2 * model.records)
    assert not model.fits(2 * model.records + 1)


def test_a_model_of_other_comparisons_is_made_anew(model: PersonModel) -> None:
    assert not replace(model, design="another").fits(model.records)


def test_every_level_has_both_parameters(model: PersonModel) -> None:
    for comparison in model.settings["comparisons"]:
        judged = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        assert all(0 < level[part] <= 1 for level in judged for part in ("m_probability", "u_probability"))
        otherwise = judged[-1]
        assert otherwise["m_probability"] <= otherwise["u_probability"], comparison["output_column_name"]


def test_the_prior_expects_some_duplicates() -> None:
    women = 20_000
    pairs = women * (women - 1) / 2
    expected = register_settings(women)["probability_two_random_records_match"] * pairs
    assert expected == pytest.approx(women * DUPLICATES_PER_THOUSAND / 1000)
