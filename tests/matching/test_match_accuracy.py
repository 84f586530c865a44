"""The accuracy card: Wilson's intervals, and what counts as found and as wrong."""

import duckdb
import polars as pl
import pytest

from pipelines.matching.accuracy import OVERALL, _card, measure_accuracy, wilson
from pipelines.matching.engine import SEED
from pipelines.matching.features import Register
from pipelines.matching.model import PersonModel
from pipelines.matching.outcome import CARD
from pipelines.matching.records import PAIR
from pipelines.matching.seeded import seeded_entries
from pipelines.matching.slips import ERRORS, STRANGERS

NOBODY = pl.DataFrame(schema=PAIR)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.277533),
        (10, 10, 0.722467, 1.0),
        (93, 100, 0.862505, 0.965681),
        (1, 1, 0.206549, 1.0),
        (0, 0, None, None),
    ],
)
def test_wilsons_intervals_are_the_tables(successes: int, trials: int, low: object, high: object) -> None:
    assert wilson(successes, trials) == (
        pytest.approx(low, abs=1e-6) if trials else low,
        pytest.approx(high, abs=1e-6) if trials else high,
    )


def test_a_card_counts_right_and_wrong_pairs() -> None:
    kinds = ("id_digit", "id_digit", "id_digit", "twins")
    seeded = pl.DataFrame(
        {
            "unique_id": [f"seeded {n}" for n in range(4)],
            "error_kind": kinds,
            "original": ["a", "b", "c", "d"],
        }
    )
    found = [
        ("a", "seeded 0"),
        ("b", "seeded 1"),
        ("x", "seeded 1"),
        ("d", "seeded 3"),
        ("seeded 0", "seeded 2"),
    ]
    scored = pl.DataFrame([(*pair, 0.99) for pair in found], schema=PAIR, orient="row")
    card = {line["error_kind"]: line for line in _card(seeded, scored).to_dicts()}
    counts = {kind: tuple(line[name] for name in ("pairs", "found", "wrong")) for kind, line in card.items()}
    assert counts == {"id_digit": (3, 2, 1), "twins": (1, 0, 1), OVERALL: (4, 2, 2)}
    assert (card["id_digit"]["precision"], card["id_digit"]["recall"]) == (2 / 3, 2 / 3)
    assert card["twins"]["recall"] is None
    assert (card[OVERALL]["precision"], card[OVERALL]["recall"]) == (0.5, 2 / 3)


def test_a_card_holds_figures_alone(
    bench: duckdb.DuckDBPyConnection, register: pl.DataFrame, model: PersonModel
) -> None:
    card = measure_accuracy(bench, Register.of(register), NOBODY, model, 0.95)
    assert card.schema == CARD
    assert card["error_kind"].to_list() == [*ERRORS, *STRANGERS, OVERALL]
    overall = card.row(-1, named=True)
    assert overall["precision"] > 0.98 and overall["recall"] > 0.85
    assert card.filter(pl.col("error_kind").is_in(list(STRANGERS)))["wrong"].sum() == 0


@pytest.mark.parametrize("kind", [*ERRORS, *STRANGERS])
def test_seeded_entries_have_another_id(register: pl.DataFrame, kind: str) -> None:
    made = seeded_entries(register, {**ERRORS, **STRANGERS}, 20, SEED).filter(error_kind=kind)
    originals = made.join(register, left_on="original", right_on="unique_id", suffix="_before")
    assert made.height == originals.height == 20
    is_other = pl.col("citizen_id").str.head(17) != pl.col("citizen_id_before").str.head(17)
    assert originals.select(is_other.all()).item()
    assert (made["citizen_id"].str.slice(16, 1).cast(pl.Int64) % 2 == 0).all()


def test_the_same_seed_gives_the_same_entries(register: pl.DataFrame) -> None:
    first, again = (seeded_entries(register, ERRORS, 10, SEED) for _ in range(2))
    assert first.equals(again)
    assert not first.equals(seeded_entries(register, ERRORS, 10, SEED + 1))
