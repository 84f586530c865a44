"""The estimate of those in no register, against simulated registers whose truth is known."""

import numpy as np
import polars as pl
import pytest

from pipelines.scoring.capture import estimate_missed

SIMULATIONS = 200


def overlaps(in_ledger: object, in_other: object, in_both: object) -> pl.DataFrame:
    return pl.DataFrame({"in_ledger": in_ledger, "in_other": in_other, "in_both": in_both})


def simulated(women: int, ledger: float, other: float, seed: int) -> tuple[pl.DataFrame, np.ndarray]:
    """Two registers that each hold a woman with its own chance, and how many women are in neither."""
    draws = np.random.default_rng(seed).random((2, SIMULATIONS, women))
    in_ledger, in_other = draws[0] < ledger, draws[1] < other
    sums = [held.sum(axis=1) for held in (in_ledger, in_other, in_ledger & in_other)]
    return overlaps(*sums), (~in_ledger & ~in_other).sum(axis=1)


@pytest.mark.parametrize(
    ("women", "ledger", "other"),
    [(2_400, 0.97, 0.96), (300, 0.98, 0.95), (300, 0.7, 0.5), (60, 0.9, 0.8), (40, 0.5, 0.5)],
)
def test_the_interval_covers_the_truth(women: int, ledger: float, other: float) -> None:
    registers, missed = simulated(women, ledger, other, seed=women)
    found = estimate_missed(registers)
    covered = (found["low"].to_numpy() <= missed) & (missed <= found["high"].to_numpy())
    assert covered.sum() >= 0.9 * SIMULATIONS
    # an interval that holds everything would say nothing
    assert found["high"].median() <= 4 * max(missed.mean(), 1)


def test_the_estimate_is_near_the_truth_on_average() -> None:
    registers, missed = simulated(300, 0.7, 0.5, seed=1)
    assert estimate_missed(registers)["estimated_missed"].mean() == pytest.approx(missed.mean(), rel=0.05)


def test_registers_that_miss_alike_give_too_little() -> None:
    draws = np.random.default_rng(2).random((3, SIMULATIONS, 300))
    is_hidden = draws[2] < 0.3
    in_ledger, in_other = (np.where(is_hidden, draw < 0.3, draw < 0.9) for draw in draws[:2])
    sums = [held.sum(axis=1) for held in (in_ledger, in_other, in_ledger & in_other)]
    missed = (~in_ledger & ~in_other).sum(axis=1)
    assert estimate_missed(overlaps(*sums))["estimated_missed"].mean() < missed.mean()


@pytest.mark.parametrize(
    ("registers", "estimate", "most"),
    # of the second the logit interval ends at 30
    [((1_000, 990, 990), 0, 0), ((80, 100, 60), 20 * 40 / 61, 29), ((11_669, 11_541, 11_537), 0.05, 1)],
)
def test_an_estimate_lies_in_its_interval(
    registers: tuple[int, int, int], estimate: float, most: int
) -> None:
    found = estimate_missed(overlaps(*([count] for count in registers))).row(0, named=True)
    assert found["estimated_missed"] == pytest.approx(estimate, abs=0.005)
    assert found["low"] <= estimate <= max(found["high"], 0.5)
    assert found["high"] <= most


def test_without_overlap_there_is_no_upper_end() -> None:
    assert estimate_missed(overlaps([100], [100], [0]))["high"].to_list() == [None]
