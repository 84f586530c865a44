"""Night after night: what is kept, what is scored anew, and that nobody can tell the difference."""

from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_register import candidates_of, woman

from pipelines.matching import records
from pipelines.matching.engine import workshop
from pipelines.matching.features import with_features
from pipelines.matching.matches import match_persons, match_register
from pipelines.matching.model import PersonModel, save_model
from pipelines.matching.outcome import Matches, MatchingError
from pipelines.matching.records import record_pairs
from pipelines.matching.seeded import seeded_entries
from pipelines.matching.slips import ERRORS

THRESHOLD = 0.95


@pytest.fixture(scope="session")
def doubled(register: pl.DataFrame) -> pl.DataFrame:
    """Part of the register, with a second entry of some of its women, some of them with a third."""
    few = register.head(400)
    seconds = [
        seeded_entries(few.head(40), ERRORS, 6, seed).drop("error_kind", "original") for seed in (1, 2)
    ]
    renamed = [
        entries.with_columns(
            pl.format("{} {}", pl.lit(seed), column).alias(column) for column in ("unique_id", "person_key")
        )
        for seed, entries in enumerate(seconds)
    ]
    return pl.concat([few, *renamed]).sort("unique_id")


@pytest.fixture
def folder(tmp_path: Path, model: PersonModel) -> Path:
    save_model(model, tmp_path)
    return tmp_path


def pairs_of(
    bench: duckdb.DuckDBPyConnection, candidates: pl.DataFrame, model: PersonModel, folder: Path
) -> pl.DataFrame:
    return record_pairs(bench, with_features(candidates), model, folder)


def matches_of(candidates: pl.DataFrame, folder: Path, threads: int = 2) -> Matches:
    with workshop(threads=threads) as bench:
        return match_register(bench, candidates, folder, THRESHOLD)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), nights=st.integers(1, 4))
def test_night_after_night_equals_all_at_once(  # noqa: PLR0917 - hypothesis and fixtures
    bench: duckdb.DuckDBPyConnection,
    doubled: pl.DataFrame,
    model: PersonModel,
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    nights: int,
) -> None:
    kept, fresh = tmp_path_factory.mktemp("kept"), tmp_path_factory.mktemp("fresh")
    for night in range(nights):
        arrived = doubled.sample(fraction=0.7, shuffle=True, seed=seed + night)
        step = pairs_of(bench, arrived, model, kept)
    assert step.equals(pairs_of(bench, arrived.sort("unique_id"), model, fresh))
    assert step.height > 10


def test_clusters_after_changes_equal_a_full_run(doubled: pl.DataFrame, folder: Path) -> None:
    changed = doubled.with_columns(
        pl.when(pl.int_range(pl.len()) % 5 == 0)
        .then(pl.format("{}9", "unique_id"))
        .otherwise("unique_id")
        .alias("unique_id")
    )
    for arrived in (doubled.head(300), doubled, changed):
        step = matches_of(arrived, folder)
    (folder / "records.parquet").unlink()
    whole = matches_of(changed, folder)
    assert step.pairs.equals(whole.pairs) and step.accuracy.equals(whole.accuracy)
    assert step.pairs["cluster_id"].n_unique() < step.pairs["cluster_id"].count(), "no cluster of three"


def test_threads_and_row_order_change_nothing(doubled: pl.DataFrame, tmp_path: Path) -> None:
    """From training to card: everything is made anew each time."""
    outcomes = []
    for threads in (1, 2, 8):
        home = tmp_path / str(threads)
        home.mkdir()
        shuffled = doubled.sample(fraction=1, shuffle=True, seed=threads)
        outcomes.append(
            (matches_of(shuffled.sort("unique_id"), home, threads), (home / "model.json").read_bytes())
        )
    (first, model), *others = outcomes
    assert first.pairs.height > 10
    for found, trained in others:
        assert found.pairs.equals(first.pairs) and found.accuracy.equals(first.accuracy) and trained == model


def test_only_new_rows_are_scored(
    bench: duckdb.DuckDBPyConnection,
    doubled: pl.DataFrame,
    model: PersonModel,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scored: list[int] = []

    def counted(
        connection: duckdb.DuckDBPyConnection, marked: pl.DataFrame, model: PersonModel
    ) -> pl.DataFrame:
        scored.append(marked["is_new"].sum())
        return real(connection, marked, model)

    real = records.score_new
    monkeypatch.setattr(records, "score_new", counted)
    for arrived in (doubled.head(-3), doubled, doubled):
        pairs_of(bench, arrived, model, folder)
    assert scored == [doubled.height - 3, 3, 0]


def test_what_left_the_register_leaves_its_pairs(
    bench: duckdb.DuckDBPyConnection, doubled: pl.DataFrame, model: PersonModel, folder: Path
) -> None:
    pairs = pairs_of(bench, doubled, model, folder)
    gone = pairs["unique_id_l"].item(0)
    left = pairs_of(bench, doubled.filter(pl.col("unique_id") != gone), model, folder)
    assert left.equals(pairs.filter((pl.col("unique_id_l") != gone) & (pl.col("unique_id_r") != gone)))


@pytest.mark.parametrize("name", ["records.parquet", "model.json", "name_shares.parquet"])
def test_a_spoilt_file_is_made_anew(doubled: pl.DataFrame, tmp_path: Path, name: str) -> None:
    first = matches_of(doubled, tmp_path)
    (tmp_path / name).write_bytes(b"spoilt")
    assert matches_of(doubled, tmp_path).pairs.equals(first.pairs)


def test_pairs_hold_ordered_pseudonyms_alone(doubled: pl.DataFrame, folder: Path) -> None:
    pairs = matches_of(doubled, folder).pairs
    assert pairs.columns == ["person_key_left", "person_key_right", "match_probability", "cluster_id"]
    assert (pairs["person_key_left"] < pairs["person_key_right"]).all()
    assert pairs["match_probability"].is_between(0.5, 1).all()
    assert (pairs["cluster_id"].is_null() == (pairs["match_probability"] < THRESHOLD)).all()
    assert pairs.select("person_key_left", "person_key_right").is_unique().all()


def test_no_file_but_the_shares_holds_a_name(doubled: pl.DataFrame, tmp_path: Path) -> None:
    matches_of(doubled, tmp_path)
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert set(kept) == {"model.json", "name_shares.parquet", "records.parquet"}
    personal = {value for name in ("name", "citizen_id") for value in doubled[name].to_list()}
    personal |= {name[1:] for name in doubled["name"].to_list()} | set(
        doubled["birth_date"].dt.strftime("%Y%m%d")
    )
    texts = (kept["model.json"], str(pl.read_parquet(tmp_path / "records.parquet").to_dicts()).encode())
    assert not [value for value in personal for text in texts if value.encode() in text]


def test_an_error_quotes_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as l1; create schema l1.received; create schema l1.identified")
    connection.execute(
        "create table l1.received.deliveries (delivery_no int, modified_ns int, delivered_as text)"
    )
    with pytest.raises(MatchingError) as raised:
        match_persons(connection, tmp_path, date(2006, 7, 1), THRESHOLD)
    assert str(raised.value).startswith("matching: CatalogException;")
    assert raised.value.__cause__ is None and raised.value.__context__ is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("count", [0, 1])
def test_nobody_to_compare_gives_empty_tables(tmp_path: Path, count: int) -> None:
    found = matches_of(candidates_of(*[woman("王秀英", "411602197003050040")][:count]), tmp_path)
    assert found.pairs.is_empty() and found.accuracy.is_empty()


def test_two_women_are_a_register(tmp_path: Path) -> None:
    two = candidates_of(woman("王秀英", "411602197003050040"), woman(None, "411602197003050060"))
    assert matches_of(two, tmp_path).pairs.is_empty()
